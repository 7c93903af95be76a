//! Names that wait, and many entries hidden at once.

use std::collections::BTreeSet;
use std::time::Duration;

use petition::Comments;
use protocol::{Choice, Entry, EntryId, SignatureAnswer};
use serde_json::{Value, json};
use tests::campaign::{LEAD, OTHER};
use tests::submission::{Attempt, Supporter};
use tests::{Ask, Campaign, Outline, Page, Runtime, clock, wait};

const PUSHED: Duration = Duration::from_mins(1);

/// Somebody of this name signs.
fn sign_as(page: &Page, given: &str, family: &str) -> Entry {
    let supporter = Supporter {
        given_name: given.to_owned(),
        family_name: family.to_owned(),
        ..Supporter::new()
    };
    page.sign(&supporter).entry.unwrap()
}

/// Somebody who came by this source signs.
fn sign_from(page: &Page, source: &str) -> Entry {
    let mut submission = page.fill(&Supporter::new(), Choice::No);
    submission.source = Some(source.to_owned());
    let answer: SignatureAnswer = page.send(&Attempt::new(submission)).json();
    answer.entry.unwrap()
}

fn listed(page: &Page) -> BTreeSet<EntryId> {
    page.feed()
        .entries
        .into_iter()
        .map(|entry| entry.id)
        .collect()
}

fn waiting(campaign: &Campaign<'_>) -> Vec<Value> {
    let queue = campaign.organizer().queue(campaign.id());
    let entries = queue["entries"].as_array().unwrap().clone();
    assert_eq!(queue["waiting"], entries.len());
    entries
}

#[test]
fn a_name_of_the_lists_counts_and_is_not_shown_until_it_is_approved() {
    for shards in [1, 8] {
        let edge = Runtime::shared();
        let campaign = Outline::shards(shards).open(&edge);
        let page = campaign.other();
        let mut live = page.live();
        for (number, (given, family, why)) in [
            ("Justin", "Trudeau", "famous_name"),
            ("Père", "Noël", "famous_name"),
            ("محمد بن", "سلمان", "famous_name"),
            ("Big", "B1tch", "abusive_word"),
            ("Anіl", "Kumar", "mixed_scripts"),
            ("Dr.Ly", "Tran", "web_address"),
            ("Aiko", "-Kun", "leading_sign"),
        ]
        .into_iter()
        .enumerate()
        {
            let signatures = u64::try_from(number * 2 + 1).unwrap();
            let entry = sign_as(&page, given, family);
            assert!(entry.name.starts_with(given), "the answer lists them");
            let message = live.until("the count", PUSHED, |message| {
                message.tally.signatures == signatures
            });
            assert!(message.entries.is_empty(), "{given} {family} is shown");
            let queue = waiting(&campaign);
            assert_eq!(queue.len(), 1, "{given} {family}");
            assert_eq!(queue[0]["name"], json!(entry.name));
            assert_eq!(queue[0]["waits"], json!(["name"]));
            assert_eq!(queue[0]["reasons"], json!([why]));
            // A neighbour's announcement does not take it along.
            let next = page.sign(&Supporter::new()).entry.unwrap();
            let message = live.until("the next", PUSHED, |message| {
                message.entries.contains(&next)
            });
            assert!(message.entries.iter().all(|shown| shown.id != entry.id));

            let path = format!("entries/{}/approve", entry.id);
            let _approved = campaign.organizer().act(campaign.id(), &path).expect(200);
            live.until("the approved one", PUSHED, |message| {
                message.entries == [entry.clone()]
            });
            assert!(waiting(&campaign).is_empty());
        }
        assert_eq!(campaign.total(), 14);
    }
}

