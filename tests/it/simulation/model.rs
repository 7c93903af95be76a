//! The reference: the rules of `petition` on plain collections.

mod confirmed;
mod submitted;

use std::collections::BTreeSet;

use petition::{Counts, Kept, Rate};
use protocol::{CountRow, Entry, EntryId, SignatureAnswer};
use tests::submission::{Attempt, Supporter};

use self::confirmed::{Confirmed, Own};
use self::submitted::Submitted;

/// What the campaign has to come to, by what counts in it.
pub(super) enum Model {
    Submitted(Submitted),
    Confirmed(Confirmed),
}

impl Model {
    /// An empty campaign with this limit.
    pub(super) fn new(counts: Counts, limit: Option<Rate>) -> Self {
        let limit = Used { limit, kept: None };
        match counts {
            Counts::Submitted => Self::Submitted(Submitted::under(limit)),
            Counts::Confirmed => Self::Confirmed(Confirmed::under(limit)),
        }
    }

    pub(super) fn is_confirmed(&self) -> bool {
        matches!(self, Self::Confirmed(_))
    }

    /// What `petition` says to a submission.
    pub(super) fn sign(
        &mut self,
        (mailbox, attempt): (usize, &Attempt),
        answer: &SignatureAnswer,
        now_ms: i64,
    ) {
        match self {
            Self::Submitted(model) => model.sign(mailbox, attempt, answer),
            Self::Confirmed(model) => model.sign((mailbox, attempt), answer, now_ms),
        }
    }

    /// An organizer releases what is held; returns how many.
    pub(super) fn release(&mut self) -> u64 {
        match self {
            Self::Submitted(model) => model.release(),
            Self::Confirmed(model) => model.release(),
        }
    }

    pub(super) fn signatures(&self) -> u64 {
        match self {
            Self::Submitted(model) => model.signatures(),
            Self::Confirmed(model) => model.signatures(),
        }
    }

    /// What organizers see of a partner.
    pub(super) fn row(&self, partner: &str) -> CountRow {
        match self {
            Self::Submitted(model) => model.row(partner),
            Self::Confirmed(model) => model.row(partner),
        }
    }

    /// The entries that can be hidden: those of signatures that count. Where
    /// the mailbox confirms, only the public feed has them.
    pub(super) fn listed(&self) -> Vec<EntryId> {
        match self {
            Self::Submitted(model) => model.listed(),
            Self::Confirmed(_) => Vec::new(),
        }
    }

    /// What the feed has to show: its entries' ids, or their names.
    pub(super) fn feed(&self, hidden: &BTreeSet<EntryId>) -> Vec<String> {
        let mut feed: Vec<_> = match self {
            Self::Submitted(model) => {
                let listed = model.listed().into_iter();
                let shown = listed.filter(|entry| !hidden.contains(entry));
                shown.map(|entry| entry.to_string()).collect()
            }
            Self::Confirmed(model) => model.names(),
        };
        feed.sort();
        feed
    }

    /// The same of what it does show.
    pub(super) fn seen(&self, entries: &[Entry]) -> Vec<String> {
        let of = |entry: &Entry| match self {
            Self::Submitted(_) => entry.id.to_string(),
            Self::Confirmed(_) => entry.name.clone(),
        };
        let mut seen: Vec<_> = entries.iter().map(of).collect();
        seen.sort();
        seen
    }

    /// One of a mailbox's receipts.
    pub(super) fn receipt(&self, mailbox: usize, number: usize) -> Option<String> {
        let Self::Confirmed(model) = self else {
            return None;
        };
        let all = model.receipts(mailbox);
        all.get(number % all.len().max(1)).cloned()
    }

    /// The receipts about which the supporter's page has a form.
    pub(super) fn receipts_shown(&self, own: Own<'_>) -> Vec<String> {
        match self {
            Self::Submitted(_) => Vec::new(),
            Self::Confirmed(model) => model.receipts_shown(own),
        }
    }

    /// Whoever reads the mailbox signs by its link.
    pub(super) fn sign_by_link(
        &mut self,
        whose: (usize, &Supporter),
        what: (&str, &str),
        now_ms: i64,
    ) {
        self.change(|model| model.sign_by_link(whose, what, now_ms));
    }

    /// Those that a link to this spelling must not show.
    pub(super) fn receipts_of_others(&self, own: Own<'_>) -> Vec<String> {
        match self {
            Self::Submitted(_) => Vec::new(),
            Self::Confirmed(model) => model.receipts_of_others(own),
        }
    }

    pub(super) fn confirm(&mut self, own: Own<'_>, receipt: &str) -> bool {
        self.is_changed(|model| model.confirm(own, receipt))
    }

    pub(super) fn discard(&mut self, own: Own<'_>) {
        self.change(|model| model.discard(own));
    }

    pub(super) fn take_back(&mut self, own: Own<'_>, receipt: &str) {
        self.change(|model| model.take_back(own, receipt));
    }

    pub(super) fn list(&mut self, own: Own<'_>, receipt: &str, is_listed: bool) {
        self.change(|model| model.list(own, receipt, is_listed));
    }

    pub(super) fn withdraw(&mut self, own: Own<'_>, receipt: &str, partner: &str) {
        self.change(|model| model.withdraw(own, receipt, partner));
    }

    pub(super) fn bounce(&mut self, own: Own<'_>) {
        self.change(|model| model.bounce(own));
    }

    pub(super) fn end_claims(&mut self, now_ms: i64) {
        self.change(|model| model.end_claims(now_ms));
    }

    /// How many submissions wait for their mailbox or for an organizer.
    pub(super) fn waiting(&self) -> u64 {
        match self {
            Self::Submitted(_) => 0,
            Self::Confirmed(model) => model.waiting(),
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut Confirmed)) {
        if let Self::Confirmed(model) = self {
            change(model);
        }
    }

    fn is_changed(&mut self, change: impl FnOnce(&mut Confirmed) -> bool) -> bool {
        match self {
            Self::Submitted(_) => false,
            Self::Confirmed(model) => change(model),
        }
    }
}

/// The campaign's limit, which does not refill within a run, and how much of it
/// was used.
#[derive(Default)]
pub(super) struct Used {
    limit: Option<Rate>,
    kept: Option<Kept>,
}

impl Used {
    /// Every submission that is no replay is weighed.
    pub(super) fn is_over(&mut self) -> bool {
        let Some(limit) = self.limit else {
            return false;
        };
        let decision = limit.decide(self.kept, 0);
        self.kept = Some(decision.kept);
        !decision.is_within
    }
}

/// Any injective key does: the run's folded names have at most 32 bytes.
fn name_key(given_name: &str, family_name: Option<&str>) -> [u8; 32] {
    let folded = petition::fold_name(given_name, family_name);
    let mut key = [0; 32];
    key[..folded.len()].copy_from_slice(folded.as_bytes());
    key
}

/// The partners that a submission says yes to.
fn allowed(attempt: &Attempt) -> impl Iterator<Item = String> {
    let yes = attempt.submission.consents.iter();
    let yes = yes.filter(|answer| answer.choice == protocol::Choice::Yes);
    yes.map(|answer| {
        let notice = answer.notice.as_str();
        notice.strip_suffix("-updates").unwrap().to_owned()
    })
}

fn count<T>(all: impl Iterator<Item = T>) -> u64 {
    u64::try_from(all.count()).unwrap()
}
