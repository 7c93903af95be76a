//! What a provider reports of a mail later on, and that nobody else can.

use std::time::Duration;

use petition::Counts;
use protocol::base64::{encode_base64, parse_base64};
use protocol::limits::MAIL_EVENT_MAX_BYTES;
use protocol::{Choice, derive_hmac};
use serde_json::json;
use tests::mail_server::{MailServer, Provider};
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Ask, Campaign, Outline, Runtime, Setup, clock, database, random, raw, wait};

const BASIC: &str = "postmark:a-long-password-of-events";
const SVIX: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn edge_with(server: &MailServer, webhook: &str) -> Runtime {
    Runtime::with(Setup {
        mail: Some(server),
        variables: &[("UNDERSIGNED_MAIL_WEBHOOK", webhook)],
        ..Setup::default()
    })
}

fn post(edge: &Runtime, provider: &str, (headers, body): (&[(&str, String)], &str)) -> Answer {
    let mut ask = Ask::post_json(&format!("/v1/mail/{provider}/events"), body);
    for (name, value) in headers {
        ask = ask.header(name, value);
    }
    edge.http().send(&ask)
}

fn basic(credentials: &str) -> [(&'static str, String); 1] {
    [(
        "authorization",
        format!("Basic {}", encode_base64(credentials.as_bytes())),
    )]
}

fn signed(secret: &str, at_s: i64, body: &str) -> [(&'static str, String); 3] {
    let key = parse_base64(secret.trim_start_matches("whsec_")).unwrap();
    let tag = derive_hmac(&key, format!("msg_1.{at_s}.{body}").as_bytes());
    [
        ("svix-id", "msg_1".to_owned()),
        ("svix-timestamp", at_s.to_string()),
        ("svix-signature", format!("v1,{}", encode_base64(&tag))),
    ]
}

fn postmark_bounce(email: &str) -> String {
    json!({
        "RecordType": "Bounce", "MessageStream": "outbound", "ID": 42, "Type": "HardBounce",
        "TypeCode": 1, "Name": "Hard bounce", "MessageID": "00000000-0000-0000-0000-000000000000",
        "Metadata": {}, "ServerID": 1234, "Description": "...", "Details": "...", "Email": email,
        "From": "sign@mail.example.org", "BouncedAt": "2026-11-22T16:33:54.9070259Z",
        "DumpAvailable": true, "Inactive": true, "CanActivate": true, "Subject": "..."
    })
    .to_string()
}

fn resend_complaint(email: &str) -> String {
    json!({
        "type": "email.complained", "created_at": "2026-11-22T23:41:12.126Z",
        "data": {
            "created_at": "2026-11-22T23:41:11.894719+00:00",
            "email_id": "56761188-7520-42d8-8898-ff6fc54ce618",
            "from": "sign@mail.example.org", "to": [email], "subject": "..."
        }
    })
    .to_string()
}

/// Somebody signs where a mailbox has to confirm.
fn claim(campaign: &Campaign<'_>) -> String {
    let supporter = Supporter::with_email(&format!("zoe.q-{}@mailbox.example", random::hex::<6>()));
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&supporter, Choice::Yes));
    let _signed = page.post(&attempt).send().expect(201);
    supporter.email
}

/// How many claims of the campaign are marked, in the file of its one shard.
fn marked(campaign: &Campaign<'_>) -> Vec<String> {
    let sql = "SELECT count(*) FROM signature WHERE undeliverable_at_ms IS NOT NULL";
    database::query(&campaign.edge.ledger_file(), sql)
}

fn confirmed(edge: &Runtime) -> Campaign<'_> {
    let outline = Outline {
        counts: Some(Counts::Confirmed),
        ..Outline::shards(1)
    };
    outline.open(edge)
}

