//! Who signs, on which page, under which session.

use petition::Spelling;
use protocol::limits::{CREATED_FUTURE_S, CREATED_PAST_S};
use protocol::{Choice, Display, Session, SessionPayload};
use tests::campaign::OTHER;
use tests::submission::{Attempt, Supporter};
use tests::{Page, Post, clock};

use super::operations::{NAMES, Signing};
use super::run::Run;

impl Run<'_> {
    pub(super) fn sign(&mut self, signing: Signing, offset_s: Option<i64>) {
        let page = self.page(signing.is_on_lead);
        if self.is_revoked(&page) {
            // There is neither a form nor a session.
            let _problem = page.ask_session().problem(404, "unknown-partner");
            return;
        }
        let attempt = self.fill(&page, signing);
        let post = match offset_s {
            None => self.post_under_a_new_session(&page, &attempt),
            Some(offset_s) => self.post(&page, &attempt, offset_s),
        };
        let is_in_time = offset_s
            .is_none_or(|offset_s| (-CREATED_PAST_S..=CREATED_FUTURE_S).contains(&offset_s));
        if !is_in_time {
            let answer = post.send();
            assert_eq!(answer.status, 401, "{}", answer.text());
            return;
        }
        self.admit(signing, (page, attempt), &post);
    }

    /// The request is admitted, and the model does the same.
    fn admit(&mut self, signing: Signing, (page, attempt): (Page, Attempt), post: &Post) {
        self.read_mails();
        let answer = post.send().expect(201);
        let now = self.letterbox.now_ms();
        let whose = (signing.mailbox, &attempt);
        self.model.sign(whose, &answer.json(), now);
        if self.model.is_confirmed() {
            let spelling = Spelling::of(&self.spell(signing.mailbox, signing.spelling));
            self.letterbox.owe(signing.mailbox, spelling);
        }
        self.answered.push((page, attempt, answer));
    }

    /// The session decides whose page it is, whatever the operation says.
    pub(super) fn sign_under(&mut self, signing: Signing, number: usize) {
        let count = self.sessions.len();
        let Some((kid, page, session)) = self.sessions.get(number % count.max(1)).cloned() else {
            return;
        };
        if self.is_revoked(&page) {
            return;
        }
        let attempt = self.fill(&page, signing);
        let post = Post::new(&page, &session, &attempt);
        if self.kids.contains(&kid) {
            self.admit(signing, (page, attempt), &post);
        } else {
            let _problem = post.send().problem(401, "session-key-retired");
        }
    }

    fn post_under_a_new_session(&mut self, page: &Page, attempt: &Attempt) -> Post {
        let session = page.session();
        let post = Post::new(page, &session, attempt);
        let issuing = self.kids[self.kids.len() - 1];
        self.sessions.push((issuing, page.clone(), session));
        post
    }

    fn page(&self, is_on_lead: bool) -> Page {
        if is_on_lead {
            self.campaign.lead()
        } else {
            self.campaign.other()
        }
    }

    fn fill(&self, page: &Page, signing: Signing) -> Attempt {
        let mut supporter = Supporter::with_email(&self.spell(signing.mailbox, signing.spelling));
        NAMES[signing.name].clone_into(&mut supporter.given_name);
        let mut submission = page.fill(&supporter, Choice::No);
        for (answer, is_yes) in submission.consents.iter_mut().zip(signing.yes) {
            if is_yes {
                answer.choice = Choice::Yes;
            }
        }
        if !signing.is_listed {
            submission.display = Display::Hidden;
        }
        Attempt::new(submission)
    }

    /// Signed so many seconds from now, under a session that is older.
    fn post(&self, page: &Page, attempt: &Attempt, offset_s: i64) -> Post {
        let session = self.session_of_ten_minutes_ago(page);
        let mut post = page.post(attempt).under(&session);
        post.created_s = clock::now_s() + offset_s;
        post
    }

    fn session_of_ten_minutes_ago(&self, page: &Page) -> Session {
        let issued_at = clock::now_s() - 600;
        self.campaign.edge.secrets().issue(SessionPayload {
            v: 1,
            campaign: page.campaign.clone(),
            partner: page.partner.clone(),
            origin: page.origin.clone(),
            issued_at,
            expires_at: issued_at + 900,
            sid: tests::random::hex::<16>(),
            difficulty_bits: 0,
        })
    }

    pub(super) fn retry(&self, number: usize) {
        let count = self.answered.len();
        let Some((page, attempt, first)) = self.answered.get(number % count.max(1)) else {
            return;
        };
        if !self.is_revoked(page) {
            assert_eq!(page.post(attempt).send(), *first);
        }
    }

    /// Whether this page's partner may embed no more.
    fn is_revoked(&self, page: &Page) -> bool {
        self.is_other_revoked && page.partner.as_str() == OTHER
    }

    /// One address in one of its spellings.
    pub(super) fn spell(&self, mailbox: usize, spelling: usize) -> String {
        let local = format!("mailbox{mailbox}.{}", self.nonce);
        match spelling {
            0 => format!("{local}@gmail.com"),
            1 => format!("{}@GMAIL.com", local.to_uppercase()),
            2 => format!("{}+list@googlemail.com", local.replace('.', "")),
            3 => format!(" {local}@gmail.com "),
            _ => format!("{local}+stranger@gmail.com"),
        }
    }
}
