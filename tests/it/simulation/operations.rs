//! What may happen in a run, and how often.

use tests::random::Seeded;

pub(super) const MAILBOXES: usize = 10;
pub(super) const NAMES: [&str; 4] = ["Asha", "ASHA", "Bela", "Chandra"];

/// One thing that happens; numbers choose among what there is, modulo.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operation {
    /// Somebody fills the form and sends it.
    Sign(Signing),
    /// The same, signed so many seconds from the edge's clock.
    SignAt(Signing, i64),
    /// The same, under a session that was issued some time before.
    SignUnder(Signing, usize),
    /// An answered request is sent once more.
    Retry(usize),
    /// An organizer hides a listed entry.
    Hide(usize),
    /// The lead revokes the other partner, or takes that back.
    Revoke(bool),
    /// A second master key joins and issues; or the older of two is retired.
    RotateKeys,
    /// An organizer releases every held signature.
    Release,
    /// Nobody does anything until the public state is complete.
    Rest,
    /// `kill -9`, and a start on the same state.
    Restart,
}

/// Who signs, how she writes herself, and what she chooses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signing {
    pub(super) mailbox: usize,
    pub(super) spelling: usize,
    pub(super) name: usize,
    pub(super) is_on_lead: bool,
    pub(super) yes: [bool; 2],
    pub(super) is_listed: bool,
}

/// Seconds from the edge's clock, on both sides of both edges of the window
/// [-300, +30]; a margin of 5 s is for a request that waits on a busy machine.
const AROUND_THE_WINDOW: [i64; 4] = [-305, -290, 25, 40];

impl Operation {
    /// The next operation of a seed.
    pub(super) fn random(random: &mut Seeded) -> Self {
        match random.below(100) {
            0..54 => Self::Sign(Signing::random(random)),
            54..62 => Self::SignUnder(Signing::random(random), random.below(1_000)),
            62..70 => Self::SignAt(Signing::random(random), *random.pick(&AROUND_THE_WINDOW)),
            70..80 => Self::Retry(random.below(1_000)),
            80..82 => Self::Release,
            82..89 => Self::Hide(random.below(1_000)),
            // Taken back more often, so that most signatures meet a partner
            // that is there.
            89..93 => Self::Revoke(random.below(3) == 0),
            93..95 => Self::Rest,
            95..97 => Self::RotateKeys,
            _ => Self::Restart,
        }
    }
}

impl Signing {
    fn random(random: &mut Seeded) -> Self {
        let mut flip = || random.below(2) == 0;
        let (is_on_lead, yes, is_listed) = (flip(), [flip(), flip()], flip());
        Self {
            mailbox: random.below(MAILBOXES),
            spelling: random.below(4),
            name: random.below(NAMES.len()),
            is_on_lead,
            yes,
            is_listed,
        }
    }
}
