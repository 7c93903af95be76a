//! What the edge does as a sentence of `docs/protocol.md` or
//! `docs/organizers.md` says. Each test reads the sentence first, so that the
//! two change together.

use petition::LimitSettings;
use protocol::{Choice, ServerKid};
use serde_json::{Value, json};
use tests::campaign::at_once;
use tests::mailbox::Link;
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Ask, Campaign, Outline, Page, Runtime, place};

/// The document has this sentence, whatever its line breaks.
#[track_caller]
fn says(document: &str, sentence: &str) {
    let file = place::workspace().join("docs").join(document);
    let text = std::fs::read_to_string(file).unwrap();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains(sentence),
        "{document} does not say: {sentence}"
    );
}

/// Sends a body, signed as the widget signs.
fn send(page: &Page, body: &Value) -> Answer {
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    page.post(&attempt).with_body(body.to_string()).send()
}

fn pointers(answer: &Answer) -> Vec<String> {
    let problem = answer.problem(422, "invalid");
    problem.errors.into_iter().map(|one| one.pointer).collect()
}

#[test]
fn whatever_is_posted_to_a_mailed_link_is_answered_alike() {
    says(
        "protocol.md",
        "303 to the page, whether the link was good, malformed or none",
    );
    says(
        "protocol.md",
        "200 whether the token is known, malformed or none",
    );
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    for token in ["A".repeat(24).as_str(), "x", "%3Cscript%3E"] {
        let link = Link::new(&campaign, &format!("/r/{}/{token}", campaign.id()));
        let answer = link.try_act("discard", "").expect(303);
        let to = answer.header("location").unwrap().to_owned();
        assert!(to.starts_with(&format!("/r/{}/", campaign.id())), "{to}");
        assert!(!to.contains("script"), "{to}");
        let page = edge.http().get(&to).expect(404).text();
        assert!(page.contains("This link does not work"));
        let stop = Ask::new("POST", &format!("{}/stop", link.path))
            .header("content-type", "application/x-www-form-urlencoded")
            .body("List-Unsubscribe=One-Click".to_owned());
        let stopped = edge.http().send(&stop).expect(200);
        assert!(stopped.text().is_empty());
        let visit = edge.http().get(&format!("{}/stop", link.path)).expect(303);
        assert_eq!(visit.header("location"), Some(to.as_str()));
    }
}

#[test]
fn all_that_is_wrong_with_the_form_is_reported_at_once_and_then_all_values() {
    says(
        "protocol.md",
        "Everything that is wrong is reported at once, each with its JSON pointer, in two steps",
    );
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let mut body = serde_json::to_value(page.fill(&Supporter::new(), Choice::No)).unwrap();
    body["display"] = json!("full_name");
    body["petition_version"] = json!("1");
    body["supporter"]["phone"] = json!("613-555-0142");
    body["supporter"]["email"] = json!("nobody");
    body["consents"][0]["choice"] = json!("maybe");
    assert_eq!(
        pointers(&send(&page, &body)),
        [
            "/petition_version",
            "/supporter",
            "/display",
            "/consents/0/choice"
        ]
    );
    let mut body = serde_json::to_value(page.fill(&Supporter::new(), Choice::No)).unwrap();
    body["supporter"]["email"] = json!("nobody");
    body["supporter"]["given_name"] = json!("");
    body["supporter"]["country"] = json!("XX");
    assert_eq!(
        pointers(&send(&page, &body)),
        [
            "/supporter/given_name",
            "/supporter/email",
            "/supporter/country"
        ]
    );
}

#[test]
fn the_table_of_fields_marks_what_is_needed() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let full = page.fill(&Supporter::new(), Choice::No);
    let full = serde_json::to_value(full).unwrap();
    for (field, is_needed) in [
        ("partner", true),
        ("language", true),
        ("petition_version", true),
        ("view", true),
        ("supporter.given_name", true),
        ("supporter.family_name", false),
        ("supporter.email", true),
        ("supporter.region", false),
        ("supporter.country", false),
        ("display", true),
        ("comment", false),
        ("collection_notice", true),
        ("consents", true),
        ("page", false),
        ("source", false),
    ] {
        let mark = if is_needed { "yes" } else { "no" };
        says("protocol.md", &format!("| `{field}` | {mark} |"));
        let mut body = full.clone();
        let (parent, name) = field.split_once('.').unwrap_or(("", field));
        let object = if parent.is_empty() {
            &mut body
        } else {
            &mut body[parent]
        };
        drop(object.as_object_mut().unwrap().remove(name));
        let answer = send(&page, &body);
        if is_needed {
            let pointer = format!("/{}", field.replace('.', "/"));
            assert_eq!(pointers(&answer), [pointer], "{field}");
        } else {
            assert_eq!(answer.status, 201, "{field}");
        }
    }
}

