//! Where everything stands on a picture: whose petition it is, what it asks,
//! to whom, and a button. Mirrored where reading starts at the right.

use tiny_skia::{Path, PathBuilder, Transform};

use crate::error::PictureError;
use crate::{
    Painter, PictureWords,
    canvas::{Canvas, Ink, WIDTH_PX},
    fit::{Fitted, Room, fit},
    font::Reading,
    glyphs::Glyphs,
};

/// The product's green by night, and what can be read on it.
const GROUND: u32 = 0x0b_4a_3e;
const MINT: u32 = 0x8f_dc_c4;
const DEEP: u32 = 0x07_3b_31;
const PAPER: u32 = 0xff_ff_ff;

/// From the picture's edge to its words. X shows two to one, so 15 pixels at
/// top and bottom are cut off there.
const MARGIN: f32 = 72.0;
const WIDEST: f32 = WIDTH_PX - 2.0 * MARGIN;

const LEAD_TOP: f32 = 70.0;
/// Beside the mark.
const LEAD: Room = Room {
    width: WIDEST - MARK_WIDTH - 40.0,
    height: 34.0,
    sizes: &[34.0, 30.0],
    leading: 1.2,
};

const HEADLINE_TOP: f32 = 138.0;
const HEADLINE: Room = Room {
    width: WIDEST,
    height: 338.0,
    sizes: &[
        120.0, 112.0, 104.0, 98.0, 92.0, 86.0, 80.0, 74.0, 68.0, 62.0, 56.0, 50.0, 46.0,
    ],
    leading: 1.16,
};

const BUTTON_TOP: f32 = 504.0;
const BUTTON_HEIGHT: f32 = 80.0;
const BUTTON_PADDING: f32 = 36.0;
/// Leaves half of the width for the addressee.
const BUTTON: Room = Room {
    width: 500.0,
    height: 34.0,
    sizes: &[34.0, 30.0],
    leading: 1.2,
};

const MARK_WIDTH: f32 = 120.0;
const MARK_TOP: f32 = 64.0;
/// A name written in one go, from its start (8, 38) by cubic curves.
const MARK: [[f32; 6]; 7] = [
    [22.0, 18.0, 40.0, -4.0, 46.0, 4.0],
    [52.0, 13.0, 22.0, 44.0, 29.0, 48.0],
    [37.0, 52.0, 50.0, 22.0, 60.0, 22.0],
    [68.0, 22.0, 52.0, 40.0, 61.0, 41.0],
    [70.0, 41.0, 76.0, 25.0, 84.0, 26.0],
    [91.0, 27.0, 79.0, 39.0, 88.0, 39.0],
    [97.0, 39.0, 103.0, 31.0, 114.0, 28.0],
];

/// Draws a picture.
///
/// # Errors
///
/// There is no canvas of its size.
pub(crate) fn draw(painter: &Painter, words: &PictureWords) -> Result<Canvas, PictureError> {
    let mut sheet = Sheet {
        painter,
        canvas: Canvas::new(GROUND)?,
        reading: Reading {
            language: &words.language,
            is_rtl: words.is_rtl,
        },
    };
    let button = sheet.fit(&words.action, BUTTON);
    let button_width = button
        .as_ref()
        .map_or(0.0, |button| button.width() + 2.0 * BUTTON_PADDING);
    sheet.rings(button_width);
    sheet.mark();
    sheet.write(&words.lead, LEAD_TOP, LEAD, MINT);
    sheet.headline(&words.headline);
    let beside = Room {
        width: WIDEST - button_width - 40.0,
        ..LEAD
    };
    let addressee_top = BUTTON_TOP + (BUTTON_HEIGHT - beside.height) / 2.0;
    sheet.write(&words.addressee, addressee_top, beside, PAPER);
    if let Some(button) = button {
        sheet.button(&button, button_width);
    }
    Ok(sheet.canvas)
}

struct Sheet<'a> {
    painter: &'a Painter,
    canvas: Canvas,
    reading: Reading<'a>,
}

