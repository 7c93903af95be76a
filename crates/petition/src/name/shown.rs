//! What the public sees of a name: "Anil K."
//!
//! The widget's label promises it before anything is sent, so
//! `widget/loader/label.js` has the same rule; `crates/protocol/vectors/people.json`
//! and `names.json` hold both against each other.

use unicode_segmentation::UnicodeSegmentation;

/// Arabic's tatweel, which only stretches a word.
const TATWEEL: char = '\u{640}';

/// Letters of Persian, Urdu and Kurdish that Arabic does not have: in such a
/// word the first two letters are no Arabic article.
const NOT_ARABIC: &str = "یکگچپژڤەڕڵۆێہھےںٹڈڑ";

/// Words that begin like the article and have none, as they are written without
/// a hamza: Ilyas, Ilham, Altaf, Almas, Albert, Alfred, Alexander, Alice.
const NO_ARTICLE: [&str; 18] = [
    "الياس",
    "الياسي",
    "الهام",
    "الهامي",
    "الطاف",
    "الماس",
    "الماسي",
    "البرت",
    "البير",
    "الفريد",
    "الفرد",
    "الفونس",
    "الكسندر",
    "الكساندر",
    "الين",
    "الينا",
    "اليس",
    "اليزابيث",
];

/// The name that is shown in public: the given name and the family name's
/// initial, "Anil K."; a one-part name whole.
///
/// The initial is the first grapheme cluster that begins with a letter or a
/// digit, as typed: letter case is the supporter's. It is the word's own: after
/// the Arabic article ("الخطيب" is "خ."), and after the vowels that Thai, Lao
/// and the older encoding of Burmese write before their consonant ("เกษม" is
/// "ก."). Both parts are from [`clean_name`](crate::clean_name).
#[must_use]
pub fn public_name(given: &str, family: Option<&str>) -> String {
    match family.and_then(initial_of) {
        Some(initial) => format!("{given} {initial}."),
        None => given.to_owned(),
    }
}

fn initial_of(family: &str) -> Option<&str> {
    let letters = || family.graphemes(true).filter(|cluster| is_letter(cluster));
    if has_article(family)
        && let Some(initial) = letters().nth(2)
    {
        return Some(initial);
    }
    let own = letters().find(|cluster| !is_written_before(cluster));
    own.or_else(|| letters().next())
        .or_else(|| family.graphemes(true).next())
}

fn is_letter(cluster: &str) -> bool {
    cluster.starts_with(char::is_alphanumeric) && !cluster.starts_with(TATWEEL)
}

/// A vowel that stands before the consonant that it is read after.
fn is_written_before(cluster: &str) -> bool {
    cluster.starts_with(['เ', 'แ', 'โ', 'ใ', 'ไ', 'ເ', 'ແ', 'ໂ', 'ໃ', 'ໄ', '\u{1031}'])
}

/// Whether a family name begins with the Arabic article: "ال", and two letters
/// of Arabic after it. In doubt it does not, and the first letter is shown.
fn has_article(family: &str) -> bool {
    let is_own = |c: &char| c.is_alphabetic() && *c != TATWEEL && !is_vowel_sign(*c);
    let letters: String = family.chars().filter(is_own).collect();
    let Some(rest) = letters
        .strip_prefix("ال")
        .or_else(|| letters.strip_prefix("ٱل"))
    else {
        return false;
    };
    let first = family.split([' ', '-']).next().unwrap_or_default();
    let first: String = first.chars().filter(is_own).collect();
    rest.chars().take(2).filter(|c| is_arabic(*c)).count() == 2
        && !letters.contains(|c| NOT_ARABIC.contains(c))
        && !NO_ARTICLE.contains(&first.as_str())
}

/// A letter of the block that Arabic, Persian and Uyghur are written in.
fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{6ff}')
}

/// Arabic's vowel signs, which names are mostly written without.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_initial_is_the_words_own() {
        for (family, initial) in [
            ("الخطيب", "خ"),
            ("اَلْخَطِيب", "خَ"),
            ("ٱلْخَطِيب", "خَ"),
            ("الـخطيب", "خ"),
            ("ال خطيب", "خ"),
            ("ال-خطيب", "خ"),
            ("الأحمد", "أ"),
            ("الشَّامي", "شَّ"),
            ("الحسن علي", "ح"),
            // No article, or not surely one.
            ("الياس", "ا"),
            ("اَلياس خوري", "اَ"),
            ("إلياس", "إ"),
            ("ألبرت", "أ"),
            ("الهی", "ا"),
            ("الیاسی", "ا"),
            ("الطاف", "ا"),
            ("ال", "ا"),
            ("الي", "ا"),
            ("آل سعود", "آ"),
            ("علي", "ع"),
            ("ئالىم", "ئ"),
            ("ـعلي", "ع"),
            // In no other script.
            ("al-Khatib", "a"),
            ("ܐܠܟܣܢܕܪ", "ܐ"),
            ("הלוי", "ה"),
            // Vowels that stand before their consonant.
            ("เกษม", "ก"),
            ("ไชยวัฒน์", "ช"),
            ("เก้า", "ก้"),
            ("ໄຊຍະວົງ", "ຊ"),
            ("ေအာင္", "အ"),
            ("เ", "เ"),
            ("'t Hooft", "t"),
        ] {
            assert_eq!(
                public_name("Z", Some(family)),
                format!("Z {initial}."),
                "{family}"
            );
        }
    }
}
