//! The commands of `CampaignDo` about the pictures of shared links.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use share_image::PictureHash;

/// The pictures that a campaign has.
#[derive(Serialize, Deserialize, Clone, Default)]
pub struct Pictures {
    /// The picture of each language, by its BCP 47 tag. A language without a
    /// picture is absent.
    pub shown: BTreeMap<String, PictureHash>,
    /// The pictures that links shared before may still name, by hash.
    pub older: Vec<PictureHash>,
}

impl Pictures {
    /// Whether the campaign has this picture.
    #[must_use]
    pub fn has(&self, hash: &PictureHash) -> bool {
        self.shown
            .values()
            .chain(&self.older)
            .any(|known| known == hash)
    }
}

/// Asks for a picture.
#[derive(Serialize, Deserialize)]
pub struct FindPicture {
    /// The hash of the picture's bytes.
    pub hash: PictureHash,
}

/// A picture.
#[derive(Serialize, Deserialize)]
pub struct PictureFound {
    /// The PNG in base64; none when the campaign has no such picture.
    pub png: Option<String>,
}