#[test]
fn a_bounce_or_a_complaint_marks_what_waits_for_the_mailbox() {
    for (provider, word, webhook) in [
        (Provider::Postmark, "postmark", BASIC),
        (Provider::Resend, "resend", SVIX),
    ] {
        let server = MailServer::start(provider);
        let edge = edge_with(&server, webhook);
        let campaign = confirmed(&edge);
        let email = claim(&campaign);
        let stranger = claim(&campaign);
        assert_eq!(marked(&campaign), ["0"]);
        // In another spelling: one mailbox is one key.
        let spelled = email.to_uppercase();
        let answer = match provider {
            Provider::Postmark => {
                let body = postmark_bounce(&spelled);
                post(&edge, word, (&basic(BASIC), &body))
            }
            Provider::Resend => {
                let body = resend_complaint(&spelled);
                let headers = signed(SVIX, clock::now_ms() / 1_000, &body);
                post(&edge, word, (&headers, &body))
            }
        };
        assert_eq!((answer.status, answer.body.len()), (200, 0));
        assert_eq!(marked(&campaign), ["1"]);
        assert_ne!(email, stranger);
    }
}

#[test]
fn an_event_about_nobody_is_answered_like_any_other() {
    let server = MailServer::start(Provider::Postmark);
    let edge = edge_with(&server, BASIC);
    let campaign = confirmed(&edge);
    let email = claim(&campaign);
    let delivered = json!({"RecordType": "Delivery", "Recipient": email}).to_string();
    for body in [
        postmark_bounce("nobody@mailbox.example"),
        postmark_bounce("no address"),
        delivered,
    ] {
        let answer = post(&edge, "postmark", (&basic(BASIC), &body));
        assert_eq!((answer.status, answer.body.len()), (200, 0));
    }
    let _refused = post(&edge, "postmark", (&basic(BASIC), "{}")).problem(400, "malformed");
    assert_eq!(marked(&campaign), ["0"]);
}

#[test]
fn a_forged_event_is_refused_and_logged_without_the_address() {
    for (provider, word, webhook) in [
        (Provider::Postmark, "postmark", BASIC),
        (Provider::Resend, "resend", SVIX),
    ] {
        let server = MailServer::start(provider);
        let edge = edge_with(&server, webhook);
        let campaign = confirmed(&edge);
        let email = claim(&campaign);
        let body = match provider {
            Provider::Postmark => postmark_bounce(&email),
            Provider::Resend => resend_complaint(&email),
        };
        let now_s = clock::now_ms() / 1_000;
        let other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let mut altered = signed(SVIX, now_s, &resend_complaint("other@mailbox.example")).to_vec();
        let forgeries = [
            vec![],
            basic("postmark:a-long-password-of-event5").to_vec(),
            signed(other, now_s, &body).to_vec(),
            signed(SVIX, now_s - 301, &body).to_vec(),
            signed(SVIX, now_s + 400, &body).to_vec(),
            std::mem::take(&mut altered),
        ];
        for headers in &forgeries {
            let answer = post(&edge, word, (headers, &body));
            let _refused = answer.problem(401, "event-not-authentic");
        }
        assert_eq!(marked(&campaign), ["0"]);
        let line = "a mail event: it does not come from the provider";
        wait::until_true("the forgeries in the log", Duration::from_mins(1), || {
            edge.log().contains(line)
        });
        // One line a minute, however many come: a minute may have ended.
        assert!(edge.log().matches(line).count() <= 2);
        assert!(!edge.log().contains(&email));
    }
}

#[test]
fn without_a_secret_for_events_there_is_no_such_page() {
    let server = MailServer::start(Provider::Postmark);
    let edge = edge_with(&server, "");
    let body = postmark_bounce("zoe@mailbox.example");
    for provider in ["postmark", "resend", "smtp"] {
        let answer = post(&edge, provider, (&basic(":"), &body));
        let _refused = answer.problem(404, "not-found");
    }
}

#[test]
fn an_event_past_its_limit_is_not_read() {
    let server = MailServer::start(Provider::Postmark);
    let edge = edge_with(&server, BASIC);
    // Announced and not sent: a client that goes on sending is cut off without an
    // answer.
    let path = "/v1/mail/postmark/events";
    let announced = raw::announce_only(edge.authority(), path, MAIL_EVENT_MAX_BYTES + 1);
    assert_eq!(announced.status, 413, "{}", announced.text);
    assert!(announced.text.contains("/problems/body-too-large"));
}
