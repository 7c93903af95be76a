//! The names of countries, for pages that work without a browser's `Intl`.
//!
//! Names and order are CLDR 48's (`Intl.DisplayNames` and `Intl.Collator`, in
//! Canadian English and French; Uyghur by its own alphabet); one line for each
//! country: its ISO 3166-1 code, a space, its name.

use super::texts::Words;

/// Every country as `(code, name)`, in the language's alphabetical order.
pub(crate) fn countries(words: Words) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = words.countries().lines();
    lines.filter_map(|line| line.split_once(' '))
}

/// The name of a country, or its code where it has none.
pub(crate) fn country_name(words: Words, code: &str) -> &str {
    countries(words)
        .find(|(known, _)| *known == code)
        .map_or(code, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use petition::COUNTRIES;

    use super::*;
    use crate::i18n::languages::LANGUAGES;

    #[test]
    fn every_country_has_a_name_in_every_language() {
        let known: BTreeSet<&str> = COUNTRIES.iter().copied().collect();
        for language in &LANGUAGES {
            let words = Words::of(language.tag);
            let named: BTreeSet<&str> = countries(words).map(|(code, _)| code).collect();
            assert_eq!(named, known, "{}", language.tag);
            assert!(countries(words).all(|(_, name)| !name.is_empty()));
        }
    }

    #[test]
    fn a_country_is_named_in_the_language() {
        assert_eq!(country_name(Words::of("en"), "DE"), "Germany");
        assert_eq!(country_name(Words::of("fr"), "DE"), "Allemagne");
        assert_eq!(country_name(Words::of("fr"), "XX"), "XX");
    }
}
