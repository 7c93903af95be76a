//! The outlines of glyphs, as one path to fill.

use harfrust::font::glyph::outline::{DrawMemory, DrawOptions, PathSink};
use tiny_skia::{Path, PathBuilder};

use crate::font::{Fonts, Line, UNITS_PER_EM};

/// The glyphs that were put on a picture so far.
#[derive(Default)]
pub(crate) struct Glyphs(PathBuilder);

impl Glyphs {
    /// Adds a line in a size, its left end and baseline at a point.
    pub(crate) fn add(&mut self, fonts: &Fonts, line: &Line, size: f32, (x, y): (f32, f32)) {
        for placed in &line.glyphs {
            let outlines = fonts.font(placed.face).outline_glyphs();
            let Some(outline) = outlines.get(placed.glyph) else {
                continue;
            };
            let mut sink = Moved {
                path: &mut self.0,
                x: x + placed.x * size,
                y: y - placed.y * size,
                scale: size / UNITS_PER_EM,
            };
            // A glyph that cannot be read is one that is not drawn.
            outline
                .draw(&DrawOptions::new(), DrawMemory::default(), &mut sink)
                .ok();
        }
    }

    /// All of them; none if they are blank.
    pub(crate) fn finish(self) -> Option<Path> {
        self.0.finish()
    }
}

/// Puts a glyph's outline, whose y points up, on the picture, whose points down.
struct Moved<'a> {
    path: &'a mut PathBuilder,
    x: f32,
    y: f32,
    scale: f32,
}

impl Moved<'_> {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl PathSink for Moved<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let ((cx0, cy0), (x, y)) = (self.at(cx0, cy0), self.at(x, y));
        self.path.quad_to(cx0, cy0, x, y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let (cx0, cy0) = self.at(cx0, cy0);
        let (cx1, cy1) = self.at(cx1, cy1);
        let (x, y) = self.at(x, y);
        self.path.cubic_to(cx0, cy0, cx1, cy1, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
