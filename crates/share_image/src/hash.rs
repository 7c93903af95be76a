//! The name of a picture.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The first 64 bits of the SHA-256 of a picture's bytes, as 16 digits of
/// lower-case hex: like an asset's, it names the bytes and guards nothing.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PictureHash(String);

impl PictureHash {
    /// The hash of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let digest: [u8; 32] = Sha256::digest(bytes).into();
        let mut hash = String::with_capacity(16);
        for byte in digest.iter().take(8) {
            // Writing into a String cannot fail.
            write!(hash, "{byte:02x}").ok();
        }
        Self(hash)
    }

    /// Reads one; none for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_hash = text.len() == 16
            && text
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_hash.then(|| Self(text.to_owned()))
    }

    /// Its 16 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
