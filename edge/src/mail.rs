//! Mail to one supporter, handed over to the operator's mail provider.
//!
//! Not a mail server and not a queue: one call is one attempt, and the ledger
//! decides when there is another. Each provider's documented shape is in a
//! file of its own, as pure functions; only `send.rs` touches the network.
//!
//! Invariants: an address reaches the provider and nothing else, no log and no
//! error; an attempt ends within [`send::ATTEMPT_LIMIT_MS`], whatever happens.

pub(crate) mod token;

mod config;
pub(crate) mod events;
mod postmark;
mod resend;
mod send;

pub(crate) use config::{Adapter, MailConfig};

use pages::RenderedMail;

use crate::error::InternalError;

/// One message to one person.
pub(crate) struct Mail {
    /// The supporter's address: ASCII (`petition::EmailAddress`).
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
    /// Shown in front of the deployment's address, unless that has a name.
    pub(crate) sender_name: String,
    /// Where one POST without any question ends these mails (RFC 8058).
    pub(crate) list_unsubscribe: Option<String>,
    /// Random, and the same in each attempt at one message.
    pub(crate) id: String,
}

impl Mail {
    /// A rendered mail with its address.
    pub(crate) fn to(address: &str, rendered: RenderedMail, id: String) -> Self {
        Self {
            to: address.to_owned(),
            subject: rendered.subject,
            text: rendered.text,
            html: rendered.html,
            sender_name: rendered.sender_name,
            list_unsubscribe: rendered.list_unsubscribe,
            id,
        }
    }
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MailAttemptResult {
    /// The provider has it; its own name for it, where it told one.
    Accepted { provider_id: Option<String> },
    /// The provider will never deliver to this address.
    Undeliverable,
    /// Not now; not before so many seconds, where the provider said so.
    Later { retry_after_s: Option<u32> },
    /// The operator must fix something; every other mail would fail too.
    Misconfigured,
}

/// A request as a provider documents it.
struct Outgoing {
    /// Below the adapter's address.
    path: &'static str,
    headers: Vec<(&'static str, String)>,
    /// JSON.
    body: String,
}

/// What a provider answered.
struct Answered {
    status: u16,
    /// Seconds, where the field is a number (RFC 9110 section 10.2.3).
    retry_after_s: Option<u32>,
    body: Vec<u8>,
}

/// One attempt to hand a mail over.
///
/// # Errors
///
/// The request could not be made at all. That the provider cannot be reached,
/// hangs or closes in the middle is [`MailAttemptResult::Later`].
pub(crate) async fn deliver(
    config: &MailConfig,
    mail: &Mail,
) -> Result<MailAttemptResult, InternalError> {
    let outgoing = match config.adapter {
        Adapter::Postmark => postmark::request(config, mail)?,
        Adapter::Resend => resend::request(config, mail)?,
    };
    let Some(answered) = send::send(config, &outgoing).await? else {
        return Ok(MailAttemptResult::Later {
            retry_after_s: None,
        });
    };
    let verdict = match config.adapter {
        Adapter::Postmark => postmark::judge(&answered),
        Adapter::Resend => resend::judge(&answered),
    };
    if verdict.delivery == MailAttemptResult::Misconfigured {
        // The code and no text: a provider's message may quote the address.
        crate::log::error("mail is misconfigured", &verdict.code);
    }
    Ok(verdict.delivery)
}

/// What an answer means, with the provider's own code for the log.
struct Verdict {
    delivery: MailAttemptResult,
    code: String,
}

impl Answered {
    /// What every provider means by a status alone.
    fn by_status(&self) -> MailAttemptResult {
        match self.status {
            408 | 409 | 425 | 429 | 500..=599 => MailAttemptResult::Later {
                retry_after_s: self.retry_after_s,
            },
            _ => MailAttemptResult::Misconfigured,
        }
    }

    /// The body, if it is what was expected.
    fn json<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// `"Name" <address>`, the name as a quoted string (RFC 5322 section 3.2.4).
fn sender_of(config: &MailConfig, mail: &Mail) -> String {
    let name = config.sender_name.as_ref().unwrap_or(&mail.sender_name);
    let name = name.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{name}\" <{}>", config.from)
}

/// The header fields besides sender, recipient and subject: no autoresponder
/// answers what says that a machine has sent it (RFC 3834 section 5); the
/// address of RFC 2369 and RFC 8058 where there is one.
fn header_fields(mail: &Mail) -> Vec<(&'static str, String)> {
    let mut fields = vec![("Auto-Submitted", "auto-generated".to_owned())];
    if let Some(url) = &mail.list_unsubscribe {
        fields.extend([
            ("List-Unsubscribe", format!("<{url}>")),
            (
                "List-Unsubscribe-Post",
                "List-Unsubscribe=One-Click".to_owned(),
            ),
        ]);
    }
    fields
}

#[cfg(test)]
mod fixture {
    use super::{Adapter, Answered, Mail, MailConfig};

    pub(super) fn config(adapter: Adapter) -> MailConfig {
        let word = match adapter {
            Adapter::Postmark => "postmark",
            Adapter::Resend => "resend",
        };
        let json = format!(r#"{{"adapter": "{word}", "from": "sign@mail.example.org"}}"#);
        MailConfig::parse(&json, Some("t".repeat(36)), None).unwrap()
    }

    pub(super) fn mail() -> Mail {
        Mail {
            to: "zoe@example.org".to_owned(),
            subject: "Confirm".to_owned(),
            text: "Open https://edge.example/r/c/t".to_owned(),
            html: "<p>Open</p>".to_owned(),
            sender_name: "Petition \"post\"".to_owned(),
            list_unsubscribe: Some("https://edge.example/r/c/t".to_owned()),
            id: "00112233445566778899aabbccddeeff".to_owned(),
        }
    }

    pub(super) fn answered(status: u16, body: &str) -> Answered {
        Answered {
            status,
            retry_after_s: Some(7),
            body: body.as_bytes().to_vec(),
        }
    }
}
