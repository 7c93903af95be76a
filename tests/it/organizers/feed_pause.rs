//! Organizers pause the feed: no page shows a name until they resume it.

use std::time::Duration;

use protocol::limits::FEED_ENTRIES;
use protocol::{Entry, EntryId};
use tests::submission::Supporter;
use tests::{Campaign, Outline, Runtime, wait};

const PUSHED: Duration = Duration::from_mins(1);

fn switch(campaign: &Campaign<'_>, switch: &str) {
    let path = format!("feed/{switch}");
    let _done = campaign.organizer().act(campaign.id(), &path).expect(204);
}

#[test]
fn a_paused_feed_leaves_every_open_page_and_comes_back() {
    for shards in [1, 8] {
        let edge = Runtime::shared();
        let campaign = Outline::shards(shards).open(&edge);
        let page = campaign.lead();
        let mut lives: Vec<_> = (0..5).map(|_| campaign.other().live()).collect();
        let mut entries: Vec<Entry> = Vec::new();
        for signatures in 1..=3 {
            entries.insert(0, page.sign(&Supporter::new()).entry.unwrap());
            wait::until_true("the entry in the feed", PUSHED, || {
                page.feed().entries.len() == signatures
            });
        }
        switch(&campaign, "pause");
        for live in &mut lives {
            let message = live.until("every entry's removal", PUSHED, |message| {
                entries
                    .iter()
                    .all(|entry| message.removed.contains(&entry.id))
            });
            assert!(message.entries.is_empty());
            assert_eq!(message.tally.signatures, 3);
        }
        let feed = page.feed();
        assert_eq!((feed.entries.len(), feed.others), (0, 3));
        let embed = page.embed();
        assert_eq!((embed.entries.len(), embed.others), (0, 3));
        assert!(
            !embed.html.contains("data-entry"),
            "the view names somebody"
        );
        let hosted = format!("/c/{}/{}", campaign.id(), page.partner);
        assert!(
            !edge
                .http()
                .get(&hosted)
                .expect(200)
                .text()
                .contains("data-entry")
        );

        // What comes meanwhile is counted, and kept back.
        let meanwhile = page.sign(&Supporter::new()).entry.unwrap();
        for live in &mut lives {
            let message = live.until("the count without the name", PUSHED, |message| {
                message.tally.signatures == 4
            });
            assert!(message.entries.is_empty());
        }
        wait::until_true("the feed's count", PUSHED, || page.feed().others == 4);
        assert!(page.feed().entries.is_empty());

        switch(&campaign, "resume");
        entries.insert(0, meanwhile);
        for live in &mut lives {
            live.until("the whole window", PUSHED, |message| {
                message.entries == entries
            });
        }
        wait::until_true("the feed as it was", PUSHED, || {
            page.feed().entries == entries
        });
        assert_eq!(page.feed().others, 0);
    }
}

#[test]
fn what_was_hidden_does_not_come_back_with_the_feed() {
    let edge = Runtime::start();
    let campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    let sign = || page.sign(&Supporter::new()).entry.unwrap();
    let (before, during, kept) = (sign(), sign(), sign());
    wait::until_true("the feed", PUSHED, || page.feed().entries.len() == 3);
    campaign.organizer().hide(campaign.id(), &before.id);
    switch(&campaign, "pause");
    campaign.organizer().hide(campaign.id(), &during.id);
    // The same holds after a restart, which loses what was only in memory.
    edge.restart();
    wait::until_true("the feed paused over a restart", PUSHED, || {
        page.feed().entries.is_empty()
    });
    let next = sign();
    wait::until_true("the next one merged", PUSHED, || {
        page.tally().signatures == 4
    });
    let mut live = page.live();
    switch(&campaign, "resume");
    let message = live.until("the window", PUSHED, |message| !message.entries.is_empty());
    assert_eq!(message.entries, [next.clone(), kept.clone()]);
    wait::until_true("the feed", PUSHED, || {
        page.feed().entries == [next.clone(), kept.clone()]
    });
    // Not by an approval either.
    let path = format!("entries/{}/approve", during.id);
    let answer = campaign.organizer().act(campaign.id(), &path).expect(200);
    assert!(answer.text().contains("\"hidden\""), "{}", answer.text());
    let _last = sign();
    wait::until_true("the last one merged", PUSHED, || {
        page.feed().entries.len() == 3
    });
    assert!(
        page.feed()
            .entries
            .iter()
            .all(|entry| entry.id != during.id)
    );
}

#[test]
fn pausing_twice_and_resuming_at_once_leave_the_feed_as_it_was() {
    let edge = Runtime::shared();
    let campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    let entry = page.sign(&Supporter::new()).entry.unwrap();
    wait::until_true("the feed", PUSHED, || page.feed().entries.len() == 1);
    let mut live = page.live();
    for word in ["pause", "pause", "resume"] {
        switch(&campaign, word);
    }
    // Several changes may be one message: what was said last holds.
    let mut shown: Option<bool> = None;
    live.until("the entry", PUSHED, |message| {
        let ids: Vec<&EntryId> = message.entries.iter().map(|entry| &entry.id).collect();
        if message.removed.contains(&entry.id) {
            shown = Some(false);
        }
        if ids.contains(&&entry.id) {
            assert!(!message.removed.contains(&entry.id));
            shown = Some(true);
        }
        shown == Some(true)
    });
    wait::until_true("the feed as it was", PUSHED, || {
        page.feed().entries == std::slice::from_ref(&entry)
    });
    switch(&campaign, "resume");
}

#[test]
fn a_window_longer_than_the_feed_is_taken_off_whole() {
    let edge = Runtime::shared();
    let campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    let mut ids = Vec::new();
    for _ in 0..FEED_ENTRIES + 5 {
        ids.push(page.sign(&Supporter::new()).entry.unwrap().id);
    }
    let signed = ids.len() as u64;
    wait::until_true("all of them", PUSHED, || page.tally().signatures == signed);
    assert_eq!(page.feed().entries.len(), FEED_ENTRIES);
    let mut live = page.live();
    switch(&campaign, "pause");
    let message = live.until("the removal", PUSHED, |message| !message.removed.is_empty());
    let missing = ids
        .iter()
        .filter(|id| !message.removed.contains(id))
        .count();
    assert_eq!(missing, 0);
}

#[test]
fn the_feed_of_an_unknown_campaign_has_no_switch() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let mut unknown = campaign.settings.clone();
    unknown.campaign = protocol::CampaignId::parse("no-such-campaign").unwrap();
    for word in ["pause", "resume"] {
        let answer = campaign
            .organizer()
            .act(&unknown.campaign, &format!("feed/{word}"));
        let _problem = answer.problem(404, "unknown-campaign");
    }
    let _problem = campaign
        .organizer()
        .act(campaign.id(), "feed/stop")
        .problem(404, "not-found");
}
