//! A name that nobody registered is a problem, and leaves nothing behind.

use std::path::Path;

use protocol::Choice;
use tests::campaign::{LEAD, LEAD_ORIGIN};
use tests::live::Live;
use tests::submission::{Attempt, Supporter};
use tests::{Ask, Campaign, Runtime, random};

/// Every request that names a campaign.
fn asks(campaign: &str, partner: &str, token: &str) -> Vec<Ask> {
    let path = |resource: &str| format!("/v1/campaigns/{campaign}/{resource}");
    let organizer = format!("/v1/organizer/campaigns/{campaign}");
    let session = format!(r#"{{"partner":"{partner}","language":"en"}}"#);
    let entry = "AAAAAAAAAAAAAAAA";
    let bearer = format!("Bearer {token}");
    vec![
        Ask::get(&path(&format!("embed?partner={partner}&view=1"))),
        Ask::get(&format!("/c/{campaign}/{partner}")),
        Ask::get(&format!("/c/{campaign}/{partner}/thanks")),
        Ask::post_json(&path("sessions"), &session).header("origin", LEAD_ORIGIN),
        Ask::new("POST", &format!("/c/{campaign}/{partner}"))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body("given_name=Anil"),
        Ask::get(&path("tally")),
        Ask::get(&path("feed")),
        Ask::get(&format!("{organizer}/counts?by=day")).header("authorization", &bearer),
        Ask::new("POST", &format!("{organizer}/entries/{entry}/hide"))
            .header("authorization", &bearer)
            .body(""),
    ]
}

/// The tag's script, which browsers run with a 200 only, says why it is none.
#[track_caller]
fn says_so(edge: &Runtime, campaign: &str, partner: &str, reason: &str) {
    let script = edge.http().get(&format!("/embed/{campaign}/{partner}.js"));
    let script = script.expect(200).text();
    assert!(script.contains(reason), "{script}");
    assert!(!script.contains("customElements.define"), "a whole loader");
}

#[test]
fn an_unknown_campaign_is_not_found_and_no_object_is_made_for_it() {
    let edge = Runtime::start();
    let token = &edge.secrets().organizer_token;
    for _ in 0..20 {
        let name = format!("no-{}", random::hex::<6>());
        for ask in asks(&name, LEAD, token) {
            let answer = edge.http().send(&ask);
            let _problem = answer.problem(404, "unknown-campaign");
        }
        says_so(&edge, &name, LEAD, &format!("there is no campaign {name}"));
        let path = format!("/v1/campaigns/{name}/live");
        assert_eq!(Live::refused(edge.authority(), &path), 404);
    }
    // The one object that was asked, and no other; the runtime keeps a file
    // of its own for each class.
    let state = edge.state();
    let is_directory = |file: &Path| {
        let own = file.strip_prefix(&state).unwrap();
        let name = own.file_name().unwrap().to_string_lossy();
        own.starts_with("undersigned-DirectoryDo") || name.starts_with("metadata.sqlite")
    };
    let files = edge.state_files();
    let others: Vec<_> = files.iter().filter(|file| !is_directory(file)).collect();
    assert!(others.is_empty(), "{others:#?}");
}

#[test]
fn a_session_of_one_campaign_signs_nothing_in_an_unknown_one_and_makes_no_file() {
    let edge = Runtime::start();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    let mut post = page.post(&attempt);
    let before = edge.state_files();
    for _ in 0..5 {
        post.path = format!("/v1/campaigns/no-{}/signatures", random::hex::<6>());
        let _problem = post.send().problem(401, "session-campaign");
    }
    assert_eq!(edge.state_files(), before);
}

#[test]
fn an_unknown_partner_is_not_found() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let token = &edge.secrets().organizer_token;
    for ask in asks(campaign.id().as_str(), "nobody", token).iter().take(5) {
        let _problem = edge.http().send(ask).problem(404, "unknown-partner");
    }
    let id = campaign.id();
    says_so(
        &edge,
        id.as_str(),
        "nobody",
        &format!("{id} has no partner nobody"),
    );
    // What names no partner is there.
    for ask in &asks(campaign.id().as_str(), "nobody", token)[5..8] {
        let _found = edge.http().send(ask).expect(200);
    }
}

#[test]
fn a_path_that_is_no_route_is_not_found() {
    let edge = Runtime::shared();
    for path in [
        "/",
        "/v1",
        "/v1/campaigns/Welcome/tally",
        "/v1/campaigns/a--b/tally",
        "/v1/campaigns/welcome/tally/",
        "/v1/campaigns/welcome%2Frefugees/tally",
        "/v1/campaigns/../healthz",
        "/wp-login.php",
        "/favicon.ico",
    ] {
        let answer = edge.http().get(path);
        let _problem = answer.problem(404, "not-found");
    }
}
