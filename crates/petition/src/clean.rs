//! Text that strangers typed and everybody may see: what stays of it.
//!
//! Not escaping, which is the view's; not moderation, which is a person's.
//!
//! Invariant: cleaning clean text changes nothing.

mod marks;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

const ZERO_WIDTH_NON_JOINER: char = '\u{200c}';
const ZERO_WIDTH_JOINER: char = '\u{200d}';
const MONGOLIAN_VOWEL_SEPARATOR: char = '\u{180e}';

/// The combining class of viramas (UAX 44, table 15).
const VIRAMA: u8 = 9;

/// Cleans one line of text.
///
/// 1. NFC, and every run of white space, line breaks included, is one space.
/// 2. Controls, format characters (bidirectional and zero-width ones, tags),
///    unassigned and private-use characters are removed.
/// 3. Combining marks without a base, and more on one base than its script
///    writes there, are removed ([`marks`]).
/// 4. The two joiners, and the separator of Mongolian vowels, stay where they
///    shape what is seen (see [`is_shaping`]).
///
/// What one round removes can let its neighbours compose, so rounds follow
/// until one changes nothing; each that does leaves fewer characters. The
/// caller bounds the text's length, and with it the rounds.
pub(crate) fn clean_line(text: &str) -> String {
    let mut line = clean_once(text);
    loop {
        let again = clean_once(&line);
        if again == line {
            return line;
        }
        line = again;
    }
}

fn clean_once(text: &str) -> String {
    let spaced = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c });
    let visible = spaced.nfc().filter(|c| is_joiner(*c) || !is_invisible(*c));
    let marked: Vec<char> = marks::keep_few(visible);
    let shaped = keep_shaping_joiners(&marked);
    let words: Vec<&str> = shaped.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ").nfc().collect()
}

/// Whether a character shows nothing by itself, or is none that Unicode knows.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c.general_category(),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::Surrogate
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    )
}

fn is_joiner(c: char) -> bool {
    matches!(
        c,
        ZERO_WIDTH_NON_JOINER | ZERO_WIDTH_JOINER | MONGOLIAN_VOWEL_SEPARATOR
    )
}

fn keep_shaping_joiners(chars: &[char]) -> String {
    let mut kept = String::with_capacity(chars.len());
    let mut before = None;
    for (at, &c) in chars.iter().enumerate() {
        let after = chars.get(at + 1).copied();
        let is_kept = match c {
            MONGOLIAN_VOWEL_SEPARATOR => is_mongolian(before) && is_mongolian(after),
            _ => !is_joiner(c) || is_shaping(before, after),
        };
        if is_kept {
            kept.push(c);
            before = Some(c);
        }
    }
    kept
}

fn is_mongolian(c: Option<char>) -> bool {
    c.is_some_and(|c| c.script() == Script::Mongolian && c.is_alphabetic())
}

/// Whether a joiner between two characters shapes what is seen.
///
/// It does between letters of scripts without case (Arabic, Persian, the
/// scripts of India) or their marks, between the parts of an emoji, and after
/// a virama, where Malayalam and Sinhala end words with it. Between letters
/// of Latin and its like it would only make one name look like another.
fn is_shaping(before: Option<char>, after: Option<char>) -> bool {
    use GeneralCategory::{ModifierSymbol, NonspacingMark, OtherLetter, OtherSymbol, SpacingMark};
    let Some(before) = before else {
        return false;
    };
    if canonical_combining_class(before) == VIRAMA {
        return true;
    }
    let joins_after = matches!(
        before.general_category(),
        OtherLetter | NonspacingMark | SpacingMark | OtherSymbol | ModifierSymbol
    );
    let joins_before = |after: char| {
        matches!(after.general_category(), OtherLetter | OtherSymbol)
            || canonical_combining_class(after) == VIRAMA
    };
    joins_after && after.is_some_and(joins_before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_removed() {
        for (typed, kept) in [
            ("  Anil\t\r\n K\u{a0}u  ", "Anil K u"),
            ("A\u{0}n\u{7f}i\u{85}l", "Ani l"),
            ("\u{202e}lina\u{202c}\u{2066}\u{61c}\u{200f}", "lina"),
            ("A\u{200b}n\u{feff}i\u{ad}l\u{2060}", "Anil"),
            ("A\u{e000}n\u{378}i\u{10ffff}l\u{e0061}", "Anil"),
            ("A\u{2028}nil", "A nil"),
        ] {
            assert_eq!(clean_line(typed), kept, "{typed:?}");
        }
    }

    #[test]
    fn a_joiner_stays_where_it_shapes_what_is_seen() {
        for shaped in [
            "علی\u{200c}رضا",        // Persian: two words written as one
            "ക്\u{200d}ഷ",            // Malayalam, inside a cluster
            "അവന്\u{200d}",           // Malayalam, at the end of a word
            "ශ්\u{200d}රී",            // Sinhala: Sri
            "র\u{200d}\u{9cd}য",     // Bengali, before the virama
            "👩\u{1f3fd}\u{200d}🚀", // with a skin tone
            "❤\u{fe0f}\u{200d}🔥",   // with a variation selector
            "ᠪᠠᠢᠨ\u{180e}ᠠ",         // Mongolian, before a final vowel
        ] {
            assert_eq!(clean_line(shaped), shaped);
        }
        for (typed, kept) in [
            ("A\u{200d}nil", "Anil"),
            ("Ані\u{200c}л", "Аніл"),
            ("\u{200d}علی\u{200c}", "علی"),
            ("ع\u{200c}\u{200c}ل", "ع\u{200c}ل"),
            ("Anil \u{200d}👧", "Anil 👧"),
            ("e\u{200d}\u{301}", "é"),
            ("ᠪ\u{180e}", "ᠪ"),
            ("ᠪ\u{180e}A", "ᠪA"),
            ("A\u{180e}ᠪ", "Aᠪ"),
            ("Ani\u{180e}l", "Anil"),
        ] {
            assert_eq!(clean_line(typed), kept, "{typed:?}");
        }
    }

    #[test]
    fn what_a_removal_leaves_is_cleaned_again() {
        // The virama has no base, so the joiner after it has nothing to shape.
        assert_eq!(clean_line("\u{bcd}\u{200c}"), "");
        // Without the first joiner the accent composes, and the second stands
        // after a letter of Latin.
        assert_eq!(clean_line("a\u{200d}\u{300}\u{200d}ع"), "\u{e0}ع");
    }

    #[test]
    fn a_base_keeps_the_marks_of_its_script() {
        let stacked: String = ['Z'].into_iter().chain(['\u{334}'; 40]).collect();
        assert_eq!(clean_line(&stacked), "Z\u{334}\u{334}\u{334}");
        assert_eq!(clean_line("\u{301}a \u{301}b"), "a b");
        // Thai vowels pile up too, on whichever base.
        for base in ["ก", "Z"] {
            let kept = clean_line(&format!("{base}{}", "ิ".repeat(40)));
            assert_eq!(kept, format!("{base}{}", "ิ".repeat(3)));
        }
        // No script has room for many marks of another one, or of all.
        let kept = clean_line(&format!("မ{}ို့", "\u{334}".repeat(40)));
        assert_eq!(kept, format!("မ{}ို့", "\u{334}".repeat(3)));
        let kept = clean_line(&format!("မ{}", "့".repeat(40)));
        assert_eq!(kept.chars().count(), 9);
    }
}
