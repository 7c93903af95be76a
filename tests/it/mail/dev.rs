//! `cargo xtask dev` with a provider that does not work says so before the
//! first supporter does, and goes on: what is signed waits.

use std::time::Duration;

use protocol::{CampaignId, CountRow};
use serde_json::json;
use tests::campaign::LEAD;
use tests::dev::Dev;
use tests::hosted::HostedForm;
use tests::mail_server::{MailServer, Provider, TOKEN};
use tests::submission::Supporter;
use tests::{personal, wait};

const CAMPAIGN: &str = "welcome-refugees";
const SOON: Duration = Duration::from_mins(1);

/// Somebody signs on the edge's own page.
fn sign(dev: &Dev) {
    let path = format!("/c/{CAMPAIGN}/{LEAD}");
    let page = dev.http().get(&path).expect(200).text();
    let mut form = HostedForm::of(&path, &page);
    let supporter = Supporter::new();
    personal::remember(&supporter.email);
    form.set("given_name", &supporter.given_name);
    form.set("email", &supporter.email);
    form.set("postal_code", "K1A 0B1");
    for part in page.split("name=\"consent:").skip(1) {
        let (notice, _) = part.split_once('"').unwrap();
        form.set(&format!("consent:{notice}"), "no");
    }
    let ask = form.ask().header("sec-fetch-site", "same-origin");
    let _thanks = dev.http().send(&ask).expect(200);
}

#[test]
fn dev_says_what_is_wrong_with_mail_and_what_is_signed_waits() {
    let server = MailServer::start(Provider::Postmark);
    let good = server.setting();
    let stranger = good.replace("sign@", "nobody@");
    let gone = MailServer::start(Provider::Resend).setting();
    for (mail, token, fault) in [
        (&good, "", "UNDERSIGNED_MAIL_TOKEN is missing"),
        (
            &stranger,
            TOKEN,
            "postmark refuses UNDERSIGNED_MAIL_TOKEN or the sender nobody@",
        ),
        (&gone, TOKEN, "resend cannot be reached"),
    ] {
        let dev = Dev::start(&[
            ("UNDERSIGNED_MAIL", mail),
            ("UNDERSIGNED_MAIL_TOKEN", token),
        ]);
        assert!(dev.said.contains("mail does not work"), "{}", dev.said);
        assert!(dev.said.contains(fault), "{}", dev.said);
        sign(&dev);
        let id = CampaignId::parse(CAMPAIGN).unwrap();
        let organizer = dev.organizer();
        wait::until_true("organizers to see that mail fails", SOON, || {
            organizer.mail(&id)["failing_since"].is_string()
        });
        assert_eq!(organizer.mail(&id)["waiting"], json!(1));
        let rows = organizer.counts(&id, "partner").rows;
        let pending: u64 = rows.iter().map(|row: &CountRow| row.pending).sum();
        assert_eq!(pending, 1);
    }
    assert!(server.taken().is_empty());
}

#[test]
fn dev_with_a_provider_that_takes_mail_has_nothing_to_say() {
    let server = MailServer::start(Provider::Postmark);
    let dev = Dev::start(&[
        ("UNDERSIGNED_MAIL", &server.setting()),
        ("UNDERSIGNED_MAIL_TOKEN", TOKEN),
    ]);
    assert!(!dev.said.contains("mail does not work"), "{}", dev.said);
    assert_eq!(dev.field("mail"), None);
    // The one that was tried, to nobody.
    let taken = server.taken();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].to.ends_with("postmarkapp.com"));
    drop(dev);
    let dev = Dev::start(&[("UNDERSIGNED_MAIL", "")]);
    assert!(
        dev.field("mail")
            .is_some_and(|url| url.starts_with("http://127.0.0.1:"))
    );
    assert!(!dev.said.contains("mail does not work"), "{}", dev.said);
}

#[test]
fn dev_says_which_limits_hold_and_has_those_of_a_deployment_too() {
    let held = |dev: &Dev| {
        for _ in 0..4 {
            sign(dev);
        }
        let id = CampaignId::parse(CAMPAIGN).unwrap();
        let rows = dev.organizer().counts(&id, "partner").rows;
        rows.iter().map(|row: &CountRow| row.held).sum::<u64>()
    };
    let dev = Dev::start(&[("UNDERSIGNED_MAIL", "")]);
    assert_eq!(dev.field("limits"), Some("wide"));
    assert_eq!(held(&dev), 0);
    drop(dev);
    let dev = Dev::start_with(&[("UNDERSIGNED_MAIL", "")], &["--limits", "production"]);
    assert_eq!(dev.field("limits"), Some("production"));
    // Three at once by the form without scripts.
    assert_eq!(held(&dev), 1);
}
