//! Names in the scripts that people write them in: nothing that an ordinary
//! name has is removed, and what is removed of any text is listed.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeSet;

use petition::{Comments, Review, clean_name, review};
use proptest::prelude::*;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::UnicodeGeneralCategory;

/// One script of `crates/protocol/vectors/scripts.json`.
#[derive(Clone, Debug)]
struct Script {
    name: String,
    names: Vec<String>,
    letters: Vec<char>,
    stacks: Vec<String>,
}

fn scripts() -> Vec<Script> {
    let vectors = include_str!("../../protocol/vectors/scripts.json");
    let vectors: Value = serde_json::from_str(vectors).unwrap();
    let texts = |value: &Value| -> Vec<String> {
        let texts = value.as_array().unwrap().iter();
        texts
            .map(|text| text.as_str().unwrap().to_owned())
            .collect()
    };
    let scripts = vectors["scripts"].as_array().unwrap().iter();
    let scripts: Vec<_> = scripts
        .map(|script| Script {
            name: script["script"].as_str().unwrap().to_owned(),
            names: texts(&script["names"]),
            letters: script["letters"].as_str().unwrap().chars().collect(),
            stacks: texts(&script["stacks"]),
        })
        .collect();
    assert!(scripts.len() > 16);
    scripts
}

/// What is kept is what was typed, in NFC: a second form of the same text.
fn is_whole(typed: &str) -> bool {
    let whole: String = typed.nfc().collect();
    clean_name(typed).as_ref() == Ok(&whole)
}

#[test]
fn common_names_stay_whole_in_every_script() {
    for script in scripts() {
        for name in &script.names {
            assert!(is_whole(name), "{}: {name}", script.name);
            let decomposed: String = name.nfd().collect();
            assert!(is_whole(&decomposed), "{}: {name} in NFD", script.name);
            let waits = review((name, None), None, Comments::Off);
            assert_eq!(waits, Review::default(), "{}: {name}", script.name);
        }
    }
}

#[test]
fn every_letter_keeps_every_stack_of_marks_that_is_written_on_it() {
    for script in scripts() {
        for letter in &script.letters {
            for stack in &script.stacks {
                let typed = format!("{letter}{stack}{letter}");
                assert!(is_whole(&typed), "{}: {typed}", script.name);
            }
        }
    }
}

fn written_name() -> impl Strategy<Value = String> {
    let scripts = prop::sample::select(scripts());
    scripts.prop_flat_map(|script| {
        let letter = prop::sample::select(script.letters);
        let stack = prop::sample::select(script.stacks);
        let cluster = (letter, prop::option::of(stack))
            .prop_map(|(letter, stack)| format!("{letter}{}", stack.unwrap_or_default()));
        prop::collection::vec(cluster, 1..8).prop_map(|clusters| clusters.concat())
    })
}

#[test]
fn what_is_removed_between_two_letters_is_listed() {
    let is_removed = |c: &char| {
        let whole: String = format!("x{c}x").nfc().collect();
        clean_name(&whole).as_ref() != Ok(&whole)
    };
    // The planes of scripts and emoji, and of what is invisible.
    let planes = ('\0'..='\u{1ffff}').chain('\u{e0000}'..='\u{e01ff}');
    let removed = planes.filter(is_removed);
    let kinds: BTreeSet<String> = removed
        .map(|c| format!("{:?}", c.general_category()))
        .collect();
    // The separators are white space, of which one space is kept.
    let listed = [
        "Control",
        "Format",
        "LineSeparator",
        "ParagraphSeparator",
        "PrivateUse",
        "SpaceSeparator",
        "Unassigned",
    ];
    assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), listed);
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_name_of_letters_and_their_marks_stays_whole(name in written_name()) {
        prop_assert!(is_whole(&name), "{name}");
    }
}
