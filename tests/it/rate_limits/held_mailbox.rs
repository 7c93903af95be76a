//! What a mailbox's yes does to a hold: it ends one by the numbers of a network
//! or a session, and leaves one by a burst to an organizer, who needs no second
//! yes.

use std::time::Duration;

use petition::{Counts, LimitSettings};
use protocol::{Choice, CountRow, SignatureAnswer};
use serde_json::{Value, json};
use tests::campaign::at_once;
use tests::mailbox::Link;
use tests::submission::{Attempt, Supporter};
use tests::{Ask, Campaign, Outline, Page, Runtime, database, wait};

const PUBLISHED: Duration = Duration::from_mins(1);

fn open(edge: &Runtime, limits: LimitSettings) -> Campaign<'_> {
    let outline = Outline {
        counts: Some(Counts::Confirmed),
        ..Outline::limited(1, limits)
    };
    outline.open(edge)
}

/// Signs with a yes to the lead; the receipt.
fn sign(page: &Page, email: &str) -> String {
    let supporter = Supporter::with_email(email);
    let attempt = Attempt::new(page.fill(&supporter, Choice::Yes));
    let answer: SignatureAnswer = page.send(&attempt).json();
    answer.receipt.id.to_string()
}

fn row(campaign: &Campaign<'_>) -> CountRow {
    campaign.organizer().counts(campaign.id(), "partner").rows[0].clone()
}

fn shown(page: &Page) -> (u64, usize) {
    let feed = page.feed();
    (feed.tally.signatures, feed.entries.len())
}

#[test]
fn a_hold_by_a_network_ends_with_the_confirmation() {
    let edge = Runtime::start();
    let limits = LimitSettings {
        network: Some(at_once(1)),
        ..LimitSettings::default()
    };
    let campaign = open(&edge, limits);
    let page = campaign.lead();
    let _first = sign(&page, "first@mail.example");
    let held = sign(&page, "anil@mail.example");
    assert_eq!((row(&campaign).pending, row(&campaign).held), (1, 1));
    let link = Link::plant(&campaign, "anil@mail.example");
    link.act("confirm", &held);
    assert_eq!((row(&campaign).signatures, row(&campaign).held), (1, 0));
    assert_eq!(row(&campaign).consents, 1);
}

#[test]
fn a_hold_by_a_burst_stays_for_an_organizer_and_counts_at_the_release() {
    for is_withdrawn in [false, true] {
        hold_and_release(is_withdrawn);
    }
}

fn hold_and_release(is_withdrawn: bool) {
    let edge = Runtime::start();
    let limits = LimitSettings {
        campaign: Some(at_once(1)),
        ..LimitSettings::default()
    };
    let campaign = open(&edge, limits);
    let page = campaign.lead();
    let first = sign(&page, "first@mail.example");
    let link = Link::plant(&campaign, "first@mail.example");
    link.act("confirm", &first);
    let held = sign(&page, "anil@mail.example");
    let waits = sign(&page, "zoe@mail.example");
    let link = Link::plant(&campaign, "anil@mail.example");
    let read = || edge.http().get(&link.path).expect(200).text();
    for _ in 0..2 {
        link.act("confirm", &held);
        let row = row(&campaign);
        assert_eq!((row.signatures, row.held, row.consents), (1, 2, 1));
    }
    // The supporter's page says so, and offers a person instead of the same button.
    let manage_page = read();
    assert!(manage_page.contains("Your signature is being reviewed"));
    assert!(manage_page.contains("value=\"review\""));
    assert!(!manage_page.contains("value=\"confirm\""));
    link.act("review", &held);
    assert_eq!(campaign.organizer().mail(campaign.id())["reviews_asked"], 1);
    // Nobody takes the held supporter's place, and what is added waits with them.
    let again = sign(&page, "anil@mail.example");
    link.act("confirm", &again);
    assert_eq!((row(&campaign).signatures, row(&campaign).held), (1, 2));
    // The release does not count what the supporter withdraws meanwhile.
    edge.kill();
    let of_held = format!(
        "SELECT record_id FROM consent JOIN signature ON signature.id = signature
                           WHERE receipt = '{held}'"
    );
    let record = database::query(&edge.ledger_file(), &of_held).remove(0);
    edge.start_again(None);
    if is_withdrawn {
        link.act("withdraw", &record);
    }
    wait::until_true("the first alone in public", PUBLISHED, || {
        shown(&page) == (1, 1)
    });

    assert_eq!(campaign.organizer().release(campaign.id(), None), 2);
    let released = row(&campaign);
    assert_eq!(
        (released.signatures, released.pending, released.held),
        (2, 1, 0)
    );
    assert_eq!(released.consents, if is_withdrawn { 1 } else { 2 });
    wait::until_true("the released in public", PUBLISHED, || {
        shown(&page) == (2, 2)
    });
    assert!(read().contains("Your signature is counted."));
    // The other one still needs its mailbox.
    let link = Link::plant(&campaign, "zoe@mail.example");
    link.act("confirm", &waits);
    assert_eq!(campaign.total(), 3);
}

