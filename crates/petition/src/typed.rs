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
