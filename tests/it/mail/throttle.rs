//! The mail throttle: a mail over the limit of a domain, of a campaign or of the
//! whole deployment waits for its send slot, and no mail is dropped.
//!
//! The limits are so slow that no send slot becomes free within a test: hours
//! pass by moving the stored instants.

use petition::{Limit, LimitSettings};
use serde_json::{Value, json};
use tests::mail_server::{MailServer, Provider};
use tests::mailbox::{pass, pass_stopped};
use tests::{Ask, Campaign, Outline, Runtime, Setup, database, wait};

use crate::mail::outbox::{PUBLISHED, confirmed, sign, start, wait_for};

const HOUR_MS: i64 = 3_600_000;
/// The time that a test itself takes, and more.
const MARGIN_MS: i64 = 60_000;

/// So many at once, and one an hour after that.
const fn hourly(burst: u32) -> Limit {
    Limit { per_hour: 1, burst }
}

/// An edge with this limit of all mails.
fn start_limited(server: &MailServer, limit: Limit) -> Runtime {
    Runtime::with(Setup {
        mail: Some(server),
        variables: &[("UNDERSIGNED_MAIL", &server.setting_with(limit))],
        ..Setup::default()
    })
}

/// Addresses of so many domains.
fn names(count: usize) -> Vec<String> {
    (0..count)
        .map(|number| format!("s{number}@n{number}.example"))
        .collect()
}

fn health(campaign: &Campaign<'_>) -> Value {
    campaign.organizer().mail(campaign.id())
}

/// Waits until so many mails of these campaigns are kept back, and organizers
/// see that they are.
fn await_delayed(campaigns: &[Campaign<'_>], count: u64) {
    wait::until_true("the others to be kept back", PUBLISHED, || {
        let all: Vec<_> = campaigns.iter().map(health).collect();
        let waiting = all.iter().filter_map(|mail| mail["waiting"].as_u64());
        let is_shown = |mail: &Value| mail["delayed_until"].is_string() || mail["waiting"] == 0;
        waiting.sum::<u64>() == count && all.iter().all(is_shown)
    });
}

#[test]
fn the_throttle_delays_and_never_drops() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaigns = [Outline {
        limits: LimitSettings {
            mail_domain: Some(hourly(2)),
            ..LimitSettings::default()
        },
        ..confirmed(1)
    }
    .open(&edge)];
    for number in 0..8 {
        sign(&campaigns[0], &format!("s{number}@school.example"));
    }
    sign(&campaigns[0], "other@mail.example");
    // Another domain is not delayed.
    let _other = wait_for(&server, "other@mail.example", 1);
    await_delayed(&campaigns, 6);
    assert_eq!(server.count(), 3);
    pass(&edge, 3 * HOUR_MS + MARGIN_MS);
    await_delayed(&campaigns, 3);
    assert_eq!(server.count(), 6, "one an hour");
    pass(&edge, 3 * HOUR_MS);
    await_delayed(&campaigns, 0);
    for number in 0..8 {
        let _mail = wait_for(&server, &format!("s{number}@school.example"), 1);
    }
}

#[test]
fn the_throttle_of_the_whole_deployment_delays_every_campaign() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start_limited(&server, hourly(2));
    let campaigns = [1, 4].map(|shards| confirmed(shards).open(&edge));
    let names = names(8);
    for (number, name) in names.iter().enumerate() {
        sign(&campaigns[number % 2], name);
    }
    for gone in [2, 4, 6] {
        await_delayed(&campaigns, 8 - gone);
        assert_eq!(server.count() as u64, gone, "of both campaigns");
        // Two send slots become free.
        pass(&edge, 2 * HOUR_MS + MARGIN_MS);
    }
    await_delayed(&campaigns, 0);
    for name in &names {
        let _mail = wait_for(&server, name, 1);
    }
}

