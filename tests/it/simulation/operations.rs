//! What may happen in a run, and how often.

use petition::Counts;
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
    /// Who reads a mailbox follows the link of one of its mails.
    Mailbox(usize, Deed),
    /// Somebody types an address, in a spelling, at "Email me my link".
    AskLink(usize, usize),
    /// Strangers submit so many names with spellings of one address.
    Strangers(usize, usize),
    /// Who reads a mailbox follows its newest mail and signs there.
    SignByLink(usize),
    /// A link that no mail had is followed.
    UseUnknownLink(usize),
    /// The provider says that mail to an address comes back.
    Bounce(usize, usize),
    /// The mail provider fails from now on, or recovers.
    Provider(bool),
    /// So much time passes, in milliseconds.
    Pass(i64),
}

/// What is done on the supporter's page: with which of the mailbox's mails, and
/// about which of its submissions or signatures.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deed {
    pub(super) mail: usize,
    pub(super) about: usize,
    pub(super) kind: DeedKind,
}

/// What can be done on the supporter's page.
#[derive(Clone, Copy, Debug)]
pub(super) enum DeedKind {
    /// As a mail scanner does: every method that reads.
    Scan,
    Confirm,
    Discard,
    TakeBack,
    List,
    Unlist,
    /// Withdraws a consent to the lead, or to the other partner.
    Withdraw(bool),
}

/// Who signs, how they write their name and address, and what they choose.
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

const MINUTE_MS: i64 = 60_000;
pub(super) const HOUR_MS: i64 = 60 * MINUTE_MS;

/// Past the pause between two mails; past the reminder; past the life of a
/// link; past that of an unconfirmed submission.
const SPANS_MS: [i64; 6] = [
    16 * MINUTE_MS,
    16 * MINUTE_MS,
    49 * HOUR_MS,
    49 * HOUR_MS,
    15 * 24 * HOUR_MS,
    31 * 24 * HOUR_MS,
];

impl Operation {
    /// The next operation of a seed.
    pub(super) fn random(random: &mut Seeded, counts: Counts) -> Self {
        match counts {
            Counts::Submitted => Self::random_submitted(random),
            Counts::Confirmed => Self::random_confirmed(random),
        }
    }

    fn random_submitted(random: &mut Seeded) -> Self {
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

    fn random_confirmed(random: &mut Seeded) -> Self {
        match random.below(100) {
            0..30 => Self::Sign(Signing::random(random)),
            30..33 => Self::SignUnder(Signing::random(random), random.below(1_000)),
            33..37 => Self::Retry(random.below(1_000)),
            37..72 => Self::Mailbox(random.below(MAILBOXES), Deed::random(random)),
            72..74 => Self::AskLink(random.below(MAILBOXES), random.below(4)),
            74..75 => Self::Strangers(random.below(MAILBOXES), 2 + random.below(5)),
            75..76 => Self::SignByLink(random.below(MAILBOXES)),
            76..78 => Self::UseUnknownLink(random.below(1_000)),
            78..80 => Self::Bounce(random.below(MAILBOXES), random.below(4)),
            80..82 => Self::Release,
            82..84 => Self::Revoke(random.below(3) == 0),
            84..87 => Self::Provider(random.below(3) > 0),
            87..92 => Self::Pass(*random.pick(&SPANS_MS)),
            92..93 => Self::Rest,
            93..94 => Self::RotateKeys,
            _ => Self::Restart,
        }
    }
}

impl Deed {
    fn random(random: &mut Seeded) -> Self {
        let kind = match random.below(20) {
            0..3 => DeedKind::Scan,
            3..12 => DeedKind::Confirm,
            12..13 => DeedKind::Discard,
            13..15 => DeedKind::TakeBack,
            15..16 => DeedKind::List,
            16..17 => DeedKind::Unlist,
            _ => DeedKind::Withdraw(random.below(2) == 0),
        };
        Self {
            mail: random.below(1_000),
            about: random.below(1_000),
            kind,
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
