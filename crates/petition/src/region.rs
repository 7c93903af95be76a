//! Where a supporter lives: province and country.
//!
//! Not an address check: a postal code has the right form, not a street.

mod tables;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use self::tables::is_country;
pub use self::tables::{COUNTRIES, PROVINCES};
use crate::typed::as_meant;

/// A code without what input methods and copying make of it: full-width
/// letters and digits are plain ones, and every hyphen or dash is a hyphen.
#[must_use]
pub fn fold_code(typed: &str) -> String {
    let is_dash = |c: char| {
        c.general_category() == GeneralCategory::DashPunctuation || matches!(c, '\u{2212}' | 'ー')
    };
    let meant = typed.chars().filter_map(as_meant);
    meant.map(|c| if is_dash(c) { '-' } else { c }).collect()
}

/// Parses a Canadian postal code, forgiving case, spaces, hyphens and
/// full-width characters, into the form `K1A 0B1`; `None` if it is none.
///
/// The first letter is one that Canada Post uses; D, F, I, O, Q and U are
/// never used, W and Z never first.
#[must_use]
pub fn parse_postal_code(typed: &str) -> Option<String> {
    let mut code = String::with_capacity(7);
    let meant = fold_code(typed);
    for c in meant.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let is_in_place = match code.len() {
            0 => is_first_letter(c.to_ascii_uppercase()),
            1 | 4 | 6 => c.is_ascii_digit(),
            2 | 5 => is_letter(c.to_ascii_uppercase()),
            _ => false,
        };
        if !is_in_place {
            return None;
        }
        code.push(c.to_ascii_uppercase());
        if code.len() == 3 {
            code.push(' ');
        }
    }
    (code.len() == 7).then_some(code)
}

/// Parses what stands first in a Canadian postal code, its forward sortation
/// area, into the form `K1A`; `None` if it is none. Of a whole code the rest is
/// dropped.
#[must_use]
pub fn parse_postal_area(typed: &str) -> Option<String> {
    let typed = fold_code(typed);
    let is_whole = typed.chars().filter(char::is_ascii_alphanumeric).count() > 3;
    let code = if is_whole {
        parse_postal_code(&typed)?
    } else {
        // Any whole code of the area.
        parse_postal_code(&format!("{typed}0A0"))?
    };
    Some(code.chars().take(3).collect())
}

fn is_letter(c: char) -> bool {
    c.is_ascii_uppercase() && !matches!(c, 'D' | 'F' | 'I' | 'O' | 'Q' | 'U')
}

fn is_first_letter(c: char) -> bool {
    is_letter(c) && !matches!(c, 'W' | 'Z')
}

/// Parses a country's ISO 3166-1 alpha-2 code in any case; `None` if it is none.
#[must_use]
pub fn parse_country(typed: &str) -> Option<String> {
    let code = typed.trim().to_ascii_uppercase();
    is_country(&code).then_some(code)
}

/// Parses the code of a province or territory in any case; `None` if it is none.
#[must_use]
pub fn parse_province(typed: &str) -> Option<String> {
    let code = typed.trim().to_ascii_uppercase();
    PROVINCES.contains(&code.as_str()).then_some(code)
}

/// Derives the province or territory: from the postal code, else the chosen
/// one; none outside Canada.
///
/// `postal_code` is from [`parse_postal_code`], `country` an alpha-2 code,
/// `chosen` a province's code (ADR 0001).
#[must_use]
pub fn derive_region(
    postal_code: Option<&str>,
    country: &str,
    chosen: Option<&str>,
) -> Option<String> {
    if country != "CA" {
        return None;
    }
    let from_code = postal_code.and_then(province_of).map(str::to_owned);
    from_code.or_else(|| chosen.and_then(parse_province))
}

