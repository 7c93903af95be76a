//! What is pushed to open pages, and what is not.

use std::time::Duration;

use protocol::Choice;
use protocol::limits::SOCKETS_PER_NETWORK;
use tests::live::{Heard, Live};
use tests::submission::{Attempt, Supporter};
use tests::{Ask, Campaign, Outline, Runtime, wait};

/// Past it a push has failed; how soon it comes is measured in `soak`.
const PUSHED: Duration = Duration::from_mins(1);

#[test]
fn a_signature_reaches_the_other_partners_page() {
    for shards in [1, 8] {
        let edge = Runtime::shared();
        let campaign = Outline::shards(shards).open(&edge);
        let mut live = campaign.other().live();
        let page = campaign.lead();
        for signatures in 1..=5 {
            let post = page.post(&Attempt::new(page.fill(&Supporter::new(), Choice::No)));
            let signed: protocol::SignatureAnswer = post.send().expect(201).json();
            let entry = signed.entry.unwrap();
            let message = live.until("the entry and the tally", PUSHED, |message| {
                message.entries.contains(&entry) && message.tally.signatures == signatures
            });
            assert_eq!(message.v, 1);
            assert_eq!(message.tally.goal, 3_000);
            assert_eq!(message.tally.campaign, *campaign.id());
            assert!(message.removed.is_empty());
        }
    }
}

#[test]
fn every_open_page_of_the_campaign_and_no_other_is_updated() {
    let edge = Runtime::shared();
    let (campaign, another) = (Campaign::open(&edge), Campaign::open(&edge));
    let mut pages: Vec<Live> = (0..10).map(|_| campaign.lead().live()).collect();
    let mut other_page = another.lead().live();
    let entry = campaign.other().sign(&Supporter::new()).entry.unwrap();
    for page in &mut pages {
        page.until("the entry", PUSHED, |message| {
            message.entries.contains(&entry)
        });
    }
    let own = another.lead().sign(&Supporter::new()).entry.unwrap();
    // Whatever comes before its own entry would have to be the other's.
    let first = other_page.until("its own campaign's change", PUSHED, |_| true);
    assert_eq!(first.entries, [own]);
}

#[test]
fn a_repeated_signature_is_sent_to_nobody() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let supporter = Supporter::new();
    let mut live = campaign.other().live();
    let first = campaign.lead().sign(&supporter).entry.unwrap();
    live.until("the entry", PUSHED, |message| {
        message.entries.contains(&first)
    });
    let again = campaign.other().sign(&supporter).entry.unwrap();
    assert_ne!(again.id, first.id);
    let next = campaign.lead().sign(&Supporter::new()).entry.unwrap();
    let message = live.until("the next change", PUSHED, |_| true);
    assert_eq!(message.entries, [next]);
    assert_eq!(message.tally.signatures, 2);
}

#[test]
fn a_hidden_entry_leaves_the_open_page_and_the_feed_for_good() {
    for shards in [1, 8] {
        let edge = Runtime::shared();
        let campaign = Outline::shards(shards).open(&edge);
        let page = campaign.other();
        let mut live = page.live();
        let kept = campaign.lead().sign(&Supporter::new()).entry.unwrap();
        let hidden = campaign.lead().sign(&Supporter::new()).entry.unwrap();
        wait::until_true("both entries in the feed", PUSHED, || {
            page.feed().entries.len() == 2
        });
        campaign.organizer().hide(campaign.id(), &hidden.id);
        let message = live.until("the removal", PUSHED, |message| {
            message.removed.contains(&hidden.id)
        });
        assert!(message.entries.iter().all(|entry| entry.id != hidden.id));
        // The entry is hidden, not taken back: its supporter counts.
        assert_eq!(message.tally.signatures, 2);
        wait::until_true("the feed without it", PUSHED, || {
            page.feed().entries == [kept.clone()]
        });
        assert_eq!((campaign.total(), page.feed().others), (2, 1));
        let next = campaign.lead().sign(&Supporter::new()).entry.unwrap();
        wait::until_true("the feed with the next", PUSHED, || {
            page.feed().entries == [next.clone(), kept.clone()]
        });
        // A second time does no harm.
        campaign.organizer().hide(campaign.id(), &hidden.id);
    }
}

