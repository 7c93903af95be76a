//! The two fonts of a picture, and text as their glyphs.
//!
//! Both are subsets of Noto Sans Bold (`fonts/README.md`). A character
//! that neither has is never drawn as a box: [`Fonts::drawable`] leaves out a
//! symbol, and refuses a text that would lose a letter.

use std::ops::Range;

use harfrust::{Buffer, Direction, Font, GlyphId, Language, ShapeOptions, ShaperFont};
use unicode_bidi::{BidiInfo, Level};

use crate::error::PictureError;

static SANS: &[u8] = include_bytes!("../fonts/NotoSans-Bold.subset.ttf");
static ARABIC: &[u8] = include_bytes!("../fonts/NotoSansArabic-Bold.subset.ttf");

/// Both fonts have so many units in an em.
pub(crate) const UNITS_PER_EM: f32 = 1000.0;

/// One of the two fonts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    /// Latin, Greek, Cyrillic.
    Sans,
    Arabic,
}

/// The fonts, read.
pub(crate) struct Fonts {
    sans: Font,
    arabic: Font,
}

/// A text in one line, its glyphs from left to right.
pub(crate) struct Line {
    pub(crate) glyphs: Vec<Placed>,
    /// In ems.
    pub(crate) width: f32,
}

/// A glyph of a line.
pub(crate) struct Placed {
    pub(crate) face: Face,
    pub(crate) glyph: GlyphId,
    /// From the line's left end and up from its baseline, in ems.
    pub(crate) x: f32,
    pub(crate) y: f32,
    /// The byte of the text that it begins with, and what it takes, in ems.
    byte: usize,
    advance: f32,
}

/// A text with what each part of it measures.
pub(crate) struct Text<'a> {
    pub(crate) letters: &'a str,
    reading: Reading<'a>,
    bidi: BidiInfo<'a>,
    /// Ems before each byte, in the order of reading, and before the end.
    before: Vec<f32>,
}

impl Text<'_> {
    /// What a part measures, in ems.
    pub(crate) fn width(&self, part: &Range<usize>) -> f32 {
        let before = |byte: usize| self.before.get(byte).copied().unwrap_or_default();
        before(part.end) - before(part.start)
    }
}

/// How a text is to be read.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) language: &'a str,
    pub(crate) is_rtl: bool,
}

impl Reading<'_> {
    fn level(self) -> Level {
        if self.is_rtl {
            Level::rtl()
        } else {
            Level::ltr()
        }
    }
}

impl Fonts {
    /// Reads them.
    ///
    /// # Errors
    ///
    /// A file of this build is no font.
    pub(crate) fn load() -> Result<Self, PictureError> {
        let read = |bytes: &'static [u8]| Font::new(bytes, 0).ok_or(PictureError::Font);
        Ok(Self {
            sans: read(SANS)?,
            arabic: read(ARABIC)?,
        })
    }

    pub(crate) fn font(&self, face: Face) -> &Font {
        match face {
            Face::Sans => &self.sans,
            Face::Arabic => &self.arabic,
        }
    }

    fn has(&self, face: Face, c: char) -> bool {
        self.font(face).charmap().map_unicode(c).is_some()
    }

    /// The text as it can be drawn: its white space single, and without the
    /// symbols that no font has. None where a letter or digit would be lost,
    /// or nothing is left.
    pub(crate) fn drawable(&self, text: &str) -> Option<String> {
        let mut drawable = String::with_capacity(text.len());
        for word in text.split(is_breakable) {
            let start = drawable.len();
            if start > 0 && !drawable.ends_with(' ') {
                drawable.push(' ');
            }
            for c in word.chars() {
                // The narrow no-break space of French is a no-break space.
                let c = if c == '\u{202f}' { '\u{a0}' } else { c };
                let is_known =
                    is_invisible(c) || self.has(Face::Sans, c) || self.has(Face::Arabic, c);
                match (is_known, c.is_alphanumeric()) {
                    (true, _) => drawable.push(c),
                    (false, true) => return None,
                    (false, false) => {}
                }
            }
        }
        let drawable = drawable.trim();
        drawable
            .contains(char::is_alphanumeric)
            .then(|| drawable.to_owned())
    }

