//! Whose network it is, and what a network over its limit is answered.

use std::time::Duration;

use protocol::base64::parse_base64;
use protocol::{Choice, SessionAnswer};
use tests::campaign::{Campaign, LEAD, protect};
use tests::hosted::HostedForm;
use tests::page::PageSession;
use tests::solve::payload_of;
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Ask, Outline, Page, Post, Runtime, Setup, wait};

use crate::rate_limits::held::{network, rows};

const PUBLISHED: Duration = Duration::from_mins(1);

/// Somebody signs, as seen from an address, with a "yes" to the page's own
/// partner.
fn sign_from(page: &Page, address: &str) -> Answer {
    let mut submission = page.fill(&Supporter::new(), Choice::No);
    submission.consents[0].choice = Choice::Yes;
    let post = page.post(&Attempt::new(submission));
    post.replacing("x-forwarded-for", address).send()
}

#[test]
fn over_a_networks_limit_signatures_are_held_and_no_other_networks_are() {
    let edge = Runtime::behind_proxy();
    let campaign = Outline::limited(1, network(2)).open(&edge);
    let page = campaign.lead();
    for _ in 0..4 {
        let _signed = sign_from(&page, "203.0.113.5").expect(201);
    }
    assert_eq!(rows(&campaign), [(2, 2, 2), (0, 0, 0)]);
    // An IPv6 /64 is one network, its neighbour another.
    for address in [
        "2001:db8::1",
        "2001:db8::2",
        "2001:db8::3",
        "2001:db8:0:1::1",
    ] {
        let _signed = sign_from(&page, address).expect(201);
    }
    assert_eq!(rows(&campaign), [(5, 5, 3), (0, 0, 0)]);
    let days = campaign.organizer().counts(campaign.id(), "day");
    assert_eq!((days.total, days.rows[0].held), (5, 3));
    wait::until_true("the public tally", PUBLISHED, || {
        page.tally().signatures == 5 && page.feed().entries.len() == 5
    });
}

/// Behind a proxy, and nobody has to work.
fn behind_proxy_without_work() -> Runtime {
    Runtime::with(Setup {
        variables: &[
            (
                "UNDERSIGNED_ADDRESS_FROM",
                "header:X-Forwarded-For from 127.0.0.0/8",
            ),
            ("UNDERSIGNED_WORK_BITS", "0"),
        ],
        ..Setup::default()
    })
}

#[test]
fn without_work_a_network_ten_times_past_its_limit_is_answered_when_to_retry() {
    let edge = behind_proxy_without_work();
    let campaign = Outline::limited(1, network(1)).open(&edge);
    let page = campaign.lead();
    let from = |address| sign_from(&page, address);
    for _ in 0..10 {
        let _signed = from("198.51.100.7").expect(201);
    }
    let refused = from("198.51.100.7");
    let _problem = refused.problem(429, "too-many");
    let wait_s: u32 = refused.header("retry-after").unwrap().parse().unwrap();
    // Ten times one an hour: one in six minutes.
    assert!((300..=361).contains(&wait_s), "{wait_s}");
    let policy = refused.header("ratelimit-policy");
    assert_eq!(policy, Some("\"network\";q=10;w=3600"));
    let left = format!("\"network\";r=0;t={wait_s}");
    assert_eq!(refused.header("ratelimit"), Some(left.as_str()));
    assert_eq!(refused.header("access-control-allow-origin"), Some("*"));
    let signed = from("198.51.100.8").expect(201);
    assert_eq!(signed.header("ratelimit"), None);
    assert_eq!(rows(&campaign)[0], (2, 2, 9));
}

