//! What is drawn on, and the file that comes of it.

use png::{BitDepth, ColorType, Compression};
use tiny_skia::{Color, FillRule, LineCap, LineJoin, Paint, Path, Pixmap, Stroke, Transform};

use crate::error::PictureError;

/// The size of a picture, in pixels: what Open Graph's readers ask for.
const WIDTH: u32 = 1200;
const HEIGHT: u32 = 630;
/// The width, to calculate with.
pub(crate) const WIDTH_PX: f32 = 1200.0;

/// A picture being drawn. It is opaque from the start.
pub(crate) struct Canvas(Pixmap);

/// A colour, `0xRRGGBB`, and how much of it shows.
#[derive(Clone, Copy)]
pub(crate) struct Ink(pub(crate) u32, pub(crate) u8);

impl Ink {
    pub(crate) fn opaque(colour: u32) -> Self {
        Self(colour, u8::MAX)
    }

    fn paint(self) -> Paint<'static> {
        let [_, red, green, blue] = self.0.to_be_bytes();
        let mut paint = Paint {
            anti_alias: true,
            ..Paint::default()
        };
        paint.set_color_rgba8(red, green, blue, self.1);
        paint
    }
}

impl Canvas {
    /// A sheet of one colour.
    pub(crate) fn new(ground: u32) -> Result<Self, PictureError> {
        let mut pixmap = Pixmap::new(WIDTH, HEIGHT).ok_or(PictureError::Canvas)?;
        let [_, red, green, blue] = ground.to_be_bytes();
        pixmap.fill(Color::from_rgba8(red, green, blue, u8::MAX));
        Ok(Self(pixmap))
    }

    /// Fills a path.
    pub(crate) fn fill(&mut self, path: &Path, ink: Ink) {
        let identity = Transform::identity();
        self.0
            .fill_path(path, &ink.paint(), FillRule::Winding, identity, None);
    }

    /// Draws along a path with a round pen.
    pub(crate) fn stroke(&mut self, path: &Path, ink: Ink, width: f32) {
        let stroke = Stroke {
            width,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        self.0
            .stroke_path(path, &ink.paint(), &stroke, Transform::identity(), None);
    }

    /// The picture as a PNG: 8 bits of red, green and blue.
    ///
    /// # Errors
    ///
    /// Never for a picture of this size; the signature follows the encoder's.
    pub(crate) fn encode(&self) -> Result<Vec<u8>, PictureError> {
        let failed = |_| PictureError::Encoder;
        let (pixels, _) = self.0.data().as_chunks::<4>();
        let rgb: Vec<u8> = pixels
            .iter()
            .flat_map(|[red, green, blue, _]| [*red, *green, *blue])
            .collect();
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, WIDTH, HEIGHT);
        encoder.set_color(ColorType::Rgb);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_compression(Compression::Balanced);
        let mut writer = encoder.write_header().map_err(failed)?;
        writer.write_image_data(&rgb).map_err(failed)?;
        writer.finish().map_err(failed)?;
        Ok(bytes)
    }
}
