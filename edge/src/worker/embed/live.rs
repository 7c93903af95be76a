//! `GET .../live`: a WebSocket to one of the campaign's relays.

use protocol::ids::CampaignId;
use wasm_bindgen::JsCast;
use worker::Request;

use crate::{
    objects,
    worker::{
        campaign_cache,
        client_network::network_of,
        context::Edge,
        problem::{Failure, Refusal},
        rate_limits::ClientNetwork,
        request::Inbound,
        response::Reply,
    },
};

/// How many relays are tried before a visitor must poll: a full one,
/// the others in use, and a new one.
const TRIES: u16 = 4;

/// Connects to the relay of the caller's network, and to the next one where it
/// is full. So one relay has nearly all sockets of a network, and can say when
/// they are enough; its networks' hashes fall on the relays like dice.
pub(in crate::worker) async fn connect(
    edge: &Edge,
    inbound: Inbound,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let asks = inbound.header("upgrade").unwrap_or_default();
    if !asks.eq_ignore_ascii_case("websocket") {
        return Err(Refusal::UpgradeRequired.into());
    }
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let client = ClientNetwork::of(edge, &campaign, network_of(edge, &inbound));
    let (network, most) = (client.network(), client.sockets());
    let first = client.relay(campaign.relays.max(1));
    let request = inbound.into_request();
    for step in 0..TRIES {
        // Past the last one in use stands a new one.
        let relay = (first + step) % (campaign.relays.max(1) + TRIES);
        let stub = objects::relay(&edge.env, id, relay)?.into_stub();
        let url = format!("http://relay/{id}/{relay}/{network}/{most}");
        let upgrade = web_sys::Request::new_with_str_and_init(&url, request.unchecked_ref())
            .map_err(|error| crate::error::InternalError::thrown(&error))?;
        let response: web_sys::Response = stub
            .fetch_with_request(Request::from(upgrade))
            .await?
            .into();
        match response.status() {
            101 => return Ok(Reply::Foreign(response)),
            503 => {}
            // The network has its share of this relay, and gets none elsewhere.
            429 => break,
            status => {
                let what = format!("a relay answered {status} to a socket");
                return Err(crate::error::InternalError::new(what).into());
            }
        }
    }
    Err(Refusal::Busy.into())
}
