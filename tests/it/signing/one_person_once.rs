//! One person counts once, whichever pages they pass through and however
//! often they try.

use std::collections::BTreeSet;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use protocol::{Choice, CountRow, Display, Entry, SignatureAnswer};
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Campaign, Outline, Page, Runtime, wait};

const PUBLISHED: Duration = Duration::from_mins(1);

/// Waits until the public tally says so many.
fn await_tally(page: &Page, signatures: u64) {
    wait::until_true(
        &format!("the public tally to say {signatures}"),
        PUBLISHED,
        || page.tally().signatures == signatures,
    );
}

/// Status and every key with the kind of its value: what an answer looks like.
fn shape(answer: &Answer) -> String {
    fn walk(value: &serde_json::Value, text: &mut String) {
        match value {
            serde_json::Value::Object(fields) => {
                for (name, field) in fields {
                    text.push_str(name);
                    text.push('{');
                    walk(field, text);
                    text.push('}');
                }
            }
            serde_json::Value::String(_) => text.push_str("text"),
            serde_json::Value::Number(_) => text.push_str("number"),
            other => text.push_str(&other.to_string()),
        }
    }
    let mut text = answer.status.to_string();
    walk(&answer.json(), &mut text);
    text
}

fn row(rows: &[CountRow], key: &str) -> CountRow {
    let found = rows.iter().find(|row| row.key == key).cloned();
    found.unwrap_or(CountRow {
        key: key.to_owned(),
        signatures: 0,
        consents: 0,
        held: 0,
        ..CountRow::default()
    })
}

#[test]
fn a_first_signature_is_answered_with_receipt_tally_and_entry() {
    for shards in [1, 8] {
        let edge = Runtime::shared();
        let campaign = Outline::shards(shards).open(&edge);
        let page = campaign.lead();
        let mut supporter = Supporter::new();
        supporter.given_name = "Anil".to_owned();
        supporter.family_name = "Kumar".to_owned();
        let attempt = Attempt::new(page.fill(&supporter, Choice::No));
        let answer = page.send(&attempt);
        assert_eq!(answer.header("content-type"), Some("application/json"));
        let signed: SignatureAnswer = answer.json();
        assert_eq!(signed.tally.campaign, *campaign.id());
        assert_eq!(signed.tally.signatures, 1);
        assert_eq!(signed.tally.goal, 3_000);
        let entry = signed.entry.unwrap();
        assert_eq!(entry.name, "Anil K.");
        assert!(entry.signed_at.ends_with(":00Z"), "{}", entry.signed_at);
        // One alone from a place is not shown with it.
        assert_eq!((&entry.region, &entry.country), (&None, &None));
        await_tally(&page, 1);
        let listed: Vec<Entry> = page.feed().entries;
        assert_eq!(listed, [entry]);
    }
}

#[test]
fn a_supporter_who_does_not_choose_to_be_listed_is_counted_and_nowhere_named() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let mut submission = page.fill(&Supporter::new(), Choice::No);
    submission.display = Display::Hidden;
    let signed: SignatureAnswer = page.send(&Attempt::new(submission)).json();
    assert_eq!(signed.entry, None);
    await_tally(&page, 1);
    let feed = page.feed();
    assert!(feed.entries.is_empty());
    assert_eq!(feed.others, 1);
}

#[test]
fn a_second_signature_changes_no_count() {
    for shards in [1, 8] {
        let edge = Runtime::shared();
        let campaign = Outline::shards(shards).open(&edge);
        let nonce = tests::random::hex::<4>();
        let typed = [
            format!("anil.kumar{nonce}@gmail.com"),
            format!("ANIL.Kumar{nonce}@GMAIL.com"),
            format!("anilkumar{nonce}@googlemail.com"),
            format!("a.n.i.l.kumar{nonce}+petition@gmail.com"),
            format!(" anil.kumar{nonce}@Gmail.Com "),
        ];
        let mut shapes = BTreeSet::new();
        for page in [campaign.lead(), campaign.other()] {
            for email in &typed {
                let supporter = Supporter::with_email(email);
                let attempt = Attempt::new(page.fill(&supporter, Choice::No));
                shapes.insert(shape(&page.send(&attempt)));
                assert_eq!(campaign.total(), 1, "{email} on {}", page.partner);
            }
        }
        assert_eq!(shapes.len(), 1, "{shapes:#?}");
        await_tally(&campaign.lead(), 1);
        assert_eq!(campaign.lead().feed().entries.len(), 1);
        // Another's dots are another address.
        let dotted = format!("anil.kumar{nonce}@mail.example");
        let plain = format!("anilkumar{nonce}@mail.example");
        let _signed = campaign.lead().sign(&Supporter::with_email(&dotted));
        let _signed = campaign.lead().sign(&Supporter::with_email(&plain));
        assert_eq!(campaign.total(), 3);
    }
}

