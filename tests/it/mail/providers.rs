//! Mail on its way out, against providers on real sockets that follow their
//! documentation, and fail as servers do.

use std::time::Duration;

use protocol::Choice;
use serde_json::{Value, json};
use tests::mail_server::{Behaviour, FROM, MailServer, Provider};
use tests::submission::{Attempt, Supporter};
use tests::{Ask, Campaign, Runtime, Setup, clock, personal, random};

const PROVIDERS: [Provider; 2] = [Provider::Postmark, Provider::Resend];

fn edge_with(server: &MailServer) -> Runtime {
    Runtime::with(Setup {
        mail: Some(server),
        ..Setup::default()
    })
}

fn make_address(local: &str) -> String {
    let address = format!("{local}-{}@mailbox.example", random::hex::<6>());
    personal::remember(&address);
    address
}

/// How an attempt at the campaign's mail to this address ends.
#[track_caller]
fn delivery(campaign: &Campaign<'_>, to: &str) -> String {
    let answer = campaign
        .organizer()
        .try_mail(campaign.id(), &json!({ "to": to }));
    let answer: Value = answer.expect(200).json();
    answer["delivery"].as_str().unwrap().to_owned()
}

#[test]
fn each_kind_in_each_language_has_the_shape_that_the_provider_documents() {
    for provider in PROVIDERS {
        let server = MailServer::start(provider);
        let edge = edge_with(&server);
        let campaign = Campaign::open(&edge);
        let mut ids = std::collections::BTreeSet::new();
        assert!(campaign.settings.petition.len() >= 2);
        for language in campaign.settings.petition.keys() {
            for kind in ["confirm", "reminder", "already_signed", "your_link"] {
                let to = make_address("zoe");
                let ask = json!({"to": to, "language": language, "kind": kind});
                let answer = campaign.organizer().try_mail(campaign.id(), &ask);
                assert_eq!(answer.expect(200).json::<Value>()["delivery"], "accepted");
                let [mail] = &server.taken_for(&to)[..] else {
                    panic!("one mail for one request");
                };
                assert!(mail.from.ends_with(&format!("<{FROM}>")));
                assert!(!mail.subject.is_empty() && !mail.from.contains(campaign.id().as_str()));
                let page = format!("{}/r/{}/", edge.origin(), campaign.id());
                assert!(mail.link().starts_with(&page), "{}", mail.link());
                assert!(mail.html.contains(mail.link()));
                let headline = &campaign.settings.petition[language].headline;
                assert!(mail.text.contains(headline.as_str()));
                assert!(
                    ids.insert(mail.id.clone()),
                    "each mail has an id of its own"
                );
            }
        }
    }
}

#[test]
fn an_address_that_the_provider_will_never_serve_is_undeliverable() {
    for provider in PROVIDERS {
        let server = MailServer::start(provider);
        let edge = edge_with(&server);
        let campaign = Campaign::open(&edge);
        assert_eq!(
            delivery(&campaign, &make_address("inactive")),
            "undeliverable"
        );
        assert!(server.taken().is_empty());
        assert_eq!(delivery(&campaign, &make_address("zoe")), "accepted");
    }
}

#[test]
fn a_refused_token_or_sender_is_the_operators_and_logged_without_the_address() {
    for (provider, refused) in [
        (
            Provider::Postmark,
            "Postmark answered 401 with the error code 10",
        ),
        (Provider::Resend, "Resend answered 403 invalid_api_key"),
    ] {
        let server = MailServer::start(provider);
        let edge = Runtime::with(Setup {
            mail: Some(&server),
            variables: &[("UNDERSIGNED_MAIL_TOKEN", "not-the-token")],
            ..Setup::default()
        });
        let campaign = Campaign::open(&edge);
        let to = make_address("zoe");
        assert_eq!(delivery(&campaign, &to), "misconfigured");
        assert!(server.taken().is_empty());
        tests::wait::until_true(
            "the provider's code in the log",
            Duration::from_mins(1),
            || edge.log().contains(refused),
        );
        assert!(!edge.log().contains(&to));
    }
}

#[test]
fn a_provider_that_fails_is_tried_later_and_recovers() {
    let server = MailServer::start(Provider::Postmark);
    let edge = edge_with(&server);
    let campaign = Campaign::open(&edge);
    for behaviour in [
        Behaviour::Answers(
            429,
            "retry-after: 120\r\n",
            r#"{"ErrorCode":429,"Message":"Rate limit exceeded"}"#,
        ),
        Behaviour::Answers(429, "", ""),
        Behaviour::Answers(500, "", "<html>oops"),
        Behaviour::Answers(503, "retry-after: Wed, 21 Oct 2026 07:28:00 GMT\r\n", ""),
        Behaviour::Answers(200, "", "not JSON"),
        Behaviour::Closes,
        Behaviour::ClosesInTheMiddle,
    ] {
        server.behave(behaviour.clone());
        assert_eq!(
            delivery(&campaign, &make_address("zoe")),
            "later",
            "{behaviour:?}"
        );
        server.behave(Behaviour::Documented);
        assert_eq!(
            delivery(&campaign, &make_address("zoe")),
            "accepted",
            "after {behaviour:?}"
        );
    }
}

