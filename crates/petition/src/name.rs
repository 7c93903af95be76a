//! Names: what is kept, what is shown in public, and by what two are the same.
//!
//! Decided once, at the write, for every surface. Not a check that a name is
//! real: people's names have one part or six, digits and apostrophes.

mod shown;
mod suspicion;

use protocol::limits::{NAME_MAX_BYTES, NAME_MAX_GRAPHEMES};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

pub use self::shown::public_name;
use crate::clean::clean_line;

/// Why a text is not taken as a name. The text is never repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing is left of it.
    #[error("is empty")]
    Empty,
    /// Too long to be shown.
    #[error("has {got} characters, the limit is {NAME_MAX_GRAPHEMES}")]
    Graphemes {
        /// Grapheme clusters of the cleaned name.
        got: usize,
    },
    /// Too long to be kept.
    #[error("has {got} bytes, the limit is {NAME_MAX_BYTES}")]
    Bytes {
        /// Bytes of the cleaned name, or of one typed with too much around it.
        got: usize,
    },
    /// An address of the web, which nobody is called.
    #[error("has a web address in it")]
    Address,
    /// It would be a formula in a spreadsheet, and is no name.
    #[error("starts with =, +, - or @")]
    Formula,
    /// A mailing's program was to put a name in its place.
    #[error("has a mailing's placeholder in it")]
    MergeTag,
}

impl NameError {
    /// Which of the form's messages says it to the supporter; none where the
    /// field's own does.
    #[must_use]
    pub fn kind(self) -> Option<&'static str> {
        match self {
            Self::Empty => None,
            Self::Graphemes { .. } | Self::Bytes { .. } => Some("name-long"),
            Self::Address => Some("name-address"),
            Self::Formula => Some("name-sign"),
            Self::MergeTag => Some("name-placeholder"),
        }
    }
}

/// Cleans a name as typed into the name that is kept.
///
/// Normalized to NFC, with white space collapsed and invisible characters,
/// unassigned ones and combining marks beyond what its script writes removed.
///
/// # Errors
///
/// [`NameError`] when nothing is left, when it is too long, and when it is
/// surely an advertisement, a spreadsheet's formula or a mailing's placeholder.
/// What may be one waits for a moderator ([`review`](crate::review())).
pub fn clean_name(typed: &str) -> Result<String, NameError> {
    // Nobody types more than a few characters for each that is kept.
    let got = typed.len();
    if got > 4 * NAME_MAX_BYTES {
        return Err(NameError::Bytes { got });
    }
    let name = clean_line(typed);
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    let got = name.len();
    if got > NAME_MAX_BYTES {
        return Err(NameError::Bytes { got });
    }
    let got = name.graphemes(true).count();
    if got > NAME_MAX_GRAPHEMES {
        return Err(NameError::Graphemes { got });
    }
    // Compatibility forms are judged as what they look like.
    let looks = suspicion::looks_of(&name);
    if suspicion::is_formula(&looks) {
        return Err(NameError::Formula);
    }
    if suspicion::has_sure_address(&looks) {
        return Err(NameError::Address);
    }
    if suspicion::has_merge_tag(&looks) {
        return Err(NameError::MergeTag);
    }
    Ok(name)
}

/// Whether something stands in a text that may be an address of the web, in
/// any letter case and compatibility form.
pub(crate) fn has_web_address(text: &str) -> bool {
    suspicion::has_likely_address(&suspicion::looks_of(text))
}

/// Whether a clean name begins with a sign, as a spreadsheet's formula does.
pub(crate) fn begins_with_a_sign(name: &str) -> bool {
    suspicion::begins_with_a_sign(&suspicion::looks_of(name))
}

/// Folds a name to that by which two of one mailbox are the same person:
/// "José  O’Brien" and "jose obrien".
///
/// Compatibility forms, letter case, the accents of Latin, Greek and
/// Cyrillic, spaces and punctuation make no difference, nor does in which
/// of the two fields a part was typed. Vowel signs of other scripts do.
/// Part of the rule [`DedupRule`](crate::DedupRule): its results are stored, keyed.
#[must_use]
pub fn fold_name(given: &str, family: Option<&str>) -> String {
    let both = given.chars().chain(family.unwrap_or_default().chars());
    let folded = both
        .nfkd()
        .filter(|c| is_told_apart(*c))
        .flat_map(char::to_lowercase);
    // Lower case can bring an accent back ("İ"), so marks are dropped twice.
    folded.nfkd().filter(|c| is_told_apart(*c)).nfc().collect()
}

