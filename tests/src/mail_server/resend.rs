//! Resend, by <https://resend.com/docs/api-reference/emails/send-email>, its
//! introduction and its table of errors.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;

use super::{FROM, Received, Reply, TOKEN, Taken};

/// The body's parameters that we have a use for, and no other.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Email {
    from: String,
    to: Vec<String>,
    subject: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    html: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
}

fn refuse(status: u16, name: &str) -> Reply {
    let body = json!({"statusCode": status, "name": name, "message": "..."}).to_string();
    (status, body)
}

/// `keys`: what came with each idempotency key, for a day.
pub(super) fn answer(
    received: &Received,
    (name, keys): (&str, &mut BTreeMap<String, (String, Reply)>),
    take: impl FnOnce(Taken),
) -> Reply {
    if (received.method.as_str(), received.path.as_str()) != ("POST", "/emails") {
        return refuse(404, "not_found");
    }
    if received.header("user-agent").is_empty() {
        return (403, "error code: 1010".to_owned());
    }
    let Some(token) = received.header("authorization").strip_prefix("Bearer ") else {
        return refuse(401, "missing_api_key");
    };
    if token != TOKEN {
        return refuse(403, "invalid_api_key");
    }
    let key = received.header("idempotency-key").to_owned();
    if !(1..=256).contains(&key.len()) {
        return refuse(400, "invalid_idempotency_key");
    }
    if let Some((body, reply)) = keys.get(&key) {
        return if *body == received.body {
            reply.clone()
        } else {
            refuse(409, "invalid_idempotent_request")
        };
    }
    let Ok(email) = serde_json::from_str::<Email>(&received.body) else {
        return refuse(422, "missing_required_field");
    };
    if !email.from.ends_with(&format!("<{FROM}>")) {
        return refuse(403, "validation_error");
    }
    let [to] = email.to.as_slice() else {
        return refuse(422, "validation_error");
    };
    if !to.contains('@') || to.starts_with("inactive") {
        return refuse(422, "validation_error");
    }
    let reply = (200, json!({"id": name}).to_string());
    keys.insert(key.clone(), (received.body.clone(), reply.clone()));
    take(Taken {
        to: to.clone(),
        from: email.from,
        subject: email.subject,
        text: email.text,
        html: email.html,
        headers: email.headers,
        id: key,
    });
    reply
}
