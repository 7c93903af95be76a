//! The words that the widget shows by itself, sent to it beside the view.
//!
//! Every byte is paid by each visitor before the form shows, so what stands
//! in the view already does not come here again.

use std::collections::BTreeMap;

use petition::{COUNTRIES, Comments, PROVINCES};

use super::{
    sentences::{FIELD_KINDS, sentences},
    texts::Words,
};

/// The messages that the widget shows by itself, each with its variables.
const WIDGET_MESSAGES: [(&str, &[&str]); 16] = [
    ("choices-no", &["org"]),
    ("choices-yes", &["org"]),
    ("count", &["count", "goal"]),
    ("error-again", &[]),
    ("error-closed", &[]),
    ("error-consent", &["org"]),
    ("error-country", &[]),
    ("error-email", &[]),
    ("error-family_name", &[]),
    ("error-given_name", &[]),
    ("error-network", &[]),
    ("error-other", &[]),
    ("error-postal_code", &[]),
    ("list-me-fallback", &[]),
    ("sending", &[]),
    ("thanks", &["given"]),
];

/// The messages of what only some see (`embed/deferred_view.rs`).
const REST_MESSAGES: [(&str, &[&str]); 9] = [
    ("choices-no", &["org"]),
    ("choices-yes", &["org"]),
    ("confirm-asked", &[]),
    ("confirm-done", &[]),
    ("copied", &[]),
    ("did-you-mean", &["domain"]),
    ("error-country", &[]),
    ("kept-deleted", &[]),
    ("sending-long", &[]),
];

/// What it needs beside these in a language that browsers do not know, up to
/// `month-12`: the country names stand in the view.
const TIME_MESSAGES: [(&str, &[&str]); 5] = [
    ("date-year", &["day", "month", "year"]),
    ("time-day", &["n"]),
    ("time-hour", &["n"]),
    ("time-minute", &["n"]),
    ("time-second", &[]),
];

/// What the widget needs beside these where the form has a reason.
const COMMENT_MESSAGE: &str = "error-comment";

/// CLDR's plural categories, as `Intl.PluralRules` names them.
const PLURAL_CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Sentences that the widget has with the rest of the view or in it, and that widgets of
/// earlier releases look for beside it: they ask for the view as JSON.
pub const EARLIER_MESSAGES: [&str; 7] = [
    "choices-no",
    "choices-yes",
    "error-again",
    "error-closed",
    "error-country",
    "error-other",
    "list-me-fallback",
];

/// The words that the widget needs at run time, with `{placeholders}`.
///
/// Plural messages come once for each category that the language tells
/// apart: `others-one`, `others-other`. `region-ON` and so on name the
/// provinces where no form with a list of them does.
#[must_use]
pub fn messages(
    language: &str,
    comments: Comments,
    is_region_listed: bool,
) -> BTreeMap<String, String> {
    let words = Words::of(language);
    let mut messages: BTreeMap<_, _> = templates(words, &WIDGET_MESSAGES).collect();
    if !words.is_in_browsers() {
        messages.extend(templates(words, &TIME_MESSAGES));
        messages.extend((1..=12).map(|month| {
            let key = format!("month-{month}");
            (key.clone(), words.text(&key))
        }));
    }
    if comments != Comments::Off {
        messages.insert(COMMENT_MESSAGE.to_owned(), words.text(COMMENT_MESSAGE));
    }
    for key in ["new", "others"] {
        messages.extend(plural_messages(words, key));
    }
    for province in PROVINCES.iter().filter(|_| !is_region_listed) {
        let key = format!("region-{province}");
        messages.insert(key.clone(), words.text(&key));
    }
    messages
}

/// The words of the rest of the view.
///
/// `countries` has the ISO 3166-1 codes that a supporter can choose, which the
/// browser names by itself: a word for each first letter, then all the second
/// ones (`ADE BAB` is AD, AE, BA and BB).
#[must_use]
pub fn rest_messages(language: &str) -> BTreeMap<String, String> {
    let words = Words::of(language);
    let mut messages: BTreeMap<_, _> = templates(words, &REST_MESSAGES).collect();
    // Where the mailbox has to confirm, `thanks` says so until it has.
    let thanks = words.with("thanks", &[("given", "{given}")]);
    messages.insert("confirm-thanks".to_owned(), thanks);
    messages.insert("countries".to_owned(), country_words());
    messages.extend(sentences(words));
    messages.extend(FIELD_KINDS.map(|kind| {
        let key = format!("error-{kind}");
        let text = words.text(&key);
        (key, text)
    }));
    messages.extend(plural_messages(words, "error-wait"));
    messages
}