#[test]
fn a_provider_that_hangs_is_left_after_ten_seconds() {
    let server = MailServer::start(Provider::Resend);
    let edge = edge_with(&server);
    let campaign = Campaign::open(&edge);
    server.behave(Behaviour::Hangs);
    let began = clock::now();
    assert_eq!(delivery(&campaign, &make_address("zoe")), "later");
    let took = began.elapsed();
    assert!(took >= Duration::from_secs(9), "{took:?}: it did wait");
    server.behave(Behaviour::Documented);
    assert_eq!(delivery(&campaign, &make_address("zoe")), "accepted");
}

#[test]
fn a_provider_that_is_gone_is_tried_later() {
    let server = MailServer::start(Provider::Postmark);
    let edge = edge_with(&server);
    let campaign = Campaign::open(&edge);
    drop(server);
    assert_eq!(delivery(&campaign, &make_address("zoe")), "later");
}

#[test]
fn a_redirect_takes_the_secret_nowhere() {
    let server = MailServer::start(Provider::Postmark);
    let edge = edge_with(&server);
    let campaign = Campaign::open(&edge);
    server.behave(Behaviour::Answers(307, "location: /elsewhere\r\n", ""));
    assert_eq!(delivery(&campaign, &make_address("zoe")), "misconfigured");
    let paths: Vec<_> = server
        .received()
        .into_iter()
        .map(|request| request.path)
        .collect();
    assert_eq!(paths, ["/email"]);
}

#[test]
fn the_setup_says_what_to_fix_and_signatures_are_taken_meanwhile() {
    let good = r#"{"adapter": "postmark", "from": "sign@mail.example.org"}"#;
    let token = ("UNDERSIGNED_MAIL_TOKEN", "a-token-of-the-provider");
    for (mail, variables, state, detail) in [
        ("", vec![], "off", None),
        (good, vec![token], "ready", None),
        (
            good,
            vec![],
            "misconfigured",
            Some("UNDERSIGNED_MAIL_TOKEN is missing"),
        ),
        (
            "{",
            vec![token],
            "misconfigured",
            Some("UNDERSIGNED_MAIL: EOF"),
        ),
        (
            good,
            vec![token, ("UNDERSIGNED_MAIL_WEBHOOK", "x")],
            "misconfigured",
            Some("NAME:PASSWORD"),
        ),
    ] {
        let variables: Vec<_> = [("UNDERSIGNED_MAIL", mail)]
            .into_iter()
            .chain(variables)
            .collect();
        let edge = Runtime::with(Setup {
            variables: &variables,
            ..Setup::default()
        });
        let setup = edge.organizer().mail_setup();
        assert_eq!(setup["state"], state, "{setup}");
        assert!(!setup.to_string().contains(token.1), "no secret is shown");
        match detail {
            Some(detail) => assert!(
                setup["detail"].as_str().unwrap().contains(detail),
                "{setup}"
            ),
            None => assert_eq!(setup["detail"], Value::Null),
        }
        let campaign = Campaign::open(&edge);
        let page = campaign.lead();
        let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::Yes));
        let _signed = page.post(&attempt).send().expect(201);
        if state != "ready" {
            assert_eq!(delivery(&campaign, &make_address("zoe")), state);
        }
    }
}

#[test]
fn only_an_organizer_sends_themselves_a_mail_and_only_to_an_address() {
    let server = MailServer::start(Provider::Postmark);
    let edge = edge_with(&server);
    let campaign = Campaign::open(&edge);
    let path = format!("/v1/organizer/campaigns/{}/mail/try", campaign.id());
    let body = json!({"to": make_address("zoe")}).to_string();
    let _refused = edge
        .http()
        .send(&Ask::post_json(&path, &body))
        .problem(401, "unauthorized");
    let _refused = edge
        .http()
        .get("/v1/organizer/mail")
        .problem(401, "unauthorized");
    let ask = |body: Value| campaign.organizer().try_mail(campaign.id(), &body);
    assert_eq!(ask(json!({"to": "nobody"})).pointers(), ["/to"]);
    assert_eq!(
        ask(json!({"to": "a@b.example\r\nBcc: c@d.example"})).pointers(),
        ["/to"]
    );
    let _refused =
        ask(json!({"to": "a@b.example", "kind": "newsletter"})).problem(400, "malformed");
    let _refused = ask(json!({"to": "a@b.example", "text": "Hi"})).problem(400, "malformed");
    assert!(server.received().is_empty());
}
