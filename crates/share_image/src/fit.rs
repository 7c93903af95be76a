//! A text in a box: the largest size at which it fits, in lines of about the
//! same length; past the smallest size it ends in an ellipsis.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::font::{Fonts, Line, Reading, Text, is_breakable};

/// The room for a text, in pixels.
#[derive(Clone, Copy)]
pub(crate) struct Room {
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// The sizes to try, the largest first.
    pub(crate) sizes: &'static [f32],
    /// From baseline to baseline, in ems.
    pub(crate) leading: f32,
}

/// A text that fits.
pub(crate) struct Fitted {
    pub(crate) size: f32,
    pub(crate) leading: f32,
    pub(crate) lines: Vec<Line>,
}

impl Fitted {
    /// The longest line, in pixels.
    pub(crate) fn width(&self) -> f32 {
        let widths = self.lines.iter().map(|line| line.width * self.size);
        widths.fold(0.0, f32::max)
    }

    /// From the top of the first line to the foot of the last, in pixels.
    pub(crate) fn height(&self) -> f32 {
        let rest = self.lines.iter().skip(1).map(|_| self.size * self.leading);
        self.size + rest.sum::<f32>()
    }
}

impl Room {
    fn smallest(&self) -> f32 {
        self.sizes.last().copied().unwrap_or(1.0)
    }

    /// Whether so many lines have room at a size.
    fn holds(&self, lines: &[Piece], size: f32) -> bool {
        // The first line needs its own height, each other the leading.
        let rest = lines.iter().skip(1).map(|_| size * self.leading);
        size + rest.sum::<f32>() <= self.height
    }
}

/// A part of a text that is not broken, or the parts of one line.
#[derive(Clone, Debug, PartialEq)]
struct Piece {
    range: Range<usize>,
    /// In ems.
    width: f32,
    /// The space before it in a line, in ems; none inside a broken word.
    gap: f32,
}

/// Fits a drawable text.
pub(crate) fn fit(fonts: &Fonts, text: &str, reading: Reading, room: Room) -> Fitted {
    let text = ending_in_time(fonts, text, reading, room);
    let text = fonts.measure(&text, reading);
    let pieces = pieces(&text, room.width / room.smallest());
    let fits = |size: f32| {
        let widest = room.width / size;
        // A word is broken at the smallest size only.
        pieces.iter().all(|piece| piece.width <= widest) && room.holds(&wrap(&pieces, widest), size)
    };
    let size = room.sizes.iter().copied().find(|size| fits(*size));
    let size = size.unwrap_or(room.smallest());
    let lines = balance(&pieces, room.width / size)
        .into_iter()
        .map(|line| fonts.line(&text, line.range))
        .collect();
    Fitted {
        size,
        leading: room.leading,
        lines,
    }
}

/// The text, or as much of its beginning as fits at the smallest size.
fn ending_in_time(fonts: &Fonts, text: &str, reading: Reading, room: Room) -> String {
    let widest = room.width / room.smallest();
    let fits = |text: &str| {
        let pieces = pieces(&fonts.measure(text, reading), widest);
        room.holds(&wrap(&pieces, widest), room.smallest())
    };
    if fits(text) {
        return text.to_owned();
    }
    let ended = |end: usize| {
        let kept = text.get(..end).unwrap_or_default();
        let kept = kept.trim_end_matches(|c: char| !c.is_alphanumeric());
        format!("{kept}…")
    };
    // As many graphemes as possible, by halves: each one more takes more room.
    let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    let count = ends.partition_point(|end| fits(&ended(*end)));
    let end = count.checked_sub(1).and_then(|last| ends.get(last));
    let end = end.copied().unwrap_or(0);
    // A word is not cut where there is a space not far before.
    let space = text.get(..end).unwrap_or_default().rfind(is_breakable);
    ended(space.filter(|space| *space > end / 2).unwrap_or(end))
}

/// The words of a text; one that is longer than a line, in pieces.
fn pieces(text: &Text, widest: f32) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for word in text.letters.split(is_breakable) {
        let range = start..start + word.len();
        // The space before it is one byte: a drawable text has no other.
        let gap = text.width(&(start.saturating_sub(1)..start));
        start = range.end + 1;
        let width = text.width(&range);
        if width <= widest {
            pieces.push(Piece { range, width, gap });
        } else {
            break_word(text, range, gap, widest, &mut pieces);
        }
    }
    pieces
}

fn break_word(text: &Text, word: Range<usize>, mut gap: f32, widest: f32, pieces: &mut Vec<Piece>) {
    let mut range = word.start..word.start;
    let letters = text.letters.get(word.clone()).unwrap_or_default();
    for (at, grapheme) in letters.grapheme_indices(true) {
        let end = word.start + at + grapheme.len();
        if text.width(&(range.start..end)) > widest && !range.is_empty() {
            let width = text.width(&range);
            pieces.push(Piece {
                range: range.clone(),
                width,
                gap,
            });
            gap = 0.0;
            range.start = range.end;
        }
        range.end = end;
    }
    let width = text.width(&range);
    pieces.push(Piece { range, width, gap });
}

/// Lines with as many pieces as each holds.
fn wrap(pieces: &[Piece], widest: f32) -> Vec<Piece> {
    let mut lines: Vec<Piece> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if line.width + piece.gap + piece.width <= widest => {
                line.range.end = piece.range.end;
                line.width += piece.gap + piece.width;
            }
            _ => lines.push(piece.clone()),
        }
    }
    lines
}

/// The same number of lines in the least width, so that none is left short.
fn balance(pieces: &[Piece], widest: f32) -> Vec<Piece> {
    let count = wrap(pieces, widest).len();
    let (mut low, mut high) = (0.0, widest);
    // 2^-12 of at most 40 ems is a hundredth of one.
    for _ in 0..12 {
        let middle = f32::midpoint(low, high);
        if wrap(pieces, middle).len() <= count {
            high = middle;
        } else {
            low = middle;
        }
    }
    wrap(pieces, high)
}
