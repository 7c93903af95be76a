//! The names of countries, for pages that work without a browser's `Intl`.
//!
//! Names and order are CLDR 48's in Canadian English and French
//! (`Intl.DisplayNames` and `Intl.Collator`); one line for each country: its
//! ISO 3166-1 code, a space, its name.

use super::texts::Words;

const EN: &str = include_str!("../../locales/countries.en.txt");
const FR: &str = include_str!("../../locales/countries.fr.txt");

/// Every country as `(code, name)`, in the language's alphabetical order.
pub(super) fn countries(words: Words) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = match words {
        Words::En => EN,
        Words::Fr => FR,
    };
    lines.lines().filter_map(|line| line.split_once(' '))
}

/// The name of a country, or its code where it has none.
pub(super) fn country_name(words: Words, code: &str) -> &str {
    countries(words)
        .find(|(known, _)| *known == code)
        .map_or(code, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use petition::COUNTRIES;

    use super::*;

    #[test]
    fn every_country_has_a_name_in_every_language() {
        let known: BTreeSet<&str> = COUNTRIES.iter().copied().collect();
        for words in Words::ALL {
            let named: BTreeSet<&str> = countries(words).map(|(code, _)| code).collect();
            assert_eq!(named, known);
            assert!(countries(words).all(|(_, name)| !name.is_empty()));
        }
    }

    #[test]
    fn a_country_is_named_in_the_language() {
        assert_eq!(country_name(Words::En, "DE"), "Germany");
        assert_eq!(country_name(Words::Fr, "DE"), "Allemagne");
        assert_eq!(country_name(Words::Fr, "XX"), "XX");
    }
}
