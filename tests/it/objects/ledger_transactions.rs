//! Each command of a ledger is one transaction: at whichever statement it
//! fails, nothing of it is stored, and the same request works afterwards.

use std::cell::RefCell;
use std::time::Duration;

use petition::Comments;
use protocol::Choice;
use serde_json::json;
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Outline, Runtime, database, wait};

use crate::faults::{at_every_statement, feed_now, is_broken, start, start_again};

const PUBLISHED: Duration = Duration::from_mins(1);

/// Signs the attempt; whether it got through.
fn signs(campaign: &Campaign<'_>, attempt: &Attempt) -> bool {
    let answer = campaign.lead().post(attempt).send();
    answer.status == 201 || {
        assert!(is_broken(&answer), "{} {}", answer.status, answer.text());
        false
    }
}

/// All that the edge's only ledger has of its signatures and their entries.
fn stored(edge: &Runtime) -> Vec<String> {
    let tables = [
        "SELECT * FROM signature",
        "SELECT * FROM moderation",
        "SELECT * FROM consent_event",
        "SELECT * FROM counter",
        "SELECT sequence FROM shard",
    ];
    let rows = tables.map(|sql| database::query(&edge.ledger_file(), sql));
    rows.concat()
}

#[test]
fn a_failed_first_signature_stores_nothing() {
    let edge = start("ledger.sign:row");
    let campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::Yes));
    // A ledger that has just begun also stores what will be due.
    let statements = at_every_statement(
        || signs(&campaign, &attempt),
        || assert_eq!(stored(&edge), [""; 0]),
    );
    assert!(statements >= 14, "{statements}");
    edge.restart();
    assert_eq!(campaign.total(), 1);
    wait::until_true("the public tally", PUBLISHED, || {
        page.tally().signatures == 1
    });
}

#[test]
fn a_failed_signature_stores_nothing() {
    for shards in [1, 8] {
        let edge = start("ledger.sign:each");
        let campaign = Outline::shards(shards).open(&edge);
        let page = campaign.lead();
        let next = || Attempt::new(page.fill(&Supporter::new(), Choice::Yes));
        let mut attempt = next();
        let mut signatures = 0;
        let attempts = RefCell::new(&mut attempt);
        let statements = at_every_statement(
            || signs(&campaign, &attempts.borrow()),
            || {
                let counts = campaign.organizer().counts(campaign.id(), "partner");
                let consents: u64 = counts.rows.iter().map(|row| row.consents).sum();
                assert_eq!((counts.total, consents), (signatures, signatures));
                // The same request signs, as if it had never failed.
                let mut attempt = attempts.borrow_mut();
                assert!(signs(&campaign, &attempt));
                signatures += 1;
                **attempt = next();
            },
        );
        assert!(statements >= 8, "{statements}");
        edge.restart();
        signatures += 1;
        assert_eq!(campaign.total(), signatures);
        wait::until_true("the public tally", PUBLISHED, || {
            page.tally().signatures == signatures
        });
    }
}

#[test]
fn a_failed_later_consent_stores_nothing() {
    let edge = Runtime::start();
    let campaign = Outline::shards(1).open(&edge);
    let supporter = Supporter::new();
    let _signed = campaign.lead().sign(&supporter);
    let other = campaign.other();
    let mut submission = other.fill(&supporter, Choice::No);
    submission.consents[0].choice = Choice::Yes;
    let attempt = Attempt::new(submission);
    let given = || {
        let counts = campaign.organizer().counts(campaign.id(), "partner");
        let consents: u64 = counts.rows.iter().map(|row| row.consents).sum();
        (counts.total, consents)
    };
    let before = stored(&edge);
    start_again(&edge, "ledger.sign:row");
    let statements = at_every_statement(
        || {
            let answer = other.post(&attempt).send();
            answer.status == 201 || !is_broken(&answer)
        },
        || {
            assert_eq!(given(), (1, 0));
            assert_eq!(stored(&edge), before);
        },
    );
    assert!(statements >= 5, "{statements}");
    assert_eq!(given(), (1, 1));
}