impl Sheet<'_> {
    fn fit(&self, text: &str, room: Room) -> Option<Fitted> {
        let text = self.painter.writable(text)?;
        Some(fit(&self.painter.0, &text, self.reading, room))
    }

    /// The left end of something at the side where reading starts.
    fn start(&self, width: f32) -> f32 {
        if self.reading.is_rtl {
            WIDTH_PX - MARGIN - width
        } else {
            MARGIN
        }
    }

    /// The left end of something at the other side.
    fn end(&self, width: f32) -> f32 {
        if self.reading.is_rtl {
            MARGIN
        } else {
            WIDTH_PX - MARGIN - width
        }
    }

    fn write(&mut self, text: &str, top: f32, room: Room, ink: u32) {
        if let Some(fitted) = self.fit(text, room) {
            self.place(&fitted, top, ink);
        }
    }

    /// In the middle of its room, so that a short one leaves no hole.
    fn headline(&mut self, text: &str) {
        if let Some(fitted) = self.fit(text, HEADLINE) {
            let top = HEADLINE_TOP + (HEADLINE.height - fitted.height()) / 2.0;
            self.place(&fitted, top, PAPER);
        }
    }

    /// Below a top, at the side where reading starts.
    fn place(&mut self, fitted: &Fitted, top: f32, ink: u32) {
        let lines = fitted.lines.iter();
        let left = lines.map(|line| self.start(line.width * fitted.size));
        let left: Vec<f32> = left.collect();
        self.lines(fitted, &left, top, ink);
    }

    /// The lines of a text, each with its left end, below a top.
    fn lines(&mut self, fitted: &Fitted, left: &[f32], top: f32, ink: u32) {
        let mut glyphs = Glyphs::default();
        // A capital of the fonts is 0.714 of an em high.
        let mut baseline = top + fitted.size * 0.857;
        for (line, left) in fitted.lines.iter().zip(left) {
            let at = (*left, baseline);
            glyphs.add(&self.painter.0, line, fitted.size, at);
            baseline += fitted.size * fitted.leading;
        }
        if let Some(path) = glyphs.finish() {
            self.canvas.fill(&path, Ink::opaque(ink));
        }
    }

    fn button(&mut self, label: &Fitted, width: f32) {
        let left = self.end(width);
        if let Some(path) = pill(left, BUTTON_TOP, width, BUTTON_HEIGHT) {
            self.canvas.fill(&path, Ink::opaque(MINT));
        }
        let top = BUTTON_TOP + (BUTTON_HEIGHT - label.size) / 2.0;
        self.lines(label, &[left + BUTTON_PADDING], top, DEEP);
    }

    /// Rings that spread from the button, as voices do.
    fn rings(&mut self, button_width: f32) {
        let middle = self.end(button_width) + button_width / 2.0;
        let height = BUTTON_TOP + BUTTON_HEIGHT / 2.0;
        for radius in [740.0, 610.0, 480.0, 350.0, 220.0] {
            if let Some(path) = PathBuilder::from_circle(middle, height, radius) {
                self.canvas.fill(&path, Ink(MINT, 9));
            }
        }
    }

    /// A signature on its line.
    fn mark(&mut self) {
        let to_its_place = Transform::from_translate(self.end(MARK_WIDTH), MARK_TOP);
        let mut name = PathBuilder::new();
        name.move_to(8.0, 38.0);
        for [x1, y1, x2, y2, x, y] in MARK {
            name.cubic_to(x1, y1, x2, y2, x, y);
        }
        let mut line = PathBuilder::new();
        line.move_to(0.0, 58.0);
        line.line_to(MARK_WIDTH, 58.0);
        for (path, ink, width) in [(name, Ink::opaque(MINT), 5.0), (line, Ink(MINT, 110), 3.0)] {
            let path = path.finish().and_then(|path| path.transform(to_its_place));
            if let Some(path) = path {
                self.canvas.stroke(&path, ink, width);
            }
        }
    }
}

/// A rectangle whose short sides are half circles.
fn pill(left: f32, top: f32, width: f32, height: f32) -> Option<Path> {
    let radius = height / 2.0;
    // A quarter of a circle as a cubic curve: 4/3 of the tangent of 22.5 degrees.
    let bend = radius * 0.552_285;
    let (right, bottom, middle) = (left + width, top + height, top + radius);
    let (from, to) = (left + radius, right - radius);
    let mut path = PathBuilder::new();
    path.move_to(from, top);
    path.line_to(to, top);
    path.cubic_to(to + bend, top, right, middle - bend, right, middle);
    path.cubic_to(right, middle + bend, to + bend, bottom, to, bottom);
    path.line_to(from, bottom);
    path.cubic_to(from - bend, bottom, left, middle + bend, left, middle);
    path.cubic_to(left, middle - bend, from - bend, top, from, top);
    path.close();
    path.finish()
}
