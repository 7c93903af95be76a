//! Settings are read back as they were put, and nobody overwrites what another
//! organizer has changed meanwhile.

use std::time::Duration;

use petition::CampaignSettings;
use serde_json::{Value, json};
use tests::{Answer, Ask, Campaign, Outline, Runtime};

/// The Worker reads a campaign anew after a second.
const ANNOUNCED: Duration = Duration::from_secs(10);

fn path(campaign: &Campaign) -> String {
    format!("/v1/organizer/campaigns/{}", campaign.id())
}

fn put(campaign: &Campaign, settings: &CampaignSettings, name: &str, value: &str) -> Answer {
    let ask = Ask::new("PUT", &path(campaign))
        .header("content-type", "application/json")
        .header(name, value)
        .body(serde_json::to_vec(settings).unwrap());
    campaign.organizer().send(ask)
}

#[test]
fn settings_are_read_as_they_were_put_and_can_be_put_again() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let read = campaign
        .organizer()
        .send(Ask::get(&path(&campaign)))
        .expect(200);
    assert_eq!(read.json::<CampaignSettings>(), campaign.settings);
    assert_eq!(read.header("etag"), Some("\"1\""));
    assert_eq!(read.header("cache-control"), Some("no-store"));
    // What was read is what can be put, byte for byte; it is no new version.
    let again = Ask::new("PUT", &path(&campaign))
        .header("content-type", "application/json")
        .header("if-match", "\"1\"")
        .body(read.body);
    let again = campaign.organizer().send(again).expect(200);
    assert_eq!(again.header("etag"), Some("\"1\""));
    let head = campaign
        .organizer()
        .send(Ask::new("HEAD", &path(&campaign)));
    assert_eq!((head.status, head.header("etag")), (200, Some("\"1\"")));
}

#[test]
fn the_second_of_two_organizers_sees_that_the_settings_were_changed_meanwhile() {
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    let mut theirs = campaign.settings.clone();
    campaign.change(|settings| settings.goal = 777);
    theirs.goal = 888;
    let refused = put(&campaign, &theirs, "if-match", "\"1\"");
    let problem = refused.problem(412, "settings-outdated");
    assert_eq!(problem.detail.as_deref(), Some("version 2 is in force"));
    let read = campaign.organizer().send(Ask::get(&path(&campaign)));
    assert_eq!(read.json::<CampaignSettings>().goal, 777);
    let taken = put(&campaign, &theirs, "if-match", "\"2\"").expect(200);
    assert_eq!(taken.header("etag"), Some("\"3\""));
    // The answer was lost, and the same comes again: it has been done.
    let retried = put(&campaign, &theirs, "if-match", "\"2\"").expect(200);
    assert_eq!(retried.header("etag"), Some("\"3\""));
}

#[test]
fn a_campaign_that_is_to_be_new_replaces_none() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let mut other = campaign.settings.clone();
    other.goal = 999;
    let refused = put(&campaign, &other, "if-none-match", "*");
    let _problem = refused.problem(412, "settings-outdated");
    let fresh = Outline::shards(1).settings();
    let ask = |name: &str, value: &str| {
        let ask = Ask::new(
            "PUT",
            &format!("/v1/organizer/campaigns/{}", fresh.campaign),
        );
        let ask = ask
            .header("content-type", "application/json")
            .header(name, value);
        campaign
            .organizer()
            .send(ask.body(serde_json::to_vec(&fresh).unwrap()))
    };
    let _problem = ask("if-match", "\"1\"").problem(412, "settings-outdated");
    let made = ask("if-none-match", "*").expect(200);
    assert_eq!(made.header("etag"), Some("\"1\""));
    for (name, value) in [
        ("if-match", "1"),
        ("if-match", "W/\"1\""),
        ("if-match", "*"),
        ("if-none-match", "\"1\""),
    ] {
        let _problem = ask(name, value).problem(400, "malformed");
    }
}