#[test]
fn an_entry_that_the_campaign_does_not_have_cannot_be_hidden() {
    let edge = Runtime::shared();
    let (campaign, another) = (Campaign::open(&edge), Campaign::open(&edge));
    let entry = campaign.lead().sign(&Supporter::new()).entry.unwrap();
    let organizer = campaign.organizer();
    let elsewhere = organizer.try_hide(another.id(), entry.id.as_str());
    let _problem = elsewhere.problem(404, "unknown-entry");
    let unknown = organizer.try_hide(campaign.id(), "AAAAAAAAAAAAAAAA");
    let _problem = unknown.problem(404, "unknown-entry");
    let malformed = organizer.try_hide(campaign.id(), "no-entry");
    let _problem = malformed.problem(404, "not-found");
}

#[test]
fn a_page_that_comes_back_is_updated_again() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    for signatures in [1, 3] {
        let mut live = page.live();
        page.sign(&Supporter::new());
        live.until("the change", PUSHED, |message| {
            message.tally.signatures == signatures
        });
        drop(live);
        // With nobody on a page, the relay is forgotten.
        page.sign(&Supporter::new());
        let published = signatures + 1;
        wait::until_true("the tally without a page", PUSHED, || {
            page.tally().signatures == published
        });
    }
}

#[test]
fn a_page_that_sends_anything_is_disconnected() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let mut quiet = campaign.lead().live();
    for words in ["hello", "{}", "pong", "ping "] {
        let mut talker = campaign.lead().live();
        talker.say(words);
        match talker.hear(PUSHED) {
            Some(Heard::Closed(Some(1008))) => {}
            other => panic!("{words:?} was answered with {other:?}"),
        }
    }
    quiet.say("ping");
    match quiet.hear(PUSHED) {
        Some(Heard::Text(text)) if text == "pong" => {}
        other => panic!("a ping was answered with {other:?}"),
    }
    let entry = campaign.other().sign(&Supporter::new()).entry.unwrap();
    quiet.until("the entry", PUSHED, |message| {
        message.entries.contains(&entry)
    });
}

#[test]
fn the_live_address_is_for_sockets_only() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let path = campaign.lead().path("live");
    let plain = edge.http().get(&path);
    let _problem = plain.problem(426, "upgrade-required");
    assert_eq!(plain.header("access-control-allow-origin"), Some("*"));
    let other = edge.http().send(&Ask::get(&path).header("upgrade", "h2c"));
    let _problem = other.problem(426, "upgrade-required");
}

#[test]
fn a_network_has_so_many_sockets_and_keeps_no_other_from_its_own() {
    let edge = Runtime::behind_proxy();
    let campaign = Campaign::open(&edge);
    let path = campaign.lead().path("live");
    let connect = |address: &str| Live::connect_from(edge.authority(), &path, address);
    // One customer's /64, by as many addresses as they like.
    let mut open = Vec::with_capacity(SOCKETS_PER_NETWORK);
    for number in 0..SOCKETS_PER_NETWORK {
        let address = format!("2001:db8:1:2::{number:x}");
        open.push(connect(&address).unwrap());
    }
    for _ in 0..5 {
        assert_eq!(connect("2001:db8:1:2:ffff::1").err(), Some(503));
    }
    for address in ["2001:db8:1:3::1", "192.0.2.7"] {
        let mut other = connect(address).unwrap();
        other.say("ping");
        assert!(matches!(other.hear(PUSHED), Some(Heard::Text(text)) if text == "pong"));
    }
    // Open sockets get messages as before, and a closed one makes room.
    let entry = campaign.lead().sign(&Supporter::new()).entry.unwrap();
    let mut last = open.pop().unwrap();
    last.until("the entry", PUSHED, |message| {
        message.entries.contains(&entry)
    });
    drop(last);
    wait::until_true("room for one more", PUSHED, || {
        connect("2001:db8:1:2::1").is_ok()
    });
}
