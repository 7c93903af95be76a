//! Which bodies and methods the edge takes at all, before it looks inside.

use std::thread;

use protocol::Choice;
use tests::campaign::LEAD;
use tests::submission::{Attempt, Supporter};
use tests::{Ask, Campaign, Configuration, Post, Runtime, Setup, raw, tier};

/// A request that would be taken as it is.
fn good_post(campaign: &Campaign<'_>) -> Post {
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    page.post(&attempt)
}

#[test]
fn a_body_of_the_wrong_type_or_encoding_is_refused() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let good = good_post(&campaign);
    for encoding in ["gzip", "br", "identity"] {
        let post = good.clone().replacing("content-encoding", encoding);
        let _problem = post.send().problem(415, "content-encoding");
    }
    for content_type in ["text/plain", "application/jsonp", ""] {
        let post = good.clone().replacing("content-type", content_type);
        let _problem = post.send().problem(415, "unsupported-media-type");
    }
    assert_eq!(campaign.total(), 0);
}

#[test]
fn a_body_over_the_limit_is_refused_however_well_it_is_signed() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let good = good_post(&campaign);
    let mut at_limit = good.body.clone();
    at_limit.resize(16 * 1024, b' ');
    let mut over_limit = at_limit.clone();
    over_limit.push(b' ');
    let over = good.clone().with_body(over_limit).send();
    let _problem = over.problem(413, "body-too-large");
    assert_eq!(campaign.total(), 0);
    let _signed = good.with_body(at_limit).send().expect(201);
}

#[test]
fn a_body_that_does_not_come_is_ended_with_its_connection() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let paths = ["signatures", "sessions"].map(|resource| campaign.lead().path(resource));
    let framings = [
        ("Content-Length: 100", "{\"partner\":"),
        ("Content-Length: 100", ""),
        ("Transfer-Encoding: chunked", "5\r\n{\"par\r\n"),
        ("Transfer-Encoding: chunked", "5\r\n{\"p"),
    ];
    let authority = edge.authority();
    thread::scope(|scope| {
        for path in &paths {
            for (framing, beginning) in framings {
                scope.spawn(move || {
                    let cut = raw::begin_only(authority, path, framing, beginning);
                    assert_eq!(cut.status, 408, "{path} {framing}: {}", cut.text);
                    assert!(cut.text.contains("/problems/body-too-slow"));
                });
            }
        }
    });
    // The edge goes on, and nothing was stored.
    assert_eq!(campaign.total(), 0);
    let _signed = good_post(&campaign).send().expect(201);
}

#[test]
fn a_body_over_the_limit_is_refused_before_it_is_read() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let path = campaign.lead().path("signatures");
    let announced = raw::announce_only(edge.authority(), &path, 90_000_000);
    assert_eq!(announced.status, 413, "{}", announced.text);
    assert!(announced.text.contains("/problems/body-too-large"));

    let endless = raw::send_without_end(edge.authority(), &path, 64 * 1024 * 1024);
    assert_eq!(endless.status, 413, "{}", endless.text);
    // What lies in the sockets' buffers, and no more.
    println!(
        "the endless body was cut after {} bytes",
        endless.sent_bytes
    );
    assert!(
        endless.sent_bytes < 32 * 1024 * 1024,
        "{}",
        endless.sent_bytes
    );
    // The edge still works.
    let _signed = campaign.lead().sign(&Supporter::new());
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "reads /proc, which is Linux's")]
fn endless_bodies_are_not_kept_in_memory() {
    let bodies = tier::pick(250, 1_000);
    // A test's edge grows when V8 optimizes it, late.
    let edge = Runtime::with(Setup {
        configuration: Configuration::Deployment,
        ..Setup::default()
    });
    let campaign = Campaign::open(&edge);
    let path = campaign.lead().path("signatures");
    let send = || {
        let cut = raw::send_without_end(edge.authority(), &path, 64 * 1024 * 1024);
        assert_eq!(cut.status, 413, "{}", cut.text);
        cut.sent_bytes
    };
    // The first ones warm the runtime's own buffers.
    let _warm: usize = (0..100).map(|_| send()).sum();
    let before = edge.resident_kib();
    let sent_kib = (0..bodies).map(|_| send()).sum::<usize>() / 1024;
    let grown = edge.resident_kib().saturating_sub(before);
    println!("{sent_kib} KiB were sent, and {grown} KiB more are resident");
    // Of each body at most two chunks were read, 32 KiB, which the runtime's
    // collector frees when it likes: 1,000 of them are 32 MiB. What was sent
    // is half a MiB and more of each.
    assert!(grown < 64 * 1024, "{grown} KiB of {sent_kib} KiB");
    assert!(sent_kib > bodies * 512, "only {sent_kib} KiB were sent");
}

#[test]
fn another_method_is_answered_with_those_that_there_are() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let hosted = format!("/c/{}/{LEAD}", campaign.id());
    for (method, path, allow) in [
        ("GET", page.path("signatures"), "POST, OPTIONS"),
        ("GET", page.path("sessions"), "POST, OPTIONS"),
        ("PUT", page.path("signatures"), "POST, OPTIONS"),
        ("DELETE", page.path("tally"), "GET, HEAD, OPTIONS"),
        ("POST", page.path("feed"), "GET, HEAD, OPTIONS"),
        ("POST", page.path("live"), "GET, OPTIONS"),
        ("POST", "/healthz".to_owned(), "GET, HEAD, OPTIONS"),
        ("PATCH", hosted, "GET, HEAD, POST"),
    ] {
        let mut ask = Ask::new(method, &path);
        if matches!(method, "PUT" | "POST" | "PATCH") {
            ask = ask.body("{}");
        }
        let answer = edge.http().send(&ask);
        let _problem = answer.problem(405, "method-not-allowed");
        assert_eq!(answer.header("allow"), Some(allow), "{method} {path}");
    }
}
