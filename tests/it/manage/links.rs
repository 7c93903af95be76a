//! What "Email me my link" costs: the work of a session, or without scripts the
//! limit of the form without scripts, as signing does.

use std::time::Duration;

use petition::LimitSettings;
use protocol::Choice;
use serde_json::json;
use tests::campaign::{Campaign, at_once, protect};
use tests::mail_server::{MailServer, Provider};
use tests::mailbox::{ask_link, ask_link_by, ask_link_with_work, own_page, solution};
use tests::solve::payload_of;
use tests::submission::{Attempt, Supporter};
use tests::{Outline, Post, Runtime, Setup, wait};

const SENT: Duration = Duration::from_mins(1);

const NOBODY: &str = "nobody@mail.example";
const SOMEBODY_ELSE: &str = "somebody-else@mail.example";

/// So many at once by the form without scripts, and by one network in all.
fn limits(hosted: u32, network: u32) -> LimitSettings {
    LimitSettings {
        hosted: Some(at_once(hosted)),
        network: Some(at_once(network)),
        ..LimitSettings::default()
    }
}

#[test]
fn without_scripts_a_link_has_the_limit_of_the_form_without_scripts() {
    let edge = Runtime::start();
    for shards in [1, 8] {
        let campaign = Outline::limited(shards, limits(2, 9)).open(&edge);
        let statuses: Vec<u16> = (0..4).map(|_| ask_link(&campaign, NOBODY).status).collect();
        assert_eq!(statuses, [303, 303, 429, 429], "{shards} shards");
        let refused = ask_link(&campaign, NOBODY);
        assert_eq!(refused.header("retry-after"), Some("3600"));
        assert!(refused.text().contains("value=\"nobody@mail.example\""));
        // What is no address costs nothing, and a work opens the way.
        let _wrong = ask_link(&campaign, "nobody").expect(422);
        let _asked = ask_link_with_work(&campaign, NOBODY).expect(303);
    }
}

#[test]
fn what_is_no_solved_work_of_this_page_pays_for_nothing() {
    let edge = Runtime::start();
    let campaign = Outline::limited(2, limits(1, 90)).open(&edge);
    let _asked = ask_link(&campaign, NOBODY).expect(303);
    let session = own_page(&campaign).session();
    let payload = payload_of(&session.token).unwrap();
    let solves = |address: &str, counter: u64| {
        let prefix = protocol::work::derive_prefix(&payload.sid, address);
        protocol::work::verify(&prefix, payload.difficulty_bits, counter)
    };
    // Few bits are asked of a test, so one counter solves two addresses now and
    // then: not this one.
    let counter = (0..u64::MAX)
        .find(|counter| solves(NOBODY, *counter) && !solves(SOMEBODY_ELSE, *counter))
        .unwrap();
    let unsolved = (0..u64::MAX)
        .find(|counter| !solves(NOBODY, *counter))
        .unwrap();
    let (counter, unsolved) = (counter.to_string(), unsolved.to_string());
    let partner = campaign.lead().session();
    let of_partner = solution(&partner, NOBODY).to_string();
    let other = Outline::shards(1).open(&edge);
    let other = own_page(&other).session();
    let of_other = solution(&other, NOBODY).to_string();
    for (what, paid) in [
        ("no work", vec![("session", session.token.as_str())]),
        ("work and no session", vec![("counter", &counter)]),
        (
            "unsolved",
            vec![("session", &session.token), ("counter", &unsolved)],
        ),
        (
            "no number",
            vec![("session", &session.token), ("counter", "x")],
        ),
        (
            "of a partner's page",
            vec![("session", &partner.token), ("counter", &of_partner)],
        ),
        (
            "of another campaign",
            vec![("session", &other.token), ("counter", &of_other)],
        ),
        (
            "no session",
            vec![("session", "us1.k1.x.y"), ("counter", &counter)],
        ),
    ] {
        assert_eq!(ask_link_by(&campaign, NOBODY, &paid).status, 429, "{what}");
    }
    let for_another = [("session", session.token.as_str()), ("counter", &counter)];
    let answer = ask_link_by(&campaign, SOMEBODY_ELSE, &for_another);
    assert_eq!(answer.status, 429, "the work of another address");
    let answer = ask_link_by(&campaign, NOBODY, &for_another);
    assert_eq!(answer.status, 303);
}