fn is_told_apart(c: char) -> bool {
    // The block of combining marks that Latin, Greek and Cyrillic use.
    let is_accent = matches!(c, '\u{300}'..='\u{36f}');
    let is_separator = c.is_whitespace() || c.is_ascii_punctuation() || "’‘ʼʻ´·‐‑–—،・".contains(c);
    !is_accent && !is_separator
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_advertisement_or_a_formula_is_no_name() {
        for typed in [
            "https://x.example",
            "Anil www.x.example",
            "WWW.x",
            "x.com",
            "Buy at Cheap.ONLINE now",
            "anil.com.",
            "(anil.com)",
            "anil\u{ff0e}com",
            "anil\u{3002}com",
            "ａｎｉｌ.ｃｏｍ",
            "an\u{200b}il.com",
        ] {
            assert_eq!(clean_name(typed), Err(NameError::Address), "{typed}");
        }
        for typed in [
            "=1+1",
            "+1",
            "-1",
            "@anil",
            "\u{200b}=1",
            " =1",
            "\u{ff1d}1",
            "\t@a",
        ] {
            assert_eq!(clean_name(typed), Err(NameError::Formula), "{typed}");
        }
    }

    #[test]
    fn what_a_mailing_left_is_no_name() {
        for typed in ["*|FNAME|*", "{{name}}", "%%first%%", "[[name]]", "${name}"] {
            assert_eq!(clean_name(typed), Err(NameError::MergeTag), "{typed}");
        }
    }

    #[test]
    fn peoples_names_are_names() {
        for typed in [
            "Dr.Ly",
            "U.Win",
            "J.Co",
            "S.Dev",
            "-Kun",
            "+Anna",
            "anil.ca/promo",
            "St.John",
            "J.R.",
            "J.R.R. Tolkien",
            "O'Brien",
            "Anne-Marie",
            "X Æ A-12",
            "Martin Luther King Jr.",
            "N!xau",
            "7",
            "Комов",
            "ᐊᓄᕆ",
            "王小明",
        ] {
            assert_eq!(clean_name(typed).as_deref(), Ok(typed));
        }
    }

    #[test]
    fn the_limits_are_of_what_is_kept() {
        assert_eq!(clean_name(" \u{200b}\u{202e} "), Err(NameError::Empty));
        assert_eq!(clean_name("\u{301}\u{302}"), Err(NameError::Empty));
        assert!(clean_name(&"a".repeat(60)).is_ok());
        assert_eq!(
            clean_name(&"a".repeat(61)),
            Err(NameError::Graphemes { got: 61 })
        );
        let hidden = "a\u{200b}".repeat(60);
        assert_eq!(clean_name(&hidden).as_deref(), Ok("a".repeat(60).as_str()));
        // Three bytes a letter and three a vowel sign.
        assert!(clean_name(&"கி".repeat(40)).is_ok());
        assert_eq!(
            clean_name(&"கி".repeat(41)),
            Err(NameError::Bytes { got: 246 })
        );
        let family = "👨\u{200d}👩\u{200d}👧";
        assert_eq!(clean_name(family).as_deref(), Ok(family));
    }

    #[test]
    fn a_name_that_is_all_padding_is_refused_before_it_is_cleaned() {
        let padded = format!("Anil{}", "\u{200b}".repeat(400));
        assert_eq!(clean_name(&padded), Err(NameError::Bytes { got: 1204 }));
    }

    #[test]
    fn the_same_person_folds_to_the_same_name() {
        for (given, family) in [
            ("José", Some("O’Brien")),
            ("jose", Some("OBRIEN")),
            ("Jose\u{301}", Some("O'Brien")),
            ("José O'Brien", None),
            ("ＪＯＳＥ", Some("o brien")),
        ] {
            assert_eq!(fold_name(given, family), "joseobrien", "{given}");
        }
        assert_eq!(fold_name("İnci", None), "inci");
        // Vowel signs tell names apart where accents do not.
        assert_ne!(fold_name("கி", None), fold_name("கு", None));
    }
}
