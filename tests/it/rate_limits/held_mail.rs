//! A signature that is held over its network's or session's limit waits, and so
//! does its mail: one client cannot make the edge write to strangers.

use petition::{Counts, LimitSettings};
use serde_json::json;
use tests::campaign::{LEAD, at_once};
use tests::hosted::HostedForm;
use tests::mail_server::{MailServer, Provider};
use tests::submission::Supporter;
use tests::{Ask, Campaign, Outline, Runtime, wait};

use crate::mail::outbox::{PUBLISHED, sign, start};
use crate::rate_limits::held::rows;

fn open(edge: &Runtime, shards: u16, limits: LimitSettings) -> Campaign<'_> {
    let outline = Outline {
        counts: Some(Counts::Confirmed),
        ..Outline::limited(shards, limits)
    };
    outline.open(edge)
}

/// Waits until nothing is ordered that has not gone.
#[track_caller]
fn settle(campaign: &Campaign<'_>) {
    wait::until_true("an empty outbox", PUBLISHED, || {
        campaign.organizer().mail(campaign.id())["waiting"] == json!(0)
    });
}

fn stranger(number: u32) -> String {
    format!("stranger-{number}@mail.example")
}

/// "Send again", by the receipt that the page has.
fn send_again(campaign: &Campaign<'_>, receipt: &str) {
    let body = json!({ "receipt": receipt }).to_string();
    let ask = Ask::post_json(&campaign.lead().path("confirmations/resend"), &body);
    let _asked = campaign.edge.http().send(&ask).expect(202);
}

/// "Email me my link".
fn ask_link(campaign: &Campaign<'_>, email: &str) {
    let ask = Ask::new("POST", &format!("/r/{}", campaign.id()))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(format!("email={email}"));
    let _asked = campaign.edge.http().send(&ask).expect(303);
}

#[test]
fn what_a_network_is_held_for_has_its_mail_at_its_release() {
    for shards in [1, 2] {
        let server = MailServer::start(Provider::Postmark);
        let edge = start(&server);
        let limits = LimitSettings {
            network: Some(at_once(2)),
            ..LimitSettings::default()
        };
        let campaign = open(&edge, shards, limits);
        let receipts: Vec<String> = (0..6)
            .map(|number| sign(&campaign, &stranger(number)))
            .collect();
        assert_eq!(rows(&campaign)[0].2, 4, "{shards} shards");
        // No way around it either.
        send_again(&campaign, &receipts[5]);
        ask_link(&campaign, &stranger(4));
        settle(&campaign);
        let taken: Vec<usize> = (0..6)
            .map(|number| server.taken_for(&stranger(number)).len())
            .collect();
        assert_eq!(taken, [1, 1, 0, 0, 0, 0], "{shards} shards");

        assert_eq!(
            campaign.organizer().release(campaign.id(), Some("session")),
            0
        );
        settle(&campaign);
        assert_eq!(server.count_taken(), 2);
        assert_eq!(
            campaign.organizer().release(campaign.id(), Some("network")),
            4
        );
        wait::until_true("the mails of the released", PUBLISHED, || {
            server.count_taken() == 6
        });
        settle(&campaign);
        let each = (0..6).all(|number| server.taken_for(&stranger(number)).len() == 1);
        assert!(each, "a mail to each");
    }
}

#[test]
fn an_owner_who_signs_within_the_limits_has_their_mail_beside_a_held_one() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let limits = LimitSettings {
        session: Some(at_once(1)),
        ..LimitSettings::default()
    };
    let campaign = open(&edge, 1, limits);
    let page = campaign.lead();
    let session = page.session();
    for email in [stranger(0), stranger(1)] {
        let supporter = Supporter::with_email(&email);
        let attempt = tests::submission::Attempt::new(page.fill(&supporter, protocol::Choice::No));
        let post = tests::Post::new(&page, &session, &attempt);
        let _signed = post.send().expect(201);
    }
    settle(&campaign);
    assert_eq!(
        server.taken_for(&stranger(1)).len(),
        0,
        "held with its mail"
    );
    let _owners = sign(&campaign, &stranger(1));
    wait::until_true("the owner's mail", PUBLISHED, || {
        server.taken_for(&stranger(1)).len() == 1
    });
}

#[test]
fn without_scripts_a_network_has_as_many_written_to_as_its_limit_says() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let limits = LimitSettings {
        hosted: Some(at_once(1)),
        network: Some(at_once(3)),
        ..LimitSettings::default()
    };
    let campaign = open(&edge, 1, limits);
    let path = format!("/c/{}/{LEAD}", campaign.id());
    for number in 0..6 {
        let shown = edge.http().get(&path).expect(200).text();
        let mut form = HostedForm::of(&path, &shown);
        form.fill(&campaign, &Supporter::with_email(&stranger(number)));
        let _signed = form.post(&campaign).expect(200);
    }
    settle(&campaign);
    let taken: Vec<usize> = (0..6)
        .map(|number| server.taken_for(&stranger(number)).len())
        .collect();
    assert_eq!(taken, [1, 1, 1, 0, 0, 0]);
    let organizer = campaign.organizer();
    assert_eq!(organizer.release(campaign.id(), Some("network")), 3);
    wait::until_true("the mails of the released", PUBLISHED, || {
        server.count_taken() == 6
    });
    assert_eq!(organizer.release(campaign.id(), Some("hosted")), 2);
    settle(&campaign);
    assert_eq!(server.count_taken(), 6, "these had theirs");
}