#[test]
fn a_name_that_waits_is_answered_like_any_other_to_the_byte() {
    let edge = Runtime::shared();
    let campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    let shape = |given: &str, family: &str| {
        let supporter = Supporter {
            given_name: given.to_owned(),
            family_name: family.to_owned(),
            ..Supporter::new()
        };
        let answer = page.send(&Attempt::new(page.fill(&supporter, Choice::No)));
        let names: Vec<_> = answer.headers.keys().cloned().collect();
        let body: Value = answer.json();
        let keys: Vec<_> = body["entry"].as_object().unwrap().keys().cloned().collect();
        (answer.status, names, keys, answer.body.len())
    };
    assert_eq!(shape("Mickey", "Mouse"), shape("Mikael", "Meyer"));
}

#[test]
fn everything_of_a_source_leaves_every_open_page() {
    for shards in [1, 8] {
        let edge = Runtime::shared();
        let campaign = Outline::shards(shards).open(&edge);
        let (lead, other) = (campaign.lead(), campaign.other());
        let bots: Vec<EntryId> = (0..6).map(|_| sign_from(&lead, "bots").id).collect();
        let elsewhere = sign_from(&other, "bots").id;
        let honest = sign_from(&lead, "bots-2").id;
        let waits = sign_as(&lead, "Mickey", "Mouse");
        wait::until_true("all in the feed", PUSHED, || listed(&lead).len() == 8);
        let mut live = other.live();
        let hide = |body: Value| {
            let answer = campaign
                .organizer()
                .act_with(campaign.id(), "entries/hide", &body);
            answer.expect(200).json::<Value>()
        };
        let answer = hide(json!({"source": "bots", "partner": LEAD}));
        assert_eq!(answer, json!({"hidden": 6, "is_complete": true}));
        let mut left: BTreeSet<EntryId> = bots.iter().cloned().collect();
        live.until("the last removal", PUSHED, |message| {
            left.retain(|id| !message.removed.contains(id));
            left.is_empty()
        });
        wait::until_true("the feed without them", PUSHED, || {
            listed(&lead) == BTreeSet::from([elsewhere.clone(), honest.clone()])
        });
        assert_eq!(hide(json!({"source": "bots"}))["hidden"], 1);
        assert_eq!(hide(json!({"source": "bots"}))["hidden"], 0);
        assert_eq!(campaign.total(), 9, "they are hidden, not taken back");
        // What waits is of its source too: it leaves the queue.
        assert_eq!(waiting(&campaign)[0]["id"], json!(waits.id));
        assert_eq!(hide(json!({"source": "newsletter-3"}))["hidden"], 1);
        assert!(waiting(&campaign).is_empty());
        let path = format!("entries/{}/approve", waits.id);
        let answer = campaign.organizer().act(campaign.id(), &path).expect(200);
        assert_eq!(answer.json::<Value>()["state"], "hidden");
        // The next of them is shown: a source is not blocked.
        let next = sign_from(&lead, "bots").id;
        wait::until_true("the next one", PUSHED, || listed(&lead).contains(&next));
        assert!(bots.iter().all(|id| !listed(&lead).contains(id)));
    }
}

#[test]
fn a_burst_is_hidden_by_its_time_and_its_partner() {
    let edge = Runtime::shared();
    let campaign = Outline::shards(8).open(&edge);
    let (lead, other) = (campaign.lead(), campaign.other());
    let before = sign_from(&lead, "a").id;
    let edge_now = |page: &Page| page.session().issued_at_ms;
    wait::until_true("a later millisecond", PUSHED, || {
        edge_now(&lead) > clock::now_ms() - 10
    });
    let from_ms = edge_now(&lead);
    let burst: Vec<EntryId> = (0..5).map(|_| sign_from(&lead, "b").id).collect();
    let others: Vec<EntryId> = (0..2).map(|_| sign_from(&other, "b").id).collect();
    let to_ms = edge_now(&lead) + 1;
    wait::until_true("past the burst", PUSHED, || edge_now(&lead) > to_ms);
    let after = sign_from(&lead, "c").id;
    wait::until_true("all in the feed", PUSHED, || listed(&lead).len() == 9);
    let hide = |partner: Option<&str>| {
        let body = json!({
            "from": clock::encode_ms(from_ms), "to": clock::encode_ms(to_ms), "partner": partner
        });
        let answer = campaign
            .organizer()
            .act_with(campaign.id(), "entries/hide", &body);
        answer.expect(200).json::<Value>()["hidden"].as_u64()
    };
    assert_eq!(hide(Some(LEAD)), Some(5));
    let left: BTreeSet<_> = others
        .into_iter()
        .chain([before.clone(), after.clone()])
        .collect();
    wait::until_true("the feed without the burst", PUSHED, || {
        listed(&lead) == left
    });
    assert!(burst.iter().all(|id| !left.contains(id)));
    assert_eq!((hide(Some(OTHER)), hide(None)), (Some(2), Some(0)));
    wait::until_true("the rest", PUSHED, || {
        listed(&lead) == BTreeSet::from([before.clone(), after.clone()])
    });
}

