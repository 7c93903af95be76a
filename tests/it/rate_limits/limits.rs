//! Limits hold what the settings say: whatever they were before, and however
//! many shards count.

use std::time::Duration;

use petition::{Limit, LimitSettings};
use protocol::Choice;
use tests::campaign::{LEAD, at_once};
use tests::hosted::HostedForm;
use tests::page::PageSession;
use tests::submission::{Attempt, Supporter, fill};
use tests::{Campaign, Outline, Page, Post, Runtime, database, wait};

use crate::faults;
use crate::rate_limits::held::rows;

const SOON: Duration = Duration::from_mins(1);

/// So much that nobody meets it.
const PLENTY: Limit = Limit {
    per_hour: 100_000_000,
    burst: 1_000_000,
};

/// A limit of the settings, and who signs so that they meet it.
struct Case {
    name: &'static str,
    set: fn(&mut LimitSettings, Limit),
    is_hosted: bool,
}

const CASES: [Case; 5] = [
    Case {
        name: "network",
        set: |limits, limit| limits.network = Some(limit),
        is_hosted: false,
    },
    Case {
        name: "hosted",
        set: |limits, limit| limits.hosted = Some(limit),
        is_hosted: true,
    },
    Case {
        name: "session",
        set: |limits, limit| limits.session = Some(limit),
        is_hosted: false,
    },
    Case {
        name: "partner",
        set: |limits, limit| limits.partner = Some(limit),
        is_hosted: false,
    },
    Case {
        name: "campaign",
        set: |limits, limit| limits.campaign = Some(limit),
        is_hosted: false,
    },
];

impl Case {
    /// Limits in which only this one can be met.
    fn limits(&self, limit: Limit) -> LimitSettings {
        let mut limits = LimitSettings::default();
        for case in &CASES {
            (case.set)(&mut limits, PLENTY);
        }
        (self.set)(&mut limits, limit);
        limits
    }
}

/// Somebody signs with this session.
fn sign_under(page: &Page, session: &PageSession) {
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    let _signed = Post::new(page, session, &attempt).send().expect(201);
}

/// Somebody signs by the form without scripts.
fn sign_hosted(campaign: &Campaign<'_>) {
    let path = format!("/c/{}/{LEAD}", campaign.id());
    let shown = campaign.edge.http().get(&path).expect(200).text();
    let mut form = HostedForm::of(&path, &shown);
    form.fill(campaign, &Supporter::new());
    let _signed = form.post(campaign).expect(303);
}

/// (counted, held) of the lead.
fn counted_and_held(campaign: &Campaign<'_>) -> (u64, u64) {
    let [(counted, _, held), _] = rows(campaign);
    (counted, held)
}

#[test]
fn what_another_limit_has_kept_is_judged_by_the_one_in_force() {
    let edge = Runtime::shared();
    for case in &CASES {
        let mut campaign = Outline::limited(1, case.limits(at_once(2))).open(&edge);
        let page = campaign.lead();
        let session = page.session();
        let sign = |campaign: &Campaign<'_>| {
            if case.is_hosted {
                sign_hosted(campaign);
            } else {
                sign_under(&page, &session);
            }
            counted_and_held(campaign)
        };
        for wanted in [(1, 0), (2, 0), (2, 1)] {
            assert_eq!(sign(&campaign), wanted, "{}", case.name);
        }
        // Raised: two of five are in the bucket.
        campaign.settings.limits = case.limits(at_once(5));
        campaign.change(|_| ());
        for wanted in [(3, 1), (4, 1), (5, 1), (5, 2)] {
            assert_eq!(sign(&campaign), wanted, "{} raised", case.name);
        }
        // Lowered: the bucket of two is full.
        campaign.settings.limits = case.limits(at_once(2));
        campaign.change(|_| ());
        assert_eq!(sign(&campaign), (5, 3), "{} lowered", case.name);
        // It drains faster: what was an hour's wait is a hundredth of a second.
        campaign.settings.limits = case.limits(Limit {
            per_hour: 360_000,
            burst: 2,
        });
        campaign.change(|_| ());
        let (mut before, _) = counted_and_held(&campaign);
        for _ in 0..3 {
            wait::until_true("a faster limit to have room", SOON, || {
                sign(&campaign).0 > before
            });
            before = counted_and_held(&campaign).0;
        }
    }
}

#[test]
fn a_network_that_was_refused_is_free_as_soon_as_its_limit_is_raised() {
    let edge = Runtime::shared();
    let mut campaign = Outline::limited(1, CASES[0].limits(at_once(1))).open(&edge);
    let path = format!("/c/{}/{LEAD}", campaign.id());
    let shown = edge.http().get(&path).expect(200).text();
    let post = |campaign: &Campaign<'_>| {
        let mut form = HostedForm::of(&path, &shown);
        form.fill(campaign, &Supporter::new());
        form.set("idempotency_key", tests::random::idempotency_key().as_str());
        form.post(campaign)
    };
    wait::until_true("the refusal", SOON, || post(&campaign).status == 429);
    campaign.settings.limits = CASES[0].limits(PLENTY);
    campaign.change(|_| ());
    let _signed = post(&campaign).expect(303);
}

