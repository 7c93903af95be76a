//! What a signature or claim that the ledger has is worth.

use crate::{
    admit::{Existing, State},
    mailbox::{delays_mail, ends_hold, is_claim},
    rate::HeldReason,
    tally::Standing,
};

/// A signature or claim of a mailbox, as far as rules depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptSignature {
    /// Its place: in the household, or among the claims.
    pub slot: u8,
    /// Its name, keyed.
    pub name_key: [u8; 32],
    /// Its state.
    pub state: State,
    /// Mail to its address came back.
    pub is_undeliverable: bool,
    /// Its mailbox has said yes, whatever became of it since.
    pub has_confirmed: bool,
    /// The limit that it is held for; none where it is not held.
    pub held_reason: Option<HeldReason>,
}

impl KeptSignature {
    /// As a submission meets it: what its mailbox has confirmed stands, also
    /// while it is held, and nobody takes its place.
    #[must_use]
    pub fn existing(&self) -> Existing {
        Existing {
            slot: self.slot,
            name_key: self.name_key,
            state: if self.is_confirmed() {
                State::Confirmed
            } else {
                self.state
            },
        }
    }

    /// Whether a mailbox stands behind it.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        match self.state {
            State::Confirmed => true,
            State::Held => self.has_confirmed,
            State::Pending | State::Withdrawn => false,
        }
    }

    /// Whether it stays held when its mailbox confirms it.
    #[must_use]
    pub fn stays_held(&self) -> bool {
        self.state == State::Held && !self.held_reason.is_none_or(ends_hold)
    }

    /// Whether its mail waits for an organizer, as it does itself.
    #[must_use]
    pub fn delays_mail(&self) -> bool {
        self.state == State::Held && self.held_reason.is_some_and(delays_mail)
    }

    /// Whether it waits for its mailbox, in a slot that no household reaches.
    #[must_use]
    pub fn is_claim(&self) -> bool {
        is_claim(self.slot)
    }

    /// Where it is counted.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing::of(self.state, self.is_undeliverable)
    }

    /// Whether its consents are in the counters: not a claim's, which its
    /// mailbox has not given, and not while it is held.
    #[must_use]
    pub fn counts_consents(&self) -> bool {
        !self.is_claim() && self.state != State::Held
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mailbox::CLAIM_SLOT;

    fn kept(slot: u8, state: State, has_confirmed: bool) -> KeptSignature {
        KeptSignature {
            slot,
            name_key: [1; 32],
            state,
            is_undeliverable: false,
            has_confirmed,
            held_reason: (state == State::Held).then_some(HeldReason::Partner),
        }
    }

    #[test]
    fn a_mailbox_stands_behind_what_it_confirmed_also_while_that_is_held() {
        for (state, has_confirmed, is_confirmed) in [
            (State::Confirmed, true, true),
            (State::Held, true, true),
            (State::Held, false, false),
            (State::Pending, false, false),
            // Taken back: the mailbox had confirmed, and then said no.
            (State::Withdrawn, true, false),
        ] {
            let one = kept(0, state, has_confirmed);
            assert_eq!(one.is_confirmed(), is_confirmed, "{state:?}");
            let stands = if is_confirmed {
                State::Confirmed
            } else {
                state
            };
            assert_eq!(one.existing().state, stands, "{state:?}");
        }
    }

    #[test]
    fn a_mailbox_ends_a_hold_of_one_person_and_not_one_of_many() {
        for reason in HeldReason::ALL {
            let one = KeptSignature {
                held_reason: Some(reason),
                ..kept(CLAIM_SLOT, State::Held, false)
            };
            assert_eq!(one.stays_held(), !ends_hold(reason), "{reason:?}");
            assert_eq!(one.delays_mail(), delays_mail(reason), "{reason:?}");
            let freed = KeptSignature {
                state: State::Pending,
                ..one
            };
            assert!(!freed.stays_held() && !freed.delays_mail(), "{reason:?}");
        }
    }

    #[test]
    fn the_consents_of_a_claim_and_of_what_is_held_are_not_counted() {
        for (slot, state, counts) in [
            (0, State::Pending, true),
            (0, State::Confirmed, true),
            (0, State::Withdrawn, true),
            (0, State::Held, false),
            (CLAIM_SLOT, State::Pending, false),
            (CLAIM_SLOT, State::Held, false),
        ] {
            assert_eq!(
                kept(slot, state, false).counts_consents(),
                counts,
                "{slot} {state:?}"
            );
        }
    }

    #[test]
    fn what_came_back_is_counted_apart() {
        let one = kept(0, State::Pending, false);
        assert_eq!(one.standing(), Standing::Pending);
        let back = KeptSignature {
            is_undeliverable: true,
            ..one
        };
        assert_eq!(back.standing(), Standing::Undeliverable);
    }
}
