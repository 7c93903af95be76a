//! Postmark, by <https://postmarkapp.com/developer/api/email-api> and its table
//! of error codes.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;

use super::{FROM, Received, Reply, TOKEN, Taken};

/// The fields of the table "Body format", and no other.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Email {
    from: String,
    to: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    text_body: String,
    #[serde(default)]
    html_body: String,
    #[serde(default)]
    message_stream: String,
    #[serde(default)]
    track_opens: bool,
    #[serde(default)]
    track_links: String,
    #[serde(default)]
    headers: Vec<Header>,
    #[serde(default)]
    metadata: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Header {
    name: String,
    value: String,
}

fn refuse(status: u16, code: u16, message: &str) -> Reply {
    let body = json!({"ErrorCode": code, "Message": message}).to_string();
    (status, body)
}

pub(super) fn answer(received: &Received, name: &str, take: impl FnOnce(Taken)) -> Reply {
    if (received.method.as_str(), received.path.as_str()) != ("POST", "/email") {
        return (404, "not found".to_owned());
    }
    if received.header("x-postmark-server-token") != TOKEN {
        return refuse(401, 10, "No Account or Server API tokens were supplied");
    }
    if received.header("accept") != "application/json" {
        return (406, String::new());
    }
    if received.header("content-type") != "application/json" {
        return refuse(422, 409, "JSON required");
    }
    let Ok(email) = serde_json::from_str::<Email>(&received.body) else {
        return refuse(422, 402, "Invalid JSON");
    };
    if !email.from.ends_with(&format!("<{FROM}>")) {
        return refuse(422, 400, "The 'From' address is not a Sender Signature");
    }
    let is_address = email
        .to
        .split_once('@')
        .is_some_and(|(_, domain)| domain.is_ascii() && domain.contains('.'));
    if !is_address {
        return refuse(422, 300, "Invalid 'To' address");
    }
    if email.text_body.is_empty() && email.html_body.is_empty() {
        return refuse(
            422,
            300,
            "Provide either email TextBody or HtmlBody or both",
        );
    }
    if email.to.starts_with("inactive") {
        return refuse(
            422,
            406,
            "You tried to send to a recipient that has been marked as inactive",
        );
    }
    assert_eq!(email.message_stream, "outbound");
    assert!(
        !email.track_opens && email.track_links == "None",
        "nobody is tracked"
    );
    take(Taken {
        to: email.to.clone(),
        from: email.from,
        subject: email.subject,
        text: email.text_body,
        html: email.html_body,
        headers: email
            .headers
            .into_iter()
            .map(|header| (header.name, header.value))
            .collect(),
        id: email.metadata["id"].clone(),
    });
    let body = json!({
        "To": email.to, "SubmittedAt": "2026-11-22T06:00:00.0000000-05:00", "MessageID": name,
        "ErrorCode": 0, "Message": "OK"
    });
    (200, body.to_string())
}
