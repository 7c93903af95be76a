//! Base64, standard and URL-safe, strict: what decodes encodes back to the
//! same text, so a value has one spelling.
//!
//! Not a general codec: no line breaks, no missing or optional padding.

use base64ct::{Base64, Base64UrlUnpadded, Encoding};

/// Encodes bytes as padded standard base64 (RFC 4648 section 4).
#[must_use]
pub fn encode_base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// Parses padded standard base64; `None` if it is anything else.
#[must_use]
pub fn parse_base64(text: &str) -> Option<Vec<u8>> {
    Base64::decode_vec(text).ok()
}

/// Encodes bytes as base64url without padding (RFC 4648 section 5).
#[must_use]
pub fn encode_base64url(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// Parses base64url without padding; `None` if it is anything else.
#[must_use]
pub fn parse_base64url(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_one_spelling() {
        assert_eq!(parse_base64("/+8="), Some(vec![0xff, 0xef]));
        assert_eq!(parse_base64url("_-8"), Some(vec![0xff, 0xef]));
        for text in ["/+8", "_-8=", "/+9=", " /+8=", "/+8=\n", "/+=8"] {
            assert_eq!(parse_base64(text), None, "{text:?}");
        }
        for text in ["_-8=", "/+8", "_-9", "_-8 ", "_"] {
            assert_eq!(parse_base64url(text), None, "{text:?}");
        }
    }
}
