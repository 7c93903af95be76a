//! Who gets a session: a page of a partner's listed origin, and no other.

use protocol::SessionAnswer;
use tests::campaign::{LEAD, LEAD_ORIGIN, OTHER_ORIGIN};
use tests::{Ask, Campaign, Runtime};

#[test]
fn a_listed_page_gets_a_session_for_a_quarter_of_an_hour() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let answer = campaign.lead().ask_session().expect(200);
    let session: SessionAnswer = answer.json();
    assert_eq!(session.expires_in_s, 900);
    assert!(session.session.starts_with("us1.k1."));
    let drift_ms = (tests::clock::now_ms() - session.server_time_ms).abs();
    assert!(drift_ms < 10_000, "{drift_ms}");
    assert!(session.work.is_some());
}

#[test]
fn a_page_that_the_partner_does_not_list_gets_no_session() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    for origin in [
        OTHER_ORIGIN,
        "https://www.refugee-council.example.evil.example",
        "http://www.refugee-council.example",
        "https://www.refugee-council.example:8443",
        "https://WWW.refugee-council.example",
        "null",
    ] {
        let answer = campaign.page(LEAD, origin).ask_session();
        let _problem = answer.problem(403, "origin-not-listed");
    }
}

#[test]
fn a_request_from_no_page_gets_no_session() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let body = format!(r#"{{"partner":"{LEAD}","language":"en"}}"#);
    let ask = Ask::post_json(&campaign.lead().path("sessions"), &body);
    let _problem = edge.http().send(&ask).problem(403, "origin-not-listed");
}

#[test]
fn an_unknown_or_revoked_partner_gets_no_session() {
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    let answer = campaign.page("nobody", LEAD_ORIGIN).ask_session();
    let _problem = answer.problem(404, "unknown-partner");

    campaign.change(|settings| settings.partners[1].is_revoked = true);
    let answer = campaign.other().ask_session();
    let _problem = answer.problem(404, "unknown-partner");
}

#[test]
fn a_session_asked_for_in_other_words_is_malformed() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let path = campaign.lead().path("sessions");
    for body in [
        "",
        "{",
        "[]",
        r#"{"partner":"refugee-council"}"#,
        r#"{"partner":"Refugee Council","language":"en"}"#,
        r#"{"partner":"refugee-council","language":"en","email":"a@mail.example"}"#,
    ] {
        let ask = Ask::post_json(&path, body).header("origin", LEAD_ORIGIN);
        let _problem = edge.http().send(&ask).problem(400, "malformed");
    }
    let ask = Ask::post_json(&format!("{path}?x=1"), "{}").header("origin", LEAD_ORIGIN);
    let _problem = edge.http().send(&ask).problem(400, "query-not-allowed");
}