#[test]
fn with_scripts_a_link_has_the_limits_of_its_session_and_its_network() {
    let edge = Runtime::start();
    let by_session = LimitSettings {
        session: Some(at_once(2)),
        ..LimitSettings::default()
    };
    let campaign = Outline::limited(8, by_session).open(&edge);
    let session = own_page(&campaign).session();
    let ask = || {
        let counter = solution(&session, NOBODY).to_string();
        ask_link_by(
            &campaign,
            NOBODY,
            &[("session", &session.token), ("counter", &counter)],
        )
        .status
    };
    assert_eq!([ask(), ask(), ask()], [303, 303, 429]);
    let campaign = Outline::limited(8, limits(9, 2)).open(&edge);
    let ask = || ask_link_with_work(&campaign, NOBODY).status;
    assert_eq!([ask(), ask(), ask()], [303, 303, 429]);
    // And none of it is signing's.
    campaign.lead().sign(&Supporter::new());
    let held = campaign.organizer().counts(campaign.id(), "partner").rows;
    assert!(held.iter().all(|row| row.held == 0));
}

#[test]
fn one_work_pays_for_a_signature_or_for_a_mail() {
    let server = MailServer::start(Provider::Postmark);
    let edge = Runtime::with(Setup {
        mail: Some(&server),
        ..Setup::default()
    });
    let campaign = Outline::shards(1).open(&edge);
    let page = own_page(&campaign);
    let session = page.session();
    let supporter = Supporter::with_email("anil@mail.example");
    let mut submission = page.fill(&supporter, Choice::No);
    let counter = solution(&session, &supporter.email);
    submission.work = serde_json::from_value(json!({ "counter": counter })).unwrap();
    let _signed = Post::new(&page, &session, &Attempt::new(submission))
        .send()
        .expect(201);
    // Answered like any other, and nothing is ordered.
    let spent = counter.to_string();
    let ask = |counter: &str| {
        let paid = [("session", session.token.as_str()), ("counter", counter)];
        let _asked = ask_link_by(&campaign, &supporter.email, &paid).expect(303);
    };
    ask(&spent);
    // A first one that is ordered after it: nothing came before.
    let bystander = Supporter::with_email("bystander@mail.example");
    page.sign(&bystander);
    let _asked = ask_link_with_work(&campaign, &bystander.email).expect(303);
    wait::until_true("the bystander's mail", SENT, || {
        server.taken_for(&bystander.email).len() == 1
    });
    assert_eq!(server.taken_for(&supporter.email).len(), 0);
    ask(&solution(&session, &supporter.email).to_string());
    wait::until_true("the supporter's mail", SENT, || {
        server.taken_for(&supporter.email).len() == 1
    });
}

#[test]
fn a_protected_campaign_has_no_script_and_gives_links_by_the_plain_form() {
    let edge = Runtime::start();
    let mut settings = Outline::limited(1, limits(1, 9)).settings();
    protect(&mut settings);
    edge.organizer().put(&settings);
    let protected = Campaign {
        edge: &edge,
        settings,
    };
    let open = Outline::shards(1).open(&edge);
    let path = |campaign: &Campaign<'_>| format!("/r/{}", campaign.id());
    let page = edge.http().get(&path(&open)).expect(200);
    let policy = page.header("content-security-policy").unwrap().to_owned();
    assert!(
        policy.contains("script-src 'self'; connect-src 'self'"),
        "{policy}"
    );
    assert!(page.text().contains("<script src=\"/r/link.js\" defer>"));
    let _script = edge.http().get("/r/link.js").expect(200);
    let page = edge.http().get(&path(&protected)).expect(200);
    let policy = page.header("content-security-policy").unwrap().to_owned();
    assert!(!policy.contains("script-src"), "{policy}");
    assert!(!page.text().contains("<script"));
    assert_eq!(
        [
            ask_link(&protected, NOBODY).status,
            ask_link(&protected, NOBODY).status
        ],
        [303, 429]
    );
}
