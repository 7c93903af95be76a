//! Which limits a request meets: a rough one in this isolate, before any
//! object, and the exact ones that the ledgers keep.

mod buckets;
mod meters;

use petition::{
    Limit, Limits, Network, derive_network_key, derive_pass_network_key,
    network::NETWORK_KEY_BYTES, pass::PASS_ID_BYTES,
};
use protocol::{
    base64::encode_base64url,
    ids::CampaignId,
    limits::{SOCKETS_PER_NETWORK, SOCKETS_PER_RELAY},
};

pub(crate) use self::{
    buckets::{LinkAsk, PageSubmitter, Submitter, weigh, weigh_link},
    meters::{Purpose, admit, admit_submission, ask_work},
};
use commands::time;

use super::{campaign_cache::CachedCampaign, context::Edge};
use crate::platform::now_ms;

type NetworkKey = [u8; NETWORK_KEY_BYTES];

/// A request's network in its campaign.
#[derive(Clone, Copy)]
pub(crate) struct ClientNetwork {
    key: NetworkKey,
    /// The event pass that its network is bound to.
    pass: Option<ActivePass>,
}

/// An event pass in force: so many signatures until it ends, instead of the
/// limits by network and session.
#[derive(Clone, Copy)]
struct ActivePass {
    id: [u8; PASS_ID_BYTES],
    signatures: u32,
    ends_at_ms: i64,
}

impl ActivePass {
    /// The pass that a network is bound to, if any.
    fn find(edge: &Edge, campaign: &CachedCampaign, network: Network) -> Option<Self> {
        let now_ms = now_ms();
        let in_force = campaign
            .passes
            .iter()
            .filter(|pass| now_ms < pass.ends_at_ms);
        in_force
            .filter(|pass| {
                let id = &campaign.settings.campaign;
                make_pass_network(edge, id, &pass.id, network) == pass.network
            })
            .map(|pass| Self {
                id: pass.id,
                signatures: pass.signatures,
                ends_at_ms: pass.ends_at_ms,
            })
            // Of two passes the larger one counts.
            .max_by_key(|pass| pass.signatures)
    }
}

/// A network as a pass knows it: a keyed hash that no other pass shares.
pub(crate) fn make_pass_network(
    edge: &Edge,
    campaign: &CampaignId,
    pass: &[u8; PASS_ID_BYTES],
    network: Network,
) -> [u8; NETWORK_KEY_BYTES] {
    let pass = encode_base64url(pass);
    derive_pass_network_key(&edge.config.dedup_master, campaign, &pass, network)
}

impl ClientNetwork {
    /// The network's key of today, and its pass.
    pub(crate) fn of(edge: &Edge, campaign: &CachedCampaign, network: Network) -> Self {
        let day = time::encode_day(now_ms());
        let id = &campaign.settings.campaign;
        Self {
            key: derive_network_key(&edge.config.dedup_master, id, &day, network),
            pass: ActivePass::find(edge, campaign, network),
        }
    }

    /// The network's name in this isolate's memory.
    pub(crate) fn network(&self) -> String {
        encode_base64url(&self.key)
    }

    /// The relay of so many that holds its network's sockets.
    pub(crate) fn relay(&self, relays: u16) -> u16 {
        let [first, second, ..] = self.key;
        u16::from_be_bytes([first, second]) % relays.max(1)
    }

    /// How many sockets its network may have open at one relay.
    pub(crate) fn sockets(&self) -> usize {
        let by_pass = self.pass.map_or(0, |pass| pass.signatures);
        usize::try_from(by_pass)
            .unwrap_or(usize::MAX)
            .clamp(SOCKETS_PER_NETWORK, SOCKETS_PER_RELAY)
    }

    /// What its network may do: its pass is more than that by itself.
    fn raise(&self, limit: Limit) -> Limit {
        self.pass.map_or(limit, |pass| Limit {
            per_hour: limit.per_hour.max(pass.signatures),
            burst: limit.burst.max(pass.signatures),
        })
    }
}

/// The limits of a campaign: the defaults, the deployment's, its own.
pub(crate) fn limits_of(edge: &Edge, campaign: &CachedCampaign) -> Limits {
    Limits::of(&[&edge.config.limits, &campaign.settings.limits])
}
