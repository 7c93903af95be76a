//! Who may sign: the page that the session was issued to, with an unaltered
//! body, within its time.

use protocol::{CampaignId, Choice, MasterKey, MasterKeys, PartnerId, Session, SessionPayload};
use tests::campaign::{LEAD, LEAD_ORIGIN, OTHER, OTHER_ORIGIN};
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Post, Runtime, clock, random};

/// A request that would be taken as it is.
fn good_post(campaign: &Campaign<'_>) -> Post {
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    page.post(&attempt)
}

/// What the edge would put into a session of this page.
fn payload(campaign: &Campaign<'_>) -> SessionPayload {
    let issued_at = clock::now_s();
    SessionPayload {
        v: 1,
        campaign: campaign.id().clone(),
        partner: PartnerId::parse(LEAD).unwrap(),
        origin: LEAD_ORIGIN.to_owned(),
        issued_at,
        expires_at: issued_at + 900,
        sid: "AAECAwQFBgcICQoLDA0ODw".to_owned(),
        difficulty_bits: 0,
    }
}

/// Each is refused with this status and a kind of its own, and nothing is
/// stored.
#[track_caller]
fn refuses(campaign: &Campaign<'_>, status: u16, posts: &[(&str, &str, Post)]) {
    for (what, kind, post) in posts {
        println!("{what}");
        let _problem = post.send().problem(status, kind);
    }
    assert_eq!(campaign.total(), 0);
}

#[test]
fn a_session_made_with_the_edges_key_is_taken() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let session = edge.secrets().issue(payload(&campaign));
    let _signed = good_post(&campaign).under(&session).send().expect(201);
}

#[test]
fn a_request_whose_signature_does_not_hold_is_refused() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let good = good_post(&campaign);
    let another = good_post(&campaign);
    let mut other_key = good.clone();
    other_key.key = vec![7; 32];
    let mut other_path = good.clone();
    other_path.path = campaign.lead().path("sessions");
    let other_path_signature = other_path.ask().headers[4].1.clone();
    let mut other_host = good.clone();
    other_host.authority = "edge.example".to_owned();
    let good_signature = good.ask().headers[4].1.clone();
    let posts = [
        (
            "no signature",
            "signature-missing",
            good.clone().without("signature"),
        ),
        (
            "no input",
            "signature-missing",
            good.clone().without("signature-input"),
        ),
        (
            "neither",
            "signature-missing",
            good.clone().without("signature").without("signature-input"),
        ),
        (
            "not one",
            "signature-malformed",
            good.clone().replacing("signature", "us=abc"),
        ),
        (
            "a short one",
            "signature-mismatch",
            good.clone().replacing("signature", "us=:AA==:"),
        ),
        ("another key", "signature-mismatch", other_key),
        (
            "another path",
            "signature-mismatch",
            good.clone().replacing("signature", &other_path_signature),
        ),
        ("another authority", "signature-mismatch", other_host),
        (
            "another request's",
            "signature-mismatch",
            another.replacing("signature", &good_signature),
        ),
        (
            "no idempotency key",
            "idempotency-key-missing",
            good.clone().without("idempotency-key"),
        ),
        (
            "another idempotency key",
            "signature-mismatch",
            good.clone().replacing(
                "idempotency-key",
                &format!("\"{}\"", random::idempotency_key()),
            ),
        ),
        (
            "another content type",
            "signature-mismatch",
            good.replacing("content-type", "application/json; charset=utf-8"),
        ),
    ];
    refuses(&campaign, 401, &posts);
}

#[test]
fn a_body_that_is_not_the_signed_one_is_refused() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let good = good_post(&campaign);
    let digest = protocol::encode_content_digest(b"{}");
    let mut signed_digest = good.clone();
    signed_digest.digest = Some(digest.clone());
    let mut weak = good.clone();
    weak.digest = Some("md5=:AAAAAAAAAAAAAAAAAAAAAA==:".to_owned());
    let mut mixed = good.clone();
    let real = protocol::encode_content_digest(&good.body);
    mixed.digest = Some(format!("{real}, sha-512=:AA==:"));
    let posts = [
        (
            "a digest of another body, signed",
            "digest-mismatch",
            signed_digest,
        ),
        (
            "a digest of another body",
            "digest-mismatch",
            good.clone().replacing("content-digest", &digest),
        ),
        (
            "no digest",
            "digest-missing",
            good.clone().without("content-digest"),
        ),
        ("no sha-256", "digest-missing", weak),
        ("one of two digests is wrong", "digest-mismatch", mixed),
        (
            "no digest at all",
            "digest-malformed",
            good.replacing("content-digest", "nonsense("),
        ),
    ];
    refuses(&campaign, 401, &posts);
}

