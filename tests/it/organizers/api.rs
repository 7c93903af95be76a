//! What organizers read and set, and that nobody else does.

use std::collections::BTreeMap;
use std::time::Duration;

use petition::{CampaignSettings, Delivery};
use protocol::{Choice, CountsAnswer, Display, Problem};
use serde_json::json;
use tests::campaign::{LEAD, OTHER};
use tests::submission::{Attempt, Supporter};
use tests::{Ask, Campaign, Outline, Page, Runtime, wait};

const PUBLISHED: Duration = Duration::from_mins(1);

/// Somebody from this place signs, and says yes to the page's own partner.
fn sign_from(page: &Page, country: &str, postal_code: Option<&str>) {
    let mut submission = page.fill(&Supporter::new(), Choice::No);
    submission.consents[0].choice = Choice::Yes;
    submission.display = Display::Hidden;
    submission.supporter.country = Some(country.to_owned());
    submission.supporter.postal_code = postal_code.map(str::to_owned);
    let _signed = page.send(&Attempt::new(submission));
}

fn table(counts: &CountsAnswer) -> BTreeMap<&str, (u64, u64)> {
    let rows = counts.rows.iter();
    rows.map(|row| (row.key.as_str(), (row.signatures, row.consents)))
        .collect()
}

#[test]
fn the_counts_by_each_property_add_up_to_the_total() {
    for shards in [1, 8] {
        let edge = Runtime::shared();
        let campaign = Outline::shards(shards).open(&edge);
        let (lead, other) = (campaign.lead(), campaign.other());
        for _ in 0..3 {
            sign_from(&lead, "CA", Some("K1A 0B1"));
        }
        sign_from(&lead, "CA", Some("V5K 0A1"));
        sign_from(&lead, "FR", None);
        for _ in 0..2 {
            sign_from(&other, "CA", Some("H2X 1Y4"));
        }
        let counts = |by: &str| campaign.organizer().counts(campaign.id(), by);
        for by in ["partner", "day", "language", "country", "region"] {
            let counts = counts(by);
            assert_eq!(counts.campaign, *campaign.id());
            assert_eq!((counts.by.as_str(), counts.total), (by, 7));
            let signatures: u64 = counts.rows.iter().map(|row| row.signatures).sum();
            let consents: u64 = counts.rows.iter().map(|row| row.consents).sum();
            assert_eq!((signatures, consents), (7, 7), "{counts:?}");
        }
        let partners = counts("partner");
        assert_eq!(
            table(&partners),
            BTreeMap::from([(LEAD, (5, 5)), (OTHER, (2, 2))])
        );
        let languages = counts("language");
        assert_eq!(
            table(&languages),
            BTreeMap::from([("en", (5, 5)), ("fr", (2, 2))])
        );
        let countries = counts("country");
        assert_eq!(
            table(&countries),
            BTreeMap::from([("CA", (6, 6)), ("FR", (1, 1))])
        );
        let regions = counts("region");
        let wanted = [
            ("", (1, 1)),
            ("CA-BC", (1, 1)),
            ("CA-ON", (3, 3)),
            ("CA-QC", (2, 2)),
        ];
        assert_eq!(table(&regions), BTreeMap::from(wanted));
    }
}

#[test]
fn without_the_token_there_is_a_problem_and_nothing_else() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let entry = campaign.lead().sign(&Supporter::new()).entry.unwrap();
    let base = format!("/v1/organizer/campaigns/{}", campaign.id());
    let settings = serde_json::to_vec(&campaign.settings).unwrap();
    let asks = [
        Ask::get(&format!("{base}/counts?by=partner")),
        Ask::get("/v1/organizer/campaigns/no-such-campaign/counts?by=partner"),
        Ask::new("PUT", &base)
            .header("content-type", "application/json")
            .body(settings),
        Ask::new("POST", &format!("{base}/entries/{}/hide", entry.id)).body(""),
        Ask::post_json(&format!("{base}/held/release"), r#"{"reason":null}"#),
    ];
    let token = &edge.secrets().organizer_token;
    let shorter = token.split_at(token.len() - 1).0;
    let credentials = [
        None,
        Some("Bearer".to_owned()),
        Some("Bearer ".to_owned()),
        Some(format!("Bearer {shorter}")),
        Some(format!("Bearer {token}0")),
        Some(format!("Basic {token}")),
        Some(format!("Bearer\t{token}")),
        Some(format!("Bearers {token}")),
        Some(token.to_owned()),
    ];
    for ask in &asks {
        for credential in &credentials {
            let ask = match credential {
                Some(value) => ask.clone().header("authorization", value),
                None => ask.clone(),
            };
            let answer = edge.http().send(&ask);
            let _problem = answer.problem(401, "unauthorized");
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
            assert_eq!(answer.header("access-control-allow-origin"), None);
            let body: serde_json::Value = answer.json();
            let title = "An organizer's token is needed";
            assert_eq!(
                body,
                json!({"type": "/problems/unauthorized", "title": title, "status": 401})
            );
        }
    }
    for scheme in ["Bearer", "bearer", "BEARER", "bEaReR"] {
        let credential = format!("{scheme} {token}");
        let ask = asks[0].clone().header("authorization", &credential);
        let _counts = edge.http().send(&ask).expect(200);
    }
}

#[test]
fn counts_by_anything_else_are_malformed() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    for by in ["email", "Partner", "", "total"] {
        let answer = campaign.organizer().try_counts(campaign.id(), by);
        let _problem = answer.problem(400, "malformed");
    }
}

