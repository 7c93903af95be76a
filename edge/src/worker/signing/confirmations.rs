//! `/v1/campaigns/{campaign}/confirmations`: what a supporter's page asks
//! after they have signed, while their mailbox has not confirmed.
//!
//! The receipt's id says which shard knows it. Nothing here tells whether
//! there is such a receipt.

use std::rc::Rc;

use petition::shard_of_lead;
use protocol::{
    base64::parse_base64url,
    ids::{CampaignId, ReceiptId},
};
use serde::{Deserialize, Serialize};

use commands::{FindConfirmation, SendAgain};

use crate::{
    objects,
    worker::{
        campaign_cache::{self, CachedCampaign},
        client_network::network_of,
        context::Edge,
        problem::{Failure, Refusal},
        rate_limits::{self, ClientNetwork, Purpose},
        request::Inbound,
        response::Reply,
    },
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ask {
    receipt: ReceiptId,
}

/// Whether the supporter's mailbox has confirmed: `{"state": "waiting"}` or
/// `"confirmed"`. What is unknown, repeated or gone is waiting too.
pub(in crate::worker) async fn find(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    #[derive(Serialize)]
    struct Answer {
        state: &'static str,
    }
    let (_, receipt, shard) = read(edge, inbound, id).await?;
    let ask = FindConfirmation { receipt };
    let found = objects::ledger(&edge.env, id, shard)?.ask(ask).await?;
    let state = if found.is_confirmed {
        "confirmed"
    } else {
        "waiting"
    };
    Ok(Reply::json(&Answer { state })?)
}

/// "Send again": 202 whatever comes of it. The caps of the supporter's mailbox
/// decide, once the network is not far past its limit.
pub(in crate::worker) async fn send_again(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let (campaign, receipt, shard) = read(edge, inbound, id).await?;
    admit(edge, inbound, &campaign)?;
    let ask = SendAgain { receipt };
    let _done = objects::ledger(&edge.env, id, shard)?.ask(ask).await?;
    Ok(Reply::empty(202))
}

/// The same, asked for by the hosted page.
pub(in crate::worker) async fn order_again(
    edge: &Edge,
    inbound: &Inbound,
    campaign: &CachedCampaign,
    receipt: ReceiptId,
) -> Result<(), Failure> {
    admit(edge, inbound, campaign)?;
    let Some(shard) = shard_of_receipt(campaign, &receipt) else {
        return Ok(());
    };
    let ledger = objects::ledger(&edge.env, &campaign.settings.campaign, shard)?;
    let _done = ledger.ask(SendAgain { receipt }).await?;
    Ok(())
}

fn admit(edge: &Edge, inbound: &Inbound, campaign: &CachedCampaign) -> Result<(), Refusal> {
    let client = ClientNetwork::of(edge, campaign, network_of(edge, inbound));
    rate_limits::admit(edge, campaign, client, Purpose::SendAgain)
}

/// What the body must be.
const SHAPE: &str = r#"{"receipt"}"#;

async fn read(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
) -> Result<(Rc<CachedCampaign>, ReceiptId, u16), Failure> {
    if inbound.query.is_some() {
        return Err(Refusal::QueryNotAllowed.into());
    }
    let ask: Ask = inbound.read_json(SHAPE).await?;
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let shard = shard_of_receipt(&campaign, &ask.receipt)
        .ok_or_else(|| Refusal::Malformed(format!("the body must be {SHAPE}")))?;
    Ok((campaign, ask.receipt, shard))
}

/// Which shard knows it; none for what no ledger has given out.
fn shard_of_receipt(campaign: &CachedCampaign, receipt: &ReceiptId) -> Option<u16> {
    let bytes = parse_base64url(receipt.as_str())?;
    let lead = bytes.first_chunk::<2>().copied()?;
    Some(shard_of_lead(lead, campaign.shards))
}
