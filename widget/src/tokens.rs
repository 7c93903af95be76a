//! Taking short texts apart. The standard library's searchers cost more than
//! all that is searched here.

/// What stands before the first `mark`, an ASCII character, and what after it;
/// all and nothing where there is none.
#[inline(never)]
pub(crate) fn cut(text: &str, mark: u8) -> (&str, &str) {
    let end = text
        .bytes()
        .position(|byte| byte == mark)
        .unwrap_or(text.len());
    (
        text.get(..end).unwrap_or_default(),
        text.get(end + 1..).unwrap_or_default(),
    )
}

/// Takes what stands before the first `mark` off the text.
pub(crate) fn take<'a>(text: &mut &'a str, mark: u8) -> &'a str {
    let (first, rest) = cut(text, mark);
    *text = rest;
    first
}

/// Whether a word is among others, which are parted by spaces.
pub(crate) fn is_among(mut words: &str, word: &str) -> bool {
    while !words.is_empty() {
        if take(&mut words, b' ') == word {
            return true;
        }
    }
    false
}

/// Adds a word, unless it is there.
pub(crate) fn add_word(words: &mut String, word: &str) {
    if !is_among(words, word) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_the_first_mark() {
        assert_eq!(cut("a@b@c", b'@'), ("a", "b@c"));
        assert_eq!(cut("é@ü", b'@'), ("é", "ü"));
        assert_eq!(cut("abc", b'@'), ("abc", ""));
        assert_eq!(cut("abc@", b'@'), ("abc", ""));
        assert_eq!(cut("", b'@'), ("", ""));
    }

    #[test]
    fn words_are_added_once() {
        let mut words = String::new();
        for word in ["email", "consent:a", "email", "consent:a-b", "mail"] {
            add_word(&mut words, word);
        }
        assert_eq!(words, "email consent:a consent:a-b mail");
        assert!(is_among(&words, "mail"));
        assert!(!is_among(&words, "consent"));
        assert!(!is_among("", "consent"));
    }
}
