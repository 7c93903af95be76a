//! The mails that have come, by mailbox: their links, how long those are good,
//! and what is still owed.

use std::collections::BTreeMap;

use petition::Spelling;
use protocol::limits::{
    LINK_MAILS_MAX, MAIL_APART_MS, MAIL_LINK_AFTER_MS, MAIL_LINK_LIFE_MS, MAILS_MAX,
    MAILS_WINDOW_MS,
};
use tests::clock;
use tests::mail_server::{Behaviour, MailServer, Taken};

use super::operations::MAILBOXES;

/// Around its end nobody here knows whether a link is good still: a mail that
/// was on its way at a kill may be read a short pass later.
const UNSURE_MS: i64 = 20 * 60_000;

/// A mail's link, as its reader knows it.
#[derive(Clone)]
pub(super) struct MailLink {
    pub(super) url: String,
    /// To which spelling of the address it was mailed.
    pub(super) spelling: Spelling,
    came_at_ms: i64,
    /// It asks for a confirmation, and is good for a day after that.
    asks: bool,
    ends_at_ms: i64,
}

/// What one mailbox has had.
#[derive(Default)]
struct Mailbox {
    links: Vec<MailLink>,
    first_at_ms: Option<i64>,
    /// For each spelling: how many mails it had when its newest one was ordered,
    /// and how often the edge was killed by then.
    owed_after: BTreeMap<Spelling, (usize, usize)>,
    /// When it has last confirmed: the count of mails starts from there.
    confirmed_at_ms: i64,
}

/// All of them, and the provider that takes their mail.
pub(super) struct Letterbox<'a> {
    server: &'a MailServer,
    mailboxes: Vec<Mailbox>,
    read: usize,
    /// Copies of a mail that came twice.
    copies: usize,
    kills: usize,
    /// How much time has passed besides the clock's.
    passed_ms: i64,
}

impl<'a> Letterbox<'a> {
    pub(super) fn new(server: &'a MailServer) -> Self {
        Self {
            server,
            mailboxes: (0..MAILBOXES).map(|_| Mailbox::default()).collect(),
            read: 0,
            copies: 0,
            kills: 0,
            passed_ms: 0,
        }
    }

    pub(super) fn now_ms(&self) -> i64 {
        clock::now_ms() + self.passed_ms
    }

    pub(super) fn pass(&mut self, ms: i64) {
        self.passed_ms += ms;
    }

    pub(super) fn note_kill(&mut self) {
        self.kills += 1;
    }

    pub(super) fn set_provider(&self, is_up: bool) {
        self.server.behave(if is_up {
            Behaviour::Documented
        } else {
            Behaviour::Answers(503, "", "down")
        });
    }

    /// Reads what is new. A mail that was handed over twice has one link, and
    /// is one mail; no mailbox has more than its cap, however it was spelled.
    pub(super) fn read(&mut self, whose: impl Fn(&str) -> usize) {
        let now = self.now_ms();
        if self.server.count_taken() == self.read {
            return;
        }
        let taken = self.server.taken();
        for mail in &taken[self.read..] {
            let mailbox = &mut self.mailboxes[whose(&mail.to)];
            if mailbox.links.iter().any(|known| known.url == mail.link()) {
                self.copies += 1;
                continue;
            }
            mailbox.take(mail, now);
        }
        self.read = taken.len();
    }

    /// A mail was ordered for a spelling of a mailbox's address.
    pub(super) fn owe(&mut self, mailbox: usize, spelling: Spelling) {
        let kills = self.kills;
        let mailbox = &mut self.mailboxes[mailbox];
        let had = mailbox.had(&spelling);
        mailbox.owed_after.insert(spelling, (had, kills));
    }

    /// Whatever was ordered for a spelling is not sent any more.
    pub(super) fn forgive(&mut self, mailbox: usize, spelling: &Spelling) {
        self.mailboxes[mailbox].owed_after.remove(spelling);
    }

