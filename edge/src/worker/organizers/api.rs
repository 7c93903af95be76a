//! `/v1/organizer/...`: campaigns, counts and hiding, with a bearer token.

use petition::{CampaignSettings, Counters, HeldReason};
use protocol::{
    CountsAnswer, FieldProblem,
    ids::{CampaignId, EntryId},
    limits::SETTINGS_MAX_BYTES,
};
use serde::{Deserialize, Serialize};

use super::{
    auth::Organizer,
    counts::{load_counts, release_held},
    moderation,
};
use commands::time;
use commands::{By, Decision, PutSettings, Register};

use crate::{
    error::InternalError,
    objects,
    platform::now_ms,
    worker::{
        campaign_cache,
        context::Edge,
        problem::{Failure, Refusal, field_problem},
        response::Reply,
    },
};

#[derive(Serialize)]
struct Put<'a> {
    campaign: &'a CampaignId,
    version: u64,
}

/// `PUT /v1/organizer/campaigns/{campaign}`: makes or changes a campaign:
///
/// 1. the token;
/// 2. the settings, every rule of them;
/// 3. the directory lists the campaign; its shards are fixed from then on;
/// 4. the campaign stores the settings as a new version, unless they would
///    take back what those who have signed were told.
///
/// The same again changes nothing.
pub(in crate::worker) async fn put(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let (edge, inbound) = (organizer.edge(), organizer.inbound());
    // 2. The settings.
    let body = inbound
        .read_body("application/json", SETTINGS_MAX_BYTES)
        .await?;
    let settings: CampaignSettings = serde_json::from_slice(&body).map_err(|error| {
        let detail = format!("line {}, column {}: {error}", error.line(), error.column());
        Refusal::Malformed(detail)
    })?;
    check(edge, &settings, id)?;
    // 3. The directory.
    let now_ms = now_ms();
    let register = Register {
        campaign: id.clone(),
        shards: settings.shards,
        now_ms,
    };
    let shards = objects::directory(&edge.env)?.ask(register).await?.shards;
    if shards != settings.shards {
        let detail = "the number of shards cannot change after the campaign was made";
        return Err(Refusal::Invalid(vec![field_problem("/shards", "shards", detail)]).into());
    }
    // 4. The campaign.
    let ask = PutSettings {
        has_signatures: has_promised(edge, id, &settings).await?,
        settings,
        now_ms,
    };
    let answer = objects::campaign(&edge.env, id)?.ask(ask).await?;
    if answer.loosens_mode {
        let detail = "a protected campaign with signatures stays protected";
        return Err(Refusal::Invalid(vec![field_problem("/mode", "mode", detail)]).into());
    }
    if answer.loosens_delivery {
        let detail = "a campaign with signatures cannot hand over more than it has said";
        let pointer = "/collection_notice/delivery";
        return Err(Refusal::Invalid(vec![field_problem(pointer, "delivery", detail)]).into());
    }
    if answer.loosens {
        let detail = "a campaign with signatures cannot go back to counting unconfirmed ones";
        return Err(Refusal::Invalid(vec![field_problem("/counts", "counts", detail)]).into());
    }
    campaign_cache::forget(id);
    Ok(Reply::json(&Put {
        campaign: id,
        version: answer.version,
    })?)
}

/// Whether somebody has signed to whom these would take back a promise.
async fn has_promised(
    edge: &Edge,
    id: &CampaignId,
    settings: &CampaignSettings,
) -> Result<bool, InternalError> {
    let campaign = match campaign_cache::load_campaign_anew(edge, id).await {
        Ok(campaign) => campaign,
        Err(Failure::Refused(_)) => return Ok(false),
        Err(Failure::InternalError(broken)) => return Err(broken),
    };
    if !campaign.settings.weakened_by(settings).is_any() {
        return Ok(false);
    }
    let counts = load_counts(edge, &campaign, &[]).await?;
    Ok(counts.counters != Counters::default())
}

fn check(edge: &Edge, settings: &CampaignSettings, id: &CampaignId) -> Result<(), Refusal> {
    let mut problems = dead_server_keys(edge, settings);
    if settings.campaign != *id {
        problems.push(field_problem(
            "/campaign",
            "campaign",
            "it is not the one in the path",
        ));
    }
    if let Err(errors) = settings.check() {
        problems.extend(
            errors
                .iter()
                .map(|error| field_problem(&error.pointer, "settings", &error.text)),
        );
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Invalid(problems))
    }
}

/// Listed keys that no server could sign with: the master key in their name is
/// not live here.
fn dead_server_keys(edge: &Edge, settings: &CampaignSettings) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    for (at, partner) in settings.partners.iter().enumerate() {
        for (number, kid) in partner.server_keys.iter().enumerate() {
            if edge.config.masters.find(kid.master()).is_none() {
                let pointer = format!("/partners/{at}/server_keys/{number}");
                let detail = "no master key of this name is live";
                problems.push(field_problem(&pointer, "settings", detail));
            }
        }
    }
    problems
}

/// `GET /v1/organizer/campaigns/{campaign}/counts?by=`.
pub(in crate::worker) async fn counts(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let (edge, inbound) = (organizer.edge(), organizer.inbound());
    let by = inbound
        .parameter("by")
        .unwrap_or_else(|| By::Partner.as_str().to_owned());
    let by = By::parse(&by).ok_or_else(|| {
        Refusal::Malformed("by must be partner, day, language, country or region".to_owned())
    })?;
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let counts = load_counts(edge, &campaign, &[by]).await?;
    let answer = CountsAnswer {
        campaign: id.clone(),
        as_of: time::encode_ms(counts.as_of_ms),
        total: counts.total,
        by: by.as_str().to_owned(),
        rows: counts
            .splits
            .into_iter()
            .flat_map(|(_, rows)| rows)
            .collect(),
        late: counts.late,
    };
    Ok(Reply::json(&answer)?)
}

/// `POST /v1/organizer/campaigns/{campaign}/entries/{entry}/hide`.
pub(in crate::worker) async fn hide(
    organizer: &Organizer<'_>,
    id: &CampaignId,
    entry: &EntryId,
) -> Result<Reply, Failure> {
    let edge = organizer.edge();
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    moderation::decide_one(edge, &campaign, entry, Decision::Hide).await?;
    Ok(Reply::empty(204))
}

/// `POST /v1/organizer/campaigns/{campaign}/held/release`: held signatures
/// count after all, those over one limit or all of them. Nothing is lost when
/// it is asked twice, or stops halfway: it releases what is held.
pub(in crate::worker) async fn release(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Ask {
        /// Null is all of them, and has to be said.
        #[serde(deserialize_with = "Option::deserialize")]
        reason: Option<HeldReason>,
    }
    #[derive(Serialize)]
    struct Answer {
        released: u64,
        /// Whether none is left; else ask again.
        is_complete: bool,
    }
    let (edge, inbound) = (organizer.edge(), organizer.inbound());
    let reasons = HeldReason::ALL.map(HeldReason::as_str).join(", ");
    let shape = format!("{{\"reason\"}} of null, {reasons}");
    let ask: Ask = inbound.read_json(&shape).await?;
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let (released, is_complete) = release_held(edge, &campaign, ask.reason).await?;
    Ok(Reply::json(&Answer {
        released,
        is_complete,
    })?)
}
