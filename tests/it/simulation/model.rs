//! The reference: the rules of `petition` on plain collections.

use std::collections::{BTreeMap, BTreeSet};

use petition::{Admission, AdmitRules, Counters, Counts, Existing, Incoming, admit, fold_name};
use protocol::{Choice, EntryId, SignatureAnswer};
use tests::Page;
use tests::campaign::OTHER;
use tests::submission::Attempt;

use super::HOUSEHOLD_LIMIT;

/// One signature, by its mailbox and its slot.
type Whose = (usize, u8);

/// What the campaign has to come to.
#[derive(Default)]
pub(super) struct Model {
    mailboxes: BTreeMap<usize, Vec<Existing>>,
    counters: Counters,
    by_partner: BTreeMap<String, u64>,
    consents: BTreeSet<(Whose, String)>,
    pub(super) listed: Vec<EntryId>,
    pub(super) hidden: BTreeSet<EntryId>,
    /// Whether the other partner may embed no more.
    pub(super) is_other_revoked: bool,
}

impl Model {
    /// What `petition` says to a submission.
    pub(super) fn sign(&mut self, mailbox: usize, attempt: &Attempt, answer: &SignatureAnswer) {
        let supporter = &attempt.submission.supporter;
        let folded = fold_name(&supporter.given_name, supporter.family_name.as_deref());
        let name_key = name_key(&folded);
        let existing = self.mailboxes.entry(mailbox).or_default();
        let rules = AdmitRules {
            is_open: true,
            household_limit: HOUSEHOLD_LIMIT,
            is_over_limit: false,
        };
        let slot = match admit(existing, &Incoming { name_key }, &rules) {
            Admission::New { slot, state } => {
                existing.push(Existing {
                    slot,
                    name_key,
                    state,
                });
                self.counters.add(state);
                let partner = attempt.submission.partner.to_string();
                *self.by_partner.entry(partner).or_default() += 1;
                self.listed
                    .extend(answer.entry.clone().map(|entry| entry.id));
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

    /// Whether this page's partner may embed no more.
    pub(super) fn is_revoked(&self, page: &Page) -> bool {
        self.is_other_revoked && page.partner.as_str() == OTHER
    }

    pub(super) fn signatures(&self) -> u64 {
        self.counters.counted(Counts::Submitted)
    }

    /// (signatures, consents) of a partner.
    pub(super) fn row(&self, partner: &str) -> (u64, u64) {
        let consents = self.consents.iter().filter(|(_, to)| to == partner);
        let signatures = self.by_partner.get(partner).copied();
        (
            signatures.unwrap_or(0),
            u64::try_from(consents.count()).unwrap(),
        )
    }

    pub(super) fn feed(&self) -> BTreeSet<EntryId> {
        let listed = self.listed.iter().cloned();
        listed
            .filter(|entry| !self.hidden.contains(entry))
            .collect()
    }
}

/// Any injective key does: the run's folded names have at most 32 bytes.
fn name_key(folded: &str) -> [u8; 32] {
    let mut key = [0; 32];
    key[..folded.len()].copy_from_slice(folded.as_bytes());
    key
}
