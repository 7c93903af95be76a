//! Who reads the mails, and what becomes of it.

use std::collections::BTreeSet;
use std::time::Duration;

use petition::Spelling;
use protocol::base64::encode_base64;
use serde_json::json;
use tests::campaign::{LEAD, OTHER};
use tests::mailbox::{Link, pass};
use tests::submission::Supporter;
use tests::{Ask, clock};

use super::EVENTS;
use super::operations::{Deed, DeedKind, HOUR_MS, MAILBOXES, NAMES, Signing};
use super::run::{AT_REST, Run};

/// The name of whoever signs by a link.
const OWN_NAME: &str = "Dara";

/// Past every wait of a mail: fifteen minutes apart, and the longest backoff
/// of an hour and a quarter.
const SETTLING_MS: i64 = 80 * 60_000;

/// After so long without an end the mails that are left wait for more time to
/// pass; so often.
const SETTLING_TRY: Duration = Duration::from_secs(5);
const SETTLING_TRIES: usize = 12;

impl Run<'_> {
    /// Reads the mails that have come since.
    pub(super) fn read_mails(&mut self) {
        let whose = spellings(self);
        self.letterbox.read(|to| {
            let plain = plain(to);
            let found = whose.iter().position(|known| *known == plain);
            found.unwrap_or_else(|| panic!("a mail to a stranger"))
        });
    }

    /// Follows a link of a mailbox, and does something on the page behind it.
    pub(super) fn read(&mut self, mailbox: usize, deed: Deed) {
        self.read_mails();
        let Some((index, link, is_good)) = self.letterbox.link(mailbox, deed.mail) else {
            return;
        };
        let path = link.url.strip_prefix(self.campaign.edge.origin()).unwrap();
        let page = Link::new(&self.campaign, path);
        let shown = self.look(path, is_good);
        let own = (mailbox, &link.spelling);
        if is_good {
            for receipt in self.model.receipts_shown(own) {
                assert!(shown.contains(&receipt), "a row of the mailbox is missing");
            }
            for receipt in self.model.receipts_of_others(own) {
                assert!(
                    !shown.contains(&receipt),
                    "a row of another spelling is shown"
                );
            }
        }
        let about = self.model.receipt(mailbox, deed.about);
        let Some(receipt) = about else {
            return;
        };
        match deed.kind {
            DeedKind::Scan => self.scan(path),
            DeedKind::Confirm => {
                page.act("confirm", &receipt);
                if is_good && self.model.confirm(own, &receipt) {
                    self.letterbox.turn_to_page(mailbox, index);
                    self.letterbox.forgive(mailbox, &link.spelling);
                    self.letterbox.begin_anew(mailbox);
                }
            }
            DeedKind::Discard => {
                page.act("discard", "");
                if is_good {
                    self.model.discard(own);
                }
            }
            DeedKind::TakeBack => {
                page.act("take-back", &receipt);
                if is_good {
                    self.model.take_back(own, &receipt);
                }
            }
            DeedKind::List | DeedKind::Unlist => {
                let is_listed = matches!(deed.kind, DeedKind::List);
                page.act(if is_listed { "list" } else { "unlist" }, &receipt);
                if is_good {
                    self.model.list(own, &receipt, is_listed);
                }
            }
            DeedKind::Withdraw(is_lead) => {
                let partner = if is_lead { LEAD } else { OTHER };
                if let Some(record) = self.record(&shown, &receipt, partner) {
                    page.act("withdraw", &record);
                    self.model.withdraw(own, &receipt, partner);
                }
            }
        }
    }

    /// Names that are nobody's, with spellings that no owner uses.
    pub(super) fn sign_as_strangers(&mut self, mailbox: usize, count: usize) {
        for number in 0..count {
            let signing = Signing {
                mailbox,
                spelling: 2 + 2 * (number % 2),
                name: number % NAMES.len(),
                is_on_lead: true,
                yes: [true, true],
                is_listed: true,
            };
            self.sign(signing, None);
        }
    }

    /// Who reads a mailbox follows its newest link, signs there with their own
    /// name and says yes to all: that counts, whatever strangers have submitted.
    pub(super) fn sign_by_link(&mut self, mailbox: usize) {
        self.read_mails();
        let newest = self.letterbox.count(mailbox).wrapping_sub(1);
        let Some((index, link, true)) = self.letterbox.link(mailbox, newest) else {
            return;
        };
        let path = link.url.strip_prefix(self.campaign.edge.origin()).unwrap();
        let page = Link::new(&self.campaign, path);
        // Where it counts already there is nothing to sign.
        if !page.read().contains("us-manage-own") {
            return;
        }
        let supporter = Supporter {
            given_name: OWN_NAME.to_owned(),
            ..Supporter::with_email(link.spelling.as_str())
        };
        let before = receipts_in(&page.read());
        let form = page.sign_form(&self.campaign, &supporter);
        let answer = form.post(&self.campaign).expect(303);
        let to = answer.header("location").unwrap();
        assert!(to.starts_with(path), "the link has not confirmed");
        // None is new where a signature that counts has gained the consents.
        let after = receipts_in(&page.read());
        let receipt = after.difference(&before).next();
        let receipt = receipt.map_or("merged", String::as_str);
        let partner = form.path.rsplit('/').next().unwrap().to_owned();
        let now = self.letterbox.now_ms();
        self.model
            .sign_by_link((mailbox, &supporter), (&partner, receipt), now);
        self.letterbox.turn_to_page(mailbox, index);
        self.letterbox.forgive(mailbox, &link.spelling);
        self.letterbox.begin_anew(mailbox);
    }

    /// The page behind a link, which a bad one does not open.
    fn look(&self, path: &str, is_good: bool) -> String {
        let answer = self.campaign.edge.http().get(path);
        let wanted = if is_good { 200 } else { 404 };
        answer.expect(wanted).text()
    }

    /// Reads in every way, and acts in one that a browser would not.
    fn scan(&self, path: &str) {
        let http = self.campaign.edge.http();
        for method in ["GET", "HEAD", "GET"] {
            let _page = http.send(&Ask::new(method, path));
        }
        let forged = Ask::new("POST", path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body("action=discard&receipt=");
        let _problem = http.send(&forged).problem(403, "cross-site");
    }

    /// The record of a consent that can be withdrawn, in the section of this
    /// signature.
    fn record(&self, page: &str, receipt: &str, partner: &str) -> Option<String> {
        let mut sections = page.split("<section").filter(|part| part.contains(receipt));
        let section = sections.next()?;
        let known = self.campaign.settings.partners.iter();
        let mut known = known.filter(|known| known.partner.as_str() == partner);
        let names = &known.next()?.name;
        let mut forms = section.split("name=\"record\" value=\"").skip(1);
        let form = forms.find(|form| {
            let (form, _) = form.split_once("</form>").unwrap();
            names.values().any(|name| form.contains(name.as_str()))
        })?;
        Some(form.split_once('"')?.0.to_owned())
    }

    /// "Email me my link": one answer, whoever has signed.
    pub(super) fn ask_link(&mut self, mailbox: usize, spelling: usize) {
        self.read_mails();
        let typed = self.spell(mailbox, spelling);
        let _see_other = tests::mailbox::ask_link(&self.campaign, &typed).expect(303);
    }

    pub(super) fn use_unknown_link(&mut self, number: usize) {
        let path = format!("/r/{}/{}", self.campaign.id(), {
            // A shard that there may be, and a token that nobody has.
            let bytes = [&[0, 0], &tests::random::bytes::<16>()[..]].concat();
            protocol::base64::encode_base64url(&bytes)
        });
        let link = Link::new(&self.campaign, &path);
        let _page = self.look(&path, false);
        if let Some(receipt) = self.model.receipt(number % MAILBOXES, number) {
            for action in ["confirm", "take-back", "discard"] {
                link.act(action, &receipt);
            }
        }
    }

    /// The provider's event, about one spelling.
    pub(super) fn bounce(&mut self, mailbox: usize, spelling: usize) {
        let email = self.spell(mailbox, spelling).trim().to_owned();
        let event = json!({ "RecordType": "Bounce", "Type": "HardBounce", "Inactive": true,
            "Email": email });
        let basic = format!("Basic {}", encode_base64(EVENTS.as_bytes()));
        let ask = Ask::post_json("/v1/mail/postmark/events", &event.to_string())
            .header("authorization", &basic);
        let _taken = self.campaign.edge.http().send(&ask).expect(200);
        let spelling = Spelling::of(&email);
        self.model.bounce((mailbox, &spelling));
        self.letterbox.forgive(mailbox, &spelling);
    }

    /// So much time passes, over a kill. Over a long one the outbox is empty,
    /// since three days of a provider that fails end a mail.
    pub(super) fn pass(&mut self, ms: i64) {
        if ms > HOUR_MS {
            self.settle();
        }
        self.pass_now(ms);
    }

    fn pass_now(&mut self, ms: i64) {
        self.campaign.edge.kill();
        self.note_kill();
        self.read_mails();
        pass(self.campaign.edge, ms);
        self.letterbox.pass(ms);
        self.model.end_claims(self.letterbox.now_ms());
        self.await_counts();
    }

    /// The alarm ends what has waited too long.
    fn await_counts(&self) {
        let pending = || {
            let counts = self
                .campaign
                .organizer()
                .counts(self.campaign.id(), "partner");
            let rows = counts.rows.iter();
            rows.map(|row| row.pending + row.held + row.undeliverable)
                .sum::<u64>()
        };
        let wanted = self.model.waiting();
        tests::wait::until_true("what is left to wait", AT_REST, || pending() == wanted);
    }

    /// The provider is up, and every mail goes out. A reminder may fall due
    /// right after another mail, and then waits for its turn.
    pub(super) fn settle(&mut self) {
        self.letterbox.set_provider(true);
        for _ in 0..SETTLING_TRIES {
            self.pass_now(SETTLING_MS);
            if self.is_outbox_empty_within(SETTLING_TRY) {
                self.read_mails();
                return;
            }
        }
        let mail = self.campaign.organizer().mail(self.campaign.id());
        panic!("mails still wait, hours after the provider recovered: {mail}");
    }

    fn is_outbox_empty_within(&self, limit: Duration) -> bool {
        let deadline = clock::now() + limit;
        let is_empty = || self.campaign.organizer().mail(self.campaign.id())["waiting"] == json!(0);
        tests::wait::until("an empty outbox, or the end of the wait", AT_REST, || {
            if is_empty() {
                Some(true)
            } else {
                (clock::now() > deadline).then_some(false)
            }
        })
    }
}

/// The receipts about which a page has a form.
fn receipts_in(page: &str) -> BTreeSet<String> {
    let forms = page.split("name=\"receipt\" value=\"").skip(1);
    let receipts = forms.filter_map(|form| Some(form.split_once('"')?.0.to_owned()));
    receipts.collect()
}

/// What every mailbox's addresses have in common.
fn spellings(run: &Run<'_>) -> Vec<String> {
    (0..MAILBOXES)
        .map(|mailbox| plain(&run.spell(mailbox, 0)))
        .collect()
}

fn plain(address: &str) -> String {
    let lower = address.trim().to_lowercase();
    let (local, _) = lower.split_once('@').unwrap();
    let (local, _) = local.split_once('+').unwrap_or((local, ""));
    local.replace('.', "")
}