    /// A mailbox has confirmed: the count of its mails starts afresh.
    pub(super) fn begin_anew(&mut self, mailbox: usize) {
        let now = self.now_ms();
        self.mailboxes[mailbox].confirmed_at_ms = now;
    }

    /// Every mail that was ordered has come, unless the mailbox has had all
    /// that it may have. One that a kill cut off counts too, even where a
    /// newer one took its place.
    pub(super) fn check_owed(&self) {
        let most = usize::try_from(MAILS_MAX).unwrap();
        for (number, mailbox) in self.mailboxes.iter().enumerate() {
            // Whatever it had at any time: a mail is dropped where it was over
            // the caps when its turn came.
            let may_be_capped = mailbox.links.len() + self.kills.min(1) * self.kills >= most;
            for (spelling, (before, kills)) in &mailbox.owed_after {
                assert!(
                    mailbox.had(spelling) > *before || may_be_capped,
                    "mailbox {number} waits for a mail after its {before}, ordered {} kills ago",
                    self.kills - kills
                );
            }
        }
    }

    /// How many links a mailbox has had.
    pub(super) fn count(&self, mailbox: usize) -> usize {
        self.mailboxes[mailbox].links.len()
    }

    /// One of a mailbox's links, and whether it is good: none where that is
    /// not sure.
    pub(super) fn link(&self, mailbox: usize, number: usize) -> Option<(usize, MailLink, bool)> {
        let links = &self.mailboxes[mailbox].links;
        let index = number % links.len().max(1);
        let link = links.get(index)?;
        let left_ms = link.ends_at_ms - self.now_ms();
        let is_sure = left_ms.abs() > UNSURE_MS;
        is_sure.then(|| (index, link.clone(), left_ms > 0))
    }

    /// A link has confirmed.
    pub(super) fn turn_to_page(&mut self, mailbox: usize, index: usize) {
        let ends_at_ms = self.now_ms() + MAIL_LINK_AFTER_MS;
        let link = &mut self.mailboxes[mailbox].links[index];
        if std::mem::take(&mut link.asks) {
            link.ends_at_ms = link.ends_at_ms.min(ends_at_ms);
        }
    }

    pub(super) fn summary(&self) -> String {
        let counts: Vec<_> = self.mailboxes.iter().map(|one| one.links.len()).collect();
        let mut by_count = BTreeMap::<_, usize>::new();
        for count in &counts {
            *by_count.entry(*count).or_default() += 1;
        }
        let mails: usize = counts.iter().sum();
        format!(
            "{mails} mails and {} copies (mailboxes by mails: {by_count:?})",
            self.copies
        )
    }
}

impl Mailbox {
    /// How many mails a spelling has had.
    fn had(&self, spelling: &Spelling) -> usize {
        let links = self.links.iter();
        links.filter(|link| link.spelling == *spelling).count()
    }

    fn take(&mut self, mail: &Taken, now: i64) {
        let first_at_ms = *self.first_at_ms.get_or_insert(now);
        self.links.push(MailLink {
            url: mail.link().to_owned(),
            spelling: Spelling::of(&mail.to),
            came_at_ms: now,
            // The button that ends what waits is on no other mail.
            asks: mail.headers.contains_key("List-Unsubscribe"),
            ends_at_ms: now + MAIL_LINK_LIFE_MS,
        });
        // One that was on its way at a pass or a confirmation may be read later.
        let since_ms = (now - MAILS_WINDOW_MS).max(self.confirmed_at_ms) + UNSURE_MS;
        let of_late = self.links.iter().filter(|link| link.came_at_ms > since_ms);
        let of_late = u32::try_from(of_late.count()).unwrap();
        assert!(
            of_late <= MAILS_MAX + LINK_MAILS_MAX,
            "{of_late} mails to {}",
            mail.to
        );
        let had = i64::try_from(self.links.len()).unwrap();
        let least_ms = (had - 1) * MAIL_APART_MS;
        assert!(
            now - first_at_ms + UNSURE_MS >= least_ms,
            "{had} mails within {} ms",
            now - first_at_ms
        );
    }
}
