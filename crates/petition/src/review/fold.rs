//! Text as the lists see it: words in a form that dressing up does not change.

use unicode_normalization::UnicodeNormalization;

/// Arabic's tatweel, which only stretches a word.
const TATWEEL: char = '\u{640}';

/// The words of a text: without letter case, accents, vowel signs and
/// punctuation, with compatibility forms and digits read as letters.
///
/// Three letters and more that stand alone are one word ("f u c k"). A letter
/// that is written `most_repeated` times and more in a row is written that
/// often: once finds "fuuuck", twice "asssshole".
pub(super) fn words_of(text: &str, most_repeated: usize) -> Vec<String> {
    let plain: String = text
        .nfkd()
        .filter(|c| !is_dressing(*c))
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|c| !is_dressing(*c))
        .map(as_one_form)
        .collect();
    let words = plain
        .split(|c: char| !c.is_alphanumeric() && !"@$".contains(c))
        .filter(|word| !word.is_empty())
        .map(|word| squeeze(&as_letters(word), most_repeated));
    join_single_letters(words)
}

/// Accents of Latin, vowel signs of Arabic, and what cannot be seen.
fn is_dressing(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | TATWEEL)
        || crate::clean::is_invisible(c)
            // A line break parts words.
            && !c.is_whitespace()
}

/// Letters of Arabic and Persian that are typed for one another.
fn as_one_form(c: char) -> char {
    match c {
        'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        _ => c,
    }
}

/// Digits and signs in a word as the letters that they stand for; a number
/// stays one.
fn as_letters(word: &str) -> String {
    if !word.chars().any(char::is_alphabetic) {
        return word.to_owned();
    }
    let letter = |c| match c {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        _ => c,
    };
    word.chars().map(letter).collect()
}

/// Shortens a run of three and more of one letter.
fn squeeze(word: &str, most_repeated: usize) -> String {
    let chars: Vec<char> = word.chars().collect();
    chars
        .chunk_by(|a, b| a == b)
        .flat_map(|run| {
            let kept = if run.len() >= 3 {
                most_repeated
            } else {
                run.len()
            };
            run.iter().take(kept)
        })
        .collect()
}

fn join_single_letters(words: impl Iterator<Item = String>) -> Vec<String> {
    let words: Vec<String> = words.collect();
    let is_single = |word: &String| word.chars().count() == 1;
    words
        .chunk_by(|a, b| is_single(a) && is_single(b))
        .flat_map(|run| {
            if run.len() >= 3 {
                vec![run.concat()]
            } else {
                run.to_vec()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dressing_up_a_word_changes_nothing() {
        for (typed, words) in [
            ("Père-Noël", vec!["pere", "noel"]),
            ("ＳＨＩＴ!", vec!["shit"]),
            ("$h1t", vec!["shit"]),
            ("f.u-c k", vec!["fuck"]),
            ("Fuuuuck", vec!["fuck"]),
            ("s\u{200b}h\u{ad}it", vec!["shit"]),
            ("one\ntwo", vec!["one", "two"]),
            ("قَحْبَة", vec!["قحبه"]),
            ("أسـامة", vec!["اسامه"]),
            ("کلب", vec!["كلب"]),
            ("ٱلكلی", vec!["الكلي"]),
            ("m0r3 4nd m1n5 7", vec!["more", "and", "mins", "7"]),
            ("in 2026", vec!["in", "2026"]),
            ("J. R. Tolkien", vec!["j", "r", "tolkien"]),
        ] {
            assert_eq!(words_of(typed, 1), words, "{typed}");
        }
        assert_eq!(words_of("assssshole", 2), ["asshole"]);
    }
}