/// What the page that someone signed on hears about their receipt.
fn state(page: &Page, receipt: &str) -> String {
    let body = json!({ "receipt": receipt }).to_string();
    let ask = Ask::post_json(&page.path("confirmations"), &body);
    let answer: Value = page.http.send(&ask).expect(200).json();
    answer["state"].as_str().unwrap().to_owned()
}

#[test]
fn what_merges_into_a_held_signature_is_not_told_that_it_counts() {
    let edge = Runtime::start();
    let limits = LimitSettings {
        campaign: Some(at_once(1)),
        ..LimitSettings::default()
    };
    let mut campaign = open(&edge, limits);
    let page = campaign.lead();
    let first = sign(&page, "first@mail.example");
    let held = sign(&page, "anil@mail.example");
    let link = Link::plant(&campaign, "anil@mail.example");
    link.act("confirm", &held);
    assert_eq!((row(&campaign).signatures, row(&campaign).held), (0, 1));
    // From here on nothing is over a limit, so only what it merges into is held.
    campaign.change(|settings| settings.limits.campaign = Some(at_once(1_000)));
    wait::until_true("the larger limit to be in force", PUBLISHED, || {
        let before = row(&campaign).pending;
        let _other = page.sign(&Supporter::new());
        row(&campaign).pending > before
    });
    let again = sign(&page, "anil@mail.example");
    link.act("confirm", &again);
    assert_eq!((row(&campaign).signatures, row(&campaign).held), (0, 1));
    assert_eq!(state(&page, &held), "waiting");
    assert_eq!(state(&page, &again), "waiting");
    // Somebody whose signature counts sees that it does.
    let link = Link::plant(&campaign, "first@mail.example");
    link.act("confirm", &first);
    assert_eq!(state(&page, &first), "confirmed");
}

#[test]
fn an_entry_whose_place_a_held_signature_takes_leaves_the_feed_until_its_release() {
    let edge = Runtime::start();
    // Counted at once at first, and listed before a mailbox has confirmed.
    let mut campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    let supporter = Supporter::new();
    let entry = page.sign(&supporter).entry.unwrap();
    wait::until_true("the entry in the feed", PUBLISHED, || {
        page.feed().entries == [entry.clone()]
    });
    campaign.change(|settings| {
        settings.counts = Counts::Confirmed;
        settings.limits.campaign = Some(at_once(1));
    });
    wait::until_true("the limit to hold", PUBLISHED, || {
        let _other = page.sign(&Supporter::new());
        row(&campaign).held > 0
    });
    let held = sign(&page, &supporter.email);
    let link = Link::plant(&campaign, &supporter.email);
    let mut live = page.live();
    link.act("confirm", &held);
    live.until("the removal", PUBLISHED, |message| {
        message.removed.contains(&entry.id)
    });
    wait::until_true("the feed without it", PUBLISHED, || {
        page.feed().entries.is_empty()
    });
    campaign.organizer().release(campaign.id(), None);
    wait::until_true("the entry in its place again", PUBLISHED, || {
        let entries = page.feed().entries;
        entries.iter().map(|one| &one.id).eq([&entry.id])
    });
    assert_eq!(campaign.total(), 1);
}
