//! `/v1/organizer/campaigns/{campaign}/...`: counts, hiding and releasing, with a
//! bearer token.

use petition::HeldReason;
use protocol::{
    CountsAnswer,
    ids::{CampaignId, EntryId},
};
use serde::{Deserialize, Serialize};

use super::{
    auth::Organizer,
    counts::{load_counts, release_held},
    moderation,
};
use commands::time;
use commands::{By, Decision};

use crate::worker::{
    campaign_cache,
    problem::{Failure, Refusal},
    response::Reply,
};

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
