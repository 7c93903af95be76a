//! The breakers: what goes over the limit of a domain, of a campaign or of the
//! whole deployment waits for its turn, and nothing is dropped.

use std::thread;
use std::time::Duration;

use petition::{Limit, LimitSettings};
use serde_json::json;
use tests::mail_server::{MailServer, Provider};
use tests::mailbox::pass;
use tests::{Ask, Outline, Runtime, Setup, clock, wait};

use crate::mailing::{PUBLISHED, confirmed, sign, start, wait_for};

const ONE_A_SECOND: Limit = Limit {
    per_hour: 3_600,
    burst: 2,
};

/// An edge with this limit of all mails.
fn start_limited(server: &MailServer, limit: Limit) -> Runtime {
    Runtime::with(Setup {
        mail: Some(server),
        variables: &[("UNDERSIGNED_MAIL", &server.setting_with(limit))],
        ..Setup::default()
    })
}

#[test]
fn a_breaker_delays_and_never_drops() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = Outline {
        limits: LimitSettings {
            mail_domain: Some(ONE_A_SECOND),
            ..LimitSettings::default()
        },
        ..confirmed(1)
    }
    .open(&edge);
    let begins = clock::now();
    for number in 0..8 {
        sign(&campaign, &format!("s{number}@school.example"));
    }
    sign(&campaign, "other@mail.example");
    // Another domain is not delayed.
    let _other = wait_for(&server, "other@mail.example", 1);
    let mail = campaign.organizer().mail(campaign.id());
    if begins.elapsed() < Duration::from_secs(3) {
        assert!(mail["delayed_until"].is_string(), "{mail}");
    }
    for number in 0..8 {
        let _mail = wait_for(&server, &format!("s{number}@school.example"), 1);
    }
    assert!(begins.elapsed() >= Duration::from_secs(5), "one a second");
}

#[test]
fn a_breaker_of_the_whole_deployment_delays_every_campaign() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start_limited(&server, ONE_A_SECOND);
    let begins = clock::now();
    let campaigns = [1, 4].map(|shards| confirmed(shards).open(&edge));
    let names: Vec<String> = (0..8)
        .map(|number| format!("s{number}@n{number}.example"))
        .collect();
    for (number, name) in names.iter().enumerate() {
        sign(&campaigns[number % 2], name);
    }
    let delayed = campaigns
        .iter()
        .filter(|campaign| campaign.organizer().mail(campaign.id())["delayed_until"].is_string());
    let delayed = delayed.count();
    if begins.elapsed() < Duration::from_secs(3) {
        assert!(delayed > 0, "organizers see it");
    }
    for name in &names {
        let _mail = wait_for(&server, name, 1);
    }
    assert!(begins.elapsed() >= Duration::from_secs(5), "one a second");
}

#[test]
fn who_asks_for_a_mail_again_keeps_its_place_and_takes_nobody_elses() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start_limited(&server, ONE_A_SECOND);
    let limits = LimitSettings {
        mail_domain: Some(Limit {
            per_hour: 360,
            burst: 1,
        }),
        ..LimitSettings::default()
    };
    let campaign = Outline {
        limits,
        ..confirmed(1)
    }
    .open(&edge);
    let slow = ["one", "two"].map(|name| sign(&campaign, &format!("{name}@slow.example")));
    let _first = wait_for(&server, "one@slow.example", 1);
    let begins = clock::now();
    let page = campaign.lead();
    let ask = json!({ "receipt": slow[1] }).to_string();
    for _ in 0..60 {
        let again = Ask::post_json(&page.path("confirmations/resend"), &ask);
        let _accepted = page.http.send(&again).expect(202);
    }
    // Ten seconds after the first of its domain, as if nobody had asked; the
    // places of all campaigns are as free as they were.
    let other = confirmed(1).open(&edge);
    sign(&other, "other@mail.example");
    let _other = wait_for(&server, "other@mail.example", 1);
    let _second = wait_for(&server, "two@slow.example", 1);
    assert!(
        begins.elapsed() < Duration::from_secs(25),
        "{:?}",
        begins.elapsed()
    );
    assert_eq!(server.taken_for("two@slow.example").len(), 1);
}

#[test]
fn another_limit_of_all_mails_is_in_force_for_what_waits() {
    let server = MailServer::start(Provider::Postmark);
    let slow = Limit {
        per_hour: 4,
        burst: 1,
    };
    let mut edge = start_limited(&server, slow);
    let names: Vec<String> = (0..6)
        .map(|number| format!("s{number}@n{number}.example"))
        .collect();
    {
        let campaign = confirmed(1).open(&edge);
        for name in &names {
            sign(&campaign, name);
        }
        wait::until_true("the first mail", PUBLISHED, || server.count() == 1);
        // A quarter of an hour for each of the others.
        thread::sleep(Duration::from_secs(3));
        assert_eq!(server.count(), 1);
        let mail = campaign.organizer().mail(campaign.id());
        assert!(mail["delayed_until"].is_string(), "{mail}");
    }
    edge.kill();
    edge.set_variable("UNDERSIGNED_MAIL", &server.setting());
    edge.start_again(None);
    pass(&edge, 20 * 60_000);
    for name in &names {
        let _mail = wait_for(&server, name, 1);
    }
}
