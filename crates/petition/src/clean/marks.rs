//! How many marks stay on one letter.
//!
//! A mark of Latin decorates a letter; in other scripts it is a vowel, a second
//! consonant or a tone, without which the word is another one. So the cap goes
//! by the script of the base, and a mark that is no mark of that script is
//! capped as in Latin.

use protocol::limits::NAME_MAX_MARKS;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

use super::is_joiner;

/// The marks that the base has room for.
#[derive(Clone, Copy)]
struct Room {
    /// The script of the base.
    script: Script,
    /// For marks of any kind.
    all: usize,
    /// For those that are no marks of its script.
    foreign: usize,
}

impl Room {
    /// Nothing to stand on: at the start of a word.
    const NONE: Self = Self {
        script: Script::Unknown,
        all: 0,
        foreign: 0,
    };

    fn on(base: char) -> Self {
        let script = base.script();
        Self {
            script,
            all: most_marks(script),
            foreign: NAME_MAX_MARKS,
        }
    }

    /// Takes a mark's place, if there is one.
    fn take(&mut self, mark: char) -> bool {
        let is_foreign = !belongs(mark, self.script);
        if self.all == 0 || (is_foreign && self.foreign == 0) {
            return false;
        }
        self.all -= 1;
        self.foreign -= usize::from(is_foreign);
        true
    }
}

/// Removes the marks that have no base, and those for which a base has no room.
pub(super) fn keep_few(chars: impl Iterator<Item = char>) -> Vec<char> {
    let mut room = Room::NONE;
    let keep = |c: &char| {
        if *c == ' ' {
            room = Room::NONE;
        } else if is_base(*c, room) {
            room = Room::on(*c);
        } else if !is_joiner(*c) {
            return room.take(*c);
        }
        true
    };
    chars.filter(keep).collect()
}

/// A mark that takes a place of its own stands where a word begins, too: so the
/// older encoding of Burmese (Zawgyi) writes its vowel E, before its consonant.
fn is_base(c: char, room: Room) -> bool {
    use GeneralCategory::{EnclosingMark, NonspacingMark, SpacingMark};
    match c.general_category() {
        EnclosingMark | NonspacingMark => false,
        SpacingMark => room.script == Script::Unknown,
        _ => !is_joiner(c),
    }
}

/// Whether a mark is one of a script, and not one that is written in any.
fn belongs(mark: char, script: Script) -> bool {
    let scripts = mark.script_extension();
    let is_of_any = scripts.is_common() || scripts.is_inherited();
    !is_of_any && scripts.contains_script(script)
}

/// The most marks that ordinary writing has on one base, and one to spare
/// where they do not pile up.
fn most_marks(script: Script) -> usize {
    use Script::{
        Arabic, Balinese, Bengali, Chakma, Cham, Devanagari, Gujarati, Gurmukhi, Hebrew, Javanese,
        Kannada, Khmer, Lepcha, Limbu, Malayalam, Meetei_Mayek, Myanmar, Oriya, Sinhala, Sundanese,
        Syriac, Tai_Tham, Tamil, Telugu, Tibetan,
    };
    match script {
        // Dot, vowel, nasal and a sign after it: "ड़ूँः". Shadda and a vowel or
        // two; a dagesh, a dot, a vowel and a stress: "שָּֽׁ".
        Devanagari | Bengali | Gurmukhi | Gujarati | Oriya | Tamil | Telugu | Kannada
        | Malayalam | Sinhala | Arabic | Syriac | Hebrew => 4,
        // Letters below each other, as in "བསྒྲུབས", and what is above them.
        Tibetan | Khmer | Balinese | Chakma | Cham | Javanese | Lepcha | Limbu | Meetei_Mayek
        | Sundanese | Tai_Tham => 6,
        // Up to four consonants, three parts of a vowel, a tone: "ကျွှို့".
        Myanmar => 8,
        // Latin, Greek, Cyrillic: two and one. Thai and Lao: "ຫຼີ້" has three.
        _ => NAME_MAX_MARKS,
    }
}