#[test]
fn a_failed_hiding_stores_nothing() {
    let edge = Runtime::start();
    let campaign = Outline::shards(1).open(&edge);
    let entry = campaign.lead().sign(&Supporter::new()).entry.unwrap();
    let is_listed = || feed_now(&campaign).entries.contains(&entry);
    wait::until_true("the entry in the feed", PUBLISHED, is_listed);
    let before = stored(&edge);
    start_again(&edge, "ledger.decide:row");
    let statements = at_every_statement(
        || {
            let organizer = campaign.organizer();
            let answer = organizer.try_hide(campaign.id(), entry.id.as_str());
            answer.status == 204 || !is_broken(&answer)
        },
        || {
            // So no announcement takes it away.
            assert_eq!(stored(&edge), before);
            assert!(is_listed());
        },
    );
    assert!(statements >= 3, "{statements}");
    wait::until_true("the feed without the entry", PUBLISHED, || !is_listed());
}

#[test]
fn a_failed_reason_and_a_failed_approval_store_nothing() {
    let edge = start("ledger.sign:each");
    let campaign = Outline::comments(Comments::Moderated).open(&edge);
    let page = campaign.lead();
    let next = || {
        let mut submission = page.fill(&Supporter::new(), Choice::No);
        submission.comment = Some("Because of them.".to_owned());
        Attempt::new(submission)
    };
    let attempt = RefCell::new(next());
    let mut signatures = 0;
    let statements = at_every_statement(
        || signs(&campaign, &attempt.borrow()),
        || {
            let queue = campaign.organizer().queue(campaign.id());
            assert_eq!(
                (campaign.total(), &queue["waiting"]),
                (signatures, &json!(signatures))
            );
            assert!(signs(&campaign, &attempt.borrow()));
            signatures += 1;
            attempt.replace(next());
        },
    );
    // The reason and its place in the queue are statements of their own.
    assert!(statements >= 10, "{statements}");
    let first = campaign.organizer().queue(campaign.id())["entries"][0].clone();
    let path = format!("entries/{}/approve", first["id"].as_str().unwrap());
    let is_approved = || {
        let mut entries = feed_now(&campaign).entries.into_iter();
        entries.any(|entry| json!(entry.id) == first["id"] && entry.comment.is_some())
    };
    let before = stored(&edge);
    start_again(&edge, "ledger.decide:row");
    let statements = at_every_statement(
        || {
            let answer = campaign.organizer().act(campaign.id(), &path);
            answer.status == 200 || !is_broken(&answer)
        },
        || {
            let queue = campaign.organizer().queue(campaign.id());
            assert_eq!(queue["waiting"], json!(signatures + 1));
            assert_eq!(stored(&edge), before);
            assert!(!is_approved());
        },
    );
    assert!(statements >= 5, "{statements}");
    wait::until_true("the approved reason", PUBLISHED, is_approved);
    let queue = campaign.organizer().queue(campaign.id());
    assert_eq!(queue["waiting"], json!(signatures));
}

#[test]
fn a_failed_hiding_of_many_stores_nothing() {
    let edge = Runtime::start();
    let campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    for _ in 0..3 {
        page.sign(&Supporter::new());
    }
    let listed = || feed_now(&campaign).entries.len();
    wait::until_true("the feed", PUBLISHED, || listed() == 3);
    let hide = || {
        let filter = json!({"source": "newsletter-3"});
        let answer = campaign
            .organizer()
            .act_with(campaign.id(), "entries/hide", &filter);
        answer.status == 200 || !is_broken(&answer)
    };
    let before = stored(&edge);
    start_again(&edge, "ledger.hide_many:row");
    let statements = at_every_statement(hide, || {
        assert_eq!(stored(&edge), before);
        assert_eq!(listed(), 3);
    });
    assert!(statements >= 5, "{statements}");
    wait::until_true("the feed without them", PUBLISHED, || listed() == 0);
}
