//! Each command of a ledger is one transaction: at whichever statement it
//! fails, nothing of it is stored, and the same request works afterwards.

use std::cell::RefCell;
use std::time::Duration;

use protocol::Choice;
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
        "ledger.hide",
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
