//! Where only what its mailbox has confirmed counts.

use std::collections::{BTreeMap, BTreeSet};

use petition::{
    Confirmation, Existing, PlacedClaim, Spelling, Standing, State, confirm, is_claim, place_claim,
    public_name, vanishes,
};
use protocol::limits::CLAIM_KEEP_MS;
use protocol::{CountRow, Display, SignatureAnswer};
use tests::campaign::LEAD;
use tests::submission::{Attempt, Supporter};

use super::{Used, allowed, count, name_key};
use crate::simulation::HOUSEHOLD_LIMIT;

/// A mailbox, and the spelling of its address that a link was mailed to.
pub(in crate::simulation) type Own<'a> = (usize, &'a Spelling);

/// A claim, or a signature of a mailbox's household.
struct Row {
    existing: Existing,
    /// Its mailbox has confirmed, and an organizer has not looked yet.
    is_held: bool,
    is_undeliverable: bool,
    /// Its place among all that came.
    number: i64,
    signed_at_ms: i64,
    partner: String,
    receipt: String,
    spelling: Spelling,
    public_name: String,
    is_listed: bool,
    /// The partners that may write to the supporter, as far as their mailbox
    /// said so.
    consents: BTreeSet<String>,
}

impl Row {
    fn is_claim(&self) -> bool {
        is_claim(self.existing.slot)
    }

    fn standing(&self) -> Standing {
        if self.is_held {
            return Standing::Held;
        }
        Standing::of(self.existing.state, self.is_undeliverable)
    }
}

/// What the campaign has to come to.
#[derive(Default)]
pub(in crate::simulation) struct Confirmed {
    mailboxes: BTreeMap<usize, Vec<Row>>,
    submissions: i64,
    limit: Used,
}

impl Confirmed {
    pub(super) fn under(limit: Used) -> Self {
        Self {
            limit,
            ..Self::default()
        }
    }

    /// A claim, whoever sent it.
    pub(super) fn sign(
        &mut self,
        (mailbox, attempt): (usize, &Attempt),
        answer: &SignatureAnswer,
        now_ms: i64,
    ) {
        let submission = &attempt.submission;
        let supporter = &submission.supporter;
        let name = (
            supporter.given_name.as_str(),
            supporter.family_name.as_deref(),
        );
        let existing = self.existing(name);
        self.add(
            mailbox,
            Row {
                existing,
                is_held: false,
                is_undeliverable: false,
                number: 0,
                signed_at_ms: now_ms,
                partner: submission.partner.to_string(),
                receipt: answer.receipt.id.to_string(),
                spelling: Spelling::of(&supporter.email),
                public_name: public_name(name.0, name.1),
                is_listed: submission.display == Display::NameInitial,
                consents: allowed(attempt).collect(),
            },
        );
    }

    /// Whoever reads the mailbox signs by its link, listed, with a yes to the
    /// partner of the page: a claim that is confirmed at once.
    pub(super) fn sign_by_link(
        &mut self,
        (mailbox, supporter): (usize, &Supporter),
        (partner, receipt): (&str, &str),
        now_ms: i64,
    ) {
        let name = (
            supporter.given_name.as_str(),
            Some(supporter.family_name.as_str()),
        );
        let spelling = Spelling::of(&supporter.email);
        // The lead asks on every partner's page.
        let consents = BTreeSet::from([LEAD.to_owned(), partner.to_owned()]);
        let existing = self.existing(name);
        self.add(
            mailbox,
            Row {
                existing,
                is_held: false,
                is_undeliverable: false,
                number: 0,
                signed_at_ms: now_ms,
                partner: partner.to_owned(),
                receipt: receipt.to_owned(),
                spelling: spelling.clone(),
                public_name: public_name(name.0, name.1),
                is_listed: true,
                consents,
            },
        );
        let is_confirmed = self.confirm((mailbox, &spelling), receipt);
        assert!(is_confirmed, "a link confirms what is signed by it");
    }

    /// A new claim's slot is placed by [`Confirmed::add`].
    fn existing(&mut self, (given_name, family_name): (&str, Option<&str>)) -> Existing {
        Existing {
            slot: 0,
            name_key: name_key(given_name, family_name),
            state: if self.limit.is_over() {
                State::Held
            } else {
                State::Pending
            },
        }
    }

    fn add(&mut self, mailbox: usize, mut row: Row) {
        self.submissions += 1;
        row.number = self.submissions;
        let rows = self.mailboxes.entry(mailbox).or_default();
        let claims = rows.iter().filter(|row| row.is_claim());
        let claims = claims.map(|claim| PlacedClaim {
            slot: claim.existing.slot,
            signed_at_ms: claim.number,
            is_same_spelling: claim.spelling == row.spelling,
        });
        row.existing.slot = place_claim(&claims.collect::<Vec<_>>());
        rows.retain(|claim| claim.existing.slot != row.existing.slot);
        rows.push(row);
    }

    /// A spelling's link says yes to one of its rows; whether that changes
    /// anything.
    pub(super) fn confirm(&mut self, (mailbox, own): Own<'_>, receipt: &str) -> bool {
        let rows = self.mailboxes.entry(mailbox).or_default();
        let of_receipt =
            |row: &Row| row.receipt == receipt && row.is_claim() && row.spelling == *own;
        let Some(at) = rows.iter().position(of_receipt) else {
            return false;
        };
        let mut chosen = rows.remove(at);
        let claim = chosen.existing;
        let household: Vec<_> = rows.iter().map(|row| row.existing).collect();
        match confirm(&household, &claim, HOUSEHOLD_LIMIT) {
            Confirmation::Becomes { slot } => {
                // A supporter who comes back keeps their consents.
                let there = rows.iter().position(|row| row.existing.slot == slot);
                if let Some(displaced) = there.map(|there| rows.remove(there)) {
                    chosen.consents.extend(displaced.consents);
                }
                chosen.existing.slot = slot;
                // The limit of a run is the campaign's: a burst stays held.
                chosen.is_held = chosen.existing.state == State::Held;
                chosen.existing.state = State::Confirmed;
                chosen.is_undeliverable = false;
                rows.push(chosen);
            }
            Confirmation::Merges { into } => {
                let mut rows = rows.iter_mut();
                let into = rows.find(|row| row.existing.slot == into).unwrap();
                into.consents.extend(chosen.consents);
            }
        }
        rows.retain(|other| {
            other.spelling != *own || !vanishes(&other.existing, &claim, HOUSEHOLD_LIMIT)
        });
        true
    }

