//! `POST /v1/campaigns/{campaign}/sessions`: what the edge issues to one page
//! load. It stores nothing.

use petition::settings::Partner;
use protocol::{
    base64::{encode_base64, encode_base64url},
    ids::{CampaignId, PartnerId},
    limits::SESSION_LIFE_S,
    session::{Session, SessionAnswer, SessionPayload, SessionRequest, SessionWork},
};

use crate::{
    platform::{make_random, now_ms},
    worker::{
        campaign_cache,
        client_network::network_of,
        context::Edge,
        problem::{Failure, Refusal},
        rate_limits::{self, ClientNetwork},
        request::Inbound,
        response::Reply,
    },
};

/// Issues a session:
///
/// 1. read `{partner, language}`;
/// 2. the campaign and the partner exist;
/// 3. the partner lists the page's Origin;
/// 4. how much work it asks for, by what its network and campaign go through;
/// 5. derive the token and its key.
pub(in crate::worker) async fn issue(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    // 1. Read.
    if inbound.query.is_some() {
        return Err(Refusal::QueryNotAllowed.into());
    }
    let ask: SessionRequest = inbound.read_json(r#"{"partner", "language"}"#).await?;
    // 2. Campaign and partner.
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let partner = campaign.partner(&ask.partner)?;
    if campaign.settings.is_protected() {
        return Err(Refusal::HostedOnly.into());
    }
    // 3. Origin.
    let origin = demand_listed(edge, inbound, partner)?;
    // 4. Work.
    let client = ClientNetwork::of(edge, &campaign, network_of(edge, inbound));
    let bits = rate_limits::ask_work(edge, &campaign, client);
    // 5. Derive.
    let now = now_ms();
    let session = make_session(edge, id, &ask.partner, origin, bits, now);
    let answer = SessionAnswer {
        key: encode_base64(&session.key),
        work: SessionWork::of(bits, &session.payload.sid),
        session: session.token,
        server_time_ms: now,
        expires_in_s: SESSION_LIFE_S,
    };
    Ok(Reply::json(&answer)?)
}

/// The page's Origin, where the partner's widget may stand on it. The edge's
/// own pages show the form too.
pub(in crate::worker) fn demand_listed(
    edge: &Edge,
    inbound: &Inbound,
    partner: &Partner,
) -> Result<String, Refusal> {
    let origin = inbound.header("origin").unwrap_or_default();
    let is_listed = origin == edge.config.origin || partner.origins.contains(&origin);
    if is_listed {
        Ok(origin)
    } else {
        Err(Refusal::OriginNotListed)
    }
}

/// A session for a page of `origin`, with so many bits of work.
pub(in crate::worker) fn make_session(
    edge: &Edge,
    campaign: &CampaignId,
    partner: &PartnerId,
    origin: String,
    difficulty_bits: u8,
    now_ms: i64,
) -> Session {
    let issued_at = now_ms.div_euclid(1_000);
    let payload = SessionPayload {
        v: 1,
        campaign: campaign.clone(),
        partner: partner.clone(),
        origin,
        issued_at,
        expires_at: issued_at + SESSION_LIFE_S,
        sid: encode_base64url(&make_random::<16>()),
        difficulty_bits,
    };
    Session::issue(&edge.config.masters, payload)
}
