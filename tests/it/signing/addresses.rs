//! The address that is checked is the one that is stored, hashed and mailed:
//! what input methods and copying make is undone, and what no mail can be sent
//! to is questioned.
//!
//! Every spelling is a case of `crates/petition/src/email/address.rs`; some go the
//! whole way here.

use protocol::Choice;
use serde_json::json;
use tests::hosted::HostedForm;
use tests::mail_server::{MailServer, Provider};
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Runtime, random};

use crate::mail::outbox::{confirmed, sign, start, wait_for};

#[test]
fn mail_goes_to_the_address_that_was_meant() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    let name = random::hex::<4>();
    let full_width: String = format!("zoe{name}@mailbox.example")
        .chars()
        .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap())
        .collect();
    for (typed, mailed) in [
        (full_width, format!("zoe{name}@mailbox.example")),
        (
            format!("b{name}@mailbox.example."),
            format!("b{name}@mailbox.example"),
        ),
        (
            format!("\u{2068}\u{feff}c{name}@mail\u{200b}box。example\u{a0}"),
            format!("c{name}@mailbox.example"),
        ),
        (
            format!("d{name}@Münchner.example"),
            format!("d{name}@xn--mnchner-n2a.example"),
        ),
    ] {
        let _receipt = sign(&campaign, &typed);
        assert_eq!(wait_for(&server, &mailed, 1).to, mailed, "{typed:?}");
    }
}

#[test]
fn an_address_that_no_mail_can_be_sent_to_is_questioned_with_its_own_reason() {
    let server = MailServer::start(Provider::Resend);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    let page = campaign.lead();
    for (typed, kind) in [
        (".zoe@mailbox.example", "email-dots"),
        ("zo..e@gmail.com", "email-dots"),
        ("zoe.@gmail.com", "email-dots"),
        ("zoë@mailbox.example", "email-letters"),
        ("“zoe”@mailbox.example", "email-character"),
        ("zo e@mailbox.example", "email-character"),
        ("zo\u{202e}e@mailbox.example", "email-hidden"),
        ("zoe@mailbox", "email-domain"),
    ] {
        let attempt = Attempt::new(page.fill(&Supporter::with_email(typed), Choice::No));
        let problem = page.post(&attempt).send().problem(422, "invalid");
        let [error] = &problem.errors[..] else {
            panic!("{typed}: {:?}", problem.errors);
        };
        assert_eq!(error.pointer, "/supporter/email", "{typed:?}");
        assert_eq!(error.kind, kind, "{typed:?}");
    }
    assert!(server.taken().is_empty());
}

#[test]
fn spellings_that_mean_one_address_are_one_supporter_and_full_width_codes_are_read() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let name = random::hex::<4>();
    for typed in [
        format!("{name}@mailbox.example"),
        format!("{name}@mailbox.example."),
        format!("{name}＠mailbox。example"),
        format!("\u{200f}{name}@mailbox.example\u{200e}"),
    ] {
        let mut submission = page.fill(&Supporter::with_email(&typed), Choice::No);
        submission.supporter.postal_code = Some("Ｋ１Ａ–０Ｂ１".to_owned());
        let _signed = page.send(&Attempt::new(submission));
        assert_eq!(campaign.total(), 1, "{typed:?}");
    }
    let counts = campaign.organizer().try_counts(campaign.id(), "region");
    let counts: serde_json::Value = counts.expect(200).json();
    assert_eq!(counts["rows"][0]["key"], json!("CA-ON"));
}

#[test]
fn the_hosted_form_reads_and_questions_an_address_too() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    let path = format!("/c/{}/{}", campaign.id(), campaign.lead().partner);
    let html = campaign.edge.http().get(&path).expect(200).text();
    let name = random::hex::<4>();
    let post = |email: &str| {
        let mut form = HostedForm::of(&path, &html);
        form.fill(&campaign, &Supporter::with_email(email));
        form.post(&campaign)
    };
    let again = post(&format!("{name}.@mailbox.example")).expect(422).text();
    assert!(again.contains("Check the dots before the @"), "{again}");
    let thanks = post(&format!("{name}＠mailbox。example"))
        .expect(200)
        .text();
    let address = format!("{name}@mailbox.example");
    assert!(thanks.contains(&format!(">{address}<")), "{thanks}");
    assert_eq!(wait_for(&server, &address, 1).to, address);
}
