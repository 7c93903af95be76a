//! A mailbox confirms: the claim that it chooses is the signature, once, with
//! its own name, partner and consents, and the others are gone.

use std::thread;
use std::time::Duration;

use petition::Counts;
use protocol::{Choice, CountRow, SignatureAnswer};
use serde_json::json;
use tests::campaign::{LEAD, OTHER};
use tests::mailbox::Link;
use tests::submission::{Attempt, Supporter};
use tests::{Ask, Campaign, Outline, Page, Runtime, database, wait};

use crate::faults::{at_every_statement, start_again};

const PUBLISHED: Duration = Duration::from_mins(1);

fn confirmed() -> Outline {
    Outline {
        counts: Some(Counts::Confirmed),
        ..Outline::shards(1)
    }
}

/// Signs with "yes" to every notice of the page; the receipt.
fn sign(page: &Page, name: &str, email: &str) -> String {
    let supporter = Supporter {
        given_name: name.to_owned(),
        ..Supporter::with_email(email)
    };
    let attempt = Attempt::new(page.fill(&supporter, Choice::Yes));
    let answer: SignatureAnswer = page.send(&attempt).json();
    answer.receipt.id.to_string()
}

/// (signatures, consents) of a partner.
fn row(campaign: &Campaign<'_>, partner: &str) -> (u64, u64) {
    let rows = campaign.organizer().counts(campaign.id(), "partner").rows;
    let find = |row: &CountRow| (row.key == partner).then_some((row.signatures, row.consents));
    rows.iter().find_map(find).unwrap_or((0, 0))
}

fn await_public(page: &Page, signatures: u64, names: &[&str]) {
    wait::until_true("tally and feed", PUBLISHED, || {
        let feed = page.feed();
        let listed: Vec<_> = feed
            .entries
            .iter()
            .map(|entry| entry.name.as_str())
            .collect();
        feed.tally.signatures == signatures && listed == names
    });
}

fn state(page: &Page, receipt: &str) -> String {
    let body = json!({ "receipt": receipt }).to_string();
    let ask = Ask::post_json(&page.path("confirmations"), &body);
    let answer: serde_json::Value = page.http.send(&ask).expect(200).json();
    answer["state"].as_str().unwrap().to_owned()
}

#[test]
fn the_one_who_confirms_is_counted_once_and_the_other_is_gone() {
    let edge = Runtime::start();
    let campaign = confirmed().open(&edge);
    let (lead, other) = (campaign.lead(), campaign.other());
    let strangers = sign(&lead, "Mallory", "anil@mail.example");
    let owners = sign(&other, "Anil", "anil@mail.example");
    let link = Link::plant(&campaign, "anil@mail.example");
    assert_eq!(state(&lead, &owners), "waiting");
    for _ in 0..2 {
        link.act("confirm", &owners);
        assert_eq!(row(&campaign, LEAD), (0, 1));
        assert_eq!(row(&campaign, OTHER), (1, 1));
    }
    // The stranger's claim is not there any more.
    link.act("confirm", &strangers);
    assert_eq!(row(&campaign, LEAD), (0, 1));
    assert_eq!(campaign.total(), 1);
    assert_eq!(state(&lead, &owners), "confirmed");
    assert_eq!(state(&lead, &strangers), "waiting");
    await_public(&lead, 1, &["Anil K."]);
    edge.kill();
    let left = "SELECT (SELECT count(*) FROM signature), (SELECT count(*) FROM person),
                       (SELECT count(*) FROM outbox), (SELECT count(*) FROM consent),
                       (SELECT count(*) FROM consent_event WHERE is_address_confirmed = 1)";
    assert_eq!(database::query(&edge.ledger_file(), left), ["1|1|0|2|2"]);
}

#[test]
fn a_later_submission_adds_its_consents_when_the_mailbox_says_so() {
    let edge = Runtime::start();
    let campaign = confirmed().open(&edge);
    let (lead, other) = (campaign.lead(), campaign.other());
    let first = sign(&lead, "Anil", "anil@mail.example");
    let link = Link::plant(&campaign, "anil@mail.example");
    link.act("confirm", &first);
    assert_eq!(
        (row(&campaign, LEAD), row(&campaign, OTHER)),
        ((1, 1), (0, 0))
    );
    let later = sign(&other, "Anil", "anil@mail.example");
    assert_eq!(
        (row(&campaign, LEAD), row(&campaign, OTHER)),
        ((1, 1), (0, 0))
    );
    link.act("confirm", &later);
    assert_eq!(
        (row(&campaign, LEAD), row(&campaign, OTHER)),
        ((1, 1), (0, 1))
    );
    assert_eq!(campaign.total(), 1);
}

#[test]
fn what_was_not_the_owner_is_discarded_and_no_stranger_can_use_a_link_that_is_none() {
    let edge = Runtime::start();
    let campaign = confirmed().open(&edge);
    let lead = campaign.lead();
    let claim = sign(&lead, "Mallory", "anil@mail.example");
    let link = Link::plant(&campaign, "anil@mail.example");
    let unknown = format!("/r/{}/{}", campaign.id(), "A".repeat(24));
    Link::new(&campaign, &unknown).act("confirm", &claim);
    let other_shard = format!("/r/{}/{}", campaign.id(), "_".repeat(24));
    Link::new(&campaign, &other_shard).act("confirm", &claim);
    assert_eq!(campaign.total(), 0);
    let _problem = link.try_act("explode", &claim).problem(400, "malformed");
    let _problem = link.try_act("confirm", "x").problem(400, "malformed");
    link.act("discard", "");
    link.act("confirm", &claim);
    assert_eq!(campaign.total(), 0);
    edge.kill();
    let left = "SELECT (SELECT count(*) FROM signature), (SELECT count(*) FROM consent),
                       (SELECT sum(pending) FROM counter)";
    assert_eq!(database::query(&edge.ledger_file(), left), ["0|0|0"]);
}

