//! The deployment's secrets and what is derived from them.
//!
//! Not the keys of people: receipts and sealed data have their own.
//!
//! Invariant: a master secret leaves this module only through HKDF, under a
//! label, so that no two uses share a key.

use std::fmt;

use hkdf::Hkdf;
use sha2::Sha256;

use crate::base64::parse_base64;
use crate::limits::KID_MAX_BYTES;
use crate::lp::lp;

/// HKDF's salt: which product and version the keys are for.
const SALT: &[u8] = b"undersigned/v1";

/// Why a secret or a set of secrets cannot be used. Never says what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not padded standard base64.
    #[error("a master key is not base64")]
    Encoding,
    /// Not 32 bytes.
    #[error("a master key has {got} bytes, expected 32")]
    Length {
        /// Bytes that came.
        got: usize,
    },
    /// A key id is not 1 to 16 lower-case letters and digits.
    #[error("a key id is not 1 to 16 lower-case letters and digits")]
    Kid,
    /// Two keys have one id.
    #[error("two master keys have the same id")]
    Duplicate,
    /// The active key is not among the keys.
    #[error("the active key is not among the master keys")]
    Active,
}

/// A master secret of 32 bytes.
#[derive(Clone)]
pub struct MasterKey(Hkdf<Sha256>);

impl MasterKey {
    /// Parses a secret from padded standard base64.
    ///
    /// # Errors
    ///
    /// [`KeyError`] when it is not base64 of exactly 32 bytes.
    pub fn parse(base64: &str) -> Result<Self, KeyError> {
        let secret = parse_base64(base64).ok_or(KeyError::Encoding)?;
        if secret.len() != 32 {
            return Err(KeyError::Length { got: secret.len() });
        }
        Ok(Self(Hkdf::new(Some(SALT), &secret)))
    }

    /// Derives the sub-key for a label: HKDF-SHA-256 (RFC 5869), Extract with
    /// the salt `undersigned/v1`, Expand with [`lp()`] of the label's parts.
    ///
    /// # Panics
    ///
    /// Never: HKDF gives up to 8,160 bytes.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "32 bytes are fewer than HKDF's 255 x 32"
    )]
    pub fn expand(&self, label: &[&[u8]]) -> [u8; 32] {
        let mut key = [0; 32];
        self.0.expand(&lp(label), &mut key).expect("32 bytes");
        key
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(..)")
    }
}

/// The live master secrets by their ids, one of which issues.
#[derive(Clone, Debug)]
pub struct MasterKeys {
    active: (String, MasterKey),
    others: Vec<(String, MasterKey)>,
}

impl MasterKeys {
    /// Puts secrets together; `active_kid` names the one that issues.
    ///
    /// # Errors
    ///
    /// [`KeyError`] when an id is malformed or double, or the active one is missing.
    pub fn new(mut keys: Vec<(String, MasterKey)>, active_kid: String) -> Result<Self, KeyError> {
        for (at, (kid, _)) in keys.iter().enumerate() {
            if !is_kid(kid) {
                return Err(KeyError::Kid);
            }
            if keys.iter().skip(at + 1).any(|(other, _)| other == kid) {
                return Err(KeyError::Duplicate);
            }
        }
        let at = keys
            .iter()
            .position(|(kid, _)| *kid == active_kid)
            .ok_or(KeyError::Active)?;
        let (_, active) = keys.remove(at);
        Ok(Self {
            active: (active_kid, active),
            others: keys,
        })
    }

    /// The secret that issues, with its id.
    #[must_use]
    pub fn active(&self) -> (&str, &MasterKey) {
        (&self.active.0, &self.active.1)
    }

    /// The secret with an id.
    #[must_use]
    pub fn find(&self, kid: &str) -> Option<&MasterKey> {
        let mut all = std::iter::once(&self.active).chain(&self.others);
        all.find(|(other, _)| other == kid).map(|(_, key)| key)
    }
}

/// A key id stands between the dots of a token, so it has none itself.
fn is_kid(kid: &str) -> bool {
    (1..=KID_MAX_BYTES).contains(&kid.len())
        && kid
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> MasterKey {
        MasterKey::parse(&crate::base64::encode_base64(&[byte; 32])).unwrap()
    }

    #[test]
    fn a_secret_has_32_bytes_and_is_never_printed() {
        assert_eq!(
            MasterKey::parse("AAAA").unwrap_err(),
            KeyError::Length { got: 3 }
        );
        assert_eq!(
            MasterKey::parse("not base64").unwrap_err(),
            KeyError::Encoding
        );
        assert_eq!(format!("{:?}", key(1)), "MasterKey(..)");
    }

    #[test]
    fn every_label_has_its_own_key() {
        let labels: [&[&[u8]]; 4] = [&[b"ab"], &[b"a", b"b"], &[b"ab", b""], &[]];
        for (at, label) in labels.iter().enumerate() {
            for other in &labels[at + 1..] {
                assert_ne!(key(1).expand(label), key(1).expand(other));
            }
            assert_ne!(key(1).expand(label), key(2).expand(label));
        }
    }

    #[test]
    fn one_key_issues_and_each_is_found() {
        let both = || vec![("k1".to_owned(), key(1)), ("k2".to_owned(), key(2))];
        let keys = MasterKeys::new(both(), "k2".into()).unwrap();
        assert_eq!(keys.active().0, "k2");
        assert_eq!(keys.find("k1").unwrap().expand(&[]), key(1).expand(&[]));
        assert!(keys.find("k3").is_none());
        assert_eq!(
            MasterKeys::new(both(), "k3".into()).unwrap_err(),
            KeyError::Active
        );
        let twice = vec![("k1".to_owned(), key(1)), ("k1".to_owned(), key(2))];
        assert_eq!(
            MasterKeys::new(twice, "k1".into()).unwrap_err(),
            KeyError::Duplicate
        );
        let dotted = vec![("k.1".to_owned(), key(1))];
        assert_eq!(
            MasterKeys::new(dotted, "k.1".into()).unwrap_err(),
            KeyError::Kid
        );
    }
}
