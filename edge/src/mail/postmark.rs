//! Postmark: `POST /email`
//! (<https://postmarkapp.com/developer/api/email-api>,
//! <https://postmarkapp.com/developer/api/overview#error-codes>).

use serde::{Deserialize, Serialize};

use super::{
    Answered, Mail, MailAttemptResult, MailConfig, Outgoing, Verdict, header_fields, sender_of,
};
use crate::error::InternalError;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Email<'a> {
    from: String,
    to: &'a str,
    subject: &'a str,
    text_body: &'a str,
    html_body: &'a str,
    message_stream: &'a str,
    /// Said, since a server's own setting could say otherwise.
    track_opens: bool,
    track_links: &'static str,
    headers: Vec<Header>,
    metadata: Metadata<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Header {
    name: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Metadata<'a> {
    id: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Response {
    error_code: u16,
    #[serde(default, rename = "MessageID")]
    message_id: Option<String>,
}

/// The request for one mail.
pub(super) fn request(config: &MailConfig, mail: &Mail) -> Result<Outgoing, InternalError> {
    let headers = header_fields(mail).into_iter();
    let email = Email {
        from: sender_of(config, mail),
        to: &mail.to,
        subject: &mail.subject,
        text_body: &mail.text,
        html_body: &mail.html,
        message_stream: config.stream.as_deref().unwrap_or("outbound"),
        track_opens: false,
        track_links: "None",
        headers: headers
            .map(|(name, value)| Header { name, value })
            .collect(),
        metadata: Metadata { id: &mail.id },
    };
    Ok(Outgoing {
        path: "/email",
        headers: vec![
            ("accept", "application/json".to_owned()),
            ("x-postmark-server-token", config.token.clone()),
        ],
        body: serde_json::to_string(&email)?,
    })
}

/// What the answer means.
pub(super) fn judge(answered: &Answered) -> Verdict {
    let response: Option<Response> = answered.json();
    let code = response.as_ref().map(|response| response.error_code);
    let delivery = match (answered.status, code) {
        (200, Some(0)) => MailAttemptResult::Accepted {
            provider_id: response.and_then(|response| response.message_id),
        },
        // The answer was cut: a second message is better than none.
        (200, None) => MailAttemptResult::Later {
            retry_after_s: None,
        },
        // 300: an address that it does not take; ours was checked at the
        // start. 406: it bounced before, or complained.
        (200 | 422, Some(300 | 406)) => MailAttemptResult::Undeliverable,
        // Maintenance, and the rate as an error of the API.
        (200 | 422, Some(100 | 429)) => MailAttemptResult::Later {
            retry_after_s: answered.retry_after_s,
        },
        _ => answered.by_status(),
    };
    Verdict {
        delivery,
        code: format!(
            "Postmark answered {} with the error code {}",
            answered.status,
            code.map_or("none".to_owned(), |code| code.to_string())
        ),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::mail::{Adapter, fixture};

    #[test]
    fn a_mail_has_the_shape_that_postmark_documents() {
        let outgoing = request(&fixture::config(Adapter::Postmark), &fixture::mail()).unwrap();
        let body: Value = serde_json::from_str(&outgoing.body).unwrap();
        assert_eq!(outgoing.path, "/email");
        assert_eq!(
            body,
            json!({
                "From": "\"Petition \\\"post\\\"\" <sign@mail.example.org>",
                "To": "zoe@example.org",
                "Subject": "Confirm",
                "TextBody": "Open https://edge.example/r/c/t",
                "HtmlBody": "<p>Open</p>",
                "MessageStream": "outbound",
                "TrackOpens": false,
                "TrackLinks": "None",
                "Headers": [
                    {"Name": "Auto-Submitted", "Value": "auto-generated"},
                    {"Name": "List-Unsubscribe", "Value": "<https://edge.example/r/c/t>"},
                    {"Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=One-Click"}
                ],
                "Metadata": {"id": "00112233445566778899aabbccddeeff"}
            })
        );
    }

    #[test]
    fn each_documented_answer_has_its_meaning() {
        let later = |retry_after_s| MailAttemptResult::Later { retry_after_s };
        for (status, body, meant) in [
            (
                200,
                r#"{"To":"a@b.example","MessageID":"m-1","ErrorCode":0,"Message":"OK"}"#,
                MailAttemptResult::Accepted {
                    provider_id: Some("m-1".to_owned()),
                },
            ),
            (200, r#"{"ErrorC"#, later(None)),
            (
                422,
                r#"{"ErrorCode":300,"Message":"Invalid 'To' address"}"#,
                MailAttemptResult::Undeliverable,
            ),
            (
                422,
                r#"{"ErrorCode":406,"Message":"Inactive recipient"}"#,
                MailAttemptResult::Undeliverable,
            ),
            (
                422,
                r#"{"ErrorCode":400,"Message":"Sender signature"}"#,
                MailAttemptResult::Misconfigured,
            ),
            (
                422,
                r#"{"ErrorCode":405,"Message":"Not allowed to send"}"#,
                MailAttemptResult::Misconfigured,
            ),
            (
                422,
                r#"{"ErrorCode":412,"Message":"Account is pending"}"#,
                MailAttemptResult::Misconfigured,
            ),
            (
                401,
                r#"{"ErrorCode":10,"Message":"Bad token"}"#,
                MailAttemptResult::Misconfigured,
            ),
            (302, "", MailAttemptResult::Misconfigured),
            (404, "no such page", MailAttemptResult::Misconfigured),
            (
                429,
                r#"{"ErrorCode":429,"Message":"Rate limit"}"#,
                later(Some(7)),
            ),
            (500, "oops", later(Some(7))),
            (
                503,
                r#"{"ErrorCode":100,"Message":"Maintenance"}"#,
                later(Some(7)),
            ),
        ] {
            assert_eq!(
                judge(&fixture::answered(status, body)).delivery,
                meant,
                "{status} {body}"
            );
        }
    }
}
