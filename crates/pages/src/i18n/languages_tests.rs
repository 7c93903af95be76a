//! What every locale file promises, held against English.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    languages::{LANGUAGES, Language},
    texts::{Words, direction},
};

/// Each message's name and the variables that it uses.
fn variables(source: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut key = "";
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with(' ')) {
            assert!(!found.contains_key(name), "{name} stands twice");
            key = name;
            found.entry(key).or_default();
        }
        for rest in line.split('$').skip(1) {
            let name = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap();
            found.entry(key).or_default().insert(name);
        }
    }
    found
}

/// The lines that are shown to people.
fn shown(language: &Language) -> impl Iterator<Item = &'static str> + use<> {
    language.words.lines().filter(|line| !line.starts_with('#'))
}

#[test]
fn every_language_has_the_same_messages_with_the_same_variables() {
    let [english, others @ ..] = &LANGUAGES;
    let expected = variables(english.words);
    assert!(expected.len() > 100);
    for language in others {
        let found = variables(language.words);
        for (key, names) in &expected {
            assert_eq!(found.get(key), Some(names), "{key} in {}", language.tag);
        }
        let surplus: Vec<_> = found
            .keys()
            .filter(|key| !expected.contains_key(*key))
            .collect();
        assert!(surplus.is_empty(), "{surplus:?} in {}", language.tag);
    }
}

#[test]
fn every_message_has_a_text() {
    for language in &LANGUAGES {
        let words = Words::of(language.tag);
        for (key, variables) in variables(language.words) {
            let filled: Vec<_> = variables.into_iter().map(|name| (name, "x")).collect();
            assert!(
                !words.with(key, &filled).is_empty(),
                "{key} in {}",
                language.tag
            );
        }
    }
}

/// Every variant of a plural that a language tells apart is one that CLDR has,
/// so that none is written in vain.
#[test]
fn plurals_are_those_of_the_language() {
    let categories = |tag| match tag {
        "en" | "fr" | "ug" => "one other",
        "ar" => "zero one two few many other",
        tag => panic!("say which plurals {tag} has"),
    };
    for language in &LANGUAGES {
        for line in shown(language) {
            let variant = line.trim_start().trim_start_matches('*');
            if let Some((variant, _)) = variant.strip_prefix('[').and_then(|v| v.split_once(']')) {
                let is_known = categories(language.tag)
                    .split(' ')
                    .any(|one| one == variant);
                assert!(is_known, "{}: {line}", language.tag);
            }
        }
    }
}

/// Addresses, numbers and names are set apart by the markup: a mark in a
/// locale file would be unseen, and end in the hashed consent block.
#[test]
fn no_text_has_marks_of_direction() {
    for language in &LANGUAGES {
        for source in [language.words, language.countries] {
            let found = source.chars().find(|shown| {
                matches!(
                    shown,
                    '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                        | '\u{2060}'..='\u{206f}' | '\u{feff}'
                )
            });
            assert_eq!(found, None, "{}", language.tag);
        }
    }
}

#[test]
fn a_text_is_written_in_its_language() {
    for language in LANGUAGES.iter().filter(|one| direction(one.tag) == "rtl") {
        for (key, variables) in variables(language.words) {
            let is_plain = ["in-browsers", "number-group", "day-first", "clock-hours"];
            let filled: Vec<_> = variables.into_iter().map(|name| (name, "1")).collect();
            let text = Words::of(language.tag).with(key, &filled);
            let is_arabic = text
                .chars()
                .any(|shown| matches!(shown, '\u{620}'..='\u{6ff}'));
            let is_bare = text.chars().all(|shown| !shown.is_alphabetic());
            let is_a_name = text == "Facebook";
            assert!(
                is_arabic || is_bare || is_a_name || is_plain.contains(&key),
                "{key} in {}: {text}",
                language.tag
            );
            assert!(!text.contains(['?', ';']), "{key}: the marks are ؟ and ؛");
        }
    }
}

#[test]
fn french_is_set_as_in_quebec() {
    let french = LANGUAGES
        .iter()
        .find(|language| language.tag == "fr")
        .unwrap();
    for wrong in [" ?", " !", " ;", "\u{a0}?", "\u{a0}!", " : ", "« ", " »"] {
        let line = shown(french).find(|line| line.contains(wrong));
        assert_eq!(line, None, "{wrong:?}");
    }
}
