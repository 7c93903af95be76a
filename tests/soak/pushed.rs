//! How soon an open page is updated. That it is, and with what, is proved in
//! `tests/it/`: `embed/live.rs`, `organizers/feed_pause.rs`,
//! `organizers/moderation.rs`, `hosted/protected.rs`.

use std::collections::BTreeSet;
use std::time::Duration;

use protocol::{Choice, EntryId, SignatureAnswer};
use serde_json::json;
use tests::campaign::protect;
use tests::live::Live;
use tests::submission::Attempt;
use tests::submission::Supporter;
use tests::{Campaign, Outline, Runtime, clock, wait};

use crate::alone;

/// Past it nothing comes any more.
const LIMIT: Duration = Duration::from_mins(1);

/// Guaranteed to everybody with an open page.
const SIGNED_WITHIN: Duration = Duration::from_secs(1);

/// Guaranteed to organizers.
const GONE_WITHIN: Duration = Duration::from_secs(5);

#[test]
fn a_signature_reaches_the_other_partners_page_within_a_second() {
    let _alone = alone();
    for shards in [1, 8] {
        let edge = Runtime::start();
        let campaign = Outline::shards(shards).open(&edge);
        let mut live = campaign.other().live();
        let page = campaign.lead();
        let mut waits = Vec::new();
        for signatures in 1..=5 {
            let post = page.post(&Attempt::new(page.fill(&Supporter::new(), Choice::No)));
            let signed: SignatureAnswer = post.send().expect(201).json();
            let signed_at = clock::now();
            let entry = signed.entry.unwrap();
            live.until("the entry and the tally", LIMIT, |message| {
                message.entries.contains(&entry) && message.tally.signatures == signatures
            });
            waits.push(signed_at.elapsed());
        }
        println!("{shards} shards: from 201 to the page in {waits:?}");
        waits.sort_unstable();
        assert!(waits[2] < SIGNED_WITHIN, "the middle one of {waits:?}");
    }
}

/// A campaign with so many entries in its feed, and an open page of the other
/// partner.
fn listed(campaign: &Campaign<'_>, count: usize) -> (BTreeSet<EntryId>, Live) {
    let page = campaign.lead();
    let sign = |_| page.sign(&Supporter::new()).entry.unwrap().id;
    let entries = (0..count).map(sign).collect();
    wait::until_true("all in the feed", LIMIT, || {
        page.feed().entries.len() == count
    });
    (entries, campaign.other().live())
}

/// Asks for something that takes every entry off the open pages, and measures.
fn measure(what: &str, ask: impl FnOnce(&mut Campaign<'_>)) {
    let _alone = alone();
    let edge = Runtime::start();
    let mut campaign = Outline::shards(8).open(&edge);
    let (mut left, mut live) = listed(&campaign, 30);
    let asked_at = clock::now();
    ask(&mut campaign);
    live.until("the last removal", LIMIT, |message| {
        left.retain(|id| !message.removed.contains(id));
        left.is_empty()
    });
    let took = asked_at.elapsed();
    println!("{what}: every name was gone after {took:?}");
    assert!(took < GONE_WITHIN, "{what}: {took:?}");
}

#[test]
fn a_paused_feed_leaves_every_open_page_within_five_seconds() {
    measure("a pause", |campaign| {
        let answer = campaign.organizer().act(campaign.id(), "feed/pause");
        let _done = answer.expect(204);
    });
}

#[test]
fn everything_of_a_source_leaves_every_open_page_within_five_seconds() {
    measure("a source", |campaign| {
        let body = json!({ "source": "newsletter-3" });
        let answer = campaign
            .organizer()
            .act_with(campaign.id(), "entries/hide", &body);
        let _done = answer.expect(200);
    });
}

#[test]
fn every_name_leaves_the_open_pages_of_a_tightened_campaign_within_five_seconds() {
    measure("a tightened mode", |campaign| campaign.change(protect));
}
