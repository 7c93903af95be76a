//! A partner's own server signs with a secret of its own, for its own partner
//! and as long as the campaign's organizers list its key.

mod revoked;

use protocol::{Choice, ServerKid};
use serde_json::Value;
use tests::campaign::{LEAD, LEAD_ORIGIN, OTHER};
use tests::page::PageSession;
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Ask, Campaign, Outline, Post, Runtime, clock, database};

fn kids(names: &[&str]) -> Vec<ServerKid> {
    names
        .iter()
        .map(|name| ServerKid::parse(name).unwrap())
        .collect()
}

/// A campaign whose lead lists these keys.
fn open<'a>(edge: &'a Runtime, names: &[&str]) -> Campaign<'a> {
    let mut campaign = Campaign::open(edge);
    list(&mut campaign, names);
    campaign
}

fn list(campaign: &mut Campaign<'_>, names: &[&str]) {
    campaign.change(|settings| {
        let mut partners = settings.partners.iter_mut();
        let lead = partners.find(|one| one.partner.as_str() == LEAD).unwrap();
        lead.server_keys = kids(names);
    });
}

/// What the lead's server sends for somebody, under one of its keys.
fn post(campaign: &Campaign<'_>, kid: &str) -> Post {
    let page = campaign.lead();
    let mut submission = page.fill(&Supporter::new(), Choice::Yes);
    submission.view = None;
    let keyid = format!("partner:{LEAD}:{kid}");
    let session = PageSession {
        key: campaign.edge.secrets().server_key(campaign.id(), &keyid),
        token: keyid,
        issued_at_ms: clock::now_ms(),
    };
    let mut post = Post::new(&page, &session, &Attempt::new(submission));
    post.origin = None;
    post
}

/// The same with another body.
fn changed(post: &Post, change: impl Fn(&mut Value)) -> Post {
    let mut body: Value = serde_json::from_slice(&post.body).unwrap();
    change(&mut body);
    post.clone().with_body(body.to_string())
}

fn ask_secret(campaign: &Campaign<'_>, partner: &str, kid: &str) -> Answer {
    let path = format!(
        "/v1/organizer/campaigns/{}/partners/{partner}/server-keys/{kid}",
        campaign.id()
    );
    let bearer = format!("Bearer {}", campaign.edge.secrets().organizer_token);
    let ask = Ask::new("POST", &path)
        .header("authorization", &bearer)
        .body("");
    campaign.edge.http().send(&ask)
}

#[test]
fn a_partners_server_signs_and_what_it_attests_is_recorded_as_attested() {
    let edge = Runtime::start();
    let mut campaign = Outline::shards(1).open(&edge);
    list(&mut campaign, &["k1-a"]);
    let post = post(&campaign, "k1-a");
    let first = post.send().expect(201);
    assert_eq!(post.send(), first, "a retry is the same request");
    let counts = campaign.organizer().counts(campaign.id(), "partner");
    assert_eq!(counts.total, 1);
    assert_eq!(counts.rows.iter().map(|row| row.consents).sum::<u64>(), 1);
    edge.kill();
    let ledger = &edge.ledger_file();
    let attested = format!("server|partner:{LEAD}:k1-a||");
    let columns = "channel, origin, session_id, view";
    assert_eq!(
        database::query(ledger, &format!("SELECT {columns} FROM signature")),
        std::slice::from_ref(&attested)
    );
    assert_eq!(
        database::query(
            ledger,
            &format!("SELECT {columns}, control_label FROM consent")
        ),
        [format!("{attested}|")]
    );
}