#[test]
fn every_version_stays_and_can_be_read() {
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    campaign.change(|settings| settings.goal = 777);
    let get = |rest: &str| {
        let path = format!("{}{rest}", path(&campaign));
        campaign.organizer().send(Ask::get(&path))
    };
    let listed: Value = get("/versions").expect(200).json();
    let numbers: Vec<&Value> = listed["versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|saved| &saved["version"])
        .collect();
    assert_eq!(numbers, [&json!(2), &json!(1)]);
    let first = get("/versions/1").expect(200);
    assert_eq!(first.header("etag"), Some("\"1\""));
    assert_ne!(first.json::<CampaignSettings>().goal, 777);
    assert_eq!(get("/versions/2").json::<CampaignSettings>().goal, 777);
    for unknown in ["/versions/0", "/versions/3", "/versions/9007199254740993"] {
        let _problem = get(unknown).problem(404, "unknown-version");
    }
    for no_path in [
        "/versions/-1",
        "/versions/first",
        "/versions/18446744073709551616",
    ] {
        let _problem = get(no_path).problem(404, "not-found");
    }
}

#[test]
fn the_list_says_of_each_campaign_how_it_stands() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let _signed = campaign.lead().sign(&tests::submission::Supporter::new());
    let mut planned = Outline::shards(1).settings();
    planned.opens_at = Some("2099-01-01T00:00:00Z".to_owned());
    planned.closes_at = None;
    campaign.organizer().put(&planned);
    let mut closed = Outline::shards(1).settings();
    closed.opens_at = None;
    closed.closes_at = Some("2020-01-01T00:00:00Z".to_owned());
    for language in closed.petition.keys() {
        closed
            .closes_zone
            .insert(language.clone(), "Ottawa".to_owned());
    }
    campaign.organizer().put(&closed);
    let stand = |id: &str| {
        let listed: Value = campaign
            .organizer()
            .send(Ask::get("/v1/organizer/campaigns"))
            .expect(200)
            .json();
        let campaigns = listed["campaigns"].as_array().unwrap().clone();
        campaigns.into_iter().find(|one| one["campaign"] == id)
    };
    let own = tests::wait::until("the signature to be announced", ANNOUNCED, || {
        stand(campaign.id().as_str()).filter(|one| one["total"] == 1)
    });
    assert_eq!(
        (&own["state"], &own["version"], &own["mode"]),
        (&json!("open"), &json!(1), &json!("open"))
    );
    assert_eq!(
        stand(planned.campaign.as_str()).unwrap()["state"],
        "planned"
    );
    assert_eq!(stand(closed.campaign.as_str()).unwrap()["state"], "closed");
}

/// Every route of the organizers' API and pages, with each of its methods.
#[test]
fn no_route_of_the_organizers_answers_without_their_token_or_cookie() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let api = path(&campaign);
    let entry = "AAAAAAAAAAAAAAAA";
    let of_api = [
        ("GET", "/v1/organizer/campaigns".to_owned()),
        ("GET", "/v1/organizer/mail".to_owned()),
        ("GET", api.clone()),
        ("PUT", api.clone()),
        ("GET", format!("{api}/versions")),
        ("GET", format!("{api}/versions/1")),
        ("GET", format!("{api}/counts")),
        ("GET", format!("{api}/mail")),
        ("POST", format!("{api}/mail/try")),
        ("GET", format!("{api}/letters")),
        ("GET", format!("{api}/queue")),
        ("POST", format!("{api}/held/release")),
        ("GET", format!("{api}/passes")),
        ("POST", format!("{api}/passes")),
        ("POST", format!("{api}/passes/AAAAAAAAAAAAAAAAAAAAAA/end")),
        ("POST", format!("{api}/entries/hide")),
        ("POST", format!("{api}/entries/{entry}/hide")),
        ("POST", format!("{api}/entries/{entry}/approve")),
        ("POST", format!("{api}/feed/pause")),
        ("POST", format!("{api}/feed/resume")),
        (
            "POST",
            format!("{api}/partners/refugee-council/server-keys/k1-a"),
        ),
    ];
    for (method, path) in of_api {
        let ask = Ask::new(method, &path).header("content-type", "application/json");
        let ask = if method == "GET" { ask } else { ask.body("{}") };
        let answer = edge.http().send(&ask);
        assert_eq!(answer.status, 401, "{method} {path}: {}", answer.text());
    }
    let page = format!("/organizer/campaigns/{}", campaign.id());
    for path in [
        "/organizer".to_owned(),
        page.clone(),
        format!("{page}/moderation"),
    ] {
        let answer = edge.http().get(&path).expect(200);
        let text = answer.text();
        assert!(
            !text.contains(&campaign.settings.petition["en"].headline),
            "{path}"
        );
    }
    for path in [
        "moderation".to_owned(),
        "held/release".to_owned(),
        "entries/hide".to_owned(),
        format!("entries/{entry}/hide"),
        "feed/pause".to_owned(),
        "feed/resume".to_owned(),
    ] {
        let ask = Ask::new("POST", &format!("{page}/{path}"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body("");
        assert_eq!(edge.http().send(&ask).status, 401, "{path}");
    }
}
