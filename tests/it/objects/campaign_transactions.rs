//! Each command of a campaign and of the directory is one transaction: at
//! whichever statement it fails, nothing of it is stored, and the same request
//! works afterwards.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use tests::submission::Supporter;
use tests::{Campaign, Outline, Runtime, wait};

use crate::faults::{at_every_statement, feed_now, is_broken, start, start_again};

const PUBLISHED: Duration = Duration::from_mins(1);

/// Tally and entries when so many have signed.
fn whole(signatures: u64) -> (u64, usize) {
    (signatures, usize::try_from(signatures).unwrap())
}

#[test]
fn a_failed_merge_stores_nothing() {
    let edge = start("campaign.announce:each");
    let campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    let signatures = Cell::new(0);
    let published = || {
        let feed = feed_now(&campaign);
        (feed.tally.signatures, feed.entries.len())
    };
    let statements = at_every_statement(
        || {
            let before = edge.log().len();
            let earlier = published();
            page.sign(&Supporter::new());
            signatures.set(signatures.get() + 1);
            let has_failed = || edge.log()[before..].contains("an announcement");
            wait::until_true(
                "the announcement to be merged or to fail",
                PUBLISHED,
                || has_failed() || published().0 == signatures.get(),
            );
            let now = published();
            // A failed one is repeated by an alarm, which can be at any time.
            let is_whole = now == whole(signatures.get());
            assert!(is_whole || now == earlier, "{now:?} after {earlier:?}");
            !has_failed()
        },
        || {
            // The next one brings everything that was not acknowledged.
            let mut live = page.live();
            page.sign(&Supporter::new());
            signatures.set(signatures.get() + 1);
            let complete = signatures.get();
            live.until("the whole tally", PUBLISHED, |message| {
                message.tally.signatures == complete
            });
            wait::until_true("the whole feed", PUBLISHED, || {
                published() == whole(complete)
            });
        },
    );
    assert!(statements >= 3, "{statements}");
    edge.restart();
    assert_eq!(campaign.total(), signatures.get());
    assert_eq!(published(), whole(signatures.get()));
}

#[test]
fn a_failed_saving_of_settings_stores_nothing() {
    let edge = Runtime::start();
    let campaign = Campaign::open(&edge);
    let mut goal = campaign.settings.goal;
    let mut next = campaign.settings.clone();
    next.goal = goal + 1;
    let next = RefCell::new(&mut next);
    let put = || campaign.organizer().try_put(&next.borrow());
    let goal_now = || feed_now(&campaign).tally.goal;
    start_again(&edge, "campaign.put_settings:each");
    let statements = at_every_statement(
        || {
            let answer = put();
            answer.status == 200 || !is_broken(&answer)
        },
        || {
            assert_eq!(goal_now(), goal);
            let _put = put().expect(200);
            goal = next.borrow().goal;
            assert_eq!(goal_now(), goal);
            next.borrow_mut().goal += 1;
        },
    );
    assert!(statements >= 2, "{statements}");
    assert_eq!(goal_now(), goal + 1);
}

#[test]
fn a_failed_registration_stores_nothing() {
    for fault in ["directory.register:each", "campaign.put_settings:each"] {
        let edge = start(fault);
        let settings = RefCell::new(Outline::default().settings());
        let tally = || {
            let path = format!("/v1/campaigns/{}/tally", settings.borrow().campaign);
            edge.http().get(&path)
        };
        let put = || edge.organizer().try_put(&settings.borrow());
        let statements = at_every_statement(
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
        assert!(statements >= 1, "{fault} {statements}");
    }
}

#[test]
fn a_view_that_cannot_be_kept_is_not_served() {
    let edge = start("campaign.keep_view:1");
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let path = page.path(&format!("embed?partner={}&view=1", page.partner));
    let script = format!("/embed/{}/{}.js", campaign.id(), page.partner);
    let hosted = format!("/c/{}/{}", campaign.id(), page.partner);
    for path in [&path, &script, &hosted] {
        assert!(is_broken(&edge.http().get(path)), "{path}");
    }
    edge.restart();
    for path in [&path, &script, &hosted] {
        let _view = edge.http().get(path).expect(200);
    }
}

#[test]
fn a_failed_pause_stores_nothing() {
    let edge = Runtime::start();
    let campaign = Outline::shards(1).open(&edge);
    campaign.lead().sign(&Supporter::new());
    let listed = || feed_now(&campaign).entries.len();
    wait::until_true("the feed", PUBLISHED, || listed() == 1);
    for (word, after) in [("pause", 0), ("resume", 1)] {
        start_again(&edge, "campaign.pause_feed:row");
        let statements = at_every_statement(
            || {
                let answer = campaign
                    .organizer()
                    .act(campaign.id(), &format!("feed/{word}"));
                answer.status == 204 || !is_broken(&answer)
            },
            || assert_eq!(listed(), 1 - after),
        );
        assert!(statements >= 2, "{statements}");
        assert_eq!(listed(), after);
    }
}
