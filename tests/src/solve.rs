//! The work of a session, done as any client would.

use protocol::base64::parse_base64url;
use protocol::{SessionPayload, work};
use serde_json::Value;

use crate::random;

/// What a token carries. A page can read it, and not change it.
pub fn payload_of(token: &str) -> Option<SessionPayload> {
    let encoded = token.split('.').nth(2)?;
    serde_json::from_slice(&parse_base64url(encoded)?).ok()
}

/// The body with the work that its token asks for, done for its address. What
/// is no submission, or has its work already, stays as it is.
pub fn solve(token: &str, body: Vec<u8>) -> Vec<u8> {
    let Some(payload) = payload_of(token).filter(|payload| payload.difficulty_bits > 0) else {
        return body;
    };
    let Ok(json) = serde_json::from_slice::<Value>(&body) else {
        return body;
    };
    let email = json["supporter"]["email"].as_str();
    let (Some(email), None, Some(rest)) = (email, json.get("work"), body.strip_suffix(b"}")) else {
        return body;
    };
    let prefix = work::derive_prefix(&payload.sid, email);
    // From anywhere: one solution pays for one submission.
    let from = u64::from_be_bytes(random::bytes());
    let counter = work::try_slice(&prefix, payload.difficulty_bits, from, u32::MAX).unwrap();
    let work = format!(r#","work":{{"counter":{counter}}}}}"#);
    [rest, work.as_bytes()].concat()
}
