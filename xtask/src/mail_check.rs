//! Whether an edge's mail works, asked before its first supporter has to find
//! out. The edge itself judges: its own settings, then one mail to an address
//! that the provider keeps for tests.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::secrets::Secrets;
use crate::workerd::Workerd;

/// Whom each provider lets test mail be sent to: delivered to nobody.
const TEST_ADDRESSES: [(&str, &str); 2] = [
    ("postmark", "test@blackhole.postmarkapp.com"),
    ("resend", "delivered@resend.dev"),
];

/// What the edge answers to `GET /v1/organizer/mail`, as far as it matters here.
#[derive(Deserialize)]
struct Setup {
    state: String,
    adapter: Option<String>,
    from: Option<String>,
    has_webhook: bool,
    detail: Option<String>,
}

/// How it stands with mail.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum MailState {
    /// A mail was taken, or would be; `false` without the provider's events.
    Works(bool),
    /// Nobody has set mail up.
    Off,
    /// It does not work: a sentence that says what to fix.
    InternalError(String),
}

/// What is known without asking the provider.
pub(crate) fn read_setup(edge: &Workerd, secrets: &Secrets) -> Result<MailState> {
    Ok(state_of(&load_setup(edge, secrets)?))
}

/// The same, and one mail to the provider's test address, in the name of a
/// campaign that the edge has.
pub(crate) fn try_out(edge: &Workerd, secrets: &Secrets, campaign: &str) -> Result<MailState> {
    let setup = load_setup(edge, secrets)?;
    let (MailState::Works(has_webhook), Some(adapter)) = (state_of(&setup), &setup.adapter) else {
        return Ok(state_of(&setup));
    };
    let mut known = TEST_ADDRESSES.iter();
    let to = known
        .find_map(|(name, address)| (name == adapter).then_some(*address))
        .with_context(|| format!("no test address is known of the provider {adapter}"))?;
    let path = format!("/v1/organizer/campaigns/{campaign}/mail/try");
    let mut answer = edge
        .agent()
        .post(format!("{}{path}", edge.origin))
        .header("Authorization", bearer(secrets))
        .header("Content-Type", "application/json")
        .send(json!({ "to": to }).to_string())?;
    let text = answer.body_mut().read_to_string()?;
    if answer.status() != 200 {
        bail!(
            "the edge did not try its mail ({}): {text}",
            answer.status()
        );
    }
    let tried: Value = serde_json::from_str(&text)?;
    let delivery = tried.get("delivery").and_then(Value::as_str);
    let from = setup.from.unwrap_or_default();
    Ok(match delivery.unwrap_or_default() {
        "accepted" => MailState::Works(has_webhook),
        other => MailState::InternalError(explain(other, adapter, &from)),
    })
}

/// What to fix, by how the attempt ended.
fn explain(delivery: &str, adapter: &str, from: &str) -> String {
    match delivery {
        "misconfigured" => format!(
            "{adapter} refuses UNDERSIGNED_MAIL_TOKEN or the sender {from}; the edge's log has its own code"
        ),
        "later" => format!("{adapter} cannot be reached, or asks to wait"),
        other => format!("{adapter} does not take a mail to its own test address ({other})"),
    }
}

fn state_of(setup: &Setup) -> MailState {
    match (setup.state.as_str(), &setup.detail) {
        ("ready", _) => MailState::Works(setup.has_webhook),
        ("off", _) => MailState::Off,
        (_, Some(detail)) => MailState::InternalError(detail.clone()),
        (state, None) => MailState::InternalError(format!("the edge says {state}, and not why")),
    }
}

fn load_setup(edge: &Workerd, secrets: &Secrets) -> Result<Setup> {
    let mut answer = edge
        .agent()
        .get(format!("{}/v1/organizer/mail", edge.origin))
        .header("Authorization", bearer(secrets))
        .call()?;
    serde_json::from_reader(answer.body_mut().as_reader()).context("/v1/organizer/mail")
}

fn bearer(secrets: &Secrets) -> String {
    format!("Bearer {}", secrets.organizer_token)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setup(json: Value) -> Setup {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn the_edges_own_sentence_is_told() {
        let off = json!({"state": "off", "adapter": null, "from": null, "has_webhook": false,
            "detail": null});
        assert_eq!(state_of(&setup(off)), MailState::Off);
        let broken = json!({"state": "misconfigured", "adapter": null, "from": null,
            "has_webhook": false, "detail": "the setting UNDERSIGNED_MAIL_TOKEN is missing"});
        let told = "the setting UNDERSIGNED_MAIL_TOKEN is missing".to_owned();
        assert_eq!(state_of(&setup(broken)), MailState::InternalError(told));
        let ready = json!({"state": "ready", "adapter": "resend", "from": "a@b.example",
            "has_webhook": true, "detail": null});
        assert_eq!(state_of(&setup(ready)), MailState::Works(true));
    }

    #[test]
    fn how_an_attempt_ended_says_what_to_mend() {
        let told = |delivery| explain(delivery, "postmark", "sign@mail.example.org");
        assert!(told("misconfigured").contains("UNDERSIGNED_MAIL_TOKEN or the sender sign@"));
        assert!(told("later").contains("cannot be reached"));
        assert!(told("undeliverable").contains("test address"));
    }
}