#[test]
fn a_servers_request_that_is_wrong_is_refused_for_what_is_wrong() {
    let edge = Runtime::shared();
    let campaign = open(&edge, &["k1-a"]);
    let good = post(&campaign, "k1-a");
    let with_token = |token: &str| {
        let mut post = good.clone();
        token.clone_into(&mut post.token);
        post
    };
    let mut in_page = good.clone();
    in_page.origin = Some(LEAD_ORIGIN.to_owned());
    let mut wrong_key = good.clone();
    wrong_key.key = vec![7; 32];
    let mut old = good.clone();
    old.created_s -= 320;
    let refused = [
        ("server-key-in-page", in_page),
        ("signature-mismatch", wrong_key),
        (
            "signature-mismatch",
            with_token(&format!("partner:{OTHER}:k1-a")),
        ),
        ("signature-window", old),
        ("server-key-not-live", post(&campaign, "k1-b")),
        (
            "server-key-not-live",
            with_token(&format!("partner:{LEAD}:k9-a")),
        ),
        (
            "server-key-not-live",
            with_token(&format!("partner:{LEAD}")),
        ),
        ("server-key-not-live", with_token("partner:")),
        (
            "server-key-partner",
            changed(&good, |body| body["partner"] = OTHER.into()),
        ),
    ];
    for (kind, post) in refused {
        println!("{kind}");
        let _problem = post.send().problem(401, kind);
    }
    let view = "0".repeat(64);
    let invalid = changed(&good, |body| {
        body["view"] = view.clone().into();
        body["language"] = "de".into();
    });
    assert_eq!(invalid.send().pointers(), ["/language", "/view"]);
    let outdated = changed(&good, |body| {
        body["petition_version"] = 99.into();
        body["collection_notice"]["version"] = 99.into();
        body["consents"][0]["version"] = 99.into();
    });
    let pointers = ["/collection_notice", "/consents/0", "/petition_version"];
    assert_eq!(outdated.send().pointers(), pointers);
    assert_eq!(campaign.total(), 0);
    let _signed = good.send().expect(201);
}

#[test]
fn a_page_cannot_attest() {
    let edge = Runtime::shared();
    let campaign = open(&edge, &["k1-a"]);
    let page = campaign.lead();
    let mut submission = page.fill(&Supporter::new(), Choice::Yes);
    submission.view = None;
    let answer = page.post(&Attempt::new(submission)).send();
    assert_eq!(answer.pointers(), ["/view"]);
}

#[test]
fn an_organizer_is_shown_the_secret_of_a_listed_key_and_of_no_other() {
    let edge = Runtime::shared();
    let campaign = open(&edge, &["k1-a"]);
    let shown = ask_secret(&campaign, LEAD, "k1-a").expect(200);
    assert_eq!(shown.header("cache-control"), Some("no-store"));
    assert_eq!(shown.header("access-control-allow-origin"), None);
    let keyid = format!("partner:{LEAD}:k1-a");
    let key = edge.secrets().server_key(campaign.id(), &keyid);
    let key = protocol::base64::encode_base64(&key);
    assert_eq!(
        shown.json::<Value>(),
        serde_json::json!({"keyid": keyid, "key": key})
    );
    let unknown = "unknown-server-key";
    let _unlisted = ask_secret(&campaign, LEAD, "k1-b").problem(404, unknown);
    let _of_another = ask_secret(&campaign, OTHER, "k1-a").problem(404, unknown);
    let _nobody = ask_secret(&campaign, "nobody", "k1-a").problem(404, "unknown-partner");
    let path = format!(
        "/v1/organizer/campaigns/{}/partners/{LEAD}/server-keys/k1-a",
        campaign.id()
    );
    let stranger = edge.http().send(&Ask::new("POST", &path).body(""));
    let _problem = stranger.problem(401, "unauthorized");
    let _problem = edge.http().get(&path).problem(405, "method-not-allowed");
}

#[test]
fn settings_list_at_most_two_keys_of_a_partner_each_once() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    for (names, pointer) in [
        (
            ["k1-a", "k1-b", "k1-c"].as_slice(),
            "/partners/0/server_keys",
        ),
        (["k1-a", "k1-a"].as_slice(), "/partners/0/server_keys/1"),
    ] {
        let mut settings = campaign.settings.clone();
        settings.partners[0].server_keys = kids(names);
        let answer = campaign.organizer().try_put(&settings);
        assert_eq!(answer.pointers(), [pointer]);
    }
}
