//! How a language's region writes numbers, so that what the server renders
//! reads like what the browser's `Intl` writes into the same page later.

/// How the digits of a language are written and set apart.
///
/// Source: CLDR 48, `defaultNumberingSystem` and the group of its symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Digits {
    /// 0 to 9, with the locale file's `number-group`.
    Latin,
    /// 0 to 9, with points between the thousands, as in the Maghreb.
    LatinPoint,
    /// U+0660 to U+0669 with U+066C.
    ArabicIndic,
}

impl Digits {
    /// The digits of a tag. `ar` alone, and with a region that is not listed,
    /// has Latin ones, as browsers have it.
    pub(crate) fn of(tag: &str) -> Self {
        let mut subtags = tag.split('-');
        if subtags.next() != Some("ar") {
            return Self::Latin;
        }
        let region = subtags.find(|subtag| subtag.len() == 2);
        match region.unwrap_or_default().to_ascii_uppercase().as_str() {
            "BH" | "DJ" | "EG" | "ER" | "IL" | "IQ" | "JO" | "KM" | "KW" | "LB" | "MR" | "OM"
            | "PS" | "QA" | "SA" | "SD" | "SO" | "SS" | "SY" | "TD" | "YE" => Self::ArabicIndic,
            "DZ" | "LY" | "MA" | "TN" => Self::LatinPoint,
            _ => Self::Latin,
        }
    }

    /// What stands between thousands, where it is not the locale file's.
    pub(crate) fn group(self) -> Option<&'static str> {
        match self {
            Self::Latin => None,
            Self::LatinPoint => Some("."),
            Self::ArabicIndic => Some("\u{66c}"),
        }
    }

    /// A text with its digits 0 to 9 written in these.
    pub(crate) fn write(self, text: String) -> String {
        if self != Self::ArabicIndic {
            return text;
        }
        text.chars()
            .map(|shown| {
                let value = shown.to_digit(10).filter(|_| shown.is_ascii());
                value
                    .and_then(|value| char::from_u32(0x660 + value))
                    .unwrap_or(shown)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_region_decides_as_browsers_do() {
        for (tag, digits) in [
            ("ar", Digits::Latin),
            ("ar-CA", Digits::Latin),
            ("ar-EG", Digits::ArabicIndic),
            ("ar-Arab-SY", Digits::ArabicIndic),
            ("ar-ma", Digits::LatinPoint),
            ("ug", Digits::Latin),
            ("en-EG", Digits::Latin),
        ] {
            assert_eq!(Digits::of(tag), digits, "{tag}");
        }
    }

    #[test]
    fn only_digits_are_rewritten() {
        let text = || "22 x, 10:05".to_owned();
        assert_eq!(Digits::ArabicIndic.write(text()), "٢٢ x, ١٠:٠٥");
        assert_eq!(Digits::LatinPoint.write(text()), text());
    }
}
