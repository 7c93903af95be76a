//! Reasons that supporters add: what is kept of one.
//!
//! Not whether it is shown, which is [`review`](crate::review()) and then a
//! moderator. An address of the web is kept: it makes the comment wait.

use protocol::limits::{COMMENT_MAX_BYTES, COMMENT_MAX_GRAPHEMES};
use unicode_segmentation::UnicodeSegmentation;

use crate::clean::clean_line;

/// Why a text is not taken as a comment. The text is never repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommentError {
    /// Too long to be shown.
    #[error("has {got} characters, the limit is {COMMENT_MAX_GRAPHEMES}")]
    Graphemes {
        /// Grapheme clusters of the cleaned comment.
        got: usize,
    },
    /// Too long to be kept.
    #[error("has {got} bytes, the limit is {COMMENT_MAX_BYTES}")]
    Bytes {
        /// Bytes of the cleaned comment, or of one typed with too much around it.
        got: usize,
    },
}

/// Cleans a comment as typed into the one that is kept, one line; `None` when
/// nothing is left of it.
///
/// The same as [`clean_name`](crate::clean_name): NFC, white space and line
/// breaks collapsed, what cannot be seen and stacked marks removed.
///
/// # Errors
///
/// [`CommentError`] when it is too long.
pub fn clean_comment(typed: &str) -> Result<Option<String>, CommentError> {
    // Bounds the rounds of cleaning, as for a name.
    let got = typed.len();
    if got > 2 * COMMENT_MAX_BYTES {
        return Err(CommentError::Bytes { got });
    }
    let comment = clean_line(typed);
    let got = comment.graphemes(true).count();
    if got > COMMENT_MAX_GRAPHEMES {
        return Err(CommentError::Graphemes { got });
    }
    let got = comment.len();
    if got > COMMENT_MAX_BYTES {
        return Err(CommentError::Bytes { got });
    }
    Ok(Some(comment).filter(|comment| !comment.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_one_line_of_what_can_be_seen() {
        for (typed, kept) in [
            ("  Because\r\n\r\nof\tthem. ", Some("Because of them.")),
            (
                "line\u{2028}para\u{2029}graph\u{85}",
                Some("line para graph"),
            ),
            ("\u{202e}evil\u{202c} \u{200b}x\u{feff}", Some("evil x")),
            ("a\u{0}b\u{1b}[31m", Some("ab[31m")),
            ("نصرةً للّاجئين", Some("نصرةً للّاجئين")),
            (
                "👩\u{200d}👩\u{200d}👧 <b>&amp;</b>",
                Some("👩\u{200d}👩\u{200d}👧 <b>&amp;</b>"),
            ),
            ("=1+1 https://x.example", Some("=1+1 https://x.example")),
            (" \u{200b}\u{301} ", None),
            ("", None),
        ] {
            assert_eq!(
                clean_comment(typed),
                Ok(kept.map(str::to_owned)),
                "{typed:?}"
            );
        }
        let zalgo: String = "Zalgo"
            .chars()
            .flat_map(|c| [c].into_iter().chain(['\u{334}'; 30]))
            .collect();
        let kept = clean_comment(&zalgo).unwrap().unwrap();
        assert_eq!(kept.chars().filter(|c| *c == '\u{334}').count(), 15);
    }

    #[test]
    fn the_limits_are_of_what_is_kept() {
        let flag = "🇨🇦";
        assert!(clean_comment(&flag.repeat(280)).is_ok());
        assert_eq!(
            clean_comment(&"a".repeat(281)),
            Err(CommentError::Graphemes { got: 281 })
        );
        assert!(clean_comment(&format!("{}{}", "a".repeat(280), "\u{200b}".repeat(500))).is_ok());
        let family = "👩\u{200d}👩\u{200d}👧";
        assert_eq!(
            clean_comment(&family.repeat(125)),
            Err(CommentError::Bytes { got: 2250 })
        );
        let got = 4_481;
        assert_eq!(
            clean_comment(&"a".repeat(got)),
            Err(CommentError::Bytes { got })
        );
    }
}
