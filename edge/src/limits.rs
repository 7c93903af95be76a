//! Which limits a request meets: a rough one in this isolate, before any
//! object, and the exact ones that travel to the ledger.
//!
//! What the isolate remembers is approximate on purpose: another isolate has
//! its own memory, and one that starts anew has none. So it refuses only what
//! is far past every limit, and whether a signature is held is decided by the
//! ledger alone.

mod buckets;

use std::{cell::RefCell, collections::HashMap};

use petition::{
    Kept, Limit, Limits, Network, Pressure, Rate, derive_network_key,
    derive_pass_network_key, difficulty_bits, network::NETWORK_KEY_BYTES, pass::PASS_ID_BYTES,
};
use protocol::{base64::encode_base64url, ids::CampaignId};

pub(crate) use self::buckets::{PageSubmitter, Submitter, weigh};
use crate::{
    cache::Campaign,
    entry::Edge,
    platform::now_ms,
    problem::{Refusal, TooMany},
    time,
};

/// How far past its limit a network is refused instead of held.
const REFUSED_FROM_TIMES: u32 = 10;

/// A meter runs full at so many bursts: 2^6, where the work stops growing.
const METER_BURSTS: u32 = 64;

/// 4,096 networks of 48 bytes are some 200 KiB. Whoever has more networks than
/// that can make an isolate forget; the ledger does not.
const NETWORKS_MAX: usize = 4_096;

type NetworkKey = [u8; NETWORK_KEY_BYTES];

/// What this isolate has seen of a network.
#[derive(Clone, Copy, Default)]
struct Meter {
    sessions: Option<Kept>,
    submissions: Option<Kept>,
}

impl Meter {
    /// Whether both are empty again.
    fn is_empty(&self, now_us: i64) -> bool {
        let mut kept = self.sessions.iter().chain(&self.submissions);
        kept.all(|kept| kept.arrival_us <= now_us)
    }
}

thread_local! {
    static METERS: RefCell<HashMap<NetworkKey, Meter>> = RefCell::default();
}

/// A request's network in its campaign.
#[derive(Clone, Copy)]
pub(crate) struct Whence {
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
    fn find(edge: &Edge, campaign: &Campaign, network: Network) -> Option<Self> {
        let now_ms = now_ms();
        let in_force = campaign
            .passes
            .iter()
            .filter(|pass| now_ms < pass.ends_at_ms);
        in_force
            .filter(|pass| {
                let id = &campaign.settings.campaign;
                make_pass_network(edge, (id, &pass.id), network) == pass.network
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
    (campaign, pass): (&CampaignId, &[u8; PASS_ID_BYTES]),
    network: Network,
) -> [u8; NETWORK_KEY_BYTES] {
    let pass = encode_base64url(pass);
    derive_pass_network_key(&edge.config.dedup_master, (campaign, &pass), network)
}

impl Whence {
    /// The network's key of today, and its pass.
    pub(crate) fn of(edge: &Edge, campaign: &Campaign, network: Network) -> Self {
        let day = time::encode_day(now_ms());
        let id = &campaign.settings.campaign;
        Self {
            key: derive_network_key(&edge.config.dedup_master, (id, &day), network),
            pass: ActivePass::find(edge, campaign, network),
        }
    }

    /// The network's name in this isolate's memory.
    pub(crate) fn network(&self) -> String {
        encode_base64url(&self.key)
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
pub(crate) fn limits_of(edge: &Edge, campaign: &Campaign) -> Limits {
    Limits::of(&[&edge.config.limits, &campaign.settings.limits])
}

/// The work of a session for this network now. Counts the session.
///
/// # Errors
///
/// 429 where the network's meter is full: past the work that grows no more.
pub(crate) fn ask_work(edge: &Edge, campaign: &Campaign, whence: Whence) -> Result<u8, Refusal> {
    let now_us = now_ms().saturating_mul(1_000);
    let limit = whence.raise(limits_of(edge, campaign).network);
    // It drains as fast as the refusal does, so an hour after an attack its
    // network is as good as any.
    let refused_from = limit.times(REFUSED_FROM_TIMES);
    let rate = Rate {
        burst: limit.burst.saturating_mul(METER_BURSTS + 1),
        ..Rate::divided(refused_from, 1)
    };
    let decision = with_meter(whence, now_us, |meter| {
        let decision = rate.decide(meter.sessions, now_us);
        meter.sessions = Some(decision.kept);
        decision
    });
    if !decision.is_within {
        return Err(too_many(refused_from.per_hour, decision.wait_us));
    }
    let pressure = Pressure {
        network_sessions: rate.count(decision.kept, now_us),
        network_burst: limit.burst,
        held_percent: campaign.held.percent(),
    };
    Ok(difficulty_bits(edge.config.work_base_bits, &pressure))
}

/// Lets a submission through to the ledger, unless its network is past ten
/// times its limit. It is counted whatever the ledger would say to it.
///
/// # Errors
///
/// 429, which depends on the network alone.
pub(crate) fn admit_network(
    edge: &Edge,
    campaign: &Campaign,
    whence: Whence,
) -> Result<(), Refusal> {
    let now_us = now_ms().saturating_mul(1_000);
    let network = whence.raise(limits_of(edge, campaign).network);
    let limit = network.times(REFUSED_FROM_TIMES);
    let decision = with_meter(whence, now_us, |meter| {
        let decision = Rate::divided(limit, 1).decide(meter.submissions, now_us);
        meter.submissions = Some(decision.kept);
        decision
    });
    if decision.is_within {
        return Ok(());
    }
    Err(too_many(limit.per_hour, decision.wait_us))
}

fn too_many(per_hour: u32, wait_us: i64) -> Refusal {
    Refusal::TooMany(TooMany {
        per_hour,
        retry_after_s: wait_us.div_euclid(1_000_000).saturating_add(1),
    })
}

fn with_meter<T>(whence: Whence, now_us: i64, change: impl FnOnce(&mut Meter) -> T) -> T {
    METERS.with_borrow_mut(|meters| {
        if meters.len() >= NETWORKS_MAX && !meters.contains_key(&whence.key) {
            meters.retain(|_, meter| !meter.is_empty(now_us));
            if meters.len() >= NETWORKS_MAX {
                meters.clear();
            }
        }
        change(meters.entry(whence.key).or_default())
    })
}
