//! Whether a submission is a new signature.
//!
//! Not the replay of a request, whether the campaign is open ([`Opening`](crate::Opening)),
//! or the rates: the ledger asks for these before.
//!
//! Invariant: a mailbox never has more signatures than the campaign's
//! household limit, and never two by one name, however often it is tried.

/// Where a signature stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Submitted; the mailbox has not confirmed.
    Pending,
    /// The mailbox has confirmed.
    Confirmed,
    /// Kept back by limits or by moderators; not counted.
    Held,
    /// Taken back by the supporter; not counted.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Confirmed, Self::Held, Self::Withdrawn];

    /// The state as it is stored: a pinned word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Confirmed => "confirmed",
            Self::Held => "held",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Parses a stored state; `None` if it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// A signature that the ledger has for the same mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Existing {
    /// Its place in the household.
    pub slot: u8,
    /// Its name, keyed.
    pub name_key: [u8; 32],
    /// Where it stands.
    pub state: State,
}

/// What arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// Its name, keyed.
    pub name_key: [u8; 32],
}

/// What the campaign says at this instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdmitRules {
    /// Signatures that one mailbox may give; at least 1.
    pub household_limit: u8,
    /// Whether it came over one of the limits ([`Rate`](crate::Rate)).
    pub is_over_limit: bool,
}

/// What becomes of a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// A new signature.
    New {
        /// Its place in the household.
        slot: u8,
        /// The state it starts in.
        state: State,
    },
    /// A signature that is there already: its consents are added, nothing else.
    Repeated {
        /// Which one.
        slot: u8,
    },
}

/// Decides what a submission is, given every signature of its mailbox.
///
/// The same name is the same signature, in whatever state: a withdrawn one
/// keeps its slot, so coming back is an event on it and never a second one.
/// Another name takes the lowest free slot of the household; where none is
/// free it is the first signature repeated, so that the answer reveals nothing.
/// A new signature is [`State::Pending`], or [`State::Held`] over a limit;
/// whether pending counts is the campaign's [`Counts`](crate::Counts). Over a limit nobody is refused and nothing that is
/// there changes: only what would be new is held.
#[must_use]
pub fn admit(existing: &[Existing], incoming: &Incoming, rules: &AdmitRules) -> Admission {
    if let Some(same) = existing
        .iter()
        .find(|one| one.name_key == incoming.name_key)
    {
        return Admission::Repeated { slot: same.slot };
    }
    let is_free = |slot: &u8| existing.iter().all(|one| one.slot != *slot);
    match (0..rules.household_limit.max(1)).find(is_free) {
        Some(slot) => Admission::New {
            slot,
            state: if rules.is_over_limit {
                State::Held
            } else {
                State::Pending
            },
        },
        None => Admission::Repeated { slot: 0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: AdmitRules = AdmitRules {
        household_limit: 1,
        is_over_limit: false,
    };

    fn incoming(name: u8) -> Incoming {
        Incoming {
            name_key: [name; 32],
        }
    }

    fn existing(slot: u8, name: u8, state: State) -> Existing {
        Existing {
            slot,
            name_key: [name; 32],
            state,
        }
    }

    #[test]
    fn the_first_signature_of_a_mailbox_is_new_and_pending() {
        let new = Admission::New {
            slot: 0,
            state: State::Pending,
        };
        assert_eq!(admit(&[], &incoming(1), &OPEN), new);
        let zero = AdmitRules {
            household_limit: 0,
            ..OPEN
        };
        assert_eq!(admit(&[], &incoming(1), &zero), new);
    }

    #[test]
    fn over_a_limit_what_is_new_is_held_and_what_is_there_stays() {
        let over = AdmitRules {
            is_over_limit: true,
            ..OPEN
        };
        let held = Admission::New {
            slot: 0,
            state: State::Held,
        };
        assert_eq!(admit(&[], &incoming(1), &over), held);
        for state in State::ALL {
            let there = [existing(0, 1, state)];
            let repeated = Admission::Repeated { slot: 0 };
            assert_eq!(admit(&there, &incoming(1), &over), repeated);
        }
    }

    #[test]
    fn a_second_signature_is_repeated_in_whatever_state_the_first_is() {
        for state in State::ALL {
            let there = [existing(0, 1, state)];
            for name in [1, 2] {
                let repeated = Admission::Repeated { slot: 0 };
                assert_eq!(admit(&there, &incoming(name), &OPEN), repeated, "{state:?}");
            }
        }
    }

    #[test]
    fn two_names_share_a_mailbox_where_the_campaign_says_so() {
        let rules = AdmitRules {
            household_limit: 2,
            ..OPEN
        };
        let one = existing(0, 1, State::Confirmed);
        let two = existing(1, 2, State::Pending);
        let new = |slot| Admission::New {
            slot,
            state: State::Pending,
        };
        assert_eq!(admit(&[one], &incoming(2), &rules), new(1));
        assert_eq!(admit(&[two], &incoming(1), &rules), new(0));
        assert_eq!(
            admit(&[one, two], &incoming(2), &rules),
            Admission::Repeated { slot: 1 }
        );
        assert_eq!(
            admit(&[one, two], &incoming(3), &rules),
            Admission::Repeated { slot: 0 }
        );
    }

    #[test]
    fn the_stored_word_of_a_state_is_pinned() {
        let words = State::ALL.map(State::as_str);
        assert_eq!(words, ["pending", "confirmed", "held", "withdrawn"]);
        assert_eq!(words.map(State::parse), State::ALL.map(Some));
        assert_eq!(State::parse("Pending"), None);
    }
}
