//! Content-Digest (RFC 9530): the hash of a request's body, as a field.
//!
//! Not a protection by itself: whoever changes the body can change the field.
//! The message signature covers the field (see [`crate::message`]).

use sha2::{Digest, Sha256};

use crate::base64::encode_base64;
use crate::message::concat;

/// Encodes the Content-Digest field of a body: `sha-256=:...:` (RFC 9530 section 2).
#[must_use]
pub fn encode_content_digest(body: &[u8]) -> String {
    concat(&["sha-256=:", &encode_base64(&Sha256::digest(body)), ":"])
}

/// Why a Content-Digest does not hold.
#[cfg(feature = "verify")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DigestError {
    /// The field is not a dictionary of byte sequences.
    #[error("Content-Digest is not a dictionary of byte sequences")]
    Malformed,
    /// There is no sha-256 among the digests.
    #[error("Content-Digest has no sha-256")]
    Missing,
    /// A digest is not the body's.
    #[error("Content-Digest is not the digest of the body")]
    Mismatch,
}

/// Checks a Content-Digest field, as received, against the body's bytes.
///
/// sha-256 must be among the digests; sha-256 and sha-512 must both match if
/// both came; other algorithms are ignored (RFC 9530 sections 2 and 5).
///
/// # Errors
///
/// [`DigestError`] tells which of these does not hold.
#[cfg(feature = "verify")]
pub fn verify_content_digest(header: &str, body: &[u8]) -> Result<(), DigestError> {
    use sfv::{Dictionary, ListEntry, Parser};

    let digests: Dictionary = Parser::new(header)
        .parse()
        .map_err(|_| DigestError::Malformed)?;
    let mut has_sha256 = false;
    for (algorithm, entry) in &digests {
        let ListEntry::Item(item) = entry else {
            return Err(DigestError::Malformed);
        };
        let digest = item
            .bare_item
            .as_byte_sequence()
            .ok_or(DigestError::Malformed)?;
        let is_match = match algorithm.as_str() {
            "sha-256" => {
                has_sha256 = true;
                digest == Sha256::digest(body).as_slice()
            }
            "sha-512" => digest == sha2::Sha512::digest(body).as_slice(),
            _ => true,
        };
        if !is_match {
            return Err(DigestError::Mismatch);
        }
    }
    if has_sha256 {
        Ok(())
    } else {
        Err(DigestError::Missing)
    }
}

#[cfg(all(test, feature = "verify"))]
mod tests {
    use super::*;

    const BODY: &[u8] = b"{\"hello\": \"world\"}";
    const SHA_256: &str = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:";
    const SHA_512: &str = "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm\
                           +AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";

    #[test]
    fn what_is_encoded_is_verified() {
        assert_eq!(encode_content_digest(BODY), SHA_256);
        assert_eq!(verify_content_digest(SHA_256, BODY), Ok(()));
        assert_eq!(
            verify_content_digest(SHA_256, b"{}"),
            Err(DigestError::Mismatch)
        );
    }

    #[test]
    fn sha_256_is_demanded_and_every_known_digest_must_match() {
        assert_eq!(
            verify_content_digest(SHA_512, BODY),
            Err(DigestError::Missing)
        );
        assert_eq!(verify_content_digest("", BODY), Err(DigestError::Missing));
        let both = format!("{SHA_512}, {SHA_256}, unknown=:AA==:");
        assert_eq!(verify_content_digest(&both, BODY), Ok(()));
        let one_wrong = format!("{SHA_256}, sha-512=:AA==:");
        assert_eq!(
            verify_content_digest(&one_wrong, BODY),
            Err(DigestError::Mismatch)
        );
    }

    #[test]
    fn what_is_no_dictionary_of_byte_sequences_is_malformed() {
        for header in [
            "sha-256",
            "sha-256=abc",
            "sha-256=(:AA==:)",
            "sha-256=:A",
            "SHA-256=:AA==:",
        ] {
            assert_eq!(
                verify_content_digest(header, BODY),
                Err(DigestError::Malformed),
                "{header}"
            );
        }
    }
}
