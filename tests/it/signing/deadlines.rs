//! When a campaign takes signatures.

use protocol::{Choice, SignatureAnswer};
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Post, Runtime, clock};

const DAY_MS: i64 = 86_400_000;

#[test]
fn a_closed_campaign_takes_no_signature() {
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::Yes));
    campaign.close_at(clock::now_ms() - DAY_MS);
    let _problem = page.post(&attempt).send().problem(409, "campaign-closed");
    let counts = campaign.organizer().counts(campaign.id(), "partner");
    assert_eq!((counts.total, counts.rows.len()), (0, 0));

    // The key is not used up: where the deadline moves, the same request signs.
    campaign.close_at(clock::now_ms() + DAY_MS);
    let _signed = page.send(&attempt);
    assert_eq!(campaign.total(), 1);
}

#[test]
fn a_campaign_that_has_not_opened_takes_no_signature() {
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    campaign.change(|settings| {
        settings.opens_at = Some(clock::encode_ms(clock::now_ms() + DAY_MS));
    });
    let _problem = page.post(&attempt).send().problem(409, "campaign-closed");
    campaign.change(|settings| {
        settings.opens_at = Some(clock::encode_ms(clock::now_ms() - DAY_MS));
    });
    let _signed = page.send(&attempt);
}

#[test]
fn who_had_a_session_before_the_deadline_may_finish() {
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    let session = page.session();
    // The deadline lies after the session's start and has passed already.
    campaign.close_at(session.issued_at_ms + 1);
    let signed: SignatureAnswer = Post::new(&page, &session, &attempt)
        .send()
        .expect(201)
        .json();
    assert_eq!(signed.tally.signatures, 1);
    assert_eq!(campaign.total(), 1);
}
