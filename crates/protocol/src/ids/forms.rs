//! How each id is written.
//!
//! `what` names the id for an error's text, which never repeats the input.

use crate::base64::parse_base64url;
use crate::limits::{ID_MAX_BYTES, KID_MAX_BYTES};

/// Why a text is not an id. The text itself is never repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Too short or too long.
    #[error("{what} has {got} bytes, expected {limit}")]
    Length {
        /// Which id.
        what: &'static str,
        /// Bytes that came.
        got: usize,
        /// What is allowed, in words.
        limit: &'static str,
    },
    /// A character, or its place, is outside the id's alphabet.
    #[error("{what} is not written as {expected}")]
    Alphabet {
        /// Which id.
        what: &'static str,
        /// What is allowed, in words.
        expected: &'static str,
    },
}

fn check_length(what: &'static str, text: &str, expected: usize) -> Result<(), IdError> {
    if text.len() == expected {
        return Ok(());
    }
    let limit = match expected {
        16 => "16",
        22 => "22",
        36 => "36",
        _ => "64",
    };
    Err(IdError::Length {
        what,
        got: text.len(),
        limit,
    })
}

pub(super) fn parse_label(what: &'static str, text: &str) -> Result<String, IdError> {
    if text.is_empty() || text.len() > ID_MAX_BYTES {
        return Err(IdError::Length {
            what,
            got: text.len(),
            limit: "1 to 63",
        });
    }
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9'))
    };
    if !text.split('-').all(is_word) {
        let expected = "lower-case letters and digits with single inner hyphens";
        return Err(IdError::Alphabet { what, expected });
    }
    Ok(text.to_owned())
}

/// `{master kid}-{label}`: both parts are written as a master key's id is.
pub(super) fn parse_server_kid(what: &'static str, text: &str) -> Result<String, IdError> {
    let is_part = |part: &str| {
        (1..=KID_MAX_BYTES).contains(&part.len())
            && part
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9'))
    };
    let is_kid = text
        .split_once('-')
        .is_some_and(|(master, label)| is_part(master) && is_part(label));
    if !is_kid {
        let expected = "a master key's id, a hyphen, and a label of 1 to 16 letters and digits";
        return Err(IdError::Alphabet { what, expected });
    }
    Ok(text.to_owned())
}

pub(super) fn parse_uuid(what: &'static str, text: &str) -> Result<String, IdError> {
    check_length(what, text, 36)?;
    let is_in_place = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    if !text.bytes().enumerate().all(is_in_place) {
        return Err(IdError::Alphabet {
            what,
            expected: "a UUID",
        });
    }
    Ok(text.to_ascii_lowercase())
}

pub(super) fn parse_entry(what: &'static str, text: &str) -> Result<String, IdError> {
    check_length(what, text, 16)?;
    parse_random(what, text)
}

pub(super) fn parse_receipt(what: &'static str, text: &str) -> Result<String, IdError> {
    check_length(what, text, 22)?;
    parse_random(what, text)
}

fn parse_random(what: &'static str, text: &str) -> Result<String, IdError> {
    match parse_base64url(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err(IdError::Alphabet {
            what,
            expected: "base64url",
        }),
    }
}

pub(super) fn parse_hash(what: &'static str, text: &str) -> Result<String, IdError> {
    check_length(what, text, 64)?;
    if !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(IdError::Alphabet {
            what,
            expected: "lower-case hexadecimal",
        });
    }
    Ok(text.to_owned())
}
