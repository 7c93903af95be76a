//! Where what is submitted counts.

use std::collections::{BTreeMap, BTreeSet};

use petition::{Admission, AdmitRules, Existing, Incoming, State, admit};
use protocol::{CountRow, EntryId, SignatureAnswer};
use tests::submission::Attempt;

use super::{Used, allowed, count, name_key};
use crate::simulation::HOUSEHOLD_LIMIT;

/// One signature, by its mailbox and its slot.
type Whose = (usize, u8);

/// What became of one.
struct Signature {
    partner: String,
    entry: Option<EntryId>,
    state: State,
}

/// What the campaign has to come to.
#[derive(Default)]
pub(in crate::simulation) struct Submitted {
    mailboxes: BTreeMap<usize, Vec<Existing>>,
    signatures: BTreeMap<Whose, Signature>,
    consents: BTreeSet<(Whose, String)>,
    limit: Used,
}

impl Submitted {
    pub(super) fn under(limit: Used) -> Self {
        Self {
            limit,
            ..Self::default()
        }
    }

    /// What `petition` says to a submission.
    pub(super) fn sign(&mut self, mailbox: usize, attempt: &Attempt, answer: &SignatureAnswer) {
        let supporter = &attempt.submission.supporter;
        let name_key = name_key(&supporter.given_name, supporter.family_name.as_deref());
        let is_over_limit = self.limit.is_over();
        let existing = self.mailboxes.entry(mailbox).or_default();
        let rules = AdmitRules {
            household_limit: HOUSEHOLD_LIMIT,
            is_over_limit,
        };
        let slot = match admit(existing, &Incoming { name_key }, &rules) {
            Admission::New { slot, state } => {
                existing.push(Existing {
                    slot,
                    name_key,
                    state,
                });
                let signature = Signature {
                    partner: attempt.submission.partner.to_string(),
                    entry: answer.entry.clone().map(|entry| entry.id),
                    state,
                };
                self.signatures.insert((mailbox, slot), signature);
                slot
            }
            Admission::Repeated { slot } => slot,
        };
        for partner in allowed(attempt) {
            self.consents.insert(((mailbox, slot), partner));
        }
    }

    /// An organizer releases what is held; returns how many.
    pub(super) fn release(&mut self) -> u64 {
        let mut released = 0;
        for signature in self.signatures.values_mut() {
            if signature.state == State::Held {
                signature.state = State::Pending;
                released += 1;
            }
        }
        for existing in self.mailboxes.values_mut().flatten() {
            existing.state = State::Pending;
        }
        released
    }

    fn in_state(&self, state: State) -> impl Iterator<Item = &Signature> {
        self.signatures
            .values()
            .filter(move |one| one.state == state)
    }

    pub(super) fn signatures(&self) -> u64 {
        count(self.in_state(State::Pending))
    }

    /// A consent to the partner waits with a held signature, whichever partner
    /// the signature came through.
    pub(super) fn row(&self, partner: &str) -> CountRow {
        let of = |state| count(self.in_state(state).filter(|one| one.partner == partner));
        let is_held = |whose| self.signatures[whose].state == State::Held;
        let consents = self.consents.iter();
        let given = consents.filter(|(whose, to)| to == partner && !is_held(whose));
        CountRow {
            key: partner.to_owned(),
            signatures: of(State::Pending),
            consents: count(given),
            held: of(State::Held),
            pending: of(State::Pending),
            ..CountRow::default()
        }
    }

    pub(super) fn listed(&self) -> Vec<EntryId> {
        let entries = self.in_state(State::Pending);
        entries.filter_map(|one| one.entry.clone()).collect()
    }
}