#[test]
fn a_limit_is_the_same_however_many_shards_count() {
    let edge = Runtime::shared();
    for (case, shards) in CASES
        .iter()
        .flat_map(|case| [1, 2, 8].map(|shards| (case, shards)))
    {
        let campaign = Outline::limited(shards, case.limits(at_once(5))).open(&edge);
        let page = campaign.lead();
        let session = page.session();
        for _ in 0..14 {
            if case.is_hosted {
                sign_hosted(&campaign);
            } else {
                sign_under(&page, &session);
            }
        }
        let (name, counted) = (case.name, counted_and_held(&campaign));
        assert_eq!(counted, (5, 9), "{name}, {shards} shards");
        assert_eq!(campaign.organizer().release(campaign.id(), Some(name)), 9);
    }
}

#[test]
fn a_large_limit_is_shared_by_the_shards_to_the_last_signature() {
    let edge = Runtime::shared();
    let limit = at_once(200);
    let campaign = Outline::limited(2, CASES[4].limits(limit)).open(&edge);
    let page = campaign.lead();
    let (session, form) = (page.session(), page.embed());
    let sign_some = || {
        for _ in 0..40 {
            let attempt = Attempt::new(fill(&form, &Supporter::new(), Choice::No));
            let _signed = Post::new(&page, &session, &attempt).send().expect(201);
        }
        counted_and_held(&campaign).0
    };
    // Some more than there is room for, however they fall on the shards: that
    // one of two gets fewer than 100 of 400 happens in no test's time.
    let counted: Vec<u64> = (0..10).map(|_| sign_some()).collect();
    let most = u64::from(limit.burst);
    assert!(
        counted.iter().all(|counted| *counted <= most),
        "{counted:?}"
    );
    assert_eq!(counted.last(), Some(&most));
}

/// Signs until every statement of a command has failed once, then somebody else
/// does, over a network's limit of two: one of the first who signs, however
/// often it took, is one.
fn fail_and_sign_again(fault: &str, least: u32) {
    let edge = faults::start(fault);
    let campaign = Outline::limited(2, CASES[0].limits(at_once(2))).open(&edge);
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    let session = page.session();
    let statements = faults::at_every_statement(
        || {
            let answer = Post::new(&page, &session, &attempt).send();
            answer.status == 201 || {
                assert!(faults::is_broken(&answer), "{}", answer.text());
                false
            }
        },
        || assert_eq!(counted_and_held(&campaign), (0, 0)),
    );
    assert!(statements >= least, "{fault}: {statements}");
    edge.restart();
    let first = page.send(&attempt);
    for wanted in [(2, 0), (2, 1)] {
        sign_under(&page, &page.session());
        assert_eq!(counted_and_held(&campaign), wanted, "{fault}");
    }
    // A replay is answered as before, and costs nothing.
    assert_eq!(page.send(&attempt), first);
    assert_eq!(counted_and_held(&campaign), (2, 1), "{fault}");
}

#[test]
fn a_failed_weighing_stores_nothing_and_a_retry_is_charged_once() {
    fail_and_sign_again("ledger.weigh:row", 4);
    fail_and_sign_again("ledger.sign:row", 10);
}

#[test]
fn the_alarm_forgets_what_was_charged_when_no_retry_may_come() {
    let edge = Runtime::start();
    let campaign = Outline::limited(2, CASES[0].limits(at_once(100))).open(&edge);
    let page = campaign.lead();
    sign_under(&page, &page.session());
    edge.kill();
    let count = |condition: &str| {
        let asked = format!("SELECT count(*) FROM charge WHERE {condition}");
        let files = edge.ledger_files();
        let counts = files
            .iter()
            .map(|file| database::query(file, &asked).remove(0));
        counts
            .map(|count| count.parse::<u32>().unwrap())
            .sum::<u32>()
    };
    assert_eq!(count("over IS NULL"), 2, "by its session and its network");
    for file in edge.ledger_files() {
        let _none = database::query(&file, "UPDATE charge SET expires_at_ms = 1");
        let _none = database::query(&file, "UPDATE due SET at_ms = 1 WHERE kind = 'purge'");
    }
    edge.start_again(None);
    wait::until_true("the charges to be purged", SOON, || {
        // Any command wakes a shard, and what is overdue with it.
        let _counts = counted_and_held(&campaign);
        count("expires_at_ms = 1") == 0
    });
}
