//! Reasons that listed supporters add: who may, when they are shown, and that
//! the answer depends on the campaign and the request alone.

use std::time::Duration;

use petition::Comments;
use protocol::{Choice, Display, Entry, SignatureAnswer};
use serde_json::json;
use tests::hosted::HostedForm;
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Outline, Page, Runtime, personal, wait};

const PUSHED: Duration = Duration::from_mins(1);

const REASON: &str = "Because my grandmother was welcomed here.";

/// The form with a reason.
fn with_reason(page: &Page, reason: &str) -> Attempt {
    personal::remember(reason);
    let mut submission = page.fill(&Supporter::new(), Choice::No);
    submission.comment = Some(reason.to_owned());
    Attempt::new(submission)
}

/// Somebody signs with a reason; the answer's entry.
fn sign(page: &Page, reason: &str) -> Entry {
    let answer: SignatureAnswer = page.send(&with_reason(page, reason)).json();
    answer.entry.unwrap()
}

fn await_feed(page: &Page, what: &str, entries: &[Entry]) {
    wait::until_true(what, PUSHED, || page.feed().entries == entries);
}

#[test]
fn an_open_campaign_shows_a_reason_at_once_on_every_page() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Open).open(&edge);
    let (page, mut live) = (campaign.lead(), campaign.other().live());
    let entry = sign(&page, " Because my\n\ngrandmother was\twelcomed here. ");
    assert_eq!(entry.comment.as_deref(), Some(REASON));
    live.until("the entry with its reason", PUSHED, |message| {
        message.entries.contains(&entry)
    });
    await_feed(
        &page,
        "the feed with the reason",
        std::slice::from_ref(&entry),
    );
    assert_eq!(campaign.organizer().queue(campaign.id())["waiting"], 0);
}

#[test]
fn a_moderated_reason_is_shown_once_it_is_approved_in_the_place_of_its_entry() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Moderated).open(&edge);
    let (page, mut live) = (campaign.lead(), campaign.other().live());
    let organizer = campaign.organizer();
    let without = sign(&page, REASON);
    assert_eq!(without.comment, None, "the answer shows what is listed");
    live.until("the entry without its reason", PUSHED, |message| {
        message.entries.contains(&without)
    });
    let later = page.sign(&Supporter::new()).entry.unwrap();
    await_feed(&page, "both entries", &[later.clone(), without.clone()]);

    let queue = organizer.queue(campaign.id());
    assert_eq!(queue["waiting"], 1);
    let waiting = &queue["entries"][0];
    assert_eq!(waiting["id"], json!(without.id));
    assert_eq!(waiting["comment"], REASON);
    assert_eq!(waiting["waits"], json!(["comment"]));
    assert_eq!(waiting["reasons"], json!(["moderated"]));
    assert_eq!(
        (&waiting["partner"], &waiting["source"]),
        (&json!(page.partner), &json!("newsletter-3"))
    );

    let approve = || organizer.act(campaign.id(), &format!("entries/{}/approve", without.id));
    let approved = approve().expect(200);
    assert_eq!(
        approved.json::<serde_json::Value>(),
        json!({"entry": without.id, "state": "shown"})
    );
    let with = Entry {
        comment: Some(REASON.to_owned()),
        ..without.clone()
    };
    live.until("the entry with its reason", PUSHED, |message| {
        message.entries.contains(&with) && message.removed.is_empty()
    });
    await_feed(&page, "the reason in its place", &[later, with]);
    assert_eq!(organizer.queue(campaign.id())["waiting"], 0);
    let _again = approve().expect(200);
}

#[test]
fn a_moderator_can_show_the_name_without_the_reason() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Moderated).open(&edge);
    let page = campaign.lead();
    let entry = sign(&page, REASON);
    let approve = |comment: bool| {
        let path = format!("entries/{}/approve", entry.id);
        campaign
            .organizer()
            .act_with(campaign.id(), &path, &json!({"comment": comment}))
    };
    let _name_only = approve(false).expect(200);
    assert_eq!(campaign.organizer().queue(campaign.id())["waiting"], 0);
    await_feed(&page, "the name alone", std::slice::from_ref(&entry));
    // The moderator can change their mind, in both directions.
    let _with = approve(true).expect(200);
    let with = Entry {
        comment: Some(REASON.to_owned()),
        ..entry.clone()
    };
    await_feed(&page, "the reason too", &[with]);
    let _without = approve(false).expect(200);
    await_feed(&page, "the name alone again", std::slice::from_ref(&entry));
}

