//! Resend: `POST /emails`
//! (<https://resend.com/docs/api-reference/emails/send-email>,
//! <https://resend.com/docs/api-reference/errors>).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Answered, Mail, MailAttemptResult, MailConfig, Outgoing, Verdict, header_fields, sender_of,
};
use crate::error::InternalError;

#[derive(Serialize)]
struct Email<'a> {
    from: String,
    to: [&'a str; 1],
    subject: &'a str,
    text: &'a str,
    html: &'a str,
    headers: BTreeMap<&'static str, String>,
}

#[derive(Deserialize)]
struct Response {
    id: String,
}

#[derive(Deserialize)]
struct ResendError {
    name: String,
}

/// The request for one mail.
pub(super) fn request(config: &MailConfig, mail: &Mail) -> Result<Outgoing, InternalError> {
    let email = Email {
        from: sender_of(config, mail),
        to: [&mail.to],
        subject: &mail.subject,
        text: &mail.text,
        html: &mail.html,
        headers: header_fields(mail).into_iter().collect(),
    };
    Ok(Outgoing {
        path: "/emails",
        headers: vec![
            ("authorization", format!("Bearer {}", config.token)),
            // Within a day the same key is the same message.
            ("idempotency-key", mail.id.clone()),
            // Requests without one are refused with 403.
            ("user-agent", "undersigned/1".to_owned()),
        ],
        body: serde_json::to_string(&email)?,
    })
}

/// What the answer means.
pub(super) fn judge(answered: &Answered) -> Verdict {
    let name = answered
        .json::<ResendError>()
        .map(|refused| refused.name)
        .filter(|name| {
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        })
        .unwrap_or_default();
    let delivery = match (answered.status, name.as_str()) {
        (200, _) => match answered.json::<Response>() {
            Some(response) => MailAttemptResult::Accepted {
                provider_id: Some(response.id),
            },
            None => MailAttemptResult::Later {
                retry_after_s: None,
            },
        },
        // Our side of the message was checked at the start: it is the address.
        (400 | 422, "validation_error") => MailAttemptResult::Undeliverable,
        // An earlier attempt got through, with the link of that attempt.
        (409, "invalid_idempotent_request") => MailAttemptResult::Accepted { provider_id: None },
        _ => answered.by_status(),
    };
    Verdict {
        delivery,
        code: format!("Resend answered {} {name}", answered.status),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::mail::{Adapter, fixture};

    #[test]
    fn a_mail_has_the_shape_that_resend_documents() {
        let outgoing = request(&fixture::config(Adapter::Resend), &fixture::mail()).unwrap();
        let body: Value = serde_json::from_str(&outgoing.body).unwrap();
        assert_eq!(outgoing.path, "/emails");
        assert_eq!(
            body,
            json!({
                "from": "\"Petition \\\"post\\\"\" <sign@mail.example.org>",
                "to": ["zoe@example.org"],
                "subject": "Confirm",
                "text": "Open https://edge.example/r/c/t",
                "html": "<p>Open</p>",
                "headers": {
                    "Auto-Submitted": "auto-generated",
                    "List-Unsubscribe": "<https://edge.example/r/c/t>",
                    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"
                }
            })
        );
    }

    #[test]
    fn each_documented_answer_has_its_meaning() {
        let refused = |name: &str| format!(r#"{{"statusCode":0,"name":"{name}","message":""}}"#);
        let later = |retry_after_s| MailAttemptResult::Later { retry_after_s };
        let accepted = |id: Option<&str>| MailAttemptResult::Accepted {
            provider_id: id.map(str::to_owned),
        };
        for (status, body, meant) in [
            (200, r#"{"id":"e-1"}"#.to_owned(), accepted(Some("e-1"))),
            (200, r#"{"id"#.to_owned(), later(None)),
            (
                400,
                refused("validation_error"),
                MailAttemptResult::Undeliverable,
            ),
            (
                422,
                refused("validation_error"),
                MailAttemptResult::Undeliverable,
            ),
            (
                422,
                refused("invalid_from_address"),
                MailAttemptResult::Misconfigured,
            ),
            (
                401,
                refused("missing_api_key"),
                MailAttemptResult::Misconfigured,
            ),
            (
                403,
                refused("invalid_api_key"),
                MailAttemptResult::Misconfigured,
            ),
            (
                403,
                refused("validation_error"),
                MailAttemptResult::Misconfigured,
            ),
            (
                409,
                refused("concurrent_idempotent_requests"),
                later(Some(7)),
            ),
            (409, refused("invalid_idempotent_request"), accepted(None)),
            (429, refused("rate_limit_exceeded"), later(Some(7))),
            (429, refused("daily_quota_exceeded"), later(Some(7))),
            (500, refused("application_error"), later(Some(7))),
        ] {
            assert_eq!(
                judge(&fixture::answered(status, &body)).delivery,
                meant,
                "{status} {body}"
            );
        }
    }
}