#[test]
fn a_session_that_is_for_something_else_is_refused() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let good = good_post(&campaign);
    let issue = |change: &dyn Fn(&mut SessionPayload)| {
        let mut payload = payload(&campaign);
        change(&mut payload);
        good.clone().under(&edge.secrets().issue(payload))
    };
    let now_s = clock::now_s();
    let expired = issue(&|session| {
        session.issued_at = now_s - 901;
        session.expires_at = now_s - 1;
    });
    let other_campaign = issue(&|session| session.campaign = CampaignId::parse("other").unwrap());
    let other_partner = issue(&|session| session.partner = PartnerId::parse(OTHER).unwrap());
    let other_origin = issue(&|session| session.origin = OTHER_ORIGIN.to_owned());
    let other_version = issue(&|session| session.v = 2);
    let mut moved = good.clone();
    moved.origin = Some(OTHER_ORIGIN.to_owned());
    let mut pageless = good.clone();
    pageless.origin = None;
    let mut retired = good.clone();
    retired.token = "us1.k9.e30.AA".to_owned();
    let mut garbled = good.clone();
    garbled.token = "us1.k1.e30.AA".to_owned();
    let posts = [
        ("expired", "session-expired", expired),
        ("another campaign's", "session-campaign", other_campaign),
        ("another partner's", "session-partner", other_partner),
        ("another origin's", "session-origin", other_origin),
        ("another version's", "session-not-ours", other_version),
        (
            "issued elsewhere",
            "session-not-ours",
            good.under(&foreign(&campaign)),
        ),
        ("no session at all", "session-not-ours", garbled),
        (
            "issued under a key that is gone",
            "session-key-retired",
            retired,
        ),
        ("sent from another origin", "session-origin", moved),
        ("sent from no page", "session-origin", pageless),
    ];
    refuses(&campaign, 401, &posts);
}

/// A session with everything right, but of another deployment's key.
fn foreign(campaign: &Campaign<'_>) -> Session {
    let secret = protocol::base64::encode_base64(&random::bytes::<32>());
    let key = MasterKey::parse(&secret).unwrap();
    let keys = MasterKeys::new(vec![("k1".to_owned(), key)], "k1".to_owned()).unwrap();
    Session::issue(&keys, payload(campaign))
}

#[test]
fn a_request_outside_its_time_is_refused() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let good = good_post(&campaign);
    let now_s = clock::now_s();
    let mut session = payload(&campaign);
    session.issued_at = now_s - 600;
    session.expires_at = now_s + 300;
    let old_session = edge.secrets().issue(session);
    let at = |created_s: i64| {
        let mut post = good.clone().under(&old_session);
        post.created_s = created_s;
        post
    };
    let mut before_session = good.clone();
    before_session.created_s = now_s - 60;
    let posts = [
        ("too old", "signature-window", at(now_s - 320)),
        ("from the future", "signature-window", at(now_s + 60)),
        (
            "from before its session",
            "signature-before-session",
            before_session,
        ),
    ];
    refuses(&campaign, 401, &posts);
    // At the edges of the window, with room for a slow machine.
    let _signed = at(now_s - 270).send().expect(201);
    let _signed = at(now_s + 25).send().expect(201);
}

#[test]
fn a_signed_request_with_a_query_is_refused() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    // Not an empty one, which this client may drop before it is sent.
    for query in ["?x=1", "?partner=rights-circle"] {
        let mut post = good_post(&campaign);
        post.query = query.to_owned();
        let _problem = post.send().problem(400, "query-not-allowed");
    }
    assert_eq!(campaign.total(), 0);
}

#[test]
fn a_malformed_idempotency_key_is_refused() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let good = good_post(&campaign);
    let with = |key: &str| {
        let mut post = good.clone();
        post.idempotency_key = key.to_owned();
        post
    };
    let posts = [
        (
            "no quotes",
            "idempotency-key-malformed",
            with("0b7e5c1a-9d3f-4e2b-8a6c-1f0e2d3c4b5a"),
        ),
        ("no uuid", "idempotency-key-malformed", with("\"1\"")),
        ("two", "idempotency-key-malformed", with("\"a\", \"b\"")),
    ];
    refuses(&campaign, 400, &posts);
}
