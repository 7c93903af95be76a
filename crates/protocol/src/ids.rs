//! Names of things on the wire.
//!
//! Each is parsed once at the border and is valid from then on. None is a
//! secret, and none identifies a person to anybody but the edge.

mod forms;

use core::fmt;

use sha2::{Digest, Sha256};

use crate::base64::encode_base64url;

pub use self::forms::IdError;
use self::forms::{
    parse_entry, parse_hash, parse_label, parse_receipt, parse_server_kid, parse_uuid,
};

/// Defines an id: a text that its parse function has accepted.
macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $what:literal, $parse:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Parses the id.
            ///
            /// # Errors
            ///
            /// [`IdError`] when the text is not written as this id is.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                $parse($what, text).map(Self)
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        #[cfg(feature = "json")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        #[cfg(feature = "json")]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

text_id!(
    /// A campaign: lower-case letters, digits and single inner hyphens, 1 to 63 bytes.
    CampaignId, "campaign", parse_label
);
text_id!(
    /// A partner organization: written as a [`CampaignId`] is.
    PartnerId, "partner", parse_label
);
text_id!(
    /// A notice: written as a [`CampaignId`] is.
    NoticeId, "notice", parse_label
);
text_id!(
    /// One secret of a partner's own server: the id of the master key that it
    /// is derived from, a hyphen, and a label of 1 to 16 lower-case letters
    /// and digits (ADR 0005).
    ServerKid, "server key", parse_server_kid
);
text_id!(
    /// What makes a retry the same request: a UUID in any letter case, kept in lower case.
    IdempotencyKey, "idempotency key", parse_uuid
);
text_id!(
    /// A public entry: 96 random bits in base64url, 16 bytes of text.
    EntryId, "entry", parse_entry
);
text_id!(
    /// A receipt: 128 random bits in base64url, 22 bytes of text.
    ReceiptId, "receipt", parse_receipt
);
text_id!(
    /// A rendered consent block: its SHA-256 in lower-case hexadecimal, 64 bytes of text.
    ViewHash, "view", parse_hash
);

impl ServerKid {
    /// The id of the master key that the secret is derived from.
    #[must_use]
    pub fn master(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

impl EntryId {
    /// Makes an id of 96 random bits.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 12]) -> Self {
        Self(encode_base64url(&bytes))
    }
}

impl ReceiptId {
    /// Makes an id of 128 random bits.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(encode_base64url(&bytes))
    }
}

impl ViewHash {
    /// Derives the hash of a rendered block from its bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut text = String::with_capacity(64);
        for byte in Sha256::digest(bytes) {
            for nibble in [byte >> 4, byte & 0xf] {
                text.push(char::from(if nibble < 10 {
                    b'0' + nibble
                } else {
                    b'a' + nibble - 10
                }));
            }
        }
        Self(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_one_dns_label_without_double_hyphens() {
        for text in ["a", "0", "welcome-refugees", "a-1-b", &"a".repeat(63)] {
            assert_eq!(CampaignId::parse(text).unwrap().as_str(), text);
        }
        for text in [
            "",
            "-a",
            "a-",
            "a--b",
            "A",
            "é",
            "a b",
            "a/b",
            "a.b",
            &"a".repeat(64),
        ] {
            assert!(PartnerId::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_servers_key_names_its_master() {
        let kid = ServerKid::parse("k1-2026a").unwrap();
        assert_eq!((kid.master(), kid.as_str()), ("k1", "k1-2026a"));
        for text in [
            "", "k1", "k1-", "-a", "k1-a-b", "K1-a", "k1-a.b", "k1:a", "k1-é",
        ] {
            assert!(ServerKid::parse(text).is_err(), "{text:?}");
        }
        let longest = format!("{0}-{0}", "k".repeat(16));
        assert!(ServerKid::parse(&longest).is_ok());
        assert!(ServerKid::parse(&format!("{longest}k")).is_err());
    }

    #[test]
    fn a_uuid_is_kept_in_lower_case() {
        let key = IdempotencyKey::parse("0B7E5C1A-9D3F-4E2B-8A6C-1F0E2D3C4B5A").unwrap();
        assert_eq!(key.as_str(), "0b7e5c1a-9d3f-4e2b-8a6c-1f0e2d3c4b5a");
        for text in [
            "",
            "0b7e5c1a9d3f4e2b8a6c1f0e2d3c4b5a",
            "0b7e5c1a-9d3f-4e2b-8a6c-1f0e2d3c4b5g",
            "0b7e5c1a-9d3f-4e2b-8a6c-1f0e2d3c4b5\u{e9}",
            "{b7e5c1a-9d3f-4e2b-8a6c-1f0e2d3c4b5a",
        ] {
            assert!(IdempotencyKey::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_random_id_has_one_spelling() {
        assert_eq!(EntryId::from_bytes([0xff; 12]).as_str(), "________________");
        let receipt = ReceiptId::from_bytes([7; 16]);
        assert_eq!(ReceiptId::parse(receipt.as_str()), Ok(receipt));
        // The last character of 22 carries two bits of data and four that must be zero.
        assert!(ReceiptId::parse("BwcHBwcHBwcHBwcHBwcHBx").is_err());
        assert!(EntryId::parse("_______________=").is_err());
    }

    #[test]
    fn a_view_is_the_hash_of_its_bytes() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(ViewHash::of(b"").as_str(), empty);
        assert_eq!(ViewHash::parse(empty), Ok(ViewHash::of(b"")));
        assert!(ViewHash::parse(&empty.to_uppercase()).is_err());
    }
}
