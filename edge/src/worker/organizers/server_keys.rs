//! `POST /v1/organizer/campaigns/{campaign}/partners/{partner}/server-keys/{kid}`:
//! the secret of a partner's own server. It is stored nowhere: it is derived
//! from its name, and works while the settings list it.

use protocol::{
    ServerKeyId,
    base64::encode_base64,
    ids::{CampaignId, PartnerId, ServerKid},
};
use serde::Serialize;

use super::auth::Organizer;
use crate::worker::{
    campaign_cache,
    problem::{Failure, Refusal},
    response::Reply,
};

#[derive(Serialize)]
struct Secret {
    keyid: String,
    /// 32 bytes in base64.
    key: String,
}

/// Tells a listed key's secret:
///
/// 1. the token;
/// 2. the partner is there and lists the key;
/// 3. derive it, if its master key is live.
///
/// A POST, so that no cache, history or prefetch has it.
pub(in crate::worker) async fn show(
    organizer: &Organizer<'_>,
    id: &CampaignId,
    partner: &PartnerId,
    kid: &ServerKid,
) -> Result<Reply, Failure> {
    let edge = organizer.edge();
    // 2. The partner and its key.
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let partner = campaign.partner(partner)?;
    if !partner.server_keys.contains(kid) {
        return Err(Refusal::UnknownServerKey.into());
    }
    // 3. Derive.
    let name = ServerKeyId {
        partner: partner.partner.clone(),
        kid: kid.clone(),
    };
    let key = name
        .derive_key(&edge.config.masters, id)
        .ok_or(Refusal::UnknownServerKey)?;
    Ok(Reply::json(&Secret {
        keyid: name.to_string(),
        key: encode_base64(&key),
    })?)
}
