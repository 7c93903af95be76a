//! An event pass lets one network sign more for some hours, and no other.

mod transactions;

use petition::LimitSettings;
use protocol::Choice;
use serde_json::{Value, json};
use tests::campaign::{LEAD, at_once};
use tests::hosted::HostedForm;
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Ask, Campaign, Outline, Page, Runtime, wait};

const RALLY: &str = "203.0.113.5";
const HOME: &str = "203.0.113.6";
const KNOWN: std::time::Duration = std::time::Duration::from_mins(1);

/// A network signs twice and then waits, a session once: whatever is counted
/// beyond that is a pass's doing.
fn limited(shards: u16) -> Outline {
    let limits = LimitSettings {
        network: Some(at_once(2)),
        hosted: Some(at_once(1)),
        session: Some(at_once(1)),
        ..LimitSettings::default()
    };
    Outline::limited(shards, limits)
}

fn sign_from(page: &Page, address: &str) {
    let post = page.post(&Attempt::new(page.fill(&Supporter::new(), Choice::No)));
    let _signed = post
        .replacing("x-forwarded-for", address)
        .send()
        .expect(201);
}

fn ask_pass(campaign: &Campaign<'_>, terms: &Value) -> Answer {
    campaign
        .organizer()
        .act_with(campaign.id(), "passes", terms)
}

/// A pass for eight hours; its id and its code.
fn make_pass(campaign: &Campaign<'_>, signatures: u32) -> (String, String) {
    let terms = json!({"label": "City Hall rally", "hours": 8, "signatures": signatures});
    let made: Value = ask_pass(campaign, &terms).expect(201).json();
    let text = |key: &str| made[key].as_str().unwrap().to_owned();
    (text("pass"), text("code"))
}

fn path(campaign: &Campaign<'_>) -> String {
    format!("/c/{}/{LEAD}/pass", campaign.id())
}

/// Enters a code on a device of a network.
fn enter(campaign: &Campaign<'_>, code: &str, address: &str) -> Answer {
    let ask = Ask::new("POST", &path(campaign))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", address)
        .body(format!("code={code}"));
    campaign.edge.http().send(&ask)
}

/// (counted, held) of the lead.
fn counted(campaign: &Campaign<'_>) -> (u64, u64) {
    let counts = campaign.organizer().counts(campaign.id(), "partner");
    let row = counts.rows.iter().find(|row| row.key == LEAD);
    row.map_or((0, 0), |row| (row.signatures, row.held))
}

#[test]
fn a_pass_counts_a_whole_rally_and_helps_no_other_network() {
    let edge = Runtime::behind_proxy();
    let campaign = limited(1).open(&edge);
    let page = campaign.lead();
    for _ in 0..3 {
        sign_from(&page, RALLY);
    }
    assert_eq!(counted(&campaign), (2, 1), "without a pass");

    let (_, code) = make_pass(&campaign, 12);
    let page_text = enter(&campaign, &code.to_lowercase(), RALLY)
        .expect(200)
        .text();
    assert!(page_text.contains("This network is ready"), "{page_text}");
    for _ in 0..10 {
        sign_from(&page, RALLY);
    }
    assert_eq!(counted(&campaign), (12, 1), "under the pass");
    for _ in 0..3 {
        sign_from(&page, HOME);
    }
    assert_eq!(counted(&campaign), (14, 2), "another network");
    // The number is used up: what goes beyond is held, and refused to nobody.
    for _ in 0..4 {
        sign_from(&page, RALLY);
    }
    assert_eq!(counted(&campaign), (16, 4), "beyond its number");
}

#[test]
fn under_a_pass_one_tablet_goes_from_hand_to_hand_and_needs_no_script() {
    let edge = Runtime::behind_proxy();
    let campaign = limited(1).open(&edge);
    let page = campaign.lead();
    let (_, code) = make_pass(&campaign, 50);
    let _bound = enter(&campaign, &code, RALLY).expect(200);
    let session = page.session();
    for _ in 0..4 {
        let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
        let post = tests::Post::new(&page, &session, &attempt);
        let _signed = post.replacing("x-forwarded-for", RALLY).send().expect(201);
    }
    let hosted = format!("/c/{}/{LEAD}", campaign.id());
    for _ in 0..3 {
        let shown = edge.http().get(&hosted).expect(200).text();
        let mut form = HostedForm::of(&hosted, &shown);
        form.fill(&campaign, &Supporter::new());
        let ask = form.ask().header("sec-fetch-site", "same-origin");
        let _signed = edge
            .http()
            .send(&ask.header("x-forwarded-for", RALLY))
            .expect(303);
    }
    assert_eq!(counted(&campaign), (7, 0));
}

