//! HMAC-SHA-256 (RFC 2104), the one MAC of the project.
//!
//! Not authentication of a person: a key that was issued to a page is known
//! to whoever asked for it.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Derives the HMAC-SHA-256 tag of a message.
///
/// # Panics
///
/// Never: HMAC takes a key of any length.
#[must_use]
pub fn derive_hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    keyed(key, message).finalize().into_bytes().into()
}

/// Tells whether a tag is the message's, in constant time.
///
/// A shortened tag is not.
///
/// # Panics
///
/// Never: HMAC takes a key of any length.
#[must_use]
pub fn verify_hmac(key: &[u8], message: &[u8], tag: &[u8]) -> bool {
    keyed(key, message).verify_slice(tag).is_ok()
}

#[expect(
    clippy::expect_used,
    reason = "HMAC takes a key of any length (RFC 2104 section 2)"
)]
fn keyed(key: &[u8], message: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    mac.update(message);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_taken_whole_or_not_at_all() {
        let tag = derive_hmac(b"key", b"message");
        assert!(verify_hmac(b"key", b"message", &tag));
        assert!(!verify_hmac(b"key", b"message", &tag[..31]));
        assert!(!verify_hmac(b"key", b"message", &[]));
        assert!(!verify_hmac(b"key", b"massage", &tag));
        assert!(!verify_hmac(b"kez", b"message", &tag));
    }
}
