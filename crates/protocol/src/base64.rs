//! Base64, standard and URL-safe, strict: what decodes encodes back to the
//! same text, so a value has one spelling.
//!
//! Not a general codec: no line breaks, no missing or optional padding. What
//! is secret is parsed in constant time, by `base64ct`.

use base64ct::{Base64, Base64UrlUnpadded, Encoding};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Encodes bytes as padded standard base64 (RFC 4648 section 4).
///
/// By hand: what is encoded (digests, signatures) is sent at once, so nothing
/// is gained by constant time, which would cost the widget 0.7 KB.
#[must_use]
pub fn encode_base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| {
            bits << 8 | usize::from(group.get(at).copied().unwrap_or_default())
        });
        for at in 0..4 {
            let sextet = bits >> (18 - 6 * at) & 63;
            let is_there = at <= group.len();
            let sign = ALPHABET.get(sextet).filter(|_| is_there);
            text.push(sign.map_or('=', |&sign| char::from(sign)));
        }
    }
    text
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
    fn the_standard_s_own_examples_are_encoded() {
        // RFC 4648, section 10.
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode_base64(bytes.as_bytes()), text);
        }
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(encode_base64(&all), Base64::encode_string(&all));
    }

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
