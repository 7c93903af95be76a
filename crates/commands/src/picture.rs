//! The pictures of a campaign, as the Worker asks for them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use share_image::PictureHash;

/// Which pictures a campaign has.
#[derive(Serialize, Deserialize, Clone, Default)]
pub struct Pictures {
    /// The one that each language shows; none before the first was made.
    pub shown: BTreeMap<String, PictureHash>,
    /// Those that links shared before may still name.
    pub older: Vec<PictureHash>,
}

impl Pictures {
    /// Whether there is such a picture.
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
    pub hash: PictureHash,
}

#[derive(Serialize, Deserialize)]
pub struct PictureFound {
    /// The PNG, in base64.
    pub png: Option<String>,
}