/// The province of a postal code, by its first letter (Canada Post,
/// Addressing Guidelines, forward sortation areas).
fn province_of(postal_code: &str) -> Option<&'static str> {
    Some(match postal_code.chars().next()? {
        'A' => "NL",
        'B' => "NS",
        'C' => "PE",
        'E' => "NB",
        'G' | 'H' | 'J' => "QC",
        'K' | 'L' | 'M' | 'N' | 'P' => "ON",
        'R' => "MB",
        'S' => "SK",
        'T' => "AB",
        'V' => "BC",
        // X is shared: these three areas are in Nunavut, the rest in the
        // Northwest Territories.
        'X' if ["X0A", "X0B", "X0C"]
            .iter()
            .any(|area| postal_code.starts_with(area)) =>
        {
            "NU"
        }
        'X' => "NT",
        'Y' => "YT",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_case_hyphens_and_full_width_characters_are_forgiven() {
        for typed in [
            "K1A 0B1",
            "k1a0b1",
            " k1a  0b1 ",
            "K1A-0B1",
            "K 1 A 0 B 1",
            "k1a\u{a0}0b1",
            "Ｋ１Ａ　０Ｂ１",
            "Ｋ１Ａ－０Ｂ１",
            "K1A\u{2011}0B1",
            "K1A–0B1",
            "K1A—0B1",
            "K1A\u{2212}0B1",
            "\u{200e}K1A\u{200b}0B1",
        ] {
            assert_eq!(
                parse_postal_code(typed).as_deref(),
                Some("K1A 0B1"),
                "{typed:?}"
            );
        }
    }

    #[test]
    fn what_canada_post_does_not_use_is_refused() {
        for first in "DFIOQUWZ".chars() {
            assert_eq!(
                parse_postal_code(&format!("{first}1A 0B1")),
                None,
                "{first}"
            );
        }
        for typed in [
            "", "K1A", "K1A 0B", "K1A 0B11", "K1D 0B1", "K1A 0O1", "1K1 A0A", "90210",
        ] {
            assert_eq!(parse_postal_code(typed), None, "{typed:?}");
        }
        // Letters and digits of other scripts are not those of a postal code.
        for typed in ["К1A 0B1", "K١A 0B1", "K1A·0B1"] {
            assert_eq!(parse_postal_code(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn every_first_letter_has_its_province() {
        let table = [
            ("A", "NL"),
            ("B", "NS"),
            ("C", "PE"),
            ("E", "NB"),
            ("G", "QC"),
            ("H", "QC"),
            ("J", "QC"),
            ("K", "ON"),
            ("L", "ON"),
            ("M", "ON"),
            ("N", "ON"),
            ("P", "ON"),
            ("R", "MB"),
            ("S", "SK"),
            ("T", "AB"),
            ("V", "BC"),
            ("X", "NT"),
            ("Y", "YT"),
        ];
        for (letter, province) in table {
            let code = parse_postal_code(&format!("{letter}1A 0B1")).unwrap();
            assert_eq!(
                derive_region(Some(&code), "CA", None).as_deref(),
                Some(province)
            );
            assert!(PROVINCES.contains(&province));
        }
        for (area, province) in [("X0A", "NU"), ("X0B", "NU"), ("X0C", "NU"), ("X0E", "NT")] {
            let code = parse_postal_code(&format!("{area}0B1")).unwrap();
            assert_eq!(
                derive_region(Some(&code), "CA", None).as_deref(),
                Some(province)
            );
        }
    }

    #[test]
    fn a_chosen_province_stands_where_there_is_no_postal_code() {
        assert_eq!(derive_region(None, "CA", Some("qc")).as_deref(), Some("QC"));
        assert_eq!(
            derive_region(Some("K1A 0B1"), "CA", Some("QC")).as_deref(),
            Some("ON")
        );
        assert_eq!(derive_region(None, "CA", Some("XX")), None);
        assert_eq!(derive_region(Some("K1A 0B1"), "FR", Some("QC")), None);
    }

    #[test]
    fn countries_are_the_codes_of_the_standard() {
        assert_eq!(COUNTRIES.len(), 249);
        assert!(COUNTRIES.is_sorted(), "is_country searches by halves");
        assert_eq!(parse_country(" ca ").as_deref(), Some("CA"));
        assert_eq!(parse_country("UK"), None);
        assert_eq!(PROVINCES.len(), 13);
    }
}
