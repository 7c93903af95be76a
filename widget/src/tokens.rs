//! Splits short texts. The standard library's searchers would add more code than
//! these functions need.

/// The text before the first `mark`, an ASCII character, and the text after it;
/// without a mark the whole text and an empty one.
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

/// Removes the text before the first `mark`, and the mark, and returns it.
pub(crate) fn take<'a>(text: &mut &'a str, mark: u8) -> &'a str {
    let (first, rest) = cut(text, mark);
    *text = rest;
    first
}

/// Whether a space-separated list has a word.
pub(crate) fn contains_word(mut words: &str, word: &str) -> bool {
    while !words.is_empty() {
        if take(&mut words, b' ') == word {
            return true;
        }
    }
    false
}

/// Adds a word unless the list has it.
pub(crate) fn add_word(words: &mut String, word: &str) {
    if !contains_word(words, word) {
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
        assert!(contains_word(&words, "mail"));
        assert!(!contains_word(&words, "consent"));
        assert!(!contains_word("", "consent"));
    }
}
