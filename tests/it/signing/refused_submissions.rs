//! What a submission may hold: the answer names every field at fault by its
//! pointer, and nothing of it is stored or sent back.
//!
//! What is refused is a rule of `protocol` and `petition`, which their own
//! tests prove for every case in here; some of them are sent in `test`.

use petition::PostalCode;
use protocol::{Choice, NoticeId, ViewHash};
use serde_json::{Value, json};
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Campaign, Outline, Page, Runtime, tier};

/// So many of one kind are sent in `test`.
const SOME: usize = 4;

/// A good submission, as JSON.
fn good_json(page: &Page) -> Value {
    serde_json::to_value(page.fill(&Supporter::new(), Choice::No)).unwrap()
}

/// Sends a body, signed as the widget signs.
fn send(page: &Page, body: impl Into<Vec<u8>>) -> Answer {
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    page.post(&attempt).with_body(body).send()
}

#[test]
fn what_is_not_json_is_malformed() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let good = good_json(&page);
    let bodies = [
        String::new(),
        "{".to_owned(),
        "null".to_owned(),
        "[]".to_owned(),
        "\"{}\"".to_owned(),
        format!("{good} {{}}"),
        good.to_string().replacen('{', r#"{"page":null,"#, 1),
    ];
    for body in tier::some(&bodies, SOME) {
        println!("{body}");
        let _problem = send(&page, body.as_str()).problem(400, "malformed");
    }
    let invalid_utf8 = good.to_string().replace("Anilkumari", "\u{fffd}");
    let mut bytes = invalid_utf8.into_bytes();
    let at = bytes
        .windows(3)
        .position(|three| three == "\u{fffd}".as_bytes());
    bytes[at.unwrap()] = 0xff;
    let _problem = send(&page, bytes).problem(400, "malformed");
    assert_eq!(campaign.total(), 0);
}

#[test]
fn a_missing_field_is_named_by_its_pointer() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let good = good_json(&page);
    let pointers = [
        "/partner",
        "/language",
        "/petition_version",
        "/supporter",
        "/supporter/given_name",
        "/supporter/email",
        "/display",
        "/collection_notice",
        "/collection_notice/id",
        "/collection_notice/version",
        "/consents",
        "/consents/0/notice",
        "/consents/0/version",
        "/consents/0/choice",
    ];
    for pointer in tier::some(&pointers, SOME) {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let mut body = good.clone();
        let parent = body.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        parent.remove(name).unwrap();
        assert_eq!(send(&page, body.to_string()).pointers(), [*pointer]);
    }
    let all = send(&page, "{}").pointers();
    assert_eq!(all.len(), 7, "{all:?}");
    assert_eq!(campaign.total(), 0);
}

#[test]
fn every_field_at_fault_is_named_at_once() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let mut body = good_json(&page);
    body["supporter"]["given_name"] = json!("");
    body["supporter"]["family_name"] = json!("x".repeat(61));
    body["supporter"]["email"] = json!("nobody");
    body["supporter"]["postal_code"] = json!("D1D 1D1");
    let pointers = send(&page, body.to_string()).pointers();
    let wanted = [
        "/supporter/email",
        "/supporter/family_name",
        "/supporter/given_name",
        "/supporter/postal_code",
    ];
    assert_eq!(pointers, wanted);
    assert_eq!(campaign.total(), 0);
}

#[test]
fn what_nobody_sees_of_a_form_keeps_nobody_from_signing() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    for (name, value) in [
        ("page", json!("nullsrcdoc")),
        (
            "page",
            json!(format!("https://a.example/{}", "x".repeat(2048))),
        ),
        ("source", json!("a b")),
        ("source", json!("x".repeat(41))),
    ] {
        let mut body = good_json(&page);
        body[name] = value.clone();
        let answer = send(&page, body.to_string());
        println!("{name} {value}");
        let _signed = answer.expect(201);
    }
}