/// A session asked for from this address.
fn session_from(page: &Page, address: &str) -> PageSession {
    let body = format!(r#"{{"partner":"{}","language":"en"}}"#, page.partner);
    let ask = Ask::post_json(&page.path("sessions"), &body)
        .header("origin", &page.origin)
        .header("x-forwarded-for", address);
    let answer: SessionAnswer = page.http.send(&ask).expect(200).json();
    PageSession {
        key: parse_base64(&answer.key).unwrap(),
        token: answer.session,
        issued_at_ms: answer.server_time_ms,
    }
}

fn bits_of(session: &PageSession) -> u8 {
    payload_of(&session.token).unwrap().difficulty_bits
}

/// Somebody signs with this session, from this address.
fn sign_with(page: &Page, session: &PageSession, address: &str) -> Answer {
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    let post = Post::new(page, session, &attempt);
    post.replacing("x-forwarded-for", address).send()
}

#[test]
fn a_person_in_a_crowd_always_signs_however_much_one_client_sends() {
    const CROWD: &str = "198.51.100.7";
    let edge = Runtime::behind_proxy();
    let campaign = Outline::limited(1, network(1)).open(&edge);
    let page = campaign.lead();
    let early = session_from(&page, CROWD);
    assert_eq!(bits_of(&early), 8, "the usual work");
    // One client signs without end; the tenth is the last with the usual work.
    for _ in 0..10 {
        let _signed = sign_with(&page, &early, CROWD).expect(201);
    }
    let mut hostile = early.clone();
    for _ in 0..100 {
        let answer = sign_with(&page, &hostile, CROWD);
        if answer.status != 201 {
            let _problem = answer.problem(401, "session-too-easy");
            hostile = session_from(&page, CROWD);
        }
    }
    // A page that began before is answered to ask for a session, and then signs.
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    let with = |session: &PageSession| {
        let post = Post::new(&page, session, &attempt);
        post.replacing("x-forwarded-for", CROWD).send()
    };
    let _problem = with(&early).problem(401, "session-too-easy");
    let renewed = session_from(&page, CROWD);
    // Six bits, and up to three more where most of a campaign is held of late.
    let bits = bits_of(&renewed);
    assert!((14..=17).contains(&bits), "{bits}");
    let _signed = with(&renewed).expect(201);
    // Another network goes on as before, with the sessions that it had.
    let neighbour = session_from(&page, "198.51.100.8");
    assert!(bits_of(&neighbour) <= 11, "{}", bits_of(&neighbour));
    let _signed = sign_with(&page, &neighbour, "198.51.100.8").expect(201);
}

#[test]
fn each_purpose_has_a_meter_of_its_own() {
    const CROWD: &str = "198.51.100.7";
    let edge = Runtime::behind_proxy();
    let campaign = Outline::limited(1, network(1)).open(&edge);
    let page = campaign.lead();
    let form = |path: &str, body: &str| {
        let ask = Ask::new("POST", path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("x-forwarded-for", CROWD)
            .body(body.to_owned());
        edge.http().send(&ask).status
    };
    let link = format!("/r/{}", campaign.id());
    let pass = format!("/c/{}/{LEAD}/pass", campaign.id());
    let again = || {
        let body = r#"{"receipt":"AAAAAAAAAAAAAAAAAAAAAA"}"#;
        let ask = Ask::post_json(&page.path("confirmations/resend"), body);
        edge.http()
            .send(&ask.header("x-forwarded-for", CROWD))
            .status
    };
    // A link costs a mail: its network's own limit, not ten times that.
    let statuses: Vec<u16> = (0..3)
        .map(|_| form(&link, "email=nobody@mail.example"))
        .collect();
    assert_eq!(statuses, [303, 429, 429]);
    let asks: [&dyn Fn() -> u16; 2] = [&|| form(&pass, "code=0000-0000-0000"), &again];
    // Each takes ten, whatever the others have had, and then no more.
    for ask in asks {
        let statuses: Vec<u16> = (0..12).map(|_| ask()).collect();
        let refused = statuses.iter().filter(|status| **status == 429).count();
        assert_eq!(refused, 2, "{statuses:?}");
    }
    // Signing is none of these.
    let session = session_from(&page, CROWD);
    assert_eq!(bits_of(&session), 8);
    let _signed = sign_with(&page, &session, CROWD).expect(201);
}

#[test]
fn a_forged_address_changes_nothing_where_the_peer_is_believed() {
    let edge = Runtime::start();
    let campaign = Outline::limited(1, network(2)).open(&edge);
    let page = campaign.lead();
    for number in 0..4 {
        let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
        let address = format!("203.0.113.{number}");
        let post = page.post(&attempt).replacing("cf-connecting-ip", &address);
        let post = post.replacing("x-forwarded-for", &address);
        let _signed = post.replacing("x-real-ip", &address).send().expect(201);
    }
    assert_eq!(rows(&campaign)[0], (2, 0, 2));
}

#[test]
fn without_an_address_all_share_one_limit() {
    let edge = Runtime::with(Setup {
        variables: &[("UNDERSIGNED_ADDRESS_FROM", "cloudflare")],
        ..Setup::default()
    });
    let campaign = Outline::limited(1, network(1)).open(&edge);
    let page = campaign.lead();
    let sign = |address: Option<&str>| {
        let post = page.post(&Attempt::new(page.fill(&Supporter::new(), Choice::No)));
        let post = match address {
            Some(address) => post.replacing("cf-connecting-ip", address),
            None => post,
        };
        let _signed = post.send().expect(201);
    };
    sign(None);
    sign(Some("not an address"));
    assert_eq!(rows(&campaign)[0], (1, 0, 1));
    sign(Some("203.0.113.5"));
    assert_eq!(rows(&campaign)[0], (2, 0, 1));
}

#[test]
fn far_past_the_limit_the_form_without_scripts_keeps_what_was_typed() {
    let edge = Runtime::shared();
    let campaign = Outline::limited(1, network(1)).open(&edge);
    let path = format!("/c/{}/{LEAD}", campaign.id());
    let shown = edge.http().get(&path).expect(200).text();
    let mut form = HostedForm::of(&path, &shown);
    let mut answers = Vec::new();
    let mut supporter = Supporter::new();
    for _ in 0..12 {
        supporter = Supporter::new();
        form.fill(&campaign, &supporter);
        form.set("idempotency_key", tests::random::idempotency_key().as_str());
        answers.push(form.post(&campaign));
    }
    let last = answers.pop().unwrap().expect(429);
    assert_eq!(answers.iter().filter(|one| one.status == 303).count(), 10);
    let wait_s: u64 = last.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=3_600).contains(&wait_s), "{wait_s}");
    let page = last.text();
    assert!(page.contains("Too many people sign from this network"));
    assert!(page.contains(&format!("value=\"{}\"", supporter.email)));
}

#[test]
fn no_client_shuts_its_network_out_of_a_protected_campaign() {
    let edge = Runtime::start();
    let mut settings = Outline::limited(1, network(1)).settings();
    protect(&mut settings);
    edge.organizer().put(&settings);
    let campaign = Campaign {
        edge: &edge,
        settings,
    };
    let path = format!("/c/{}/{LEAD}", campaign.id());
    let shown = edge.http().get(&path).expect(200).text();
    let mut form = HostedForm::of(&path, &shown);
    for _ in 0..30 {
        form.fill(&campaign, &Supporter::new());
        form.set("idempotency_key", tests::random::idempotency_key().as_str());
        let answer = form.post(&campaign).expect(200).text();
        assert!(answer.contains("Send again"), "the thanks that wait");
    }
    // One within the limit, all others held until an organizer releases them.
    assert_eq!(rows(&campaign)[0].2, 29);
    assert_eq!(
        campaign.organizer().release(campaign.id(), Some("network")),
        29
    );
}
