//! Text that strangers type, from the form to every public surface: it stays
//! text, it cannot reach past its place, and people's names stay theirs.
//!
//! What is kept of every text in `crates/protocol/vectors/hostile_text.json` is a rule
//! of `petition`, and how a page shows it one of the edge's views, both proved
//! natively; some of them go the whole way here.

use std::time::Duration;

use petition::Comments;
use protocol::{Choice, Entry, SignatureAnswer};
use serde_json::Value;
use tests::hosted::HostedForm;
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Outline, Page, Runtime, personal, place, tier, wait};

const PUSHED: Duration = Duration::from_mins(1);

/// So many of one kind go the whole way in `test`.
const SOME: usize = 3;

/// The vectors of one kind.
fn cases(kind: &str) -> Vec<Value> {
    cases_of("hostile_text.json", kind)
}

fn cases_of(file: &str, kind: &str) -> Vec<Value> {
    let file = place::workspace()
        .join("crates/protocol/vectors")
        .join(file);
    let vectors: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    vectors[kind].as_array().unwrap().clone()
}

fn text<'a>(case: &'a Value, key: &str) -> &'a str {
    case[key].as_str().unwrap()
}

fn sign(page: &Page, given: &str, family: Option<&str>, comment: Option<&str>) -> tests::Answer {
    let mut submission = page.fill(&Supporter::new(), Choice::No);
    personal::remember(given);
    given.clone_into(&mut submission.supporter.given_name);
    submission.supporter.family_name = family.map(str::to_owned);
    submission.comment = comment.map(str::to_owned);
    page.post(&Attempt::new(submission)).send()
}

/// Waits until the public feed lists the entry as the answer said, and holds
/// the hosted page to it: isolated text, nothing else. Returns that page.
fn published(campaign: &Campaign<'_>, entry: &Entry) -> String {
    let page = campaign.lead();
    wait::until_true("the entry in the feed as it was answered", PUSHED, || {
        page.feed().entries.contains(entry)
    });
    let path = format!("/c/{}/{}", campaign.id(), page.partner);
    let html = campaign.edge.http().get(&path).expect(200).text();
    let name = format!(
        "<bdi class=\"us-name\" translate=\"no\">{}</bdi>",
        escaped(&entry.name)
    );
    assert!(html.contains(&name), "{name}");
    if let Some(comment) = &entry.comment {
        let comment = format!(
            "<bdi class=\"us-comment\" translate=\"no\">{}</bdi>",
            escaped(comment)
        );
        assert!(html.contains(&comment), "{comment}");
    }
    for raw in [
        "<script",
        "<img",
        "<svg/",
        "<iframe",
        "<meta http",
        "<h1>Owned",
    ] {
        assert!(!html.contains(raw), "{raw}");
    }
    html
}

/// A text as `maud` writes it into HTML.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

#[test]
fn a_script_is_text_on_every_surface() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Open).open(&edge);
    let page = campaign.lead();
    let mut live = campaign.other().live();
    for case in tier::some(&cases("scripts"), SOME) {
        let (typed, kept) = (text(case, "typed"), text(case, "kept"));
        let answer = sign(&page, "Anil", None, Some(typed)).expect(201);
        let entry = answer.json::<SignatureAnswer>().entry.unwrap();
        assert_eq!(entry.comment.as_deref(), Some(kept), "{typed:?}");
        live.until("the entry as it was answered", PUSHED, |message| {
            message.entries.contains(&entry)
        });
        published(&campaign, &entry);
        // And as a name.
        let named = sign(&page, typed, Some("<b>"), None).expect(201);
        let entry = named.json::<SignatureAnswer>().entry.unwrap();
        assert_eq!(entry.name, format!("{kept} b."));
    }
    // The payload stands inside a script: nothing in it ends that script.
    let script = format!("/embed/{}/{}.js", campaign.id(), page.partner);
    let script = edge.http().get(&script).expect(200).text();
    assert!(!script.contains("</script") && !script.contains('\u{2028}'));
}

#[test]
fn what_cannot_be_seen_reaches_nobody() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Open).open(&edge);
    let page = campaign.lead();
    let mut html = String::new();
    for case in tier::some(&cases("marks"), SOME) {
        let (typed, kept) = (text(case, "typed"), text(case, "kept"));
        let answer = sign(&page, typed, None, Some(typed)).expect(201);
        let entry = answer.json::<SignatureAnswer>().entry.unwrap();
        assert_eq!(
            (entry.name.as_str(), entry.comment.as_deref()),
            (kept, Some(kept)),
            "{typed:?}"
        );
        html = published(&campaign, &entry);
    }
    let body = edge.http().get(&page.path("feed")).expect(200).text();
    for mark in [
        '\u{202e}',
        '\u{2066}',
        '\u{200b}',
        '\u{feff}',
        '\u{0}',
        '\u{1b}',
        '\u{e0041}',
    ] {
        assert!(!html.contains(mark) && !body.contains(mark), "{mark:?}");
    }
}

#[test]
fn peoples_names_and_reasons_stay_theirs_in_every_script() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Open).open(&edge);
    let page = campaign.lead();
    for case in tier::some(&cases_of("people.json", "people"), SOME) {
        let (given, family) = (text(case, "given"), case["family"].as_str());
        let reason = format!("{given} – {}", family.unwrap_or("…"));
        let answer = sign(&page, given, family, Some(&reason)).expect(201);
        let entry = answer.json::<SignatureAnswer>().entry.unwrap();
        assert_eq!(
            (entry.name.as_str(), entry.comment.as_deref()),
            (text(case, "shown"), Some(reason.as_str()))
        );
        published(&campaign, &entry);
    }
    assert_eq!(campaign.organizer().queue(campaign.id())["waiting"], 0);
}

#[test]
fn a_name_that_is_an_address_or_a_formula_is_refused_and_no_reason_is() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Open).open(&edge);
    let page = campaign.lead();
    let cases = cases("no_names");
    let mut signed = 0;
    for case in tier::some(&cases, SOME) {
        let typed = case.as_str().unwrap();
        assert_eq!(
            sign(&page, typed, None, None).pointers(),
            ["/supporter/given_name"],
            "{typed:?}"
        );
        if !typed
            .trim_matches(['\u{202e}', '\u{200b}', '\u{301}'])
            .is_empty()
        {
            let family = sign(&page, "Anil", Some(typed), None);
            assert_eq!(family.pointers(), ["/supporter/family_name"], "{typed:?}");
        }
        let _signed = sign(&page, "Anil", None, Some(typed)).expect(201);
        signed += 1;
    }
    assert_eq!(campaign.total(), signed);
}

#[test]
fn a_hostile_form_comes_back_as_text() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Open).open(&edge);
    let page = campaign.lead();
    let path = format!("/c/{}/{}", campaign.id(), page.partner);
    let html = edge.http().get(&path).expect(200).text();
    for case in tier::some(&cases("scripts"), SOME) {
        let typed = text(case, "typed");
        let mut form = HostedForm::of(&path, &html);
        form.fill(&campaign, &Supporter::new());
        for field in ["given_name", "family_name", "comment"] {
            form.set(field, typed);
        }
        form.set("postal_code", "12345");
        let again = form.post(&campaign).expect(422).text();
        assert!(
            again.contains(&format!("\n{}</textarea>", escaped(typed))),
            "{typed:?}"
        );
        assert!(
            again.contains(&format!("value=\"{}\"", escaped(typed))),
            "{typed:?}"
        );
        assert!(
            !again.contains("<script") && !again.contains("<img"),
            "{typed:?}"
        );
    }
}
