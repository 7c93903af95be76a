//! One run: what it does to the edge and to the model, and what it compares.

use std::collections::BTreeSet;
use std::time::Duration;

use protocol::{CountRow, EntryId};
use tests::campaign::{LEAD, OTHER};
use tests::page::PageSession;
use tests::submission::Attempt;
use tests::{Answer, Campaign, Page, wait};

use super::letterbox::Letterbox;
use super::model::Model;
use super::operations::{MAILBOXES, Operation};

/// The two that the generated configuration takes from its environment.
const KIDS: [&str; 2] = ["k1", "k2"];
pub(super) const AT_REST: Duration = Duration::from_mins(1);

/// One run: the campaign, what it has to come to, and what was answered.
pub(super) struct Run<'a> {
    pub(super) campaign: Campaign<'a>,
    pub(super) model: Model,
    pub(super) letterbox: Letterbox<'a>,
    pub(super) nonce: String,
    pub(super) answered: Vec<(Page, Attempt, Answer)>,
    /// Every session that was issued, with the master key's id.
    pub(super) sessions: Vec<(&'static str, Page, PageSession)>,
    /// The live master keys, the older first.
    pub(super) kids: Vec<&'static str>,
    /// Entries that an organizer has hidden.
    hidden: BTreeSet<EntryId>,
    pub(super) is_other_revoked: bool,
    pub(super) operations: usize,
    pub(super) kills: usize,
}

impl<'a> Run<'a> {
    pub(super) fn new(campaign: Campaign<'a>, model: Model, letterbox: Letterbox<'a>) -> Self {
        Self {
            campaign,
            model,
            letterbox,
            nonce: tests::random::hex::<4>(),
            answered: Vec::new(),
            sessions: Vec::new(),
            kids: vec![KIDS[0]],
            hidden: BTreeSet::new(),
            is_other_revoked: false,
            operations: 0,
            kills: 0,
        }
    }

    pub(super) fn carry_out(&mut self, operation: Operation) {
        self.operations += 1;
        match operation {
            Operation::Sign(signing) => self.sign(signing, None),
            Operation::SignAt(signing, offset_s) => self.sign(signing, Some(offset_s)),
            Operation::SignUnder(signing, number) => self.sign_under(signing, number),
            Operation::Retry(number) => self.retry(number),
            Operation::Hide(number) => self.hide(number),
            Operation::Revoke(is_revoked) => self.revoke(is_revoked),
            Operation::RotateKeys => self.rotate_keys(),
            Operation::Release => {
                let organizer = self.campaign.organizer();
                let released = organizer.release(self.campaign.id(), None);
                assert_eq!(released, self.model.release());
            }
            Operation::Rest => self.check_public_state(),
            Operation::Restart => self.restart(),
            Operation::Mailbox(mailbox, deed) => self.read(mailbox, deed),
            Operation::AskLink(mailbox, spelling) => self.ask_link(mailbox, spelling),
            Operation::Strangers(mailbox, count) => self.sign_as_strangers(mailbox, count),
            Operation::SignByLink(mailbox) => self.sign_by_link(mailbox),
            Operation::UseUnknownLink(number) => self.use_unknown_link(number),
            Operation::Bounce(mailbox, spelling) => self.bounce(mailbox, spelling),
            Operation::Provider(is_up) => self.letterbox.set_provider(is_up),
            Operation::Pass(span) => self.pass(span),
        }
        self.check_counts();
    }

    /// What is owed is there in the end, and everybody sees what the model has.
    pub(super) fn finish(&mut self) {
        if self.model.is_confirmed() {
            self.settle();
            self.letterbox.check_owed();
            // Whatever strangers have submitted: the newest mail of each mailbox
            // lets its reader sign.
            for mailbox in 0..MAILBOXES {
                self.sign_by_link(mailbox);
            }
        }
        self.check_counts();
        self.check_public_state();
    }

    fn restart(&mut self) {
        self.campaign.edge.restart();
        self.note_kill();
    }

    pub(super) fn note_kill(&mut self) {
        self.kills += 1;
        self.letterbox.note_kill();
    }

    fn rotate_keys(&mut self) {
        let secrets = self.campaign.edge.secrets();
        if self.kids.len() > 1 {
            secrets.retire(self.kids.remove(0));
        } else {
            let next = KIDS.iter().position(|kid| *kid == self.kids[0]).unwrap() + 1;
            let Some(kid) = KIDS.get(next) else {
                return;
            };
            secrets.add(kid);
            self.kids.push(kid);
        }
        self.restart();
    }

    fn hide(&mut self, number: usize) {
        let listed = self.model.listed();
        if let Some(entry) = listed.get(number % listed.len().max(1)) {
            self.campaign.organizer().hide(self.campaign.id(), entry);
            self.hidden.insert(entry.clone());
        }
    }

    fn revoke(&mut self, is_revoked: bool) {
        self.campaign.change(|settings| {
            let mut partners = settings.partners.iter_mut();
            let other = partners.find(|known| known.partner.as_str() == OTHER);
            other.unwrap().is_revoked = is_revoked;
        });
        self.is_other_revoked = is_revoked;
    }

    pub(super) fn check_counts(&self) {
        let counts = self
            .campaign
            .organizer()
            .counts(self.campaign.id(), "partner");
        for partner in [LEAD, OTHER] {
            let mut rows = counts.rows.iter().filter(|row| row.key == partner);
            let nothing = CountRow {
                key: partner.to_owned(),
                ..CountRow::default()
            };
            let found = rows.next().cloned().unwrap_or(nothing);
            assert_eq!(found, self.model.row(partner), "{partner}");
        }
        assert_eq!(counts.total, self.model.signatures());
    }

    fn check_public_state(&self) {
        let page = self.campaign.lead();
        let wanted = (self.model.signatures(), self.model.feed(&self.hidden));
        wait::until_true("the tally and the feed of the model", AT_REST, || {
            let feed = page.feed();
            (feed.tally.signatures, self.model.seen(&feed.entries)) == wanted
        });
    }

    /// What the run has come to, in a line.
    pub(super) fn summary(&self) -> String {
        format!(
            "{} operations, {} kills, {}, {} signatures",
            self.operations,
            self.kills,
            self.letterbox.summary(),
            self.model.signatures()
        )
    }
}
