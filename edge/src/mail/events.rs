//! What a mail provider reports about a mail later on: it bounced, or the person
//! complained. Pure functions; the handler is `worker/mail/events.rs`.
//!
//! Not a place for opens, clicks and deliveries: those are never asked for,
//! and passed over when they come.

use protocol::{
    base64::{encode_base64, parse_base64},
    derive_hmac, verify_hmac,
};
use serde::Deserialize;

use super::{Adapter, MailConfig};

/// Svix: a message older or newer than five minutes is no message of now.
const TOLERANCE_S: i64 = 300;

/// What happened to a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MailEventKind {
    /// Nothing will ever be delivered to the address.
    Bounced,
    /// The person called it spam.
    Complained,
}

/// One event about one mail.
#[derive(PartialEq, Eq)]
pub(crate) struct MailEvent {
    pub(crate) kind: MailEventKind,
    /// Where the mail went.
    pub(crate) address: String,
    /// The provider's name for the mail.
    pub(crate) provider_id: Option<String>,
}

/// The key in a Svix endpoint's signing secret.
pub(super) fn svix_key(secret: &str) -> Option<Vec<u8>> {
    parse_base64(secret.strip_prefix("whsec_")?).filter(|key| key.len() >= 16)
}

/// Whether a request comes from the provider, as the provider documents it:
/// Basic credentials in the webhook's address (Postmark), or the signature of
/// `{id}.{timestamp}.{body}` (Resend, by Svix).
pub(crate) fn is_authentic(
    config: &MailConfig,
    header: impl Fn(&str) -> Option<String>,
    body: &[u8],
    now_s: i64,
) -> bool {
    let Some(secret) = &config.webhook else {
        return false;
    };
    match config.adapter {
        Adapter::Postmark => {
            let wanted = encode_base64(secret.as_bytes());
            let header = header("authorization").unwrap_or_default();
            // The scheme's name is in any letter case (RFC 9110 section 11.1).
            let came = match header.split_once(' ') {
                Some((scheme, came)) if scheme.eq_ignore_ascii_case("basic") => came,
                Some(_) | None => return false,
            };
            // Over MACs of both, so that time reveals nothing of either.
            let key = config.token.as_bytes();
            verify_hmac(key, came.as_bytes(), &derive_hmac(key, wanted.as_bytes()))
        }
        Adapter::Resend => is_signed_by_svix(secret, header, body, now_s).unwrap_or(false),
    }
}

fn is_signed_by_svix(
    secret: &str,
    header: impl Fn(&str) -> Option<String>,
    body: &[u8],
    now_s: i64,
) -> Option<bool> {
    let key = svix_key(secret)?;
    let id = header("svix-id")?;
    let timestamp = header("svix-timestamp")?;
    let sent_s: i64 = timestamp.parse().ok()?;
    if now_s.saturating_sub(sent_s).saturating_abs() > TOLERANCE_S {
        return None;
    }
    let message = [id.as_bytes(), b".", timestamp.as_bytes(), b".", body].concat();
    let signatures = header("svix-signature")?;
    let is_one = |signature: &str| {
        signature
            .strip_prefix("v1,")
            .and_then(parse_base64)
            .is_some_and(|tag| verify_hmac(&key, &message, &tag))
    };
    Some(signatures.split(' ').any(is_one))
}

/// Reads an event. None when it is of a kind that changes nothing here: a
/// delivery, or a bounce that may pass.
///
/// # Errors
///
/// The body is not what the provider documents.
pub(crate) fn parse_event(
    adapter: Adapter,
    body: &[u8],
) -> Result<Option<MailEvent>, serde_json::Error> {
    match adapter {
        Adapter::Postmark => serde_json::from_slice::<Postmark>(body).map(Postmark::into_event),
        Adapter::Resend => serde_json::from_slice::<Resend>(body).map(Resend::into_event),
    }
}

/// <https://postmarkapp.com/developer/webhooks/bounce-webhook>,
/// <https://postmarkapp.com/developer/webhooks/spam-complaint-webhook>.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Postmark {
    record_type: String,
    #[serde(default)]
    r#type: String,
    /// Deliveries call it otherwise.
    #[serde(default)]
    email: String,
    #[serde(default, rename = "MessageID")]
    message_id: Option<String>,
    /// Postmark sends nothing to the address any more.
    #[serde(default)]
    inactive: bool,
}

impl Postmark {
    fn into_event(self) -> Option<MailEvent> {
        let kind = match self.record_type.as_str() {
            "SpamComplaint" => MailEventKind::Complained,
            "Bounce" if self.r#type == "SpamComplaint" => MailEventKind::Complained,
            "Bounce" if self.inactive || self.r#type == "HardBounce" => MailEventKind::Bounced,
            _ => return None,
        };
        event(kind, self.email, self.message_id)
    }
}

/// <https://resend.com/docs/webhooks/emails/bounced>,
/// <https://resend.com/docs/webhooks/emails/complained>.
#[derive(Deserialize)]
struct Resend {
    r#type: String,
    #[serde(default)]
    data: ResendData,
}

#[derive(Deserialize, Default)]
struct ResendData {
    #[serde(default)]
    email_id: Option<String>,
    #[serde(default)]
    to: Vec<String>,
    #[serde(default)]
    bounce: Option<ResendBounce>,
}

#[derive(Deserialize)]
struct ResendBounce {
    #[serde(default)]
    r#type: String,
}

impl Resend {
    fn into_event(self) -> Option<MailEvent> {
        let bounce = self.data.bounce.map(|bounce| bounce.r#type);
        let kind = match self.r#type.as_str() {
            "email.complained" => MailEventKind::Complained,
            "email.bounced" if bounce.is_none_or(|kind| kind == "Permanent") => {
                MailEventKind::Bounced
            }
            _ => return None,
        };
        event(kind, self.data.to.into_iter().next()?, self.data.email_id)
    }
}

