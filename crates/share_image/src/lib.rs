//! The picture of a campaign: what a shared link shows in feeds and chats.
//!
//! A pure function from words to the bytes of a PNG: the same words give the
//! same bytes. It is made when a campaign is saved and never in a reader's
//! request, names no supporter, and shows no count, which would be out of date
//! on every platform that keeps it.
#![forbid(unsafe_code)]

mod canvas;
mod error;
mod fit;
mod font;
mod glyphs;
mod hash;
mod sheet;

use protocol::limits::PICTURE_TEXT_MAX_CHARS;
use serde::Serialize;

use self::font::Fonts;

pub use self::{error::PictureError, hash::PictureHash};

/// Raised when the same words give another picture, so that each campaign gets
/// the new one at its next saving.
const STYLE: u32 = 1;

/// What stands on a picture, in one language.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
pub struct PictureWords {
    /// Its tag.
    pub language: String,
    /// Whether it is written from right to left.
    pub is_rtl: bool,
    /// Whose petition it is.
    pub lead: String,
    /// The petition in one line.
    pub headline: String,
    /// Whom the petition asks.
    pub addressee: String,
    /// What to do, or what came of it.
    pub action: String,
}

impl PictureWords {
    /// What tells whether a picture is made of the same.
    ///
    /// # Errors
    ///
    /// Never for words; the signature follows serde's.
    pub fn key(&self) -> Result<String, PictureError> {
        let json = serde_json::to_vec(&(STYLE, self)).map_err(|_| PictureError::Words)?;
        Ok(PictureHash::of(&json).as_str().to_owned())
    }
}

/// Makes the pictures of a campaign.
pub struct Painter(Fonts);

impl Painter {
    /// Reads the fonts.
    ///
    /// # Errors
    ///
    /// A font of this build cannot be read.
    pub fn new() -> Result<Self, PictureError> {
        Ok(Self(Fonts::load()?))
    }

    /// The words of a language, or where the fonts lack letters of its
    /// headline, those of the campaign's default language. Where they lack
    /// these too, its own: the picture has no headline then.
    #[must_use]
    pub fn pick(&self, own: PictureWords, default: &PictureWords) -> PictureWords {
        let can_write = |words: &PictureWords| self.writable(&words.headline).is_some();
        if !can_write(&own) && can_write(default) {
            return default.clone();
        }
        own
    }

    /// The picture, a PNG of 1200 by 630. A line whose letters the fonts lack
    /// is left out.
    ///
    /// # Errors
    ///
    /// The encoder failed.
    pub fn paint(&self, words: &PictureWords) -> Result<Vec<u8>, PictureError> {
        sheet::draw(self, words)?.encode()
    }

    /// A text as it is drawn, or none where letters are lacking.
    fn writable(&self, text: &str) -> Option<String> {
        let mut shown: String = text.chars().take(PICTURE_TEXT_MAX_CHARS).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        self.0.drawable(&shown)
    }
}

#[cfg(test)]
mod tests;
