//! Each command of a campaign and of the directory is one transaction: at
//! whichever statement it fails, nothing of it is stored, and the same again
//! works afterwards.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use tests::submission::Supporter;
use tests::{Campaign, Outline, Runtime, wait};

use crate::faults::{at_every_statement, is_broken};

const PUBLISHED: Duration = Duration::from_secs(20);

#[test]
fn an_announcement_is_merged_whole_or_not_at_all() {
    let edge = Runtime::start();
    let campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    let mut live = None;
    let signatures = Cell::new(0);
    let statements = at_every_statement(
        &edge,
        "campaign.announce",
        || {
            let before = edge.log().len();
            let published = (page.tally().signatures, page.feed().entries.len());
            page.sign(&Supporter::new());
            signatures.set(signatures.get() + 1);
            let is_merged = || page.tally().signatures == signatures.get();
            let has_failed = || edge.log()[before..].contains("an announcement");
            wait::until_true(
                "the announcement to be merged or to fail",
                PUBLISHED,
                || is_merged() || has_failed(),
            );
            let now = (page.tally().signatures, page.feed().entries.len());
            assert!(
                is_merged() || now == published,
                "{now:?} after {published:?}"
            );
            is_merged()
        },
        || {
            // The next one brings everything that was not acknowledged.
            live = Some(page.live());
            page.sign(&Supporter::new());
            signatures.set(signatures.get() + 1);
            let complete = signatures.get();
            live.as_mut()
                .unwrap()
                .until("the whole tally", PUBLISHED, |message| {
                    message.tally.signatures == complete
                });
            wait::until_true("the whole feed", PUBLISHED, || {
                u64::try_from(page.feed().entries.len()).unwrap() == complete
            });
        },
    );
    assert!(statements >= 3, "{statements}");
    assert_eq!(campaign.total(), signatures.get());
}

#[test]
fn settings_are_stored_whole_or_not_at_all() {
    let edge = Runtime::start();
    let mut campaign = Campaign::open(&edge);
    let mut goal = campaign.settings.goal;
    let mut next = campaign.settings.clone();
    next.goal = goal + 1;
    let next = RefCell::new(&mut next);
    let put = || campaign.organizer().try_put(&next.borrow());
    let statements = at_every_statement(
        &edge,
        "campaign.put_settings",
        || {
            let answer = put();
            answer.status == 200 || !is_broken(&answer)
        },
        || {
            assert_eq!(campaign.lead().tally().goal, goal);
            let _put = put().expect(200);
            goal = next.borrow().goal;
            assert_eq!(campaign.lead().tally().goal, goal);
            next.borrow_mut().goal += 1;
        },
    );
    assert!(statements >= 2, "{statements}");
    campaign.settings.goal = goal;
}

#[test]
fn a_campaign_is_registered_whole_or_not_at_all() {
    for command in ["directory.register", "campaign.put_settings"] {
        let edge = Runtime::start();
        let settings = RefCell::new(Outline::default().settings());
        let tally = || {
            let path = format!("/v1/campaigns/{}/tally", settings.borrow().campaign);
            edge.http().get(&path)
        };
        let put = || edge.organizer().try_put(&settings.borrow());
        let statements = at_every_statement(
            &edge,
            command,
            || {
                let answer = put();
                answer.status == 200 || !is_broken(&answer)
            },
            || {
                let _problem = tally().problem(404, "unknown-campaign");
                let _put = put().expect(200);
                let _tally = tally().expect(200);
                settings.replace(Outline::default().settings());
            },
        );
        assert!(statements >= 1, "{command} {statements}");
    }
}

#[test]
fn a_view_that_cannot_be_kept_is_not_served() {
    let edge = Runtime::start();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let path = page.path(&format!("embed?partner={}&view=1", page.partner));
    let script = format!("/embed/{}/{}.js", campaign.id(), page.partner);
    let hosted = format!("/c/{}/{}", campaign.id(), page.partner);
    let statements = at_every_statement(
        &edge,
        "campaign.keep_view",
        || {
            [&path, &script, &hosted]
                .iter()
                .all(|path| !is_broken(&edge.http().get(path)))
        },
        || {},
    );
    assert!(statements >= 1, "{statements}");
}

#[test]
fn the_feed_is_paused_whole_or_not_at_all() {
    let edge = Runtime::start();
    let campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    page.sign(&Supporter::new());
    wait::until_true("the feed", PUBLISHED, || page.feed().entries.len() == 1);
    for (word, after) in [("pause", 0), ("resume", 1)] {
        let statements = at_every_statement(
            &edge,
            "campaign.pause_feed",
            || {
                let answer = campaign
                    .organizer()
                    .act(campaign.id(), &format!("feed/{word}"));
                answer.status == 204 || !is_broken(&answer)
            },
            || assert_eq!(page.feed().entries.len(), 1 - after),
        );
        assert!(statements >= 2, "{statements}");
        assert_eq!(page.feed().entries.len(), after);
    }
}