fn event(kind: MailEventKind, address: String, provider_id: Option<String>) -> Option<MailEvent> {
    (!address.is_empty()).then_some(MailEvent {
        kind,
        address,
        provider_id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::fixture;

    /// Of Svix's documentation (<https://docs.svix.com/receiving/verifying-payloads/how-manual>).
    const SVIX: [(&str, &str); 3] = [
        ("svix-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
        ("svix-timestamp", "1614265330"),
        (
            "svix-signature",
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        ),
    ];
    const SVIX_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const SVIX_BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SVIX_AT_S: i64 = 1_614_265_330;

    fn config(adapter: Adapter, secret: &str) -> MailConfig {
        MailConfig {
            webhook: Some(secret.to_owned()),
            ..fixture::config(adapter)
        }
    }

    fn of<'a>(headers: &'a [(&str, &str)]) -> impl Fn(&str) -> Option<String> + 'a {
        |name| {
            let found = headers.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        }
    }

    #[test]
    fn svixs_own_example_is_authentic_and_nothing_else_is() {
        let config = config(Adapter::Resend, SVIX_SECRET);
        let is_ours = |headers: &[(&str, &str)], body: &[u8], now_s: i64| {
            is_authentic(&config, of(headers), body, now_s)
        };
        assert!(is_ours(&SVIX, SVIX_BODY, SVIX_AT_S));
        assert!(is_ours(&SVIX, SVIX_BODY, SVIX_AT_S + TOLERANCE_S));
        assert!(!is_ours(&SVIX, SVIX_BODY, SVIX_AT_S + TOLERANCE_S + 1));
        assert!(!is_ours(&SVIX, SVIX_BODY, SVIX_AT_S - TOLERANCE_S - 1));
        assert!(!is_ours(&SVIX, b"{}", SVIX_AT_S));
        for missing in 0..3 {
            let mut headers = SVIX.to_vec();
            headers.remove(missing);
            assert!(!is_ours(&headers, SVIX_BODY, SVIX_AT_S), "{missing}");
        }
        // While a secret is rotated there are two signatures.
        let both = format!("v1,AAAA {}", SVIX[2].1);
        assert!(is_ours(
            &[SVIX[0], SVIX[1], ("svix-signature", &both)],
            SVIX_BODY,
            SVIX_AT_S
        ));
    }

    #[test]
    fn postmark_shows_the_credentials_of_its_address() {
        let config = config(Adapter::Postmark, "postmark:0123456789abcdef");
        let with = |value: &str| is_authentic(&config, of(&[("authorization", value)]), b"", 0);
        assert!(with("Basic cG9zdG1hcms6MDEyMzQ1Njc4OWFiY2RlZg=="));
        assert!(with("basic cG9zdG1hcms6MDEyMzQ1Njc4OWFiY2RlZg=="));
        assert!(!with("Bearer cG9zdG1hcms6MDEyMzQ1Njc4OWFiY2RlZg=="));
        assert!(!with("Basic cG9zdG1hcms6MDEyMzQ1Njc4OWFiY2RlZQ=="));
        assert!(!with("cG9zdG1hcms6MDEyMzQ1Njc4OWFiY2RlZg=="));
        assert!(!is_authentic(&config, of(&[]), b"", 0));
        let without = fixture::config(Adapter::Postmark);
        assert!(!is_authentic(
            &without,
            of(&[("authorization", "Basic Og==")]),
            b"",
            0
        ));
    }

    #[test]
    fn only_what_is_for_good_is_an_event() {
        use MailEventKind::{Bounced, Complained};
        for (adapter, body, kind) in [
            (
                Adapter::Postmark,
                r#"{"RecordType":"Bounce","Type":"HardBounce","Email":"a@b.example","Inactive":true,"MessageID":"m"}"#,
                Some(Bounced),
            ),
            (
                Adapter::Postmark,
                r#"{"RecordType":"Bounce","Type":"SoftBounce","Email":"a@b.example","Inactive":false}"#,
                None,
            ),
            (
                Adapter::Postmark,
                r#"{"RecordType":"SpamComplaint","Type":"SpamComplaint","Email":"a@b.example"}"#,
                Some(Complained),
            ),
            (
                Adapter::Postmark,
                r#"{"RecordType":"MailAttemptResult","Recipient":"a@b.example"}"#,
                None,
            ),
            (
                Adapter::Resend,
                r#"{"type":"email.bounced","data":{"email_id":"e","to":["a@b.example"],"bounce":{"type":"Permanent"}}}"#,
                Some(Bounced),
            ),
            (
                Adapter::Resend,
                r#"{"type":"email.bounced","data":{"to":["a@b.example"],"bounce":{"type":"Transient"}}}"#,
                None,
            ),
            (
                Adapter::Resend,
                r#"{"type":"email.complained","data":{"to":["a@b.example"]}}"#,
                Some(Complained),
            ),
            (
                Adapter::Resend,
                r#"{"type":"email.delivered","data":{"to":["a@b.example"]}}"#,
                None,
            ),
            (Adapter::Resend, r#"{"type":"domain.updated"}"#, None),
        ] {
            let event = parse_event(adapter, body.as_bytes()).unwrap();
            assert_eq!(event.as_ref().map(|event| event.kind), kind, "{body}");
            assert!(event.is_none_or(|event| event.address == "a@b.example"));
        }
        assert!(parse_event(Adapter::Resend, b"{}").is_err());
        assert!(parse_event(Adapter::Postmark, b"[").is_err());
    }
}
