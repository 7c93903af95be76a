//! The work that a campaign asks for while it is attacked, by what an isolate
//! sees half a minute apart.

use std::time::Duration;

use petition::LimitSettings;
use protocol::{Choice, SessionAnswer};
use tests::campaign::at_once;
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Outline, Post, Runtime, wait};

use crate::alone;

/// The bits that a new session asks for.
fn bits(campaign: &Campaign<'_>) -> u8 {
    let answer: SessionAnswer = campaign.lead().ask_session().expect(200).json();
    answer.work.map_or(0, |work| work.difficulty_bits)
}

#[test]
fn where_most_signatures_of_a_campaign_are_held_everybody_works_more_for_a_while() {
    let _alone = alone();
    let edge = Runtime::start();
    let limits = LimitSettings {
        session: Some(at_once(5)),
        ..LimitSettings::default()
    };
    let campaign = Outline::limited(1, limits).open(&edge);
    let page = campaign.lead();
    assert_eq!(bits(&campaign), 8);
    let session = page.session();
    for _ in 0..30 {
        let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
        let _signed = Post::new(&page, &session, &attempt).send().expect(201);
    }
    // An isolate compares what it saw half a minute apart.
    let window = Duration::from_secs(75);
    wait::until_true("more work for everybody", window, || bits(&campaign) == 10);
    wait::until_true("the usual work again", window, || bits(&campaign) == 8);
}
