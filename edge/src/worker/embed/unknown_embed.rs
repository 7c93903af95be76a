//! A tag whose campaign or partner the edge does not know.

use protocol::ids::{CampaignId, PartnerId};

use super::{PAYLOAD_TOKEN, encode_literal};

use crate::worker::{
    campaign_cache,
    context::Edge,
    problem::{Failure, Refusal},
    response::Reply,
};

/// The script of a tag that stands for nothing, yet or any more.
pub(in crate::worker) async fn script(
    edge: &Edge,
    id: &CampaignId,
    partner: &PartnerId,
    refusal: &Refusal,
) -> Result<Reply, Failure> {
    let origin = &edge.config.origin;
    let tag = format!("{origin}/embed/{id}/{partner}.js");
    let (reason, link) = if matches!(refusal, Refusal::UnknownCampaign) {
        (format!("there is no campaign {id} (yet)"), None)
    } else {
        let campaign = campaign_cache::load_campaign(edge, id).await?;
        let lead = &campaign.settings.lead;
        let reason = format!("{id} has no partner {partner} (yet)");
        (reason, Some(format!("{origin}/c/{id}/{lead}")))
    };
    let embed = pages::UnknownEmbed::new(&tag, &reason, link.as_deref());
    let payload = encode_literal(&embed)?;
    let script = pages::UNKNOWN_EMBED_JS.replacen(PAYLOAD_TOKEN, &payload, 1);
    Ok(Reply::text("text/javascript; charset=utf-8", script))
}
