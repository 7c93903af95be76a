//! Vectors shared with the other crates: stored keys, shown names, and what is
//! kept of hostile text.
//!
//! A failure of the first two means that people of a running campaign could
//! sign a second time: a change is a new rule beside these.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeSet;

use petition::{
    CanonicalEmail, Comments, DedupRule, EmailAddress, Mailboxes, Review, clean_comment,
    clean_name, derive_name_key, derive_supporter_key, fold_name, public_name, review, shard_of,
};
use protocol::{CampaignId, MasterKey};
use serde_json::Value;

/// What each rule has stored.
const DEDUP: [&str; 2] = [
    include_str!("../../protocol/vectors/dedup.json"),
    include_str!("../../protocol/vectors/dedup-2.json"),
];

fn dedup() -> impl Iterator<Item = (DedupRule, Value, MasterKey)> {
    DedupRule::ALL.into_iter().zip(DEDUP).map(|(rule, file)| {
        let vectors: Value = serde_json::from_str(file).unwrap();
        assert_eq!(vectors["rule"], rule.as_str());
        let master = MasterKey::parse(vectors["dedup_master"].as_str().unwrap()).unwrap();
        (rule, vectors, master)
    })
}

fn text<'a>(case: &'a Value, key: &str) -> &'a str {
    case[key].as_str().unwrap()
}

fn campaign(case: &Value) -> CampaignId {
    CampaignId::parse(text(case, "campaign")).unwrap()
}

fn hex(case: &Value, key: &str) -> Vec<u8> {
    let text = text(case, key);
    let pairs = (0..text.len())
        .step_by(2)
        .map(|at| text.get(at..at + 2).unwrap());
    pairs
        .map(|pair| u8::from_str_radix(pair, 16).unwrap())
        .collect()
}

#[test]
fn supporter_keys_are_pinned() {
    for (rule, vectors, master) in dedup() {
        for case in vectors["emails"].as_array().unwrap() {
            supporter_key_is_pinned(rule, case, &master);
        }
    }
}

fn supporter_key_is_pinned(rule: DedupRule, case: &Value, master: &MasterKey) {
    {
        let email = CanonicalEmail::parse(text(case, "typed"), rule).unwrap();
        assert_eq!(email.as_str(), text(case, "canonical"));
        // What a form sends has the key that it always had.
        let parsed = EmailAddress::parse(text(case, "typed"), Mailboxes::Unicode).unwrap();
        assert_eq!(parsed.canonical(rule), &email);
        let key = derive_supporter_key(master, &campaign(case), &email);
        assert_eq!(key.as_slice(), hex(case, "supporter_key"));
        assert_eq!(shard_of(&key, 1), 0);
        assert_eq!(
            u64::from(shard_of(&key, 8)),
            case["shard_of_8"].as_u64().unwrap()
        );
        assert_eq!(
            u64::from(shard_of(&key, 256)),
            case["shard_of_256"].as_u64().unwrap()
        );
    }
}

#[test]
fn name_keys_are_pinned() {
    for (rule, vectors, master) in dedup() {
        for case in vectors["names"].as_array().unwrap() {
            let folded = fold_name(text(case, "given"), case["family"].as_str());
            assert_eq!(folded, text(case, "folded"));
            let key = derive_name_key(&master, &campaign(case), rule, &folded);
            assert_eq!(key.as_slice(), hex(case, "name_key"));
        }
    }
}

#[test]
fn what_is_shown_of_a_name_is_the_same_on_both_sides() {
    let vectors: Value =
        serde_json::from_str(include_str!("../../protocol/vectors/names.json")).unwrap();
    for case in vectors["cases"].as_array().unwrap() {
        let given = clean_name(text(case, "given")).unwrap();
        let family = case["family"]
            .as_str()
            .map(|family| clean_name(family).unwrap());
        assert_eq!(given, text(case, "kept_given"));
        assert_eq!(family.as_deref(), case["kept_family"].as_str());
        assert_eq!(public_name(&given, family.as_deref()), text(case, "public"));
    }
}

