//! What belongs to a route whatever it answers: who may read it, how long it
//! may be kept.

use protocol::Choice;
use tests::campaign::{LEAD, LEAD_ORIGIN, OTHER};
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Ask, Campaign, Runtime};

const WATCHED: &str = "public, max-age=1, stale-while-revalidate=5";
const PAINTED: &str = "public, max-age=5, stale-while-revalidate=10";
const IMMUTABLE: &str = "public, max-age=31536000, immutable";
const NO_STORE: &str = "no-store";

/// Every route that a page of any origin may read, with its methods and how
/// long its success may be kept.
fn public_routes(campaign: &Campaign<'_>) -> Vec<(Ask, &'static str, &'static str)> {
    let page = campaign.lead();
    let embed = page.embed();
    let asset = |url: &str| Ask::get(url.strip_prefix(campaign.edge.origin()).unwrap());
    let reading = "GET, HEAD, OPTIONS";
    let writing = "POST, OPTIONS";
    let script = format!("/embed/{}/{LEAD}.js", campaign.id());
    let embed_json = page.path(&format!("embed?partner={OTHER}&view=1&lang=en"));
    let session = format!(r#"{{"partner":"{LEAD}","language":"en"}}"#);
    let session = Ask::post_json(&page.path("sessions"), &session);
    let signature = page.post(&Attempt::new(page.fill(&Supporter::new(), Choice::No)));
    vec![
        (Ask::get(&script), reading, PAINTED),
        (Ask::get(&embed_json), reading, PAINTED),
        (Ask::get(&page.path("tally")), reading, WATCHED),
        (Ask::get(&page.path("feed")), reading, WATCHED),
        (session.header("origin", LEAD_ORIGIN), writing, NO_STORE),
        (signature.ask(), writing, NO_STORE),
        (asset(&embed.assets.loader), reading, IMMUTABLE),
        (asset(&embed.assets.wasm), reading, IMMUTABLE),
        (Ask::get("/healthz"), reading, NO_STORE),
        (Ask::get("/.well-known/undersigned"), reading, NO_STORE),
    ]
}

#[track_caller]
fn any_origin_may_read(what: &Ask, answer: &Answer) {
    let what = format!("{} {}: {}", what.method, what.path, answer.status);
    assert_eq!(
        answer.header("access-control-allow-origin"),
        Some("*"),
        "{what}"
    );
    assert_eq!(
        answer.header("cross-origin-resource-policy"),
        Some("cross-origin"),
        "{what}"
    );
    assert_eq!(
        answer.header("access-control-allow-credentials"),
        None,
        "{what}"
    );
    assert_eq!(
        answer.header("x-content-type-options"),
        Some("nosniff"),
        "{what}"
    );
    assert_eq!(answer.header("set-cookie"), None, "{what}");
}

#[test]
fn a_public_answer_may_be_read_by_any_page_and_kept_as_its_route_says() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    for (ask, _, cache_control) in public_routes(&campaign) {
        let answer = edge.http().send(&ask);
        assert!(answer.status < 300, "{} {}", ask.path, answer.text());
        any_origin_may_read(&ask, &answer);
        assert_eq!(
            answer.header("cache-control"),
            Some(cache_control),
            "{}",
            ask.path
        );
    }
}

#[test]
fn a_public_problem_may_be_read_by_any_page_and_kept_by_nobody() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let post = page.post(&Attempt::new(page.fill(&Supporter::new(), Choice::No)));
    let asks = [
        Ask::get("/nowhere"),
        Ask::get("/v1/campaigns/no-such-campaign/tally"),
        Ask::get(&page.path("live")),
        Ask::get(&page.path("signatures")),
        Ask::get(&page.path("embed?partner=nobody&view=1")),
        Ask::get(&page.path(&format!("embed?partner={LEAD}&view=2"))),
        Ask::get(&page.path(&format!("embed?partner={LEAD}"))),
        Ask::get("/assets/embed.0000000000000000.js"),
        Ask::post_json(&page.path("sessions"), "{}"),
        Ask::post_json(&page.path("sessions?x"), "{}"),
        post.clone().without("signature").ask(),
        post.clone().with_body("{").ask(),
        post.clone().with_body("{}").ask(),
        post.clone().with_body(" ".repeat(17_000)).ask(),
        post.clone().replacing("content-encoding", "gzip").ask(),
        post.replacing("content-type", "text/plain").ask(),
    ];
    for ask in asks {
        let answer = edge.http().send(&ask);
        assert!(answer.status >= 400, "{} {}", ask.path, answer.text());
        any_origin_may_read(&ask, &answer);
        assert_eq!(
            answer.header("cache-control"),
            Some(NO_STORE),
            "{}",
            ask.path
        );
        assert_eq!(
            answer.header("content-type"),
            Some("application/problem+json")
        );
    }
}