#[test]
fn settings_that_break_a_rule_are_refused_with_a_pointer_and_change_nothing() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let organizer = campaign.organizer();
    let mut wrong = campaign.settings.clone();
    wrong.goal = 0;
    wrong.partners[0].origins[0].push('/');
    wrong.notices[0].text.remove("fr");
    let pointers = organizer.try_put(&wrong).pointers();
    assert_eq!(
        pointers,
        ["/goal", "/notices/0/text/fr", "/partners/0/origins/0"]
    );

    let mut more_shards = campaign.settings.clone();
    more_shards.shards = 16;
    assert_eq!(organizer.try_put(&more_shards).pointers(), ["/shards"]);

    let path = format!("/v1/organizer/campaigns/{}", campaign.id());
    let bearer = format!("Bearer {}", edge.secrets().organizer_token);
    let put = |body: serde_json::Value| {
        let ask = Ask::new("PUT", &path)
            .header("content-type", "application/json")
            .header("authorization", &bearer)
            .body(body.to_string());
        edge.http().send(&ask)
    };
    let mut unknown = serde_json::to_value(&campaign.settings).unwrap();
    unknown["colour"] = json!("blue");
    let _problem = put(unknown).problem(400, "malformed");
    let mut other = serde_json::to_value(&campaign.settings).unwrap();
    other["campaign"] = json!("another");
    assert_eq!(put(other).pointers(), ["/campaign"]);
    assert_eq!(campaign.lead().tally().goal, 3_000);
}

#[test]
fn the_same_settings_again_are_no_new_version() {
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    let version = |campaign: &Campaign<'_>| {
        let put = campaign.organizer().try_put(&campaign.settings).expect(200);
        put.json::<serde_json::Value>()["version"].as_u64().unwrap()
    };
    assert_eq!((version(&campaign), version(&campaign)), (1, 1));
    campaign.change(|settings| settings.goal = 4_000);
    assert_eq!(version(&campaign), 2);
    assert_eq!(campaign.lead().tally().goal, 4_000);
}

#[test]
fn the_dashboard_is_for_who_has_the_cookie() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    sign_from(&campaign.lead(), "CA", Some("K1A 0B1"));
    let page = format!("/organizer/campaigns/{}", campaign.id());
    let stranger = edge.http().get(&page).expect(200);
    assert!(!stranger.text().contains(campaign.id().as_str()));

    let token = &edge.secrets().organizer_token;
    let open = |token: &str| {
        Ask::post_json("/organizer/session", &json!({"token": token}).to_string())
            .header("sec-fetch-site", "same-origin")
    };
    let _problem = edge
        .http()
        .send(&open("wrong"))
        .problem(401, "unauthorized");
    let mut from_elsewhere = open(token);
    from_elsewhere
        .headers
        .retain(|(name, _)| name != "sec-fetch-site");
    let _problem = edge.http().send(&from_elsewhere).problem(403, "cross-site");

    let opened = edge.http().send(&open(token)).expect(204);
    let cookie = opened.header("set-cookie").unwrap();
    for flag in ["HttpOnly", "SameSite=Strict", "Path=/organizer", "Max-Age="] {
        assert!(cookie.contains(flag), "{cookie}");
    }
    assert!(!cookie.contains(token.as_str()));
    let cookie = cookie.split(';').next().unwrap();
    let dashboard = edge.http().send(&Ask::get(&page).header("cookie", cookie));
    let text = dashboard.expect(200).text();
    for word in ["Ontario", "Harbour Refugee Council"] {
        assert!(text.contains(word), "no {word} in {text}");
    }
    let signed_in = |cookie: &str| {
        let shown = edge.http().send(&Ask::get(&page).header("cookie", cookie));
        shown.text().contains("Ontario")
    };
    assert!(signed_in(cookie) && text.contains(r#"action="/organizer/session/end""#));
    assert!(!stranger.text().contains("/organizer/session/end"));
    // Signing out, from this page only: the browser drops the cookie.
    let end = Ask::new("POST", "/organizer/session/end")
        .header("cookie", cookie)
        .body("");
    let _problem = edge.http().send(&end).problem(403, "cross-site");
    let ended = edge
        .http()
        .send(&end.header("sec-fetch-site", "same-origin"))
        .expect(303);
    assert_eq!(ended.header("location"), Some("/organizer"));
    let dropped = ended.header("set-cookie").unwrap();
    let name = cookie.split('=').next().unwrap();
    assert!(dropped.starts_with(&format!("{name}=;")), "{dropped}");
    for flag in [
        "HttpOnly",
        "SameSite=Strict",
        "Path=/organizer",
        "Max-Age=0",
    ] {
        assert!(dropped.contains(flag), "{dropped}");
    }
    // Another last digit.
    let (digits, last) = cookie.split_at(cookie.len() - 1);
    let forged = format!("{digits}{}", if last == "0" { "1" } else { "0" });
    let refused = edge.http().send(&Ask::get(&page).header("cookie", &forged));
    assert!(!refused.text().contains("Ontario"));
}

#[test]
fn no_more_is_handed_over_than_those_who_signed_were_shown() {
    let edge = Runtime::shared();
    let mut campaign = Outline::shards(1).open(&edge);
    let delivery = |settings: &mut CampaignSettings, delivery| {
        settings.collection_notice.delivery = delivery;
    };
    campaign.change(|settings| delivery(settings, Delivery::NamesAndRegion));
    campaign.change(|settings| delivery(settings, Delivery::Names));
    let _answer = campaign.lead().sign(&Supporter::new());
    let mut more = campaign.settings.clone();
    delivery(&mut more, Delivery::NamesAndRegion);
    wait::until_true("what was said to stay", PUBLISHED, || {
        let answer = campaign.organizer().try_put(&more);
        answer.status == 422
            && answer.json::<Problem>().errors[0].pointer == "/collection_notice/delivery"
    });
    // Less may be.
    campaign.change(|settings| delivery(settings, Delivery::Count));
}
