//! Each command of a ledger is one transaction: at whichever statement it
//! fails, nothing of it is stored, and the same request works afterwards.

use std::cell::RefCell;
use std::time::Duration;

use petition::Comments;
use protocol::Choice;
use serde_json::json;
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Outline, Runtime, wait};

use crate::faults::{at_every_statement, is_broken};

const PUBLISHED: Duration = Duration::from_secs(20);

/// Signs the attempt; whether it got through.
fn signs(campaign: &Campaign<'_>, attempt: &Attempt) -> bool {
    let answer = campaign.lead().post(attempt).send();
    answer.status == 201 || {
        assert!(is_broken(&answer), "{} {}", answer.status, answer.text());
        false
    }
}

#[test]
fn a_signature_is_stored_whole_or_not_at_all() {
    for shards in [1, 8] {
        let edge = Runtime::start();
        let campaign = Outline::shards(shards).open(&edge);
        let page = campaign.lead();
        let next = || Attempt::new(page.fill(&Supporter::new(), Choice::Yes));
        let mut attempt = next();
        let mut signatures = 0;
        let attempts = RefCell::new(&mut attempt);
        let statements = at_every_statement(
            &edge,
            "ledger.sign",
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
        signatures += 1;
        assert_eq!(campaign.total(), signatures);
        wait::until_true("the public tally", PUBLISHED, || {
            page.tally().signatures == signatures
        });
    }
}

#[test]
fn a_later_consent_is_stored_whole_or_not_at_all() {
    let edge = Runtime::start();
    let campaign = Outline::shards(1).open(&edge);
    let mut supporter = Supporter::new();
    let _signed = campaign.lead().sign(&supporter);
    let mut consents = 0;
    let other = campaign.other();
    let attempt = |supporter: &Supporter| {
        let mut submission = other.fill(supporter, Choice::No);
        submission.consents[0].choice = Choice::Yes;
        Attempt::new(submission)
    };
    let current = RefCell::new(attempt(&supporter));
    let gets_through = |attempt: &Attempt| {
        let answer = other.post(attempt).send();
        answer.status == 201 || !is_broken(&answer)
    };
    let statements = at_every_statement(
        &edge,
        "ledger.sign",
        || gets_through(&current.borrow()),
        || {
            let counts = campaign.organizer().counts(campaign.id(), "partner");
            let given: u64 = counts.rows.iter().map(|row| row.consents).sum();
            assert_eq!((counts.total, given), (consents + 1, consents));
            assert!(gets_through(&current.borrow()));
            consents += 1;
            supporter = Supporter::new();
            let _signed = campaign.lead().sign(&supporter);
            *current.borrow_mut() = attempt(&supporter);
        },
    );
    assert!(statements >= 5, "{statements}");
}

#[test]
fn an_entry_is_hidden_whole_or_not_at_all() {
    let edge = Runtime::start();
    let campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    let entry = page.sign(&Supporter::new()).entry.unwrap();
    let is_listed = || page.feed().entries.contains(&entry);
    wait::until_true("the entry in the feed", PUBLISHED, is_listed);
    let hide = || {
        campaign
            .organizer()
            .try_hide(campaign.id(), entry.id.as_str())
    };
    let statements = at_every_statement(
        &edge,
        "ledger.decide",
        || hide().status == 204 || !is_broken(&hide()),
        || {
            // Its neighbour's announcement does not take it away.
            page.sign(&Supporter::new());
            let signatures = campaign.total();
            wait::until_true("the next announcement", PUBLISHED, || {
                page.tally().signatures == signatures
            });
            assert!(is_listed());
        },
    );
    assert!(statements >= 3, "{statements}");
    wait::until_true("the feed without the entry", PUBLISHED, || !is_listed());
}

#[test]
fn a_reason_is_stored_and_approved_whole_or_not_at_all() {
    let edge = Runtime::start();
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
        &edge,
        "ledger.sign",
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
        let mut entries = page.feed().entries.into_iter();
        entries.any(|entry| json!(entry.id) == first["id"] && entry.comment.is_some())
    };
    let statements = at_every_statement(
        &edge,
        "ledger.decide",
        || {
            let answer = campaign.organizer().act(campaign.id(), &path);
            answer.status == 200 || !is_broken(&answer)
        },
        || {
            let queue = campaign.organizer().queue(campaign.id());
            assert_eq!(queue["waiting"], json!(signatures + 1));
            page.sign(&Supporter::new());
            let total = campaign.total();
            wait::until_true("the next announcement", PUBLISHED, || {
                page.tally().signatures == total
            });
            assert!(!is_approved());
        },
    );
    assert!(statements >= 5, "{statements}");
    wait::until_true("the approved reason", PUBLISHED, is_approved);
    let queue = campaign.organizer().queue(campaign.id());
    assert_eq!(queue["waiting"], json!(signatures));
}

#[test]
fn many_entries_are_hidden_whole_or_not_at_all() {
    let edge = Runtime::start();
    let campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    for _ in 0..3 {
        page.sign(&Supporter::new());
    }
    wait::until_true("the feed", PUBLISHED, || page.feed().entries.len() == 3);
    let hide = || {
        let filter = json!({"source": "newsletter-3"});
        let answer = campaign
            .organizer()
            .act_with(campaign.id(), "entries/hide", &filter);
        answer.status == 200 || !is_broken(&answer)
    };
    let mut listed = 3;
    let statements = at_every_statement(&edge, "ledger.hide_many", hide, || {
        page.sign(&Supporter::new());
        listed += 1;
        wait::until_true("the next one, and all the others", PUBLISHED, || {
            page.feed().entries.len() == listed
        });
    });
    assert!(statements >= 5, "{statements}");
    wait::until_true("the feed without them", PUBLISHED, || {
        page.feed().entries.is_empty()
    });
}
