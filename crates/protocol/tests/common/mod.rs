//! Reading of vectors, for every test of this crate that does.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test uses a part of it, and one that cannot read its vector has failed"
)]

use serde_json::Value;

/// The vectors of a file, by `include_str!`.
pub(crate) fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The text at a key.
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).unwrap().as_str().unwrap()
}

/// The list at a key.
pub(crate) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    let list = value.get(key).unwrap().as_array().unwrap();
    assert!(!list.is_empty() || key == "parts", "{key} has no case");
    list
}

/// The bytes of hexadecimal at a key.
pub(crate) fn hex(value: &Value, key: &str) -> Vec<u8> {
    parse_hex(text(value, key))
}

/// The bytes of hexadecimal.
pub(crate) fn parse_hex(text: &str) -> Vec<u8> {
    assert!(text.len().is_multiple_of(2));
    let pairs = (0..text.len())
        .step_by(2)
        .map(|at| text.get(at..at + 2).unwrap());
    pairs
        .map(|pair| u8::from_str_radix(pair, 16).unwrap())
        .collect()
}

/// The bytes of base64 at a key.
pub(crate) fn base64(value: &Value, key: &str) -> Vec<u8> {
    protocol::base64::parse_base64(text(value, key)).unwrap()
}
