//! Which mail provider the deployment uses, from its settings.

use petition::{DEPLOYMENT_MAILS, Limit, Mailboxes};
use serde::Deserialize;
use wasm_bindgen::JsValue;

/// Whose request shapes are spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Adapter {
    /// <https://postmarkapp.com/developer/api/email-api>
    Postmark,
    /// <https://resend.com/docs/api-reference/emails/send-email>
    Resend,
}

/// How mail leaves this deployment.
pub(crate) struct MailConfig {
    pub(crate) adapter: Adapter,
    /// Without a slash at its end.
    pub(crate) url: String,
    /// The address that every mail comes from.
    pub(crate) from: String,
    /// The name in front of it, where the operator chose one.
    pub(crate) sender_name: Option<String>,
    /// Postmark's message stream.
    pub(crate) stream: Option<String>,
    /// The mails of all campaigns; what is over it is delayed, never dropped.
    pub(crate) limit: Limit,
    /// The provider's secret for sending.
    pub(crate) token: String,
    /// What proves that an event comes from the provider.
    pub(crate) webhook: Option<String>,
    /// The service that a plain `http:` address is reached by.
    pub(crate) local: Option<JsValue>,
}

/// `UNDERSIGNED_MAIL`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    adapter: Adapter,
    #[serde(default)]
    url: Option<String>,
    from: String,
    #[serde(default)]
    sender_name: Option<String>,
    #[serde(default)]
    stream: Option<String>,
    #[serde(default)]
    limit: Option<Limit>,
}

impl MailConfig {
    /// Reads the settings `UNDERSIGNED_MAIL`, `UNDERSIGNED_MAIL_TOKEN` and
    /// `UNDERSIGNED_MAIL_WEBHOOK`.
    ///
    /// # Errors
    ///
    /// A sentence for the operator that names the setting and what it needs.
    pub(crate) fn parse(
        json: &str,
        token: Option<String>,
        webhook: Option<String>,
    ) -> Result<Self, String> {
        let written: Written = serde_json::from_str(json)
            .map_err(|error| format!("the setting UNDERSIGNED_MAIL: {error}"))?;
        let token = token.ok_or("the setting UNDERSIGNED_MAIL_TOKEN is missing: it is the provider's secret for sending")?;
        if !is_header_value(&token) {
            return Err("the setting UNDERSIGNED_MAIL_TOKEN has white space in it".to_owned());
        }
        if let Some(secret) = &webhook {
            check_webhook(written.adapter, secret)?;
        }
        if written.stream.is_some() && written.adapter != Adapter::Postmark {
            return Err("the setting UNDERSIGNED_MAIL: only postmark has a `stream`".to_owned());
        }
        Ok(Self {
            adapter: written.adapter,
            url: check_url(written.url.as_deref().unwrap_or(written.adapter.url()))?,
            from: check_from(written.from)?,
            sender_name: written.sender_name.map(check_name).transpose()?,
            stream: written.stream,
            limit: check_limit(written.limit.unwrap_or(DEPLOYMENT_MAILS))?,
            token,
            webhook,
            local: None,
        })
    }

    /// Whether the provider is a server on this machine.
    pub(crate) fn is_local(&self) -> bool {
        self.url.starts_with("http://")
    }
}

impl Adapter {
    /// Its word in the settings and in the path of its events.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Postmark => "postmark",
            Self::Resend => "resend",
        }
    }

    /// The adapter with this word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        let all = [Self::Postmark, Self::Resend];
        all.into_iter().find(|adapter| adapter.as_str() == word)
    }

    /// Which mailboxes the provider sends to. Neither takes an address that is
    /// not ASCII before the `@`: Postmark answers with its error code 300,
    /// Resend with `validation_error`, both for good.
    pub(crate) fn mailboxes(self) -> Mailboxes {
        match self {
            Self::Postmark | Self::Resend => Mailboxes::Ascii,
        }
    }

    /// Where the provider answers.
    fn url(self) -> &'static str {
        match self {
            Self::Postmark => "https://api.postmarkapp.com",
            Self::Resend => "https://api.resend.com",
        }
    }
}

/// The secret goes with every request, so only over TLS, or to this machine.
fn check_url(url: &str) -> Result<String, String> {
    let url = url.trim_end_matches('/');
    let local = ["http://127.0.0.1:", "http://[::1]:", "http://localhost:"];
    let host = url.strip_prefix("https://").unwrap_or_default();
    let is_https = !host.is_empty() && !host.contains(['@', '?', '#', ' ']);
    let is_local = local.iter().any(|prefix| {
        url.strip_prefix(prefix)
            .is_some_and(|port| port.parse::<u16>().is_ok())
    });
    if is_https || is_local {
        Ok(url.to_owned())
    } else {
        Err(
            "the setting UNDERSIGNED_MAIL: `url` is neither https://... nor http://127.0.0.1:PORT"
                .to_owned(),
        )
    }
}