#[test]
fn a_reason_with_a_link_or_an_insult_waits_also_where_reasons_are_open() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Open).open(&edge);
    let page = campaign.lead();
    for (reason, why) in [
        ("Read more at https://spam.example/x", "web_address"),
        ("Read more at www.spam.example", "web_address"),
        ("Go to h e l l, you b1tch", "abusive_word"),
        ("Espèce de connard", "abusive_word"),
        ("يا حمار", "abusive_word"),
        ("Sign at pаypal", "mixed_scripts"),
    ] {
        let answered = sign(&page, reason);
        // The answer is the one that every reason gets.
        assert_eq!(answered.comment.as_deref(), Some(reason));
        let listed = Entry {
            comment: None,
            ..answered
        };
        wait::until_true("the entry without its reason", PUSHED, || {
            page.feed().entries.first() == Some(&listed)
        });
        let queue = campaign.organizer().queue(campaign.id());
        let waiting = queue["entries"].as_array().unwrap().last().unwrap();
        assert_eq!(
            (&waiting["comment"], &waiting["reasons"]),
            (&json!(reason), &json!([why]))
        );
    }
    assert_eq!(campaign.total(), 6);
}

#[test]
fn a_reason_is_refused_where_it_is_not_asked_for_too_long_or_nobodys() {
    let edge = Runtime::shared();
    let off = Campaign::open(&edge);
    let attempt = with_reason(&off.lead(), REASON);
    assert_eq!(off.lead().post(&attempt).send().pointers(), ["/comment"]);

    let campaign = Outline::comments(Comments::Open).open(&edge);
    let page = campaign.lead();
    let mut hidden = with_reason(&page, REASON);
    hidden.submission.display = Display::Hidden;
    assert_eq!(page.post(&hidden).send().pointers(), ["/comment"]);
    let long = with_reason(&page, &"é".repeat(281));
    assert_eq!(page.post(&long).send().pointers(), ["/comment"]);
    assert_eq!((off.total(), campaign.total()), (0, 0));
    // 280 characters as a person counts, at eight bytes each.
    let flags = "🇨🇦".repeat(280);
    assert_eq!(sign(&page, &flags).comment.as_deref(), Some(flags.as_str()));
}

#[test]
fn a_retry_is_answered_with_the_reason_or_without_as_the_first_was() {
    let edge = Runtime::shared();
    for (first, then) in [
        (Comments::Open, Comments::Moderated),
        (Comments::Moderated, Comments::Open),
    ] {
        let mut campaign = Outline::comments(first).open(&edge);
        let page = campaign.lead();
        let attempt = with_reason(&page, REASON);
        let answer: SignatureAnswer = page.send(&attempt).json();
        campaign.change(|settings| settings.comments = then);
        assert_eq!(page.send(&attempt).json::<SignatureAnswer>(), answer);
        let shown = answer.entry.unwrap().comment.is_some();
        assert_eq!(shown, first == Comments::Open);
    }
}

#[test]
fn a_repeated_signature_changes_no_reason_and_is_answered_like_a_first() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Open).open(&edge);
    let page = campaign.lead();
    let mut attempt = with_reason(&page, REASON);
    let first: SignatureAnswer = page.send(&attempt).json();
    let listed = first.entry.unwrap();
    await_feed(&page, "the first", std::slice::from_ref(&listed));
    attempt = Attempt::new(attempt.submission);
    attempt.submission.comment = Some("Another reason.".to_owned());
    let again: SignatureAnswer = page.send(&attempt).json();
    assert_eq!(
        again.entry.unwrap().comment.as_deref(),
        Some("Another reason.")
    );
    let next = page.sign(&Supporter::new()).entry.unwrap();
    await_feed(&page, "the first as it was", &[next, listed]);
}

#[test]
fn the_hosted_form_takes_a_reason_and_says_when_it_cannot() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Open).open(&edge);
    let page = campaign.lead();
    let path = format!("/c/{}/{}", campaign.id(), page.partner);
    let html = edge.http().get(&path).expect(200).text();
    assert!(html.contains("name=\"comment\""));
    let mut form = HostedForm::of(&path, &html);
    form.fill(&campaign, &Supporter::new());
    form.set("comment", REASON);
    form.fields.retain(|(name, _)| name != "list_me");
    let again = form.post(&campaign).expect(422).text();
    assert!(again.contains("Check your reason"), "{again}");
    assert!(again.contains(REASON), "what was typed is gone");
    assert_eq!(campaign.total(), 0);
    form.set("list_me", "yes");
    let _signed = form.post(&campaign).expect(303);
    wait::until_true("the reason in the feed", PUSHED, || {
        page.feed()
            .entries
            .first()
            .is_some_and(|entry| entry.comment.as_deref() == Some(REASON))
    });
    let html = edge.http().get(&path).expect(200).text();
    assert!(html.contains(&format!(
        "<bdi class=\"us-comment\" translate=\"no\">{REASON}</bdi>"
    )));
}

#[test]
fn a_hidden_entry_is_not_brought_back_by_approving_its_reason() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Moderated).open(&edge);
    let page = campaign.lead();
    let hidden = sign(&page, REASON);
    campaign.organizer().hide(campaign.id(), &hidden.id);
    for comment in [true, false, true] {
        let path = format!("entries/{}/approve", hidden.id);
        let body = json!({"comment": comment});
        let answer = campaign
            .organizer()
            .act_with(campaign.id(), &path, &body)
            .expect(200);
        assert_eq!(answer.json::<serde_json::Value>()["state"], "hidden");
    }
    let next = page.sign(&Supporter::new()).entry.unwrap();
    await_feed(&page, "the next one alone", &[next]);
}
