//! Where only what a mailbox confirms counts: submissions wait as claims, few
//! for each mailbox, and nothing in public moves.

use petition::Counts;
use protocol::{Choice, SignatureAnswer};
use serde_json::json;
use tests::submission::{Attempt, Supporter};
use tests::{Ask, Campaign, Outline, Runtime, database};

fn confirmed(shards: u16) -> Outline {
    Outline {
        counts: Some(Counts::Confirmed),
        ..Outline::shards(shards)
    }
}

fn sign(campaign: &Campaign<'_>, name: &str, email: &str) -> SignatureAnswer {
    let page = campaign.lead();
    let supporter = Supporter {
        given_name: name.to_owned(),
        ..Supporter::with_email(email)
    };
    let attempt = Attempt::new(page.fill(&supporter, Choice::Yes));
    page.send(&attempt).json()
}

#[test]
fn a_fourth_claim_replaces_the_oldest_without_a_trace_of_its_person() {
    let edge = Runtime::start();
    let campaign = confirmed(1).open(&edge);
    let names = ["Quilla", "Wrenna", "Xandro", "Yselda", "Zephra"];
    for name in names {
        sign(&campaign, name, "one+list@mail.example");
    }
    let rows = campaign.organizer().counts(campaign.id(), "partner").rows;
    // Their consents are nobody's before the mailbox has confirmed.
    assert_eq!((rows[0].signatures, rows[0].consents), (0, 0));
    edge.kill();
    let file = edge.ledger_file();
    let kept = "SELECT slot, state, cast(substr(given_name, 1, 6) AS TEXT)
                FROM signature JOIN person ON person.signature = signature.id ORDER BY slot";
    let wanted = [
        "128|pending|Yselda",
        "129|pending|Zephra",
        "130|pending|Xandro",
    ];
    assert_eq!(database::query(&file, kept), wanted);
    let left = "SELECT (SELECT count(*) FROM consent), (SELECT count(*) FROM consent_event),
                       (SELECT pending FROM counter WHERE split = 'total')";
    assert_eq!(database::query(&file, left), ["3|3|3"]);
    // One mail waits, the newest.
    let outbox = "SELECT count(*), min(kind), min(tries) FROM outbox";
    assert_eq!(database::query(&file, outbox), ["1|confirm|0"]);
    database::query(&file, "PRAGMA wal_checkpoint(TRUNCATE)");
    let bytes = std::fs::read(&file).unwrap();
    for name in names {
        let is_there = bytes
            .windows(name.len())
            .any(|part| part == name.as_bytes());
        assert_eq!(is_there, names[2..].contains(&name), "{name}");
    }
}

#[test]
fn an_address_in_the_outbox_is_sealed() {
    let edge = Runtime::start();
    let campaign = confirmed(1).open(&edge);
    sign(&campaign, "Anil", "sealed-address@mail.example");
    edge.kill();
    let file = edge.ledger_file();
    let sealed = database::query(&file, "SELECT hex(address), length(address) FROM outbox");
    let plain = "sealed-address".bytes().map(|byte| format!("{byte:02X}"));
    let plain = plain.collect::<Vec<_>>().concat();
    assert!(sealed[0].ends_with("|270") && !sealed[0].contains(&plain));
    assert_eq!(
        database::query(&file, "SELECT count(*) FROM outbox_day"),
        ["1"]
    );
}

#[test]
fn a_receipt_that_waits_and_one_that_nobody_has_are_answered_the_same() {
    let edge = Runtime::shared();
    let campaign = confirmed(8).open(&edge);
    let page = campaign.lead();
    let mine = sign(&campaign, "Anil", "waits@mail.example").receipt.id;
    let nobodys = protocol::ReceiptId::from_bytes(tests::random::bytes());
    let ask = |path: &str, receipt: &str| {
        let body = json!({ "receipt": receipt }).to_string();
        page.http.send(&Ask::post_json(&page.path(path), &body))
    };
    let [one, other] = [&mine, &nobodys].map(|id| ask("confirmations", id.as_str()).expect(200));
    assert_eq!(one.body, br#"{"state":"waiting"}"#);
    assert_eq!(one, other);
    let [one, other] =
        [&mine, &nobodys].map(|id| ask("confirmations/resend", id.as_str()).expect(202));
    assert_eq!(one, other);
    for receipt in ["", "AAAA", "not base64url at all!!"] {
        let _problem = ask("confirmations", receipt).problem(400, "malformed");
        let _problem = ask("confirmations/resend", receipt).problem(400, "malformed");
    }
}

#[test]
fn without_a_mail_that_is_set_up_submissions_wait_and_organizers_see_since_when() {
    let edge = Runtime::start();
    let campaign = confirmed(1).open(&edge);
    sign(&campaign, "Anil", "waiting@mail.example");
    let organizer = campaign.organizer();
    let limit = std::time::Duration::from_mins(1);
    tests::wait::until_true("mail to fail", limit, || {
        let mail = organizer.mail(campaign.id());
        mail["failing_since"].is_string() && mail["waiting"] == json!(1)
    });
}

#[test]
fn a_campaign_with_signatures_never_goes_back_to_counting_unconfirmed_ones() {
    let edge = Runtime::shared();
    let campaign = confirmed(1).open(&edge);
    let mut settings = campaign.settings.clone();
    settings.counts = Counts::Submitted;
    let organizer = campaign.organizer();
    // Nobody has signed: the organizer has changed their mind.
    organizer.put(&settings);
    organizer.put(&campaign.settings);
    sign(&campaign, "Anil", "first@mail.example");
    let limit = std::time::Duration::from_mins(1);
    tests::wait::until_true("the change to be refused", limit, || {
        let answer = organizer.try_put(&settings);
        if answer.status == 200 {
            organizer.put(&campaign.settings);
        }
        answer.status == 422
    });
    let problem = organizer.try_put(&settings).problem(422, "invalid");
    assert_eq!(problem.errors[0].pointer, "/counts");
}