/// Messages with a `{placeholder}` for each of their variables.
pub(crate) fn templates<'a>(
    words: Words,
    messages: impl IntoIterator<Item = &'a (&'a str, &'a [&'a str])>,
) -> impl Iterator<Item = (String, String)> {
    messages.into_iter().map(move |(key, variables)| {
        let placeholders: Vec<_> = variables.iter().map(|name| format!("{{{name}}}")).collect();
        let filled: Vec<_> = variables
            .iter()
            .copied()
            .zip(placeholders.iter().map(String::as_str))
            .collect();
        ((*key).to_owned(), words.with(key, &filled))
    })
}

/// The words of the layout `counter`.
#[must_use]
pub fn counter_messages(language: &str) -> BTreeMap<String, String> {
    let words = Words::of(language);
    let known = WIDGET_MESSAGES.iter().chain(&REST_MESSAGES);
    let shown = known.filter(|(key, _)| matches!(*key, "count" | "copied"));
    templates(words, shown).collect()
}

/// 0.1 KB less than a list of codes.
fn country_words() -> String {
    let mut words = String::new();
    let mut last = "";
    for (first, second) in COUNTRIES.iter().map(|code| code.split_at(1)) {
        if first != last {
            words.push(' ');
            words.push_str(first);
            last = first;
        }
        words.push_str(second);
    }
    words.trim_start().to_owned()
}

/// One text for each plural category, without those equal to `other`.
fn plural_messages(words: Words, key: &str) -> Vec<(String, String)> {
    let text_of = |category: &str| words.with(key, &[("n", category), ("shown", "{n}")]);
    let other = text_of("other");
    PLURAL_CATEGORIES
        .iter()
        .map(|category| (format!("{key}-{category}"), text_of(category)))
        .filter(|(name, text)| *text != other || name.ends_with("-other"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_carry_placeholders() {
        let english = messages("en", Comments::Off, false);
        assert_eq!(english["count"], "{count} of {goal} have signed");
        assert_eq!(english["others-one"], "and {n} other");
        assert_eq!(english["others-other"], "and {n} others");
        assert_eq!(english["region-ON"], "Ontario");
        let french = messages("fr-CA", Comments::Off, false);
        assert_eq!(french["error-consent"], "Choisissez oui ou non pour {org}");
        assert_eq!(french["others-one"], "et {n} autre personne");
    }

    #[test]
    fn words_for_times_go_only_where_browsers_have_none() {
        let uyghur = messages("ug", Comments::Off, false);
        assert_eq!(uyghur["time-minute"], "{n} مىنۇت ئىلگىرى");
        assert_eq!(uyghur["date-year"], "{day}-{month}، {year}");
        assert_eq!(uyghur["month-12"], "دېكابىر");
        for language in ["en", "fr", "ar"] {
            let messages = messages(language, Comments::Off, false);
            assert!(!messages.contains_key("time-minute"), "{language}");
            assert!(!messages.contains_key("month-1"), "{language}");
        }
    }

    #[test]
    fn provinces_are_named_once_by_the_form_or_by_messages() {
        let is_province = |key: &String| key.starts_with("region-");
        let count = |is_listed| {
            let messages = messages("en", Comments::Off, is_listed);
            messages.keys().filter(|key| is_province(key)).count()
        };
        assert_eq!((count(false), count(true)), (PROVINCES.len(), 0));
    }

    #[test]
    fn a_category_that_reads_like_other_is_not_sent() {
        let english = messages("en", Comments::Off, false);
        assert!(!english.contains_key("others-few") && !english.contains_key("new-one"));
        let french = messages("fr", Comments::Off, false);
        assert_eq!(french["new-one"], "{n} nouvelle");
        assert_eq!(english.len() + 1, french.len());
    }

    #[test]
    fn every_country_can_be_chosen() {
        let mut codes = Vec::new();
        for word in rest_messages("en")["countries"].split(' ') {
            let (first, seconds) = word.split_at(1);
            codes.extend(seconds.chars().map(|second| format!("{first}{second}")));
        }
        assert_eq!(codes, COUNTRIES);
    }
}
