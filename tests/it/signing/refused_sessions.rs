//! Who gets a session: a page of a partner's listed origin, and no other.

use petition::LimitSettings;
use protocol::SessionAnswer;
use tests::campaign::{LEAD, LEAD_ORIGIN, OTHER_ORIGIN, at_once};
use tests::{Ask, Campaign, Outline, Runtime};

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

#[test]
fn a_network_that_asks_for_sessions_without_end_works_more_and_is_never_refused() {
    let edge = Runtime::behind_proxy();
    let limits = LimitSettings {
        network: Some(at_once(1)),
        ..LimitSettings::default()
    };
    let campaign = Outline::limited(1, limits).open(&edge);
    let page = campaign.lead();
    let body = format!(r#"{{"partner":"{}","language":"en"}}"#, page.partner);
    let bits = |address| {
        let ask = Ask::post_json(&page.path("sessions"), &body);
        let ask = ask.header("origin", &page.origin);
        let answer = edge.http().send(&ask.header("x-forwarded-for", address));
        let session: SessionAnswer = answer.expect(200).json();
        session.work.map_or(0, |work| work.difficulty_bits)
    };
    let asked: Vec<u8> = (0..650).map(|_| bits("198.51.100.7")).collect();
    assert_eq!(asked[0], 8, "the usual work");
    assert!(asked.is_sorted(), "{asked:?}");
    assert_eq!(asked.last(), Some(&14), "six bits more, however many");
    assert_eq!(bits("198.51.100.8"), 8, "another network");
}
