//! The token of a link in a mail: which shard, and 128 bits that nobody
//! guesses. Kept as its SHA-256 only.

use protocol::{
    base64::{encode_base64url, parse_base64url},
    lp::lp,
};
use sha2::{Digest, Sha256};

use commands::TokenHash;

/// A token, as it stands in one segment of a path.
pub(crate) struct MailToken {
    /// The shard that knows it.
    pub(crate) shard: u16,
    pub(crate) secret: [u8; 16],
}

impl std::fmt::Debug for MailToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("MailToken(..)")
    }
}

impl MailToken {
    /// Reads 24 characters of base64url; none if it is no token.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 18] = parse_base64url(text)?.try_into().ok()?;
        let (shard, secret) = bytes.split_first_chunk::<2>()?;
        Some(Self {
            shard: u16::from_be_bytes(*shard),
            secret: secret.try_into().ok()?,
        })
    }

    /// The token as text.
    pub(crate) fn encode(&self) -> String {
        encode_base64url(&[&self.shard.to_be_bytes()[..], &self.secret].concat())
    }

    /// What the ledger knows of it.
    pub(crate) fn hash(&self) -> TokenHash {
        let bytes = lp(&[
            b"undersigned/v1/mail-token",
            &self.shard.to_be_bytes(),
            &self.secret,
        ]);
        Sha256::digest(bytes).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_one_spelling_of_24_characters() {
        let token = MailToken {
            shard: 258,
            secret: [7; 16],
        };
        let text = token.encode();
        assert_eq!(text, "AQIHBwcHBwcHBwcHBwcHBwcH");
        let parsed = MailToken::parse(&text).unwrap();
        assert_eq!((parsed.shard, parsed.secret), (258, [7; 16]));
        for other in [
            "",
            "AQIH",
            "AQIHBwcHBwcHBwcHBwcHBwcH+",
            &format!("{text}A"),
            "AQIHBwcHBwcHBwcHBwcHBwc=",
        ] {
            assert!(MailToken::parse(other).is_none(), "{other}");
        }
    }

    /// Stored bytes: if this fails, every link in a mail is dead.
    #[test]
    fn the_hash_of_a_token_is_pinned() {
        let token = MailToken {
            shard: 1,
            secret: [2; 16],
        };
        let text = encode_base64url(&token.hash());
        assert_eq!(text, "YfWnTeKfXvTA9HmSV9iZCPyahYpH36ZcxaBi3l5Q-LE");
    }
}