    /// Measures a drawable text, shaped once as a whole.
    pub(crate) fn measure<'a>(&self, text: &'a str, reading: Reading<'a>) -> Text<'a> {
        let mut measured = Text {
            letters: text,
            reading,
            bidi: BidiInfo::new(text, Some(reading.level())),
            before: Vec::with_capacity(text.len() + 1),
        };
        let mut advances = vec![0.0; text.len()];
        for placed in self.line(&measured, 0..text.len()).glyphs {
            if let Some(advance) = advances.get_mut(placed.byte) {
                *advance += placed.advance;
            }
        }
        let mut width = 0.0;
        measured.before.push(width);
        for advance in advances {
            width += advance;
            measured.before.push(width);
        }
        measured
    }

    /// The glyphs of one line of a text.
    pub(crate) fn line(&self, text: &Text, line: Range<usize>) -> Line {
        let mut shaped = Line {
            glyphs: Vec::with_capacity(line.len()),
            width: 0.0,
        };
        let Some(paragraph) = text.bidi.paragraphs.first() else {
            return shaped;
        };
        let (levels, runs) = text.bidi.visual_runs(paragraph, line);
        for run in runs {
            let is_rtl = levels.get(run.start).is_some_and(Level::is_rtl);
            let mut parts = self.parts(text.letters, run, is_rtl);
            if is_rtl {
                parts.reverse();
            }
            for (face, part) in parts {
                self.shape(&mut shaped, text, face, part, is_rtl);
            }
        }
        shaped
    }

    /// Cuts a run where another font takes over.
    fn parts(&self, text: &str, run: Range<usize>, is_rtl: bool) -> Vec<(Face, Range<usize>)> {
        let order = if is_rtl {
            [Face::Arabic, Face::Sans]
        } else {
            [Face::Sans, Face::Arabic]
        };
        let mut parts: Vec<(Face, Range<usize>)> = Vec::new();
        for (at, c) in text.get(run.clone()).unwrap_or_default().char_indices() {
            let (start, end) = (run.start + at, run.start + at + c.len_utf8());
            let face = order
                .into_iter()
                .find(|face| self.has(*face, c))
                .unwrap_or(Face::Sans);
            match parts.last_mut() {
                // What is not seen belongs to what it stands behind.
                Some((before, range)) if *before == face || is_invisible(c) => range.end = end,
                _ => parts.push((face, start..end)),
            }
        }
        parts
    }

    /// Adds a part, whose letters are of one font and direction, to a line.
    fn shape(&self, line: &mut Line, text: &Text, face: Face, part: Range<usize>, is_rtl: bool) {
        let mut buffer = Buffer::new();
        buffer.push_str(text.letters.get(part.clone()).unwrap_or_default());
        buffer.set_direction(if is_rtl {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        });
        buffer.set_language(Language::new(text.reading.language));
        buffer.guess_segment_properties();
        let font = ShaperFont::new(self.font(face));
        if harfrust::shape(&font, &mut buffer, ShapeOptions::new()).is_err() {
            return;
        }
        for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            let advance = ems(position.x_advance);
            line.glyphs.push(Placed {
                face,
                glyph: GlyphId::new(info.glyph_id),
                x: line.width + ems(position.x_offset),
                y: ems(position.y_offset),
                byte: part.start + usize::try_from(info.cluster).unwrap_or_default(),
                advance,
            });
            line.width += advance;
        }
    }
}

/// Where a line may be broken; not at the space before a French colon.
pub(crate) fn is_breakable(c: char) -> bool {
    c.is_control() || (c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}'))
}

/// What directs the text and has no shape (Unicode's default ignorables).
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a line's units stay far below 2^24"
)]
fn ems(units: i32) -> f32 {
    units as f32 / UNITS_PER_EM
}