#[test]
fn who_asks_for_another_mail_keeps_their_send_slot_and_takes_nobody_elses() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start_limited(&server, hourly(2));
    let limits = LimitSettings {
        mail_domain: Some(hourly(1)),
        ..LimitSettings::default()
    };
    let campaigns = [Outline {
        limits,
        ..confirmed(1)
    }
    .open(&edge)];
    let slow = ["one", "two"].map(|name| sign(&campaigns[0], &format!("{name}@slow.example")));
    let _first = wait_for(&server, "one@slow.example", 1);
    await_delayed(&campaigns, 1);
    let page = campaigns[0].lead();
    let ask = json!({ "receipt": slow[1] }).to_string();
    for _ in 0..60 {
        let resend = Ask::post_json(&page.path("confirmations/resend"), &ask);
        let _accepted = page.http.send(&resend).expect(202);
    }
    // That took no send slot of another campaign.
    let other = confirmed(1).open(&edge);
    sign(&other, "other@mail.example");
    let _other = wait_for(&server, "other@mail.example", 1);
    assert_eq!(server.count(), 2);
    // An hour after the first of its domain, as if nobody had asked.
    pass(&edge, HOUR_MS + MARGIN_MS);
    let _second = wait_for(&server, "two@slow.example", 1);
    await_delayed(&campaigns, 0);
    assert_eq!(server.taken_for("two@slow.example").len(), 1);
}

#[test]
fn another_limit_of_all_mails_is_in_force_for_what_waits() {
    let server = MailServer::start(Provider::Postmark);
    let mut edge = start_limited(&server, hourly(1));
    let names = names(6);
    {
        let campaigns = [confirmed(1).open(&edge)];
        for name in &names {
            sign(&campaigns[0], name);
        }
        await_delayed(&campaigns, 5);
        assert_eq!(server.count(), 1);
    }
    edge.kill();
    edge.set_variable("UNDERSIGNED_MAIL", &server.setting());
    edge.start_again(None);
    // Not an hour: the ledger asks for send slots every ten minutes at least.
    pass(&edge, 20 * 60_000);
    for name in &names {
        let _mail = wait_for(&server, name, 1);
    }
}

#[test]
fn what_has_its_send_slot_goes_although_the_directory_cannot_be_asked() {
    let server = MailServer::start(Provider::Postmark);
    // One send slot at once, and two within the next minute.
    let edge = start_limited(
        &server,
        Limit {
            per_hour: 144,
            burst: 1,
        },
    );
    let campaigns = [confirmed(1).open(&edge)];
    let names = names(6);
    for name in &names {
        sign(&campaigns[0], name);
    }
    // Some mails are sent, some have a send slot, some have none.
    wait::until_true("the limit to keep some back", PUBLISHED, || {
        health(&campaigns[0])["delayed_until"].is_string()
    });
    let _first = wait_for(&server, &names[0], 1);
    // It is taken out too, or it would be sent once more after the kill.
    wait::until_true("the first to be counted", PUBLISHED, || {
        health(&campaigns[0])["delivered"] == json!(1)
    });
    let left = |with: &str| {
        let query = format!("SELECT count(*) FROM outbox WHERE {with}");
        database::query(&edge.ledger_file(), &query)[0].parse::<usize>()
    };
    edge.kill();
    let gone = server.count();
    let (with, without) = (
        left("is_weighed = 2").unwrap(),
        left("is_weighed < 2").unwrap(),
    );
    assert!(with > 0 && without > 0, "{gone} gone, {with}, {without}");
    // The minute passes while the directory fails.
    pass_stopped(&edge, 2 * MARGIN_MS);
    edge.start_again(Some("directory.take_send_slots:1"));
    wait::until_true("those with a send slot", PUBLISHED, || {
        server.count() == gone + with
    });
    wait::until_true("the others to wait", PUBLISHED, || {
        let mail = health(&campaigns[0]);
        mail["waiting"] == json!(without) && mail["failing_since"].is_string()
    });
    assert_eq!(server.count(), gone + with);
    // The directory answers from here on.
    edge.kill();
    for _ in 0..without {
        pass(&edge, 2 * MARGIN_MS);
    }
    for name in &names {
        let _mail = wait_for(&server, name, 1);
    }
}
