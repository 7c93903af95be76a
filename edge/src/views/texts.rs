//! The words of the interface: Fluent messages, parsed once for each language.
//!
//! Not the words of a petition: those come from its campaign's settings. A
//! missing message is found by the tests, which hold the languages against
//! each other and fail at a lookup that finds nothing; at run time such a
//! lookup shows the message's name instead of failing the page.

use std::collections::BTreeMap;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

type Bundle = FluentBundle<FluentResource>;

const EN: &str = include_str!("../../locales/en.ftl");
const FR: &str = include_str!("../../locales/fr.ftl");

thread_local! {
    static EN_BUNDLE: Bundle = parse_bundle("en", EN);
    static FR_BUNDLE: Bundle = parse_bundle("fr", FR);
}

/// A language that the interface speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    En,
    Fr,
}

impl Words {
    /// Every language of the interface.
    #[cfg(test)]
    pub(super) const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// The interface's language for a tag such as `fr-CA`: by its primary
    /// subtag, else English.
    pub(super) fn of(language: &str) -> Self {
        match primary_subtag(language) {
            "fr" => Self::Fr,
            _ => Self::En,
        }
    }

    /// The language's tag.
    pub(super) fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// A message without variables.
    pub(super) fn text(self, key: &str) -> String {
        self.format(key, None)
    }

    /// A message with its variables filled.
    pub(super) fn with(self, key: &str, variables: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::with_capacity(variables.len());
        for (name, value) in variables {
            args.set(*name, *value);
        }
        self.format(key, Some(&args))
    }

    /// A message that depends on a number: `n` chooses the plural, and
    /// `shown` is the number as people write it.
    pub(super) fn plural(self, key: &str, n: u64) -> String {
        let mut args = FluentArgs::with_capacity(2);
        args.set("n", n);
        args.set("shown", self.number(n));
        self.format(key, Some(&args))
    }

    /// The text before and after a variable that is shown as an element.
    pub(super) fn around(self, key: &str, variable: &str) -> (String, String) {
        const MARK: &str = "\u{1}";
        let text = self.with(key, &[(variable, MARK)]);
        match text.split_once(MARK) {
            Some((before, after)) => (before.to_owned(), after.to_owned()),
            None => (text, String::new()),
        }
    }

    /// A number with its thousands apart: `1,841`, `1 841`.
    pub(super) fn number(self, n: u64) -> String {
        let digits = n.to_string();
        let group = self.text("number-group");
        let mut shown = String::with_capacity(digits.len() + 4);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                shown.push_str(&group);
            }
            shown.push(digit);
        }
        shown
    }

    fn format(self, key: &str, args: Option<&FluentArgs>) -> String {
        let bundle = match self {
            Self::En => &EN_BUNDLE,
            Self::Fr => &FR_BUNDLE,
        };
        bundle.with(|bundle| {
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

/// Which way a language is written: `rtl` or `ltr`.
pub(super) fn direction(language: &str) -> &'static str {
    match primary_subtag(language) {
        "ar" | "dv" | "fa" | "he" | "ku" | "ps" | "sd" | "ug" | "ur" | "yi" => "rtl",
        _ => "ltr",
    }
}

/// A campaign's text in a language, else in its fallback, else in any.
pub(super) fn in_language<'a, T>(
    texts: &'a BTreeMap<String, T>,
    language: &str,
    fallback: &str,
) -> Option<&'a T> {
    texts
        .get(language)
        .or_else(|| texts.get(fallback))
        .or_else(|| texts.values().next())
}

fn primary_subtag(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

fn parse_bundle(tag: &str, source: &str) -> Bundle {
    let mut bundle = Bundle::new(vec![tag.parse().unwrap_or_default()]);
    // Directions are isolated by `<bdi>` where a person's text is shown;
    // Fluent's own marks would be bytes in the hashed consent block.
    bundle.set_use_isolating(false);
    let resource =
        FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, errors)| {
            debug_assert!(false, "{tag}.ftl: {errors:?}");
            resource
        });
    let added = bundle.add_resource(resource);
    debug_assert!(added.is_ok(), "{tag}.ftl: {added:?}");
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

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

    #[test]
    fn every_language_has_the_same_messages_with_the_same_variables() {
        let english = variables(EN);
        assert!(english.len() > 100);
        assert_eq!(english, variables(FR));
    }

    #[test]
    fn every_message_has_a_text() {
        for words in Words::ALL {
            for (key, variables) in variables(EN) {
                let filled: Vec<_> = variables.into_iter().map(|name| (name, "x")).collect();
                assert!(!words.with(key, &filled).is_empty(), "{key}");
            }
        }
    }

    #[test]
    fn french_is_set_as_in_quebec() {
        for wrong in [" ?", " !", " ;", "\u{a0}?", "\u{a0}!", " : ", "« ", " »"] {
            let line = FR
                .lines()
                .find(|line| !line.starts_with('#') && line.contains(wrong));
            assert_eq!(line, None, "{wrong:?}");
        }
    }

    #[test]
    #[should_panic(expected = "no message nothing-like-it")]
    fn a_missing_message_fails_a_test() {
        Words::En.text("nothing-like-it");
    }

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        assert_eq!(Words::En.number(0), "0");
        assert_eq!(Words::En.number(999), "999");
        assert_eq!(Words::En.number(1841), "1,841");
        assert_eq!(Words::Fr.number(1_234_567), "1\u{a0}234\u{a0}567");
    }

    #[test]
    fn a_plural_follows_the_language() {
        assert_eq!(Words::En.plural("others", 1), "and 1 other");
        assert_eq!(Words::En.plural("others", 0), "and 0 others");
        assert_eq!(Words::Fr.plural("others", 0), "et 0 autre personne");
        assert_eq!(
            Words::Fr.plural("others", 1200),
            "et 1\u{a0}200 autres personnes"
        );
    }

    #[test]
    fn a_variable_can_be_an_element() {
        let (before, after) = Words::Fr.around("label-list_me", "name");
        assert_eq!(before, "M'afficher dans la liste publique\u{a0}: «\u{a0}");
        assert_eq!(after, "\u{a0}»");
    }

    #[test]
    fn a_language_is_known_by_its_primary_subtag() {
        assert_eq!(Words::of("fr-CA"), Words::Fr);
        assert_eq!(Words::of("en"), Words::En);
        assert_eq!(Words::of("ar"), Words::En);
        assert_eq!(direction("ar-EG"), "rtl");
        assert_eq!(direction("fr-CA"), "ltr");
    }
}