#[test]
fn a_preflight_is_answered_from_the_table_of_routes_alone() {
    let edge = Runtime::start();
    let campaign = Campaign::open(&edge);
    let before = edge.state_files();
    let mut asks: Vec<_> = public_routes(&campaign)
        .into_iter()
        .map(|(ask, methods, _)| (ask.path, methods))
        .collect();
    asks.push((campaign.lead().path("live"), "GET, OPTIONS"));
    asks.push((
        "/v1/campaigns/no-such-campaign/signatures".to_owned(),
        "POST, OPTIONS",
    ));
    for (path, methods) in asks {
        let ask = Ask::new("OPTIONS", &path)
            .header("origin", LEAD_ORIGIN)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "signature,content-digest");
        let answer = edge.http().send(&ask).expect(204);
        any_origin_may_read(&ask, &answer);
        assert_eq!(
            answer.header("access-control-allow-methods"),
            Some(methods),
            "{path}"
        );
        let headers = answer.header("access-control-allow-headers").unwrap();
        for name in [
            "content-type",
            "content-digest",
            "idempotency-key",
            "signature-input",
            "signature",
        ] {
            assert!(
                headers.split(", ").any(|allowed| allowed == name),
                "{headers}"
            );
        }
        assert_eq!(answer.header("access-control-max-age"), Some("7200"));
        assert!(answer.body.is_empty());
    }
    assert_eq!(edge.state_files().len(), before.len());
}

#[test]
fn what_is_not_for_every_page_is_readable_by_none_and_kept_by_nobody() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let id = campaign.id();
    let token = format!("Bearer {}", edge.secrets().organizer_token);
    for path in [
        format!("/c/{id}/{LEAD}"),
        format!("/c/{id}/{LEAD}/thanks"),
        "/organizer".to_owned(),
        format!("/organizer/campaigns/{id}"),
        format!("/v1/organizer/campaigns/{id}/counts?by=partner"),
    ] {
        let ask = Ask::get(&path).header("authorization", &token);
        let answer = edge.http().send(&ask).expect(200);
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
        assert_eq!(answer.header("cache-control"), Some(NO_STORE), "{path}");
        assert_eq!(
            answer.header("x-content-type-options"),
            Some("nosniff"),
            "{path}"
        );
        let ask = Ask::new("OPTIONS", &path).header("origin", LEAD_ORIGIN);
        let _problem = edge.http().send(&ask).problem(405, "method-not-allowed");
    }
    for style in [
        "/c/page.css",
        "/organizer/style.css",
        "/organizer/script.js",
    ] {
        let answer = edge.http().get(style).expect(200);
        assert_eq!(
            answer.header("cache-control"),
            Some("public, max-age=300"),
            "{style}"
        );
    }
}

#[test]
fn a_head_is_a_get_without_its_body() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    for path in [
        page.path("tally"),
        page.path("feed"),
        format!("/embed/{}/{LEAD}.js", campaign.id()),
        format!("/c/{}/{LEAD}", campaign.id()),
        "/healthz".to_owned(),
        "/v1/campaigns/no-such-campaign/tally".to_owned(),
    ] {
        let get = edge.http().get(&path);
        let head = edge.http().send(&Ask::new("HEAD", &path));
        assert_eq!(head.status, get.status, "{path}");
        assert!(head.body.is_empty(), "{path}");
        for name in [
            "content-type",
            "cache-control",
            "access-control-allow-origin",
        ] {
            assert_eq!(head.header(name), get.header(name), "{path} {name}");
        }
    }
}
