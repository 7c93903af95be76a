//! Protecting a campaign is one transaction: names are gone with it, or it is
//! as open as before.

use std::time::Duration;

use tests::campaign::protect;
use tests::submission::Supporter;
use tests::{Outline, Runtime, wait};

use crate::faults::{at_every_statement, feed_now, is_broken, start_again};

const PUBLISHED: Duration = Duration::from_mins(1);

#[test]
fn a_failed_protection_stores_nothing() {
    let edge = Runtime::start();
    let campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    let entry = page.sign(&Supporter::new()).entry.unwrap();
    wait::until_true("the entry", PUBLISHED, || page.feed().entries.len() == 1);
    let mut protected = campaign.settings.clone();
    protect(&mut protected);
    start_again(&edge, "campaign.put_settings:row");
    let statements = at_every_statement(
        || {
            let answer = campaign.organizer().try_put(&protected);
            answer.status == 200 || !is_broken(&answer)
        },
        || {
            let feed = feed_now(&campaign);
            assert_eq!(feed.entries, std::slice::from_ref(&entry));
            assert!(page.embed().html.contains("<form"));
        },
    );
    assert!(statements >= 8, "{statements}");
    assert!(page.feed().entries.is_empty());
    let _refused = page.ask_session().problem(403, "hosted-only");
}
