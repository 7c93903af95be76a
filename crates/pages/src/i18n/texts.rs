//! The words of the interface: Fluent messages, parsed once for each language.
//!
//! Not the words of a petition: those come from its campaign's settings. A
//! missing message is found by the tests, which hold the languages against
//! each other and fail at a lookup that finds nothing; at run time such a
//! lookup shows the message's name instead of failing the page.

use std::collections::BTreeMap;

use fluent_bundle::FluentArgs;

use super::{
    digits::Digits,
    languages::{find_language, language_at, with_bundle},
};

/// A language that the interface speaks, with the digits of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    place: usize,
    digits: Digits,
}

impl Words {
    /// The interface's language for a tag such as `fr-CA`: by its primary
    /// subtag, else English.
    pub(crate) fn of(language: &str) -> Self {
        Self::known(language).unwrap_or(Self {
            place: 0,
            digits: Digits::Latin,
        })
    }

    /// The interface's language for a tag, if it speaks it.
    pub(crate) fn known(language: &str) -> Option<Self> {
        Some(Self {
            place: find_language(language)?,
            digits: Digits::of(language),
        })
    }

    /// Every language of the interface.
    pub(crate) fn all() -> impl ExactSizeIterator<Item = Self> {
        super::languages::LANGUAGES
            .iter()
            .map(|language| Self::of(language.tag))
    }

    /// The language's tag, without a region.
    pub(crate) fn tag(self) -> &'static str {
        language_at(self.place).tag
    }

    /// The language's `countries.{tag}.txt`.
    pub(crate) fn countries(self) -> &'static str {
        language_at(self.place).countries
    }

    /// Whether browsers' `Intl` has the language.
    pub(crate) fn is_in_browsers(self) -> bool {
        self.text("in-browsers") == "yes"
    }

    /// A message without variables.
    pub(crate) fn text(self, key: &str) -> String {
        self.format(key, None)
    }

    /// A message with its variables filled.
    pub(crate) fn with(self, key: &str, variables: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::with_capacity(variables.len());
        for (name, value) in variables {
            args.set(*name, *value);
        }
        self.format(key, Some(&args))
    }

    /// A message that depends on a number: `n` chooses the plural, and
    /// `shown` is the number as people write it.
    pub(crate) fn plural(self, key: &str, n: u64) -> String {
        let mut args = FluentArgs::with_capacity(2);
        args.set("n", n);
        args.set("shown", self.number(n));
        self.format(key, Some(&args))
    }

    /// The text before and after a variable that is shown as an element.
    pub(crate) fn around(self, key: &str, variable: &str) -> (String, String) {
        const MARK: &str = "\u{1}";
        let text = self.with(key, &[(variable, MARK)]);
        match text.split_once(MARK) {
            Some((before, after)) => (before.to_owned(), after.to_owned()),
            None => (text, String::new()),
        }
    }

    /// A number with its thousands apart: `1,841`, `1 841`.
    pub(crate) fn number(self, n: u64) -> String {
        let digits = n.to_string();
        let group = self
            .digits
            .group()
            .map_or_else(|| self.text("number-group"), str::to_owned);
        let mut shown = String::with_capacity(digits.len() + 4);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                shown.push_str(&group);
            }
            shown.push(digit);
        }
        self.in_digits(shown)
    }

    /// A date or a time with its digits written as the region does.
    pub(crate) fn in_digits(self, text: String) -> String {
        self.digits.write(text)
    }

    fn format(self, key: &str, args: Option<&FluentArgs>) -> String {
        with_bundle(self.place, |bundle| {
            let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
                debug_assert!(false, "no message {key} in {}", self.tag());
                return key.to_owned();
            };
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, args, &mut errors);
            debug_assert!(
                errors.is_empty(),
                "message {key} in {}: {errors:?}",
                self.tag()
            );
            text.into_owned()
        })
    }
}

/// Which way a language is written: `rtl` or `ltr`; by the script of its tag, else
/// by the one that it has (CLDR 48, likely subtags).
pub(crate) fn direction(language: &str) -> &'static str {
    let mut subtags = language.split('-');
    let primary = subtags.next().unwrap_or(language);
    let script = subtags.find(|subtag| subtag.len() == 4);
    let is_right_to_left = match script.map(str::to_ascii_lowercase).as_deref() {
        Some(script) => matches!(script, "arab" | "hebr" | "thaa" | "syrc" | "nkoo" | "adlm"),
        None => matches!(
            primary,
            "ar" | "ckb" | "dv" | "fa" | "he" | "ks" | "ps" | "sd" | "ug" | "ur" | "yi"
        ),
    };
    if is_right_to_left { "rtl" } else { "ltr" }
}

/// A campaign's text in a language, else in its fallback, else in any.
pub(crate) fn in_language<'a, T>(
    texts: &'a BTreeMap<String, T>,
    language: &str,
    fallback: &str,
) -> Option<&'a T> {
    texts
        .get(language)
        .or_else(|| texts.get(fallback))
        .or_else(|| texts.values().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "no message nothing-like-it")]
    fn a_missing_message_fails_a_test() {
        Words::of("en").text("nothing-like-it");
    }

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        for (language, number, shown) in [
            ("en", 0, "0"),
            ("en", 999, "999"),
            ("en", 1841, "1,841"),
            ("fr", 1_234_567, "1\u{a0}234\u{a0}567"),
            ("ar", 1841, "1,841"),
            ("ar-EG", 1841, "١٬٨٤١"),
            ("ar-MA", 1841, "1.841"),
            ("ug", 1841, "1,841"),
        ] {
            assert_eq!(Words::of(language).number(number), shown, "{language}");
        }
    }

    #[test]
    fn a_plural_follows_the_language() {
        for (language, number, shown) in [
            ("en", 1, "and 1 other"),
            ("en", 0, "and 0 others"),
            ("fr", 0, "et 0 autre personne"),
            ("fr", 1200, "et 1\u{a0}200 autres personnes"),
            ("ar", 2, "وشخصان آخران"),
            ("ar-EG", 7, "و٧ أشخاص آخرين"),
            ("ar", 100, "و100 شخص آخر"),
            ("ug", 7, "ۋە يەنە 7 كىشى"),
        ] {
            assert_eq!(Words::of(language).plural("others", number), shown);
        }
    }

    #[test]
    fn a_variable_can_be_an_element() {
        let (before, after) = Words::of("fr").around("label-list_me", "name");
        assert_eq!(before, "M'afficher dans la liste publique\u{a0}: «\u{a0}");
        assert_eq!(after, "\u{a0}»");
    }

    #[test]
    fn a_language_is_known_by_its_primary_subtag() {
        for (asked, tag) in [
            ("fr-CA", "fr"),
            ("en", "en"),
            ("UG-Arab-CN", "ug"),
            ("de", "en"),
        ] {
            assert_eq!(Words::of(asked).tag(), tag);
        }
        assert_eq!(Words::known("de"), None);
        for rtl in ["ar-EG", "ug", "UG-Arab-CN", "ckb", "ku-Arab", "az-arab-IR"] {
            assert_eq!(direction(rtl), "rtl", "{rtl}");
        }
        for ltr in ["fr-CA", "ku", "ug-Cyrl", "ar-Latn", "zh-Hant", ""] {
            assert_eq!(direction(ltr), "ltr", "{ltr}");
        }
    }
}