#[test]
fn a_value_that_is_not_allowed_is_named_by_its_pointer() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let good = good_json(&page);
    let long_email = format!("{}@mail.example", "x".repeat(242));
    let cases = [
        ("/supporter/email", json!("anil")),
        ("/supporter/email", json!("anil@")),
        ("/supporter/email", json!("@mail.example")),
        ("/supporter/email", json!("anil@mail")),
        ("/supporter/email", json!("a nil@mail.example")),
        (
            "/supporter/email",
            json!("anil@mail.example\r\nBcc: x@mail.example"),
        ),
        ("/supporter/email", json!("\"anil\"@mail.example")),
        ("/supporter/email", json!("an\u{202e}il@mail.example")),
        ("/supporter/email", json!(long_email)),
        ("/supporter/given_name", json!(" \u{200b} ")),
        ("/supporter/given_name", json!("é".repeat(61))),
        ("/supporter/given_name", json!("கி".repeat(41))),
        ("/supporter/given_name", json!("=1+1")),
        ("/supporter/given_name", json!("win at casino.example.com")),
        ("/supporter/postal_code", json!("K1A 0B1 K1A 0B1")),
        ("/supporter/postal_code", json!("12345")),
        ("/supporter/postal_code", json!(null)),
        ("/supporter/country", json!("ZZ")),
        ("/supporter/country", json!("Canada")),
        ("/supporter/region", json!("XX")),
        ("/comment", json!("because")),
    ];
    for (pointer, value) in tier::some(&cases, SOME) {
        println!("{pointer} {value}");
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let mut body = good.clone();
        body.pointer_mut(parent).unwrap()[name] = value.clone();
        let answer = send(&page, body.to_string());
        let mut pointers = answer.pointers();
        pointers.dedup();
        assert_eq!(pointers, [*pointer]);
    }
    assert_eq!(campaign.total(), 0);
}

#[test]
fn a_refusal_of_a_filled_field_says_its_own_reason() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let good = good_json(&page);
    for (field, value, kind) in [
        ("given_name", "", "given_name"),
        ("given_name", "www.spam.example", "name-address"),
        ("family_name", "=1+1", "name-sign"),
        ("given_name", "*|FNAME|*", "name-placeholder"),
        ("family_name", &"é".repeat(61), "name-long"),
    ] {
        let mut body = good.clone();
        body["supporter"][field] = json!(value);
        let problem = send(&page, body.to_string()).problem(422, "invalid");
        let said: Vec<_> = problem
            .errors
            .iter()
            .map(|error| (error.pointer.as_str(), error.kind.as_str()))
            .collect();
        assert_eq!(said, [(format!("/supporter/{field}").as_str(), kind)]);
    }
    assert_eq!(campaign.total(), 0);
}

#[test]
fn what_was_never_shown_cannot_be_agreed_to() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let good = page.fill(&Supporter::new(), Choice::Yes);
    let other_view = campaign.other().embed().view;
    let case = |change: &dyn Fn(&mut protocol::Submission)| {
        let mut submission = good.clone();
        change(&mut submission);
        page.post(&Attempt::new(submission)).send().pointers()
    };
    let unknown = ViewHash::of(b"never rendered");
    assert_eq!(case(&|s| s.view = Some(unknown.clone())), ["/view"]);
    assert_eq!(case(&|s| s.view = None), ["/view"]);
    assert_eq!(case(&|s| s.view = Some(other_view.clone())), ["/view"]);
    assert_eq!(case(&|s| s.language = "fr".to_owned()), ["/view"]);
    assert_eq!(case(&|s| s.petition_version += 1), ["/petition_version"]);
    assert_eq!(
        case(&|s| s.collection_notice.version += 1),
        ["/collection_notice"]
    );
    assert_eq!(case(&|s| s.consents[0].version += 1), ["/consents/0"]);
    // The notice asked about has no answer, and the one answered was not asked.
    let no_notice = NoticeId::parse("rights-circle-updates").unwrap();
    let pointers = case(&|s| s.consents[0].notice = no_notice.clone());
    assert_eq!(pointers, ["/consents", "/consents/0"]);
    assert_eq!(case(&|s| s.consents.clear()), ["/consents"]);
    assert_eq!(campaign.total(), 0);
}

#[test]
fn an_older_view_is_still_what_was_shown() {
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let old = page.fill(&Supporter::new(), Choice::Yes);
    campaign.change(|settings| {
        settings.petition_version = 2;
        settings.notices[0].version = 2;
        let text = settings.notices[0].text.get_mut("en").unwrap();
        text.body = format!("{} Changed.", text.body);
    });
    assert_ne!(page.embed().view, *old.view.as_ref().unwrap());
    let _signed = page.send(&Attempt::new(old));
}

#[test]
fn where_no_postal_code_is_asked_for_none_is_needed() {
    let edge = Runtime::shared();
    let outline = Outline {
        postal_code: Some(PostalCode::Optional),
        ..Outline::default()
    };
    let campaign = outline.open(&edge);
    let page = campaign.lead();
    let mut submission = page.fill(&Supporter::new(), Choice::No);
    submission.supporter.postal_code = None;
    let _signed = page.send(&Attempt::new(submission));
}
