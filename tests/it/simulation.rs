//! Random operations against the live edge, with the `petition` crate as the
//! reference: after each one the organizers' counts are the model's, and at
//! rest the public tally and feed are too.
//!
//! A run is made of its seed. One that fails is made smaller and printed as
//! [`play`] takes it; it then gets a name in `reproduction.rs`.

mod model;
mod operations;
mod reproduction;
mod shrink;

use std::collections::BTreeSet;
use std::time::Duration;

use petition::{Limit, LimitSettings, Rate};
use protocol::limits::{CREATED_FUTURE_S, CREATED_PAST_S};
use protocol::{Choice, Display, Session, SessionPayload};
use tests::campaign::{LEAD, OTHER};
use tests::page::PageSession;
use tests::random::Seeded;
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Campaign, Outline, Page, Post, Runtime, clock, wait};

use self::model::Model;
use self::operations::{NAMES, Operation, Signing};

const OPERATIONS: usize = 200;
const HOUSEHOLD_LIMIT: u8 = 2;
/// The two that the generated configuration takes from its environment.
const KIDS: [&str; 2] = ["k1", "k2"];
const AT_REST: Duration = Duration::from_secs(20);

/// One run: the campaign, what it has to come to, and what was answered.
struct Run<'a> {
    campaign: Campaign<'a>,
    nonce: String,
    model: Model,
    answered: Vec<(Page, Attempt, Answer)>,
    /// Every session that was issued, with the master key's id.
    sessions: Vec<(&'static str, Page, PageSession)>,
    /// The live master keys, the older first.
    kids: Vec<&'static str>,
}

