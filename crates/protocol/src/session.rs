//! What the edge issues to one page load: a token and the key to sign with.
//!
//! Nothing is stored: the token carries its payload and a MAC, and the key is
//! derived from both again. Whether a session has expired, and whether it is
//! for this campaign and origin, is the edge's to say, which has the clock.
//!
//! Invariant: nothing in a token is parsed before its MAC was found good.

use serde::{Deserialize, Serialize};

use crate::base64::{encode_base64url, parse_base64url};
use crate::ids::{CampaignId, PartnerId};
use crate::keys::{MasterKey, MasterKeys};
use crate::limits::SESSION_TOKEN_MAX_BYTES;
use crate::lp::lp;
use crate::mac::{derive_hmac, verify_hmac};
use crate::work::WORK_ALGORITHM;

/// First part of every token: its version.
const VERSION: &str = "us1";

/// What a session is bound to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionPayload {
    /// Version of the payload, 1.
    pub v: u8,
    /// The campaign.
    pub campaign: CampaignId,
    /// The partner.
    pub partner: PartnerId,
    /// The origin of the page, as the browser claimed it.
    pub origin: String,
    /// When it was issued, in Unix seconds.
    pub issued_at: i64,
    /// When it ends, in Unix seconds.
    pub expires_at: i64,
    /// 16 random bytes in base64url.
    pub sid: String,
    /// Bits of work for one submission; 0 when none is asked.
    pub difficulty_bits: u8,
}

/// A session with its key and its token.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// What it is bound to.
    pub payload: SessionPayload,
    /// The key its requests are signed with.
    pub key: [u8; 32],
    /// `us1.{kid}.{payload}.{mac}`.
    pub token: String,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("payload", &self.payload)
            .finish_non_exhaustive()
    }
}

/// Why a token opens no session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// Longer than any token is.
    #[error("the session has {got} bytes, the limit is {SESSION_TOKEN_MAX_BYTES}")]
    Length {
        /// Bytes that came.
        got: usize,
    },
    /// Not four parts of which the first is `us1`.
    #[error("the session is not a token of version 1")]
    Form,
    /// Issued under a key that is not live.
    #[error("the session was issued under a key that is no longer in use")]
    Key,
    /// The MAC is not its payload's.
    #[error("the session was not issued here")]
    Mac,
    /// A payload that this version does not know.
    #[error("the session's payload is not of version 1")]
    Payload,
}

impl Session {
    /// Issues a session under the active key.
    ///
    /// # Panics
    ///
    /// Never: every key is a string and every value is finite.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "a struct of strings and integers is always JSON"
    )]
    pub fn issue(keys: &MasterKeys, payload: SessionPayload) -> Self {
        let (kid, master) = keys.active();
        let json = serde_json::to_vec(&payload).expect("strings and integers");
        let encoded = encode_base64url(&json);
        let mac = derive_hmac(&mac_key(master), &lp(&[kid.as_bytes(), encoded.as_bytes()]));
        let key = session_key(master, &encoded);
        let token = [VERSION, kid, &encoded, &encode_base64url(&mac)].join(".");
        Self {
            payload,
            key,
            token,
        }
    }

    /// Opens a token that was issued under any live key.
    ///
    /// # Errors
    ///
    /// [`SessionError`] tells why it was not issued here or cannot be read.
    pub fn open(keys: &MasterKeys, token: &str) -> Result<Self, SessionError> {
        if token.len() > SESSION_TOKEN_MAX_BYTES {
            return Err(SessionError::Length { got: token.len() });
        }
        let mut parts = token.split('.');
        let (Some(VERSION), Some(kid), Some(encoded), Some(mac), None) = (
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
        ) else {
            return Err(SessionError::Form);
        };
        let master = keys.find(kid).ok_or(SessionError::Key)?;
        let mac = parse_base64url(mac).ok_or(SessionError::Mac)?;
        let message = lp(&[kid.as_bytes(), encoded.as_bytes()]);
        if !verify_hmac(&mac_key(master), &message, &mac) {
            return Err(SessionError::Mac);
        }
        let json = parse_base64url(encoded).ok_or(SessionError::Payload)?;
        let payload: SessionPayload =
            serde_json::from_slice(&json).map_err(|_| SessionError::Payload)?;
        if payload.v != 1 {
            return Err(SessionError::Payload);
        }
        Ok(Self {
            payload,
            key: session_key(master, encoded),
            token: token.to_owned(),
        })
    }
}

fn mac_key(master: &MasterKey) -> [u8; 32] {
    master.expand(&[b"session-mac"])
}

fn session_key(master: &MasterKey, encoded: &str) -> [u8; 32] {
    master.expand(&[b"session-key", encoded.as_bytes()])
}

/// What a page asks a session with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionRequest {
    /// The partner whose page it is.
    pub partner: PartnerId,
    /// The language of the form, a BCP 47 tag.
    pub language: String,
}

/// A session as the page gets it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionAnswer {
    /// The token, sent back as `keyid`.
    pub session: String,
    /// The key to sign with: 32 bytes in base64.
    pub key: String,
    /// The edge's clock, in Unix milliseconds.
    pub server_time_ms: i64,
    /// Seconds until the session ends.
    pub expires_in_s: i64,
    /// The work for each submission; absent when none is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<SessionWork>,
}

/// The work that a session asks for each of its submissions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionWork {
    /// [`WORK_ALGORITHM`].
    pub algorithm: String,
    /// The id of the session, which the work is bound to: base64url.
    pub sid: String,
    /// How many zero bits the hash must begin with.
    pub difficulty_bits: u8,
}

impl SessionWork {
    /// The work of so many bits; none for 0.
    #[must_use]
    pub fn of(difficulty_bits: u8, sid: &str) -> Option<Self> {
        (difficulty_bits > 0).then(|| Self {
            algorithm: WORK_ALGORITHM.to_owned(),
            sid: sid.to_owned(),
            difficulty_bits,
        })
    }
}

impl std::fmt::Debug for SessionAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionAnswer(..)")
    }
}
