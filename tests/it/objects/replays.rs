//! A retry is the same request: it gets the first answer, byte for
//! byte, whatever has happened in between.

use protocol::{Choice, Display, SignatureAnswer};
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Campaign, Outline, Page, Post, Runtime};

/// Sends the attempt in a session of its own; the answer is the first one.
#[track_caller]
fn is_replayed(page: &Page, attempt: &Attempt, first: &Answer) {
    let again = page.post(attempt).send();
    assert_eq!(again, *first, "{} / {}", again.text(), first.text());
}

#[test]
fn a_retry_gets_the_first_answer_in_the_same_and_in_a_renewed_session() {
    for shards in [1, 8] {
        let edge = Runtime::shared();
        let campaign = Outline::shards(shards).open(&edge);
        let page = campaign.lead();
        let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::Yes));
        let session = page.session();
        let post = Post::new(&page, &session, &attempt);
        let first = post.send().expect(201);
        assert_eq!(post.send(), first);
        let mut later = post.clone();
        later.created_s += 5;
        assert_eq!(later.send(), first);
        is_replayed(&page, &attempt, &first);
        assert_eq!(campaign.total(), 1);
    }
}

#[test]
fn a_retry_gets_the_first_answer_when_others_have_signed_since() {
    let edge = Runtime::shared();
    let campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    let mut submission = page.fill(&Supporter::new(), Choice::No);
    submission.display = Display::Hidden;
    let attempt = Attempt::new(submission);
    let first = page.send(&attempt);
    for _ in 0..3 {
        let _signed = page.sign(&Supporter::new());
    }
    is_replayed(&page, &attempt, &first);
    let signed: SignatureAnswer = first.json();
    assert_eq!((signed.tally.signatures, signed.entry), (1, None));
    assert_eq!(campaign.total(), 4);
}

#[test]
fn a_retry_gets_the_first_answer_after_the_campaign_has_closed() {
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    let first = page.send(&attempt);
    campaign.close_at(tests::clock::now_ms() - 86_400_000);
    is_replayed(&page, &attempt, &first);
    // It is the replay that is answered, not an open campaign.
    let fresh = Attempt::new(attempt.submission.clone());
    let _problem = page.post(&fresh).send().problem(409, "campaign-closed");
}

#[test]
fn a_retry_gets_the_first_answer_after_a_kill_and_a_restart() {
    for shards in [1, 8] {
        let edge = Runtime::start();
        let mut campaign = Outline::shards(shards).open(&edge);
        let page = campaign.lead();
        let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::Yes));
        let first = page.send(&attempt);
        edge.restart();
        is_replayed(&page, &attempt, &first);
        campaign.close_at(tests::clock::now_ms() - 86_400_000);
        edge.restart();
        is_replayed(&page, &attempt, &first);
        assert_eq!(campaign.total(), 1);
    }
}

#[test]
fn a_key_that_comes_with_another_submission_is_refused() {
    let edge = Runtime::shared();
    let campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    let first = page.send(&attempt);
    let refuses = |change: &dyn Fn(&mut protocol::Submission)| {
        let mut other = attempt.clone();
        change(&mut other.submission);
        let _problem = page.post(&other).send().problem(422, "key-reused");
    };
    refuses(&|other| other.supporter.email = Supporter::new().email);
    refuses(&|other| other.supporter.given_name.push('a'));
    refuses(&|other| other.supporter.postal_code = Some("V5K 0A1".to_owned()));
    refuses(&|other| other.display = Display::Hidden);
    refuses(&|other| other.consents[0].choice = Choice::Yes);
    refuses(&|other| other.source = None);
    let counts = campaign.organizer().counts(campaign.id(), "partner");
    assert_eq!(counts.total, 1);
    assert!(counts.rows.iter().all(|row| row.consents == 0));
    is_replayed(&page, &attempt, &first);
}

#[test]
fn one_key_in_two_campaigns_is_two_requests() {
    let edge = Runtime::shared();
    let (one, two) = (Campaign::open(&edge), Campaign::open(&edge));
    let supporter = Supporter::new();
    let mut attempt = Attempt::new(one.lead().fill(&supporter, Choice::No));
    let first: SignatureAnswer = one.lead().send(&attempt).json();
    attempt.submission = two.lead().fill(&supporter, Choice::No);
    let second: SignatureAnswer = two.lead().send(&attempt).json();
    assert_ne!(first.receipt, second.receipt);
    assert_eq!((one.total(), two.total()), (1, 1));
}