#[test]
fn a_supporter_lists_unlists_withdraws_and_takes_back() {
    let edge = Runtime::start();
    let campaign = confirmed().open(&edge);
    let lead = campaign.lead();
    let receipt = sign(&lead, "Anil", "anil@mail.example");
    let link = Link::plant(&campaign, "anil@mail.example");
    link.act("confirm", &receipt);
    await_public(&lead, 1, &["Anil K."]);
    link.act("unlist", &receipt);
    await_public(&lead, 1, &[]);
    link.act("list", &receipt);
    await_public(&lead, 1, &["Anil K."]);
    let record = {
        edge.kill();
        let file = edge.ledger_file();
        let record = database::query(&file, "SELECT record_id FROM consent");
        // As a ledger of the version before is found: filled, without a past.
        for undo in [
            "DROP TABLE past_consent_event",
            "DROP TABLE past_consent",
            "DROP TABLE spent_work",
            "DROP TABLE mail_sent",
            "ALTER TABLE mail_token DROP COLUMN address_key",
            "DROP INDEX outbox_by_place",
            "CREATE INDEX outbox_by_due ON outbox (due_at_ms)",
            "ALTER TABLE due DROP COLUMN failures",
            "ALTER TABLE due DROP COLUMN failing_since_ms",
            "DROP TABLE charge",
            "ALTER TABLE rate DROP COLUMN interval_us",
            "DELETE FROM migration WHERE step >= 5",
        ] {
            let _none = database::query(&file, undo);
        }
        edge.start_again(None);
        record[0].clone()
    };
    for _ in 0..2 {
        link.act("withdraw", &record);
        assert_eq!(row(&campaign, LEAD), (1, 0));
    }
    // A new consent, once the supporter's mailbox says so, and by nobody else.
    let later = sign(&lead, "Anil", "anil@mail.example");
    assert_eq!(row(&campaign, LEAD), (1, 0));
    link.act("confirm", &later);
    assert_eq!(row(&campaign, LEAD), (1, 1));
    // What supporters allow a partner is apart from their signature: it stays
    // until they withdraw it.
    for _ in 0..2 {
        link.act("take-back", &receipt);
        assert_eq!(row(&campaign, LEAD), (0, 1));
    }
    await_public(&lead, 0, &[]);
    link.act("list", &receipt);
    // The supporter comes back; a consent that stands is given once.
    let again = sign(&lead, "Anil", "anil@mail.example");
    link.act("confirm", &again);
    assert_eq!(row(&campaign, LEAD), (1, 1));
    await_public(&lead, 1, &["Anil K."]);
    edge.kill();
    // What stands; what was withdrawn (given, confirmed, withdrawn), and what
    // was given before they came back. Each is a whole chain of its own.
    for (table, wanted) in [("consent_event", "2|1"), ("past_consent_event", "5|2")] {
        let chain = format!("SELECT count(*), count(DISTINCT consent) FROM {table}");
        assert_eq!(database::query(&edge.ledger_file(), &chain), [wanted]);
    }
    let withdrawn = "SELECT record_id FROM past_consent JOIN past_consent_event ON consent = id
                     WHERE event_state = 'ConsentWithdrawn' AND event = 3";
    assert_eq!(database::query(&edge.ledger_file(), withdrawn), [record]);
}

#[test]
fn a_failed_confirmation_stores_nothing() {
    let edge = Runtime::start();
    let campaign = confirmed().open(&edge);
    let (lead, other) = (campaign.lead(), campaign.other());
    let _strangers = sign(&lead, "Mallory", "anil@mail.example");
    let owners = sign(&other, "Anil", "anil@mail.example");
    let link = Link::plant(&campaign, "anil@mail.example");
    start_again(&edge, "ledger.act_on_page:row");
    let statements = at_every_statement(
        || link.try_act("confirm", &owners).status == 303,
        || {
            assert_eq!(
                (row(&campaign, LEAD), row(&campaign, OTHER)),
                ((0, 0), (0, 0))
            );
            assert_eq!(state(&lead, &owners), "waiting");
        },
    );
    assert!(statements >= 20, "{statements}");
    assert_eq!(
        (row(&campaign, LEAD), row(&campaign, OTHER)),
        ((0, 1), (1, 1))
    );
    await_public(&lead, 1, &["Anil K."]);
}

#[test]
fn of_two_who_confirm_at_once_one_is_counted() {
    let edge = Runtime::start();
    let campaign = confirmed().open(&edge);
    let (lead, other) = (campaign.lead(), campaign.other());
    let email = "anil@mail.example";
    let receipts = thread::scope(|scope| {
        let signs = [("Mallory", &lead), ("Anil", &other)]
            .map(|(name, page)| scope.spawn(move || sign(page, name, email)));
        signs.map(|signing| signing.join().unwrap())
    });
    let link = Link::plant(&campaign, email);
    thread::scope(|scope| {
        for receipt in receipts.iter().chain(&receipts) {
            let link = &link;
            scope.spawn(move || link.act("confirm", receipt));
        }
    });
    assert_eq!(campaign.total(), 1);
    let states = receipts.each_ref().map(|receipt| state(&lead, receipt));
    assert!(
        states.contains(&"confirmed".to_owned()) && states.contains(&"waiting".to_owned()),
        "{states:?}"
    );
    wait::until_true("the public tally", PUBLISHED, || {
        lead.tally().signatures == 1
    });
    edge.kill();
    let left = "SELECT (SELECT count(*) FROM signature), (SELECT count(*) FROM person)";
    assert_eq!(database::query(&edge.ledger_file(), left), ["1|1"]);
}
