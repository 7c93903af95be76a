//! A session that asks for work takes no submission without it.

use std::time::Duration;

use petition::{Limit, LimitSettings};
use protocol::work::{self, derive_prefix};
use protocol::{Choice, SessionAnswer, SessionWork, WorkSolution};
use tests::campaign::LEAD;
use tests::hosted::HostedForm;
use tests::solve::payload_of;
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Campaign, Outline, Post, Runtime, Setup, clock, wait};

const BITS: u8 = 10;

/// Past it a wait was in vain.
const MUCH_TIME: Duration = Duration::from_mins(1);

fn edge_with(bits: &str) -> Runtime {
    Runtime::with(Setup {
        variables: &[("UNDERSIGNED_WORK_BITS", bits)],
        ..Setup::default()
    })
}

/// The submission of an attempt with this counter, whatever it is worth.
fn post_with(campaign: &Campaign<'_>, attempt: &Attempt, counter: Option<u64>) -> Post {
    let session = campaign.lead().session();
    let mut attempt = attempt.clone();
    // An empty solution keeps the client from making one.
    attempt.submission.work = Some(WorkSolution {
        counter: counter.unwrap_or_default(),
    });
    let mut post = Post::new(&campaign.lead(), &session, &attempt);
    if counter.is_none() {
        attempt.submission.work = None;
        post.body = attempt.submission.encode().into_bytes();
    }
    post
}

#[track_caller]
fn is_refused(answer: &Answer, detail: &str) {
    let problem = answer.problem(422, "work");
    let [error] = problem.errors.as_slice() else {
        panic!("{}", answer.text());
    };
    let reported = (error.pointer.as_str(), error.kind.as_str());
    assert_eq!(reported, ("/work", "work"));
    assert!(error.detail.contains(detail), "{}", error.detail);
}

#[test]
fn a_session_says_how_much_work_it_asks_for() {
    let edge = edge_with("10");
    let campaign = Campaign::open(&edge);
    let answer: SessionAnswer = campaign.lead().ask_session().expect(200).json();
    let payload = payload_of(&answer.session).unwrap();
    assert_eq!(answer.work, SessionWork::of(BITS, &payload.sid));
    assert_eq!(payload.difficulty_bits, BITS);

    let without = edge_with("0");
    let campaign = Campaign::open(&without);
    let answer = campaign.lead().ask_session().expect(200);
    assert!(!answer.text().contains("work"), "{}", answer.text());
    let _signed = campaign.lead().sign(&Supporter::new());
}

#[test]
fn a_submission_without_its_work_is_refused_before_any_object() {
    let edge = edge_with("10");
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let supporter = Supporter::new();
    let attempt = Attempt::new(page.fill(&supporter, Choice::No));
    let files = edge.state_files();
    is_refused(
        &post_with(&campaign, &attempt, None).send(),
        "asks for work",
    );

    // A counter that solves nothing for this session and address.
    let mut post = post_with(&campaign, &attempt, Some(0));
    let sid = payload_of(&post.token).unwrap().sid;
    let prefix = derive_prefix(&sid, &supporter.email);
    let wrong = (0..1_000).find(|counter| !work::verify(&prefix, BITS, *counter));
    let mut submission = attempt.submission.clone();
    submission.work = wrong.map(|counter| WorkSolution { counter });
    post.body = submission.encode().into_bytes();
    is_refused(&post.send(), "does not solve");

    // The right one for another address.
    let other = derive_prefix(&sid, "somebody.else@mail.example");
    let solves_other = (0..100_000).find(|counter| {
        work::verify(&other, BITS, *counter) && !work::verify(&prefix, BITS, *counter)
    });
    submission.work = solves_other.map(|counter| WorkSolution { counter });
    post.body = submission.encode().into_bytes();
    is_refused(&post.send(), "does not solve");

    assert_eq!(edge.state_files(), files, "an object was made");
    assert_eq!(campaign.total(), 0);
    // Done, it is the same request.
    let _signed = page.send(&attempt);
    assert_eq!(campaign.total(), 1);
}

#[test]
fn work_is_done_again_for_a_renewed_session_and_the_request_stays_the_same() {
    let edge = edge_with("10");
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    let (first, again) = (page.post(&attempt), page.post(&attempt));
    assert_ne!(first.token, again.token);
    assert_ne!(first.body, again.body, "the work was not done again");
    assert_eq!(first.send().expect(201), again.send().expect(201));
    assert_eq!(campaign.total(), 1);
}

#[test]
fn one_work_pays_for_one_submission() {
    let edge = edge_with("10");
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let supporter = Supporter::new();
    let session = page.session();
    let mut attempt = Attempt::new(page.fill(&supporter, Choice::No));
    let sid = payload_of(&session.token).unwrap().sid;
    let prefix = derive_prefix(&sid, &supporter.email);
    let solves = |from| work::try_slice(&prefix, BITS, from, u32::MAX);
    attempt.submission.work = solves(0).map(|counter| WorkSolution { counter });
    let first = Post::new(&page, &session, &attempt);
    let answer = first.send().expect(201);
    // A retry is no other submission.
    assert_eq!(first.send().expect(201), answer);
    let mut other = Attempt::new(attempt.submission.clone());
    other.submission.supporter.given_name = "Somebody".to_owned();
    is_refused(
        &Post::new(&page, &session, &other).send(),
        "has paid for another submission",
    );
    let counter = attempt.submission.work.unwrap().counter;
    other.submission.work = solves(counter + 1).map(|counter| WorkSolution { counter });
    let _signed = Post::new(&page, &session, &other).send().expect(201);
}

#[test]
fn a_session_that_asks_for_no_work_signs_no_request() {
    let edge = edge_with("10");
    let campaign = Campaign::open(&edge);
    let path = format!("/c/{}/{LEAD}", campaign.id());
    let form = HostedForm::of(&path, &edge.http().get(&path).expect(200).text());
    let payload = payload_of(form.value("session").unwrap()).unwrap();
    assert_eq!(payload.difficulty_bits, 0);
    // Even for who knew its key, from the edge's own page.
    let page = campaign.page(LEAD, edge.origin());
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    let post = page.post(&attempt).under(&edge.secrets().issue(payload));
    let _problem = post.send().problem(401, "session-origin");
    assert_eq!(campaign.total(), 0);
}

/// The bits that a new session asks for.
fn bits(campaign: &Campaign<'_>) -> u8 {
    let answer: SessionAnswer = campaign.lead().ask_session().expect(200).json();
    answer.work.map_or(0, |work| work.difficulty_bits)
}

#[test]
fn a_network_that_asks_for_too_many_sessions_works_more_until_it_has_waited() {
    /// How long one session more takes to drain: a tenth of the limit's
    /// interval.
    const DRAINS: Duration = Duration::from_millis(500);
    let edge = edge_with("10");
    let limits = LimitSettings {
        network: Some(Limit {
            per_hour: 720,
            burst: 1,
        }),
        ..LimitSettings::default()
    };
    let campaign = Outline::limited(1, limits).open(&edge);
    assert_eq!(bits(&campaign), BITS);
    let mut asked = 1;
    let raised = wait::until("more work", MUCH_TIME, || {
        asked += 1;
        Some(bits(&campaign)).filter(|bits| *bits > BITS)
    });
    println!("{asked} sessions came to {raised} bits");
    assert!(raised <= BITS + 6, "{raised}");
    // Asking would count: whatever was asked for has drained by then.
    let drained = clock::now() + DRAINS * asked;
    wait::until_true("the network to have waited", MUCH_TIME, || {
        clock::now() > drained
    });
    assert_eq!(bits(&campaign), BITS);
}