#[test]
fn a_yes_to_the_other_partner_is_recorded_once_and_moves_no_tally() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let (lead, other) = (campaign.lead(), campaign.other());
    let supporter = Supporter::new();
    let _signed = lead.sign(&supporter);
    let counts = || campaign.organizer().counts(campaign.id(), "partner");
    assert!(counts().rows.iter().all(|row| row.consents == 0));

    for _ in 0..3 {
        let mut again = other.fill(&supporter, Choice::No);
        // The lead is asked about on the other partner's page too.
        assert_eq!(again.consents.len(), 2);
        again.consents[0].choice = Choice::Yes;
        let _signed = other.send(&Attempt::new(again));
    }
    let after = counts();
    assert_eq!(after.total, 1);
    let (lead_row, other_row) = (
        row(&after.rows, "refugee-council"),
        row(&after.rows, "rights-circle"),
    );
    // The first partner keeps the signature; the consent is the other's.
    assert_eq!((lead_row.signatures, lead_row.consents), (1, 0));
    assert_eq!((other_row.signatures, other_row.consents), (0, 1));
    await_tally(&lead, 1);
}

#[test]
fn two_people_of_one_household_both_count_where_the_campaign_says_so() {
    let edge = Runtime::shared();
    let outline = Outline {
        household_limit: Some(2),
        ..Outline::default()
    };
    let campaign = outline.open(&edge);
    let page = campaign.lead();
    let nonce = tests::random::hex::<8>();
    let mut supporter = Supporter::with_email(&format!("household{nonce}@gmail.com"));
    for given_name in ["Asha", "Bela", "Chandra", "asha", "BELA"] {
        supporter.given_name = given_name.to_owned();
        let _signed = page.sign(&supporter);
    }
    assert_eq!(campaign.total(), 2);
    // Through another spelling and the other partner it is the same mailbox.
    let _signed = campaign.other().sign(&supporter);
    supporter.given_name = "Devi".to_owned();
    supporter.email = supporter.email.replacen('@', "+x@", 1).to_uppercase();
    let _signed = campaign.other().sign(&supporter);
    assert_eq!(campaign.total(), 2, "the household is full");
    await_tally(&page, 2);
    // Where it says nothing, one mailbox gives one signature.
    let campaign = Campaign::open(&edge);
    for given_name in ["Asha", "Bela"] {
        supporter.given_name = given_name.to_owned();
        let _signed = campaign.lead().sign(&supporter);
    }
    assert_eq!(campaign.total(), 1);
}

#[test]
fn five_hundred_at_once_with_one_address_are_one_signature() {
    const CLIENTS: usize = 500;
    let edge = Runtime::start();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let submission = page.fill(&Supporter::new(), Choice::No);
    let session = page.session();
    let ready = Barrier::new(CLIENTS);
    let answers: Vec<Answer> = thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| {
                scope.spawn(|| {
                    let attempt = Attempt::new(submission.clone());
                    let post = tests::Post::new(&page, &session, &attempt);
                    ready.wait();
                    post.send()
                })
            })
            .collect();
        clients
            .into_iter()
            .map(|client| client.join().unwrap())
            .collect()
    });
    let shapes: BTreeSet<_> = answers.iter().map(shape).collect();
    assert_eq!(shapes.len(), 1, "{shapes:#?}");
    assert!(answers.iter().all(|answer| answer.status == 201));
    // Each has an answer of its own: nobody learns which was the first.
    let receipts: BTreeSet<_> = answers
        .iter()
        .map(|answer| answer.json::<SignatureAnswer>().receipt.id)
        .collect();
    assert_eq!(receipts.len(), CLIENTS);
    assert_eq!(campaign.total(), 1);
    await_tally(&page, 1);
    assert_eq!(page.feed().entries.len(), 1);
}

/// An address and the same with a tag, at a domain of somebody's own.
fn sign_with_a_tag_and_without(campaign: &Campaign<'_>) -> u64 {
    let nonce = tests::random::hex::<4>();
    for email in [
        format!("anil{nonce}@school.example"),
        format!("anil{nonce}+act@school.example"),
    ] {
        let _signed = campaign.lead().sign(&Supporter::with_email(&email));
    }
    campaign.total()
}

#[test]
fn a_campaign_keeps_the_rule_that_it_began_with() {
    let edge = Runtime::start();
    let begun = Outline::shards(1).open(&edge);
    // As it is when the edge of before has made it.
    edge.kill();
    for directory in edge.directory_files() {
        let undo = [
            "ALTER TABLE campaign DROP COLUMN dedup_rule",
            "DELETE FROM migration WHERE step = 3",
        ];
        for statement in undo {
            let _none = tests::database::query(&directory, statement);
        }
    }
    edge.start_again(None);
    assert_eq!(sign_with_a_tag_and_without(&begun), 1);
    let made_now = Outline::shards(1).open(&edge);
    assert_eq!(sign_with_a_tag_and_without(&made_now), 2);
    // Saving it a second time leaves it the same campaign.
    edge.organizer().put(&begun.settings);
    assert_eq!(sign_with_a_tag_and_without(&begun), 2);
}
