//! What input methods and copying make of plain characters, undone.
//!
//! For addresses and codes, which are ASCII; never for names and reasons.

/// A character as it was meant, or none where it shows nothing.
///
/// - Full-width letters, digits and signs are those of ASCII, the ideographic
///   full stops a dot, the ideographic and the non-breaking spaces a space, and
///   the two hyphens that no line breaks at or that look like ASCII's are it.
/// - Zero-width characters, the soft hyphen, and the marks and isolates of
///   direction, which chats, spreadsheets and texts from right to left put
///   around what is copied, are gone. The two overrides are kept: they change
///   the order of what is seen, so nobody can know what was meant.
pub(crate) fn as_meant(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '。' | '｡' => Some('.'),
        '\u{fe6b}' => Some('@'),
        '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2007}' => Some(' '),
        '\u{2010}' | '\u{2011}' | '\u{fe63}' => Some('-'),
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202c}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => None,
        _ => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_input_methods_make_is_undone() {
        let meant = |text: &str| text.chars().filter_map(as_meant).collect::<String>();
        assert_eq!(meant("Ａｎ１＠ｅｘａｍｐｌｅ．ｏｒｇ"), "An1@example.org");
        assert_eq!(meant("a。b｡c"), "a.b.c");
        assert_eq!(meant("a\u{fe6b}b"), "a@b");
        assert_eq!(meant("a\u{3000}b\u{a0}c\u{202f}d\u{2007}e"), "a b c d e");
        assert_eq!(meant("a\u{2010}b\u{2011}c\u{fe63}d"), "a-b-c-d");
        for gone in [
            '\u{ad}', '\u{61c}', '\u{180e}', '\u{200b}', '\u{200f}', '\u{202a}', '\u{202c}',
            '\u{2060}', '\u{2064}', '\u{2066}', '\u{2069}', '\u{feff}',
        ] {
            assert_eq!(as_meant(gone), None, "{gone:?}");
        }
        for kept in ['\u{202d}', '\u{202e}', '\u{2012}', 'é', '水', ' '] {
            assert_eq!(as_meant(kept), Some(kept), "{kept:?}");
        }
    }
}
