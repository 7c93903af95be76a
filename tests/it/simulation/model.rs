//! The reference: the rules of `petition` on plain collections.

use std::collections::{BTreeMap, BTreeSet};

use petition::{Admission, AdmitRules, Existing, Incoming, Rate, State, admit, fold_name};
use protocol::{Choice, EntryId, SignatureAnswer};
use tests::Page;
use tests::campaign::OTHER;
use tests::submission::Attempt;

use super::HOUSEHOLD_LIMIT;

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
pub(super) struct Model {
    mailboxes: BTreeMap<usize, Vec<Existing>>,
    signatures: BTreeMap<Whose, Signature>,
    consents: BTreeSet<(Whose, String)>,
    pub(super) hidden: BTreeSet<EntryId>,
    /// Whether the other partner may embed no more.
    pub(super) is_other_revoked: bool,
    /// The campaign's limit, which does not refill within a run, and how much
    /// of it was used.
    limit: Option<Rate>,
    arrival_us: Option<i64>,
}

impl Model {
    /// An empty campaign with this limit.
    pub(super) fn under(limit: Option<Rate>) -> Self {
        Self {
            limit,
            ..Self::default()
        }
    }

    /// What `petition` says to a submission.
    pub(super) fn sign(&mut self, mailbox: usize, attempt: &Attempt, answer: &SignatureAnswer) {
        let supporter = &attempt.submission.supporter;
        let folded = fold_name(&supporter.given_name, supporter.family_name.as_deref());
        let name_key = name_key(&folded);
        let is_over_limit = self.is_over_limit();
        let existing = self.mailboxes.entry(mailbox).or_default();
        let rules = AdmitRules {
            is_open: true,
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
            Admission::Refused(refusal) => panic!("{refusal:?}"),
        };
        for answer in &attempt.submission.consents {
            if answer.choice == Choice::Yes {
                let notice = answer.notice.as_str();
                let partner = notice.strip_suffix("-updates").unwrap().to_owned();
                self.consents.insert(((mailbox, slot), partner));
            }
        }
    }

    /// Every submission that is no replay is weighed.
    fn is_over_limit(&mut self) -> bool {
        let Some(limit) = self.limit else {
            return false;
        };
        let decision = limit.decide(self.arrival_us, 0);
        self.arrival_us = Some(decision.arrival_us);
        !decision.is_within
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

    /// Whether this page's partner may embed no more.
    pub(super) fn is_revoked(&self, page: &Page) -> bool {
        self.is_other_revoked && page.partner.as_str() == OTHER
    }

    fn in_state(&self, state: State) -> impl Iterator<Item = &Signature> {
        self.signatures
            .values()
            .filter(move |one| one.state == state)
    }

    pub(super) fn signatures(&self) -> u64 {
        count(self.in_state(State::Pending))
    }

    /// (signatures, consents, held) of a partner. A consent to her waits with
    /// a held signature, whichever partner that came through.
    pub(super) fn row(&self, partner: &str) -> (u64, u64, u64) {
        let of = |state| count(self.in_state(state).filter(|one| one.partner == partner));
        let is_held = |whose| self.signatures[whose].state == State::Held;
        let consents = self.consents.iter();
        let given = consents.filter(|(whose, to)| to == partner && !is_held(whose));
        (of(State::Pending), count(given), of(State::Held))
    }

    /// The entries that can be hidden: those of signatures that count.
    pub(super) fn listed(&self) -> Vec<EntryId> {
        let entries = self.in_state(State::Pending);
        entries.filter_map(|one| one.entry.clone()).collect()
    }

    pub(super) fn feed(&self) -> BTreeSet<EntryId> {
        let listed = self.listed().into_iter();
        listed
            .filter(|entry| !self.hidden.contains(entry))
            .collect()
    }
}

fn count<T>(all: impl Iterator<Item = T>) -> u64 {
    u64::try_from(all.count()).unwrap()
}

/// Any injective key does: the run's folded names have at most 32 bytes.
fn name_key(folded: &str) -> [u8; 32] {
    let mut key = [0; 32];
    key[..folded.len()].copy_from_slice(folded.as_bytes());
    key
}