#[test]
fn the_spellings_of_one_mailbox_are_one_and_those_of_two_are_two() {
    for (rule, file) in DedupRule::ALL.into_iter().zip(PROVIDERS) {
        let vectors: Value = serde_json::from_str(file).unwrap();
        assert_eq!(vectors["rule"], rule.as_str());
        spellings_are_told_apart(rule, &vectors);
    }
}

const PROVIDERS: [&str; 2] = [
    include_str!("../../protocol/vectors/providers.json"),
    include_str!("../../protocol/vectors/providers-2.json"),
];

fn spellings_are_told_apart(rule: DedupRule, vectors: &Value) {
    let canonical = |typed: &Value| {
        let email = CanonicalEmail::parse(typed.as_str().unwrap(), rule).unwrap();
        assert_eq!(
            CanonicalEmail::parse(email.as_str(), rule).as_ref(),
            Ok(&email)
        );
        email.as_str().to_owned()
    };
    for case in vectors["same"].as_array().unwrap() {
        for typed in case["typed"].as_array().unwrap() {
            assert_eq!(canonical(typed), text(case, "canonical"), "{typed}");
        }
    }
    for case in vectors["distinct"].as_array().unwrap() {
        let typed = case["typed"].as_array().unwrap();
        let distinct: BTreeSet<String> = typed.iter().map(canonical).collect();
        assert_eq!(distinct.len(), typed.len(), "{distinct:?}");
    }
}

fn hostile(key: &str) -> Vec<Value> {
    let vectors = include_str!("../../protocol/vectors/hostile_text.json");
    cases(vectors, key)
}

fn cases(vectors: &str, key: &str) -> Vec<Value> {
    let vectors: Value = serde_json::from_str(vectors).unwrap();
    let cases = vectors[key].as_array().unwrap().clone();
    assert!(cases.len() > 7, "{key}");
    cases
}

/// What waits of a listed signature with this name and comment.
fn waits(given: &str, family: Option<&str>, comment: &str) -> Review {
    review((given, family), Some(comment), Comments::Open)
}

#[test]
fn a_script_is_kept_as_the_text_that_it_is() {
    for case in hostile("scripts") {
        let (typed, kept) = (text(&case, "typed"), text(&case, "kept"));
        assert_eq!(clean_comment(typed), Ok(Some(kept.to_owned())), "{typed:?}");
        assert_eq!(waits("Anil", None, kept), Review::default(), "{typed:?}");
        let family = clean_name("<b>").unwrap();
        let name = public_name(&clean_name(typed).unwrap(), Some(&family));
        assert_eq!(name, format!("{kept} b."), "{typed:?}");
    }
}

#[test]
fn of_what_cannot_be_seen_nothing_is_kept() {
    for case in hostile("marks") {
        let (typed, kept) = (text(&case, "typed"), text(&case, "kept"));
        assert_eq!(clean_name(typed).as_deref(), Ok(kept), "{typed:?}");
        assert_eq!(clean_comment(typed), Ok(Some(kept.to_owned())), "{typed:?}");
    }
}

#[test]
fn peoples_names_and_reasons_are_kept_in_every_script() {
    let people = include_str!("../../protocol/vectors/people.json");
    for case in cases(people, "people") {
        let (given, family) = (text(&case, "given"), case["family"].as_str());
        assert_eq!(clean_name(given).as_deref(), Ok(given));
        let kept = family.map(|family| clean_name(family).unwrap());
        assert_eq!(kept.as_deref(), family, "{given}");
        assert_eq!(public_name(given, family), text(&case, "shown"));
        let reason = format!("{given} – {}", family.unwrap_or("…"));
        assert_eq!(clean_comment(&reason), Ok(Some(reason.clone())));
        assert_eq!(waits(given, family, &reason), Review::default(), "{given}");
    }
}

#[test]
fn an_address_a_formula_and_nothing_at_all_are_no_names_and_may_be_reasons() {
    for case in hostile("no_names") {
        let typed = case.as_str().unwrap();
        assert!(clean_name(typed).is_err(), "{typed:?}");
        assert!(clean_comment(typed).is_ok(), "{typed:?}");
    }
}