impl Run<'_> {
    fn carry_out(&mut self, operation: Operation) {
        match operation {
            Operation::Sign(signing) => self.sign(signing, None),
            Operation::SignAt(signing, offset_s) => self.sign(signing, Some(offset_s)),
            Operation::SignUnder(signing, number) => self.sign_under(signing, number),
            Operation::Retry(number) => self.retry(number),
            Operation::Hide(number) => {
                let listed = self.model.listed();
                if let Some(entry) = listed.get(number % listed.len().max(1)) {
                    self.campaign.organizer().hide(self.campaign.id(), entry);
                    self.model.hidden.insert(entry.clone());
                }
            }
            Operation::Revoke(is_revoked) => self.revoke(is_revoked),
            Operation::RotateKeys => self.rotate_keys(),
            Operation::Release => {
                let organizer = self.campaign.organizer();
                let released = organizer.release(self.campaign.id(), None);
                assert_eq!(released, self.model.release());
            }
            Operation::Rest => self.check_public_state(),
            Operation::Restart => self.campaign.edge.restart(),
        }
        self.check_counts();
    }

    fn sign(&mut self, signing: Signing, offset_s: Option<i64>) {
        let page = self.page(signing.is_on_lead);
        if self.model.is_revoked(&page) {
            // Neither a form nor a session is to be had.
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
        let answer = post.send().expect(201);
        self.model.sign(signing.mailbox, &attempt, &answer.json());
        self.answered.push((page, attempt, answer));
    }

    /// The session decides whose page it is, whatever the operation says.
    fn sign_under(&mut self, signing: Signing, number: usize) {
        let count = self.sessions.len();
        let Some((kid, page, session)) = self.sessions.get(number % count.max(1)).cloned() else {
            return;
        };
        if self.model.is_revoked(&page) {
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
        self.campaign.edge.restart();
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

    fn retry(&self, number: usize) {
        let count = self.answered.len();
        let Some((page, attempt, first)) = self.answered.get(number % count.max(1)) else {
            return;
        };
        if !self.model.is_revoked(page) {
            assert_eq!(page.post(attempt).send(), *first);
        }
    }

    fn revoke(&mut self, is_revoked: bool) {
        self.campaign.change(|settings| {
            let mut partners = settings.partners.iter_mut();
            let other = partners.find(|known| known.partner.as_str() == OTHER);
            other.unwrap().is_revoked = is_revoked;
        });
        self.model.is_other_revoked = is_revoked;
    }

    /// One address in one of its spellings.
    fn spell(&self, mailbox: usize, spelling: usize) -> String {
        let local = format!("mailbox{mailbox}.{}", self.nonce);
        match spelling {
            0 => format!("{local}@gmail.com"),
            1 => format!("{}@GMAIL.com", local.to_uppercase()),
            2 => format!("{}+list@googlemail.com", local.replace('.', "")),
            _ => format!(" {local}@gmail.com "),
        }
    }

    fn check_counts(&self) {
        let counts = self
            .campaign
            .organizer()
            .counts(self.campaign.id(), "partner");
        assert_eq!(counts.total, self.model.signatures());
        for partner in [LEAD, OTHER] {
            let mut rows = counts.rows.iter().filter(|row| row.key == partner);
            let found = rows
                .next()
                .map_or((0, 0, 0), |row| (row.signatures, row.consents, row.held));
            assert_eq!(found, self.model.row(partner), "{partner}");
        }
    }

    fn check_public_state(&self) {
        let page = self.campaign.lead();
        let wanted = (self.model.signatures(), self.model.feed());
        wait::until_true("the tally and the feed of the model", AT_REST, || {
            let feed = page.feed();
            let ids: BTreeSet<_> = feed.entries.into_iter().map(|entry| entry.id).collect();
            (feed.tally.signatures, ids) == wanted
        });
    }
}

/// What campaign a run is of.
#[derive(Clone, Copy, Debug)]
struct Profile {
    shards: u16,
    /// Signatures that the whole campaign takes before it holds them. With
    /// several shards, which one is full is theirs to know, so only one.
    burst: Option<u32>,
}

impl Profile {
    const fn shards(shards: u16) -> Self {
        Self {
            shards,
            burst: None,
        }
    }
}

/// Plays operations on an edge of their own.
fn play(profile: Profile, operations: &[Operation]) {
    let edge = Runtime::start();
    let limit = profile.burst.map(|burst| Limit { per_hour: 1, burst });
    let outline = Outline {
        household_limit: Some(HOUSEHOLD_LIMIT),
        limits: LimitSettings {
            campaign: limit,
            ..LimitSettings::default()
        },
        ..Outline::shards(profile.shards)
    };
    let mut run = Run {
        campaign: outline.open(&edge),
        nonce: tests::random::hex::<4>(),
        model: Model::under(limit.map(|limit| Rate::divided(limit, profile.shards))),
        answered: Vec::new(),
        sessions: Vec::new(),
        kids: vec![KIDS[0]],
    };
    for operation in operations {
        run.carry_out(*operation);
    }
    run.check_public_state();
}

/// Random runs; `UNDERSIGNED_SIMULATION=SEED:OPERATIONS` makes another one.
#[test]
fn whatever_happens_the_edge_comes_to_what_the_rules_say() {
    let limited = Profile {
        shards: 1,
        burst: Some(12),
    };
    let mut runs = vec![
        (1, Profile::shards(1), OPERATIONS),
        (2, Profile::shards(8), OPERATIONS),
        (3, limited, OPERATIONS),
    ];
    if let Ok(asked) = std::env::var("UNDERSIGNED_SIMULATION") {
        let (seed, operations) = asked.split_once(':').unwrap();
        let (seed, operations) = (seed.parse().unwrap(), operations.parse().unwrap());
        runs = vec![
            (seed, Profile::shards(8), operations),
            (seed, limited, operations),
        ];
    }
    for (seed, profile, length) in runs {
        println!("// seed {seed}, {profile:?}, {length} operations");
        let mut random = Seeded::new(seed);
        let operations: Vec<_> = (0..length)
            .map(|_| Operation::random(&mut random))
            .collect();
        shrink::play_or_shrink(&operations, |operations| play(profile, operations));
    }
}