#[test]
fn a_release_says_which_even_where_it_is_all() {
    says(
        "organizers.md",
        "`reason` has to be there: `null` is all of them",
    );
    let edge = Runtime::shared();
    let limits = LimitSettings {
        network: Some(at_once(1)),
        ..LimitSettings::default()
    };
    let campaign = Outline::limited(1, limits).open(&edge);
    for _ in 0..2 {
        campaign.lead().sign(&Supporter::new());
    }
    let release = |body: &str| campaign.organizer().try_release(campaign.id(), body);
    let _problem = release("{}").problem(400, "malformed");
    assert_eq!(campaign.total(), 1);
    let _released = release(r#"{"reason":null}"#).expect(200);
    assert_eq!(campaign.total(), 2);
}

#[test]
fn a_key_that_no_server_could_sign_with_is_not_listed() {
    says(
        "organizers.md",
        "the master key in each of their names has to be live",
    );
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    let mut settings = campaign.settings.clone();
    let live = settings.partners[0].server_keys.clone();
    settings.partners[1].server_keys = vec![ServerKid::parse("k9-2026a").unwrap()];
    let refused = edge.organizer().try_put(&settings);
    assert_eq!(pointers(&refused), ["/partners/1/server_keys/0"]);
    campaign.change(|settings| settings.partners[1].server_keys = live);
}

#[test]
fn a_letter_that_the_campaign_has_not_is_named() {
    says("protocol.md", "| `/problems/no-letter` | 404 |");
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let post = || {
        let body = json!({"partner": page.partner, "exit": "mail"}).to_string();
        let ask = Ask::post_json(&page.path("letters"), &body);
        edge.http().send(&ask.header("origin", &page.origin))
    };
    let _counted = post().expect(202);
    campaign.change(|settings| settings.next_step = None);
    tests::wait::until_true("no letter", std::time::Duration::from_mins(1), || {
        post().status != 202
    });
    let _problem = post().problem(404, "no-letter");
}

#[test]
fn every_problem_leads_to_a_page_in_words() {
    says(
        "protocol.md",
        "Each `type` is the address of a page that says it in plain words",
    );
    let file = place::workspace().join("docs/protocol.md");
    let text = std::fs::read_to_string(file).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    let types: Vec<&str> = rows
        .filter_map(|row| Some(row.split_once('`')?.0))
        .filter(|kind| kind.starts_with("/problems/"))
        .collect();
    assert!(types.len() > 50, "{types:?}");
    let edge = Runtime::shared();
    for kind in &types {
        let page = edge.http().get(kind).expect(200);
        let policy = page.header("content-security-policy").unwrap().to_owned();
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        let page = page.text();
        assert!(page.contains("<h1"), "{kind}");
        assert!(page.contains(kind), "{kind}");
    }
    let french = Ask::new("GET", types[0]).header("accept-language", "fr-CA, en;q=0.5");
    let french = edge.http().send(&french).expect(200).text();
    assert!(french.contains("lang=\"fr\""), "{french}");
    let _none = edge
        .http()
        .get("/problems/of-tomorrow")
        .problem(404, "not-found");
}

#[test]
fn a_confirmation_is_asked_for_by_the_bare_id() {
    let example = r#"`{"receipt": "AAAAAAAAAAAAAAAAAAAAAA"}`, the bare `receipt.id` of the 201"#;
    says("protocol.md", example);
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let ask = |receipt: Value| {
        let body = json!({ "receipt": receipt }).to_string();
        edge.http()
            .send(&Ask::post_json(&page.path("confirmations"), &body))
    };
    let _waiting = ask(json!("AAAAAAAAAAAAAAAAAAAAAA")).expect(200);
    let _problem = ask(json!({"id": "AAAAAAAAAAAAAAAAAAAAAA"})).problem(400, "malformed");
}

#[test]
fn a_region_outside_canada_is_dropped_and_the_country_counts() {
    says(
        "protocol.md",
        "beside another country than `CA` both are dropped: only Canada's provinces are counted",
    );
    let edge = Runtime::shared();
    let campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    let mut submission = page.fill(&Supporter::new(), Choice::No);
    submission.supporter.country = Some("FR".to_owned());
    submission.supporter.region = Some("IDF".to_owned());
    submission.supporter.postal_code = Some("75001".to_owned());
    let _signed = page.post(&Attempt::new(submission)).send().expect(201);
    let keys = |by: &str| -> Vec<(String, u64)> {
        let rows = campaign.organizer().counts(campaign.id(), by).rows;
        rows.into_iter()
            .map(|row| (row.key, row.signatures))
            .collect()
    };
    assert_eq!(keys("country"), [("FR".to_owned(), 1)]);
    assert_eq!(keys("region"), [(String::new(), 1)]);
}

#[test]
fn what_counts_at_once_is_pending_too() {
    says(
        "organizers.md",
        "With `counts = \"submitted\"` these are counted too, so all signatures are in `pending` until a mailbox confirms",
    );
    let edge = Runtime::shared();
    let campaign = Outline::shards(1).open(&edge);
    for _ in 0..2 {
        campaign.lead().sign(&Supporter::new());
    }
    let counts = campaign.organizer().counts(campaign.id(), "partner");
    let pending: u64 = counts.rows.iter().map(|row| row.pending).sum();
    assert_eq!((counts.total, pending), (2, 2));
}
