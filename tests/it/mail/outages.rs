//! A mail provider that is down, in every way that servers are: what was
//! ordered meanwhile arrives when it is back, and none is lost.

use std::time::Duration;

use petition::Counts;
use protocol::Choice;
use tests::mail_server::{Behaviour, MailServer, Provider};
use tests::mailbox::pass;
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Outline, Runtime, Setup, wait};

/// An attempt that hangs is left after ten seconds.
const TRIED: Duration = Duration::from_mins(1);
const MINUTE_MS: i64 = 60_000;

fn confirmed(edge: &Runtime) -> Campaign<'_> {
    let outline = Outline {
        counts: Some(Counts::Confirmed),
        ..Outline::shards(1)
    };
    outline.open(edge)
}

fn sign(campaign: &Campaign<'_>, email: &str) {
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::with_email(email), Choice::Yes));
    let _signed = page.post(&attempt).send().expect(201);
}

fn await_mail(server: &MailServer, email: &str) {
    wait::until_true("the mail", TRIED, || !server.taken_for(email).is_empty());
}

#[test]
fn however_a_provider_is_down_what_waits_arrives_when_it_is_back() {
    let server = MailServer::start(Provider::Postmark);
    let edge = Runtime::with(Setup {
        mail: Some(&server),
        ..Setup::default()
    });
    let campaign = confirmed(&edge);
    let mail = || campaign.organizer().mail(campaign.id());
    for (number, behaviour) in [
        Behaviour::Answers(500, "", "oops"),
        Behaviour::Answers(429, "", ""),
        Behaviour::Hangs,
        Behaviour::Closes,
        Behaviour::ClosesInTheMiddle,
        // The provider does not know this token: the operator has to fix it.
        Behaviour::Answers(401, "", r#"{"ErrorCode": 10, "Message": "No token"}"#),
    ]
    .into_iter()
    .enumerate()
    {
        let email = format!("anil{number}@mail.example");
        server.behave(behaviour.clone());
        sign(&campaign, &email);
        wait::until_true("organizers to see it", TRIED, || {
            mail()["failing_since"].is_string()
        });
        assert_eq!(mail()["waiting"], 1, "{behaviour:?}");
        server.behave(Behaviour::Documented);
        pass(&edge, MINUTE_MS);
        await_mail(&server, &email);
        wait::until_true("organizers to see that it goes", TRIED, || {
            mail()["failing_since"].is_null() && mail()["waiting"] == 0
        });
        // What was taken by an answer that broke off is one message, twice.
        let mails = server.taken_for(&email);
        assert!(
            mails.iter().all(|one| one.id == mails[0].id),
            "{behaviour:?}"
        );
        assert!(mails.iter().all(|one| one.link() == mails[0].link()));
    }
}

#[test]
fn while_a_provider_asks_to_wait_it_gets_no_mail() {
    let server = MailServer::start(Provider::Postmark);
    let edge = Runtime::with(Setup {
        mail: Some(&server),
        ..Setup::default()
    });
    let campaign = confirmed(&edge);
    let mail = || campaign.organizer().mail(campaign.id());
    server.behave(Behaviour::Answers(429, "retry-after: 600\r\n", ""));
    sign(&campaign, "first@mail.example");
    wait::until_true("organizers to see it", TRIED, || {
        mail()["failing_since"].is_string()
    });
    server.behave(Behaviour::Documented);
    let asked = server.received().len();
    for number in 0..20 {
        sign(&campaign, &format!("later{number}@mail.example"));
    }
    assert_eq!(mail()["waiting"], 21);
    assert_eq!(server.received().len(), asked, "it asked to wait");
    // A process that was started since knows nothing of the pause: it asks for
    // the next signature, and still not for the mail that has to wait.
    pass(&edge, 5 * MINUTE_MS);
    sign(&campaign, "newone@mail.example");
    await_mail(&server, "newone@mail.example");
    assert!(server.taken_for("first@mail.example").is_empty());
    pass(&edge, 6 * MINUTE_MS);
    await_mail(&server, "first@mail.example");
    wait::until_true("every mail", TRIED, || mail()["waiting"] == 0);
    assert_eq!(server.count(), 22);
}
