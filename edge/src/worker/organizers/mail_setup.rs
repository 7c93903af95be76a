//! `/v1/organizer/mail` and `.../mail/try`: whether mail works, before the
//! first supporter has to find out.

use petition::EmailAddress;
use protocol::ids::CampaignId;
use serde::{Deserialize, Serialize};

use super::auth::Organizer;
use pages::{MailInput, MailKind, render_mail};

use crate::{
    mail::{Mail, MailAttemptResult, deliver},
    platform::make_uuid,
    worker::{
        campaign_cache,
        problem::{Failure, Refusal, field_problem},
        response::Reply,
    },
};

/// A page that no token opens, for a mail that only shows how one looks.
const EXAMPLE_TOKEN: &str = "AAAAAAAAAAAAAAAAAAAAAAAA";

#[derive(Serialize)]
struct MailSetup<'a> {
    /// `ready`, `off` or `misconfigured`.
    state: &'static str,
    adapter: Option<&'static str>,
    from: Option<&'a str>,
    /// Whether the provider's events are taken.
    has_webhook: bool,
    /// What must be fixed.
    detail: Option<&'a str>,
}

/// `GET /v1/organizer/mail`: the settings, as far as they may be shown.
/// It asks no provider.
pub(in crate::worker) fn show(organizer: &Organizer<'_>) -> Result<Reply, Failure> {
    let edge = organizer.edge();
    let mail = edge.config.mail.as_ref();
    let detail = edge.config.mail_fault.as_deref();
    let state = match (mail, detail) {
        (_, Some(_)) => "misconfigured",
        (Some(_), None) => "ready",
        (None, None) => "off",
    };
    Ok(Reply::json(&MailSetup {
        state,
        adapter: mail.map(|mail| mail.adapter.as_str()),
        from: mail.map(|mail| mail.from.as_str()),
        has_webhook: mail.is_some_and(|mail| mail.webhook.is_some()),
        detail,
    })?)
}

/// Whom to write, and what.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Try {
    to: String,
    #[serde(default)]
    language: Option<String>,
    #[serde(default = "of_confirmation")]
    kind: MailKind,
}

fn of_confirmation() -> MailKind {
    MailKind::Confirm
}

#[derive(Serialize)]
struct Tried {
    /// `accepted`, `undeliverable`, `later`, `misconfigured` or `off`.
    delivery: &'static str,
}

/// `POST /v1/organizer/campaigns/{campaign}/mail/try`: sends the campaign's
/// mail to the organizer, with a link that opens nothing:
///
/// 1. the token;
/// 2. the body, and the campaign;
/// 3. one attempt, whose outcome is the answer.
///
/// It is in nobody's outbox and counts for no cap.
pub(in crate::worker) async fn try_out(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let (edge, inbound) = (organizer.edge(), organizer.inbound());
    // 2. The body, and the campaign.
    let ask: Try = inbound.read_json(r#"{"to", "language", "kind"}"#).await?;
    let Ok(to) = EmailAddress::parse(&ask.to, edge.config.mailboxes()) else {
        let problem = field_problem("/to", "email", "is not an email address");
        return Err(Refusal::Invalid(vec![problem]).into());
    };
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    // 3. One attempt.
    let Some(config) = &edge.config.mail else {
        let delivery = match edge.config.mail_fault {
            Some(_) => "misconfigured",
            None => "off",
        };
        return Ok(Reply::json(&Tried { delivery })?);
    };
    let settings = &campaign.settings;
    let language = ask.language.as_deref();
    let rendered = render_mail(&MailInput {
        kind: ask.kind,
        language: language.unwrap_or(&settings.default_language),
        settings,
        link: &format!("{}/r/{id}/{EXAMPLE_TOKEN}", edge.config.origin),
    });
    let delivery = deliver(config, &Mail::to(to.as_str(), rendered, make_uuid())).await?;
    let delivery = match delivery {
        MailAttemptResult::Accepted { .. } => "accepted",
        MailAttemptResult::Undeliverable => "undeliverable",
        MailAttemptResult::Later { .. } => "later",
        MailAttemptResult::Misconfigured => "misconfigured",
    };
    Ok(Reply::json(&Tried { delivery })?)
}
