//! The session that the edge issues to this page load.
//!
//! It proves nothing about a person: only that a request signed with its key
//! came from a page that the edge issued it to.

use wasm_bindgen::JsValue;

use crate::clock::Clock;
use crate::host;
use crate::listen::Listener;

/// The state of the session.
#[derive(Default)]
pub(crate) enum Session {
    /// Not requested, not accepted, or not issued.
    #[default]
    None,
    /// Requested, and listening for the answer.
    Requested {
        /// Ends with this state.
        _answer: Listener,
    },
    /// Issued.
    Issued(Issued),
}

/// A session as issued.
pub(crate) struct Issued {
    /// The session's id, which the work is bound to; empty without work.
    pub(crate) sid: String,
    /// Bits of work for each submission; 0 for none.
    pub(crate) work_bits: u8,
    /// The token, which is the key id of signed messages.
    pub(crate) token: String,
    /// The key to sign with.
    pub(crate) key: [u8; 32],
    /// The edge's time.
    pub(crate) clock: Clock,
}

impl Issued {
    /// Reads the edge's answer; `None` if it issued no session.
    pub(crate) fn read(answer: &JsValue) -> Option<Self> {
        let body = host::member(answer, "body");
        let token = host::text(&body, "session");
        if token.is_empty() {
            return None;
        }
        let mut key = [0; 32];
        host::decode(&body, "key", &mut key);
        let work = host::member(&body, "work");
        let bits = host::integer(&work, "difficulty_bits");
        Some(Self {
            sid: host::text(&work, "sid"),
            work_bits: u8::try_from(bits).unwrap_or(u8::MAX),
            token,
            key,
            clock: Clock {
                server_ms: host::number(&body, "server_time_ms"),
                arrived_ms: host::number(answer, "at"),
                lifetime_s: host::number(&body, "expires_in_s"),
            },
        })
    }
}