    /// A spelling's link says that none of what waits was its reader.
    pub(super) fn discard(&mut self, (mailbox, own): Own<'_>) {
        self.rows_of(mailbox)
            .retain(|row| !row.is_claim() || row.spelling != *own);
    }

    /// A signature is taken back; what was said to partners stands.
    pub(super) fn take_back(&mut self, own: Own<'_>, receipt: &str) {
        if let Some(row) = self.signature(own, receipt) {
            row.existing.state = State::Withdrawn;
            row.is_held = false;
        }
    }

    pub(super) fn list(&mut self, own: Own<'_>, receipt: &str, is_listed: bool) {
        if let Some(row) = self.signature(own, receipt) {
            row.is_listed = is_listed;
        }
    }

    pub(super) fn withdraw(&mut self, own: Own<'_>, receipt: &str, partner: &str) {
        if let Some(row) = self.signature(own, receipt) {
            assert!(row.consents.remove(partner), "a consent that was not given");
        }
    }

    /// Mail to a spelling comes back.
    pub(super) fn bounce(&mut self, (mailbox, own): Own<'_>) {
        let rows = self.rows_of(mailbox).iter_mut();
        rows.filter(|row| row.is_claim() && row.spelling == *own)
            .for_each(|row| row.is_undeliverable = true);
    }

    /// What nobody has confirmed in thirty days is gone.
    pub(super) fn end_claims(&mut self, now_ms: i64) {
        for rows in self.mailboxes.values_mut() {
            rows.retain(|row| !row.is_claim() || now_ms - row.signed_at_ms < CLAIM_KEEP_MS);
        }
    }

    /// An organizer releases what is held; returns how many.
    pub(super) fn release(&mut self) -> u64 {
        let rows = self.mailboxes.values_mut().flatten();
        let held = rows.filter(|row| row.standing() == Standing::Held);
        count(held.map(|row| {
            if !std::mem::take(&mut row.is_held) {
                row.existing.state = State::Pending;
            }
        }))
    }

    pub(super) fn signatures(&self) -> u64 {
        count(self.standing(Standing::Confirmed))
    }

    pub(super) fn row(&self, partner: &str) -> CountRow {
        let of = |standing| count(self.standing(standing).filter(|row| row.partner == partner));
        let household = self.rows().filter(|row| !row.is_claim() && !row.is_held);
        CountRow {
            key: partner.to_owned(),
            signatures: of(Standing::Confirmed),
            consents: count(household.filter(|row| row.consents.contains(partner))),
            held: of(Standing::Held),
            pending: of(Standing::Pending),
            confirmed: of(Standing::Confirmed),
            withdrawn: of(Standing::Withdrawn),
            undeliverable: of(Standing::Undeliverable),
        }
    }

    /// How many wait for their mailbox or for an organizer.
    pub(super) fn waiting(&self) -> u64 {
        let waits = [Standing::Pending, Standing::Held, Standing::Undeliverable];
        count(self.rows().filter(|row| waits.contains(&row.standing())))
    }

    /// The names in the feed.
    pub(super) fn names(&self) -> Vec<String> {
        let listed = self
            .standing(Standing::Confirmed)
            .filter(|row| row.is_listed);
        listed.map(|row| row.public_name.clone()).collect()
    }

    pub(super) fn receipts(&self, mailbox: usize) -> Vec<String> {
        let rows = self.mailboxes.get(&mailbox).into_iter().flatten();
        rows.map(|row| row.receipt.clone()).collect()
    }

    /// Those about which the supporter's page has a form: all but what was
    /// taken back.
    pub(super) fn receipts_shown(&self, (mailbox, own): Own<'_>) -> Vec<String> {
        let rows = self.mailboxes.get(&mailbox).into_iter().flatten();
        rows.filter(|row| row.existing.state != State::Withdrawn && row.spelling == *own)
            .map(|row| row.receipt.clone())
            .collect()
    }

    /// Those that a link to this spelling must not show.
    pub(super) fn receipts_of_others(&self, (mailbox, own): Own<'_>) -> Vec<String> {
        let rows = self.mailboxes.get(&mailbox).into_iter().flatten();
        rows.filter(|row| row.spelling != *own)
            .map(|row| row.receipt.clone())
            .collect()
    }

    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.mailboxes.values().flatten()
    }

    fn standing(&self, standing: Standing) -> impl Iterator<Item = &Row> {
        self.rows().filter(move |row| row.standing() == standing)
    }

    fn rows_of(&mut self, mailbox: usize) -> &mut Vec<Row> {
        self.mailboxes.entry(mailbox).or_default()
    }

    /// A signature that counts.
    fn signature(&mut self, (mailbox, own): Own<'_>, receipt: &str) -> Option<&mut Row> {
        let rows = self.rows_of(mailbox).iter_mut();
        let mut rows = rows.filter(|row| row.spelling == *own);
        rows.find(|row| row.receipt == receipt && row.existing.state == State::Confirmed)
    }
}
