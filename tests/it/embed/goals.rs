//! The goal that moves on, and how a petition ended.

use std::time::Duration;

use petition::{Counts, Outcome, OutcomeKind};
use tests::submission::Supporter;
use tests::{Campaign, Runtime, clock, wait};

const DAY_MS: i64 = 86_400_000;
const PUBLISHED: Duration = Duration::from_mins(1);

#[test]
fn a_goal_moves_on_at_nine_tenths_and_never_down() {
    let edge = Runtime::start();
    let mut campaign = Campaign::open(&edge);
    campaign.change(|settings| (settings.goal, settings.goals) = (2, vec![4, 8]));
    let page = campaign.lead();
    let mut live = page.live();
    assert_eq!(page.tally().goal, 2);
    for (signatures, goal) in [(1, 2), (2, 4), (3, 4), (4, 8)] {
        let answer = page.sign(&Supporter::new());
        assert_eq!(answer.tally.signatures, signatures);
        let message = live.until("the tally", PUBLISHED, |message| {
            message.tally.signatures == signatures
        });
        assert_eq!(message.tally.goal, goal, "pushed at {signatures}");
        wait::until_true("the same in the snapshot", PUBLISHED, || {
            page.tally().signatures == signatures && page.tally().goal == goal
        });
    }

    // Nobody has confirmed, so the count is none: the goal stays where it was.
    campaign.change(|settings| settings.counts = Counts::Confirmed);
    assert_eq!((page.tally().signatures, page.tally().goal), (0, 8));
    edge.restart();
    assert_eq!((page.tally().signatures, page.tally().goal), (0, 8));
    campaign.change(|settings| settings.goals = vec![4]);
    assert_eq!(page.tally().goal, 4, "8 is none of its goals any more");
}

#[test]
fn a_petition_that_has_ended_says_how_in_the_forms_place() {
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    campaign.change(|settings| {
        settings.outcome = Some(Outcome {
            kind: OutcomeKind::Won,
            update: petition::settings::Texts::new(),
            updated_on: Some("2026-11-20".to_owned()),
            next: None,
        });
    });
    assert!(!campaign.lead().embed().html.contains("Won"));
    campaign.close_at(clock::now_ms() - DAY_MS);
    let html = campaign.lead().embed().html;
    assert!(html.contains(">Won<") && !html.contains("<form"), "{html}");
    assert!(html.contains("Last update: 20 November 2026"));
}
