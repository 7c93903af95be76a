//! One attempt to sign: a body and the key that makes it count once.

use std::cell::Cell;

use protocol::message::concat;
use protocol::{Request, encode_content_digest, sign_message};

use crate::listen::Listener;
use crate::outcome::Tries;
use crate::uuid::encode_uuid;

const CONTENT_TYPE: &str = "application/json";

/// What every try of the attempt sends.
#[derive(Clone, Debug)]
pub(crate) struct SubmitAttempt {
    /// The Idempotency-Key field, with its quotes.
    pub(crate) idempotency_key: String,
    /// The submission, without its work.
    pub(crate) body: String,
}

/// One attempt that is being sent.
pub(crate) struct InFlight {
    /// Its body and key.
    pub(crate) attempt: SubmitAttempt,
    /// The form's values when it was submitted, as the page wrote them.
    pub(crate) form_values: String,
    /// The tries so far.
    pub(crate) tries: Tries,
    /// When the form was submitted, by the monotonic clock.
    pub(crate) started_at_ms: f64,
    /// The answer to the last try.
    pub(crate) answer: Cell<Option<Listener>>,
}

/// Where a request goes, and what it is signed with.
pub(crate) struct Signing<'a> {
    /// The body as sent.
    pub(crate) body: &'a str,
    /// The edge's authority.
    pub(crate) authority: &'a str,
    /// The path of the campaign's resources.
    pub(crate) path: &'a str,
    /// The session's key.
    pub(crate) key: &'a [u8],
    /// The session's token.
    pub(crate) keyid: &'a str,
    /// Unix seconds by the edge's clock.
    pub(crate) created_s: i64,
}

impl SubmitAttempt {
    /// The attempt for this body: the last one if nothing has changed since, so
    /// that a second submission after a lost answer is a retry.
    pub(crate) fn of(body: String, last: Option<Self>, random: [u8; 16]) -> Self {
        match last {
            Some(last) if last.body == body => last,
            _ => Self {
                idempotency_key: concat(&["\"", &encode_uuid(random), "\""]),
                body,
            },
        }
    }

    /// Encodes the header fields of the signed request (RFC 9421), one per line.
    pub(crate) fn encode_headers(&self, signing: &Signing) -> String {
        let content_digest = encode_content_digest(signing.body.as_bytes());
        let request = Request {
            method: "POST",
            authority: signing.authority,
            path: &concat(&[signing.path, "signatures"]),
            content_type: CONTENT_TYPE,
            content_digest: &content_digest,
            idempotency_key: &self.idempotency_key,
        };
        let signed = sign_message(signing.key, &request, signing.created_s, signing.keyid);
        concat(&[
            "Content-Type: ",
            CONTENT_TYPE,
            "\nIdempotency-Key: ",
            &self.idempotency_key,
            "\nContent-Digest: ",
            &content_digest,
            "\nSignature-Input: ",
            &signed.signature_input,
            "\nSignature: ",
            &signed.signature,
        ])
    }
}

#[cfg(test)]
mod tests {
    use protocol::base64::parse_base64;
    use serde_json::Value;

    use super::*;

    fn line<'a>(headers: &'a str, name: &str) -> &'a str {
        headers
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
            .unwrap()
    }

    #[test]
    fn signing_equals_the_vectors_byte_for_byte() {
        let vectors: Value =
            serde_json::from_str(include_str!("../../crates/protocol/vectors/message.json"))
                .unwrap();
        let signed = vectors["signed"].as_array().unwrap();
        assert!(!signed.is_empty());
        for vector in signed {
            let text = |value: &'static str| vector[value].as_str().unwrap();
            let request = |value: &'static str| vector["request"][value].as_str().unwrap();
            let attempt = SubmitAttempt {
                idempotency_key: request("idempotency_key").to_owned(),
                body: String::new(),
            };
            let headers = attempt.encode_headers(&Signing {
                body: text("body"),
                authority: request("authority"),
                path: request("path").strip_suffix("signatures").unwrap(),
                key: &parse_base64(text("session_key")).unwrap(),
                keyid: text("keyid"),
                created_s: vector["created_s"].as_i64().unwrap(),
            });
            assert_eq!(line(&headers, "Content-Type"), request("content_type"));
            assert_eq!(line(&headers, "Content-Digest"), request("content_digest"));
            assert_eq!(
                line(&headers, "Idempotency-Key"),
                request("idempotency_key")
            );
            assert_eq!(line(&headers, "Signature-Input"), text("signature_input"));
            assert_eq!(line(&headers, "Signature"), text("signature"));
        }
    }

    #[test]
    fn the_same_body_is_sent_with_the_same_key() {
        let first = SubmitAttempt::of("{}".to_owned(), None, [1; 16]);
        let again = SubmitAttempt::of("{}".to_owned(), Some(first.clone()), [2; 16]);
        assert_eq!(again.idempotency_key, first.idempotency_key);
        let changed = SubmitAttempt::of("{ }".to_owned(), Some(first.clone()), [3; 16]);
        assert_ne!(changed.idempotency_key, first.idempotency_key);
        assert_eq!(
            first.idempotency_key,
            "\"01010101-0101-4101-8101-010101010101\""
        );
    }
}