#[test]
fn a_filter_that_is_none_is_refused_and_hides_nothing() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    sign_from(&page, "a");
    wait::until_true("the entry", PUSHED, || listed(&page).len() == 1);
    let hide = |body: Value| {
        campaign
            .organizer()
            .act_with(campaign.id(), "entries/hide", &body)
    };
    let (from, to) = ("2026-11-22T06:00:00Z", "2026-11-22T07:00:00Z");
    for (body, pointer) in [
        (json!({}), "/source"),
        (json!({"partner": LEAD}), "/source"),
        (json!({"source": ""}), "/source"),
        (json!({"source": "a b"}), "/source"),
        (json!({"source": "a".repeat(41)}), "/source"),
        (json!({"source": "a", "partner": "nobody"}), "/partner"),
        (json!({"from": from}), "/to"),
        (json!({"to": to}), "/from"),
        (json!({"from": "yesterday", "to": to}), "/from"),
        (json!({"from": "2026-11-22T06:00:00", "to": to}), "/from"),
        (json!({"from": to, "to": from}), "/to"),
        (json!({"from": to, "to": to}), "/to"),
    ] {
        assert_eq!(hide(body.clone()).pointers(), [pointer], "{body}");
    }
    let _problem = hide(json!({"source": "a", "all": true})).problem(400, "malformed");
    let _problem = hide(json!("all")).problem(400, "malformed");
    assert_eq!(listed(&page).len(), 1);
}

#[test]
fn moderation_is_for_who_has_the_token() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Moderated).open(&edge);
    let entry = sign_as(&campaign.lead(), "Mickey", "Mouse");
    let base = format!("/v1/organizer/campaigns/{}", campaign.id());
    let filter = json!({"source": "newsletter-3"}).to_string();
    for ask in [
        Ask::get(&format!("{base}/queue")),
        Ask::new("POST", &format!("{base}/entries/{}/approve", entry.id)).body(""),
        Ask::post_json(&format!("{base}/entries/hide"), &filter),
        Ask::new("POST", &format!("{base}/feed/pause")).body(""),
        Ask::new("POST", &format!("{base}/feed/resume")).body(""),
    ] {
        let _problem = edge.http().send(&ask).problem(401, "unauthorized");
        let wrong = ask.header("authorization", "Bearer wrong");
        let _problem = edge.http().send(&wrong).problem(401, "unauthorized");
    }
    assert_eq!(waiting(&campaign).len(), 1);
    let organizer = campaign.organizer();
    let unknown = organizer.act(campaign.id(), "entries/AAAAAAAAAAAAAAAA/approve");
    let _problem = unknown.problem(404, "unknown-entry");
    let path = format!("entries/{}/approve", entry.id);
    for body in [
        json!({}),
        json!({"comment": "no"}),
        json!({"comment": true, "x": 1}),
    ] {
        let answer = organizer.act_with(campaign.id(), &path, &body);
        let _problem = answer.problem(400, "malformed");
    }
    assert_eq!(waiting(&campaign).len(), 1);
}
