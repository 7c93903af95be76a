//! The edge's log: a failure is logged once, and nothing about people is.
//!
//! Every runtime of the suite is checked for the second part when it ends
//! (`tests/src/runtime.rs`); here it has something to say.

use std::time::Duration;

use protocol::Choice;
use tests::hosted::HostedForm;
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Configuration, Runtime, Setup, personal, wait};

#[test]
fn a_failure_is_logged_once_with_its_request_id_and_without_the_person() {
    let edge = Runtime::with(Setup {
        fail_at: Some("ledger.sign:4"),
        ..Setup::default()
    });
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::Yes));
    let problem = page.post(&attempt).send().problem(500, "internal");
    let id = problem.request_id.unwrap();
    let log = wait::until("the failure in the log", Duration::from_mins(1), || {
        Some(edge.log()).filter(|log| log.contains(&id))
    });
    assert_eq!(log.matches(&id).count(), 1, "{log}");

    let path = format!("/c/{}/{}", campaign.id(), page.partner);
    let mut form = HostedForm::of(&path, &edge.http().get(&path).expect(200).text());
    form.fill(&campaign, &Supporter::new());
    let _broken = form.post(&campaign).expect(500);
    wait::until_true(
        "the form's failure in the log",
        Duration::from_mins(1),
        || edge.log().contains("a hosted form"),
    );
    println!("{}", edge.log());
    assert!(personal::find_in(&edge.log()).is_empty());
}

#[test]
fn refused_requests_leave_nothing_in_the_log() {
    // With the flags of a test V8 says that it compiles what it has ready.
    let edge = Runtime::with(Setup {
        configuration: Configuration::Deployment,
        ..Setup::default()
    });
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let mut submission = page.fill(&Supporter::new(), Choice::Yes);
    submission.supporter.postal_code = Some("12345".to_owned());
    let attempt = Attempt::new(submission);
    let post = page.post(&attempt);
    let _problem = post.send().problem(422, "invalid");
    let _problem = post
        .clone()
        .without("signature")
        .send()
        .problem(401, "signature-missing");
    let _problem = post.with_body("{").send().problem(400, "malformed");
    let _signed = page.sign(&Supporter::new());
    edge.kill();
    assert_eq!(edge.log(), "");
}
