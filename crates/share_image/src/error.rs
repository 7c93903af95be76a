//! Why a picture could not be made: each is a fault of this build, never of
//! the words.

use thiserror::Error;

/// A picture that could not be made.
#[derive(Debug, Error)]
pub enum PictureError {
    /// One of the built-in fonts is not a font.
    #[error("a font of the pictures cannot be read")]
    Font,
    /// The canvas has no size.
    #[error("a picture has no size")]
    Canvas,
    /// The PNG encoder failed.
    #[error("a picture could not be encoded")]
    Encoder,
    /// The words could not be hashed.
    #[error("the words of a picture could not be written as JSON")]
    Words,
}