fn check_from(from: String) -> Result<String, String> {
    let parts = from.split_once('@');
    let is_address = parts.is_some_and(|(local, domain)| {
        !local.is_empty() && domain.contains('.') && !domain.contains('@')
    });
    if is_address && is_header_value(&from) && !from.contains(['<', '>', ',', '"']) {
        Ok(from)
    } else {
        Err("the setting UNDERSIGNED_MAIL: `from` is not one bare address, like sign@mail.example.org".to_owned())
    }
}

fn check_name(name: String) -> Result<String, String> {
    if name.is_empty() || name.len() > 100 || name.chars().any(char::is_control) {
        return Err(
            "the setting UNDERSIGNED_MAIL: `sender_name` is not 1 to 100 bytes in one line"
                .to_owned(),
        );
    }
    Ok(name)
}

fn check_limit(limit: Limit) -> Result<Limit, String> {
    if limit.is_sound() {
        Ok(limit)
    } else {
        Err("the setting UNDERSIGNED_MAIL: `limit` is not {\"per_hour\": 1 to 100000000, \"burst\": 1 to 1000 hours of it}".to_owned())
    }
}

fn check_webhook(adapter: Adapter, secret: &str) -> Result<(), String> {
    let (is_sound, wanted) = match adapter {
        Adapter::Postmark => (
            secret
                .split_once(':')
                .is_some_and(|(name, password)| !name.is_empty() && password.len() >= 16),
            "NAME:PASSWORD with at least 16 characters of password",
        ),
        Adapter::Resend => (
            super::events::svix_key(secret).is_some(),
            "the endpoint's signing secret, whsec_...",
        ),
    };
    if is_sound && is_header_value(secret) {
        Ok(())
    } else {
        Err(format!(
            "the setting UNDERSIGNED_MAIL_WEBHOOK is not {wanted}"
        ))
    }
}

/// What can stand in a header field as it is.
fn is_header_value(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(json: &str, token: Option<&str>, webhook: Option<&str>) -> String {
        MailConfig::parse(json, token.map(str::to_owned), webhook.map(str::to_owned))
            .err()
            .expect("it has a fault")
    }

    #[test]
    fn a_provider_needs_its_name_an_address_and_a_secret() {
        let json = r#"{"adapter": "postmark", "from": "sign@mail.example.org"}"#;
        let config = MailConfig::parse(json, Some("secret".to_owned()), None).unwrap();
        assert_eq!(config.url, "https://api.postmarkapp.com");
        assert_eq!(config.from, "sign@mail.example.org");
        assert!(!config.is_local());
        let json =
            r#"{"adapter": "resend", "from": "a@b.example", "url": "http://127.0.0.1:8025/"}"#;
        let config = MailConfig::parse(json, Some("secret".to_owned()), None).unwrap();
        assert_eq!(config.url, "http://127.0.0.1:8025");
        assert!(config.is_local());
    }

    #[test]
    fn every_mistake_is_told_in_a_sentence_that_names_the_setting() {
        let with =
            |more: &str| format!(r#"{{"adapter": "postmark", "from": "a@b.example"{more}}}"#);
        for (json, told) in [
            ("{", "UNDERSIGNED_MAIL: EOF"),
            (r#"{"adapter": "smtp"}"#, "unknown variant `smtp`"),
            (r#"{"adapter": "resend"}"#, "missing field `from`"),
            (&with(r#", "token": "t""#), "unknown field `token`"),
            (&with(r#", "url": "http://mail.example""#), "`url`"),
            (&with(r#", "url": "http://127.0.0.1:1@b.example""#), "`url`"),
            (&with(r#", "sender_name": "a\nBcc: b""#), "`sender_name`"),
            (
                r#"{"adapter": "postmark", "from": "A <a@b.example>"}"#,
                "`from`",
            ),
            (r#"{"adapter": "postmark", "from": "a@b"}"#, "`from`"),
            (
                r#"{"adapter": "resend", "from": "a@b.example", "stream": "x"}"#,
                "`stream`",
            ),
        ] {
            let fault = fault(json, Some("t"), None);
            assert!(fault.contains(told), "{json}: {fault}");
        }
    }

    #[test]
    fn a_secret_that_cannot_be_right_is_told_and_never_repeated() {
        let of = |adapter: &str| format!(r#"{{"adapter": "{adapter}", "from": "a@b.example"}}"#);
        for (adapter, token, webhook, told) in [
            ("postmark", None, None, "UNDERSIGNED_MAIL_TOKEN is missing"),
            (
                "postmark",
                Some("se cret"),
                None,
                "UNDERSIGNED_MAIL_TOKEN has white space",
            ),
            (
                "postmark",
                Some("t"),
                Some("secret:short"),
                "UNDERSIGNED_MAIL_WEBHOOK",
            ),
            (
                "postmark",
                Some("t"),
                Some("secret-0123456789abcdef"),
                "NAME:PASSWORD",
            ),
            (
                "resend",
                Some("t"),
                Some("secret:0123456789abcdef"),
                "whsec_",
            ),
            ("resend", Some("t"), Some("whsec_secret"), "whsec_"),
        ] {
            let fault = fault(&of(adapter), token, webhook);
            assert!(fault.contains(told), "{adapter}: {fault}");
            assert!(!fault.contains("secret:") && !fault.contains("se cret"));
        }
    }
}
