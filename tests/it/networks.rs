//! Whose network it is, and what one that is over its limit is told.

use std::time::Duration;

use protocol::Choice;
use tests::campaign::LEAD;
use tests::hosted::HostedForm;
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Outline, Page, Runtime, Setup, wait};

use crate::held::{network, rows};

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

#[test]
fn ten_times_past_its_limit_a_network_is_refused_with_when_to_come_again() {
    let edge = Runtime::behind_proxy();
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