#[test]
fn a_pass_is_the_first_networks_until_it_ends() {
    let edge = Runtime::behind_proxy();
    let campaign = limited(1).open(&edge);
    let (pass, code) = make_pass(&campaign, 500);
    for _ in 0..2 {
        let _bound = enter(&campaign, &code, RALLY).expect(200);
    }
    let taken = enter(&campaign, &code, HOME).expect(409).text();
    assert!(taken.contains("Another network uses this code"));

    let organizer = campaign.organizer();
    let ended = organizer.act(campaign.id(), &format!("passes/{pass}/end"));
    let _ended = ended.expect(204);
    let gone = enter(&campaign, &code, RALLY).expect(422).text();
    assert!(gone.contains("not known, or its time is over"));
    let page = campaign.lead();
    wait::until_true("the end of the pass in every isolate", KNOWN, || {
        sign_from(&page, RALLY);
        counted(&campaign).1 > 0
    });
}

#[test]
fn organizers_see_their_passes_and_never_a_code_or_a_network() {
    let edge = Runtime::behind_proxy();
    let campaign = limited(8).open(&edge);
    let (first, code) = make_pass(&campaign, 500);
    let (second, _) = make_pass(&campaign, 600);
    let _bound = enter(&campaign, &code, RALLY).expect(200);
    let list = |campaign: &Campaign<'_>| -> Value {
        campaign
            .organizer()
            .read(campaign.id(), "passes")
            .expect(200)
            .json()
    };
    let listed = list(&campaign);
    let mut passes: Vec<_> = listed["passes"].as_array().unwrap().iter().collect();
    passes.sort_by_key(|pass| pass["signatures"].as_u64());
    assert_eq!(passes.len(), 2);
    for (pass, (id, signatures, is_bound)) in passes
        .iter()
        .zip([(first, 500, true), (second, 600, false)])
    {
        assert_eq!(pass["pass"], id);
        assert_eq!(pass["signatures"], signatures);
        assert_eq!(pass["is_bound"], is_bound);
        assert_eq!(pass["label"], "City Hall rally");
        assert_eq!(pass.as_object().unwrap().len(), 5, "{pass}");
    }
    assert_eq!(list(&Campaign::open(&edge))["passes"], json!([]));
}

#[test]
fn what_is_no_pass_is_refused_and_changes_nothing() {
    let edge = Runtime::behind_proxy();
    let campaign = limited(1).open(&edge);
    for (terms, pointer) in [
        (
            json!({"label": "", "hours": 8, "signatures": 500}),
            "/label",
        ),
        (
            json!({"label": "a", "hours": 0, "signatures": 500}),
            "/hours",
        ),
        (
            json!({"label": "a", "hours": 73, "signatures": 500}),
            "/hours",
        ),
        (
            json!({"label": "a", "hours": 8, "signatures": 10}),
            "/signatures",
        ),
    ] {
        let problem: Value = ask_pass(&campaign, &terms).expect(422).json();
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{terms}");
    }
    for terms in [
        json!({}),
        json!({"label": "a", "hours": 8, "signatures": 500, "code": "A"}),
    ] {
        let problem = ask_pass(&campaign, &terms);
        let _malformed = problem.problem(400, "malformed");
    }
    for unknown in ["AAAAAAAAAAAAAAAAAAAAAA", "x"] {
        let organizer = campaign.organizer();
        let answer = organizer.act(campaign.id(), &format!("passes/{unknown}/end"));
        let _unknown = answer.problem(404, "unknown-pass");
    }
    for code in ["", "0000-0000-0000", "no code", "%F0%9F%98%80"] {
        let page = enter(&campaign, code, RALLY).expect(422).text();
        assert!(page.contains("not known"), "{code}");
    }
    let cross = Ask::new("POST", &path(&campaign))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .body("code=0000-0000-0000");
    let _refused = edge.http().send(&cross).problem(403, "cross-site");
    let stranger = Ask::get(&format!("/v1/organizer/campaigns/{}/passes", campaign.id()));
    let _refused = edge.http().send(&stranger).problem(401, "unauthorized");
}

#[test]
fn whoever_tries_codes_is_stopped() {
    let edge = Runtime::behind_proxy();
    let campaign = limited(1).open(&edge);
    let statuses: Vec<u16> = (0..30)
        .map(|_| enter(&campaign, "0000-0000-0000", RALLY).status)
        .collect();
    // Ten times the network's limit of two at once.
    assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 20);
    assert_eq!(statuses.last(), Some(&429));
    assert_eq!(enter(&campaign, "0000-0000-0000", HOME).status, 422);
}

#[test]
fn a_campaign_has_twenty_passes_at_most() {
    let edge = Runtime::behind_proxy();
    let campaign = limited(1).open(&edge);
    let passes: Vec<_> = (0..20).map(|_| make_pass(&campaign, 500)).collect();
    let terms = json!({"label": "one more", "hours": 1, "signatures": 500});
    let _refused = ask_pass(&campaign, &terms).expect(422);
    let organizer = campaign.organizer();
    let _ended = organizer
        .act(campaign.id(), &format!("passes/{}/end", passes[0].0))
        .expect(204);
    let _made = ask_pass(&campaign, &terms).expect(201);
}
