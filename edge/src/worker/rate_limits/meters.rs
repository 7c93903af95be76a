//! What this isolate remembers of networks: a rough limit before any object.
//!
//! It is approximate on purpose: another isolate has its own memory, and one
//! that starts anew has none. So it refuses only what is far past every limit,
//! and whether a signature is held is decided by the ledger alone.
//!
//! Invariants: what one purpose uses up, no other one misses. Where a
//! deployment asks for work, nobody is refused for what their network does:
//! they work harder.

use std::{cell::RefCell, collections::HashMap};

use petition::{
    Kept, Limit, Pressure, Rate, demanded_bits, difficulty_bits,
    network::NETWORK_KEY_BYTES,
    work::{REFUSED_FROM_TIMES, SIGNATURES_COUNTED_TIMES},
};

use super::{ClientNetwork, PageSubmitter, limits_of};
use crate::{
    platform::now_ms,
    worker::{
        campaign_cache::CachedCampaign,
        context::Edge,
        problem::{Refusal, SessionFault, TooMany},
    },
};

/// Sessions are counted up to so many bursts: 2^6, where the work stops
/// growing.
const SESSIONS_COUNTED_BURSTS: u32 = 65;

/// 8,192 meters of 64 bytes are 512 KiB. Whoever has more networks than that
/// can make an isolate forget; the ledger does not.
const METERS_MAX: usize = 8_192;

/// What a network asks for, each with a meter of its own.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Purpose {
    /// Sessions.
    Sessions,
    /// Signing with a session of the widget.
    Signing,
    /// Signing by the form without scripts.
    Hosted,
    /// "Email me my link".
    Link,
    /// "Send again".
    SendAgain,
    /// Opening the campaign's letter.
    Letter,
    /// Entering the code of an event pass.
    Pass,
}

type Name = (Purpose, [u8; NETWORK_KEY_BYTES]);

thread_local! {
    static METERS: RefCell<HashMap<Name, Kept>> = RefCell::default();
}

/// The work of a session for this network now. Counts the session, and refuses
/// none: whoever asks without end makes it harder, for their own network.
pub(crate) fn ask_work(edge: &Edge, campaign: &CachedCampaign, client: ClientNetwork) -> u8 {
    let limit = client.raise(limits_of(edge, campaign).network);
    // It drains ten times as fast as the limit, so an hour after an attack its
    // network is as good as any.
    let rate = counted(limit, SESSIONS_COUNTED_BURSTS);
    let now_us = now_us();
    let sessions = take((Purpose::Sessions, client.key), rate, now_us).kept;
    let pressure = Pressure {
        network_sessions: rate.count(sessions, now_us),
        held_percent: campaign.held.percent(),
        ..signing_pressure(limit, client, now_us)
    };
    difficulty_bits(edge.config.work_base_bits, &pressure)
}

/// Lets a submission through to the ledger. Ten times past its network's limit
/// it needs a session of that time, which asks for more work, and more for each
/// doubling. Where there is no work to ask for it is refused.
///
/// # Errors
///
/// 401 for a session that is too easy by now; 429 from a deployment without
/// work, and for the form without scripts where the widget is another way.
pub(crate) fn admit_submission(
    edge: &Edge,
    campaign: &CachedCampaign,
    page: &PageSubmitter<'_>,
) -> Result<(), Refusal> {
    let base_bits = edge.config.work_base_bits;
    if page.is_hosted {
        // The only way to sign a protected campaign: what is over its network's
        // limit is held by the ledgers, and nobody is turned away.
        if campaign.settings.is_protected() {
            return Ok(());
        }
        return admit(edge, campaign, page.client, Purpose::Hosted);
    }
    if base_bits == 0 {
        return admit(edge, campaign, page.client, Purpose::Signing);
    }
    let limit = page.client.raise(limits_of(edge, campaign).network);
    let now_us = now_us();
    let pressure = signing_pressure(limit, page.client, now_us);
    if page.difficulty_bits < demanded_bits(base_bits, &pressure) {
        return Err(Refusal::Session(SessionFault::TooEasy));
    }
    let rate = counted(limit, REFUSED_FROM_TIMES * SIGNATURES_COUNTED_TIMES);
    let _counted = take((Purpose::Signing, page.client.key), rate, now_us);
    Ok(())
}

/// Lets a request through, unless its network is past ten times its limit for
/// this purpose. It is counted whatever becomes of it.
///
/// # Errors
///
/// 429, which depends on the network alone.
pub(crate) fn admit(
    edge: &Edge,
    campaign: &CachedCampaign,
    client: ClientNetwork,
    purpose: Purpose,
) -> Result<(), Refusal> {
    let limit = client.raise(limits_of(edge, campaign).network);
    let limit = limit.times(REFUSED_FROM_TIMES);
    let decision = take((purpose, client.key), Rate::whole(limit), now_us());
    if decision.is_within {
        return Ok(());
    }
    Err(Refusal::TooMany(TooMany {
        per_hour: limit.per_hour,
        retry_after_s: decision.wait_us.div_euclid(1_000_000).saturating_add(1),
    }))
}

/// What the network has signed of late.
fn signing_pressure(limit: Limit, client: ClientNetwork, now_us: i64) -> Pressure {
    let rate = counted(limit, REFUSED_FROM_TIMES * SIGNATURES_COUNTED_TIMES);
    let name = (Purpose::Signing, client.key);
    let kept = METERS.with_borrow(|meters| meters.get(&name).copied());
    Pressure {
        network_signatures: kept.map_or(0, |kept| rate.count(kept, now_us)),
        network_burst: limit.burst,
        ..Pressure::default()
    }
}

/// A rate that drains as fast as a refusal does, and counts so many bursts.
fn counted(limit: Limit, bursts: u32) -> Rate {
    Rate {
        burst: limit.burst.saturating_mul(bursts),
        ..Rate::whole(limit.times(REFUSED_FROM_TIMES))
    }
}

fn take(name: Name, rate: Rate, now_us: i64) -> petition::Decision {
    METERS.with_borrow_mut(|meters| {
        if meters.len() >= METERS_MAX && !meters.contains_key(&name) {
            meters.retain(|_, kept| kept.arrival_us > now_us);
            if meters.len() >= METERS_MAX {
                meters.clear();
            }
        }
        let decision = rate.decide(meters.get(&name).copied(), now_us);
        meters.insert(name, decision.kept);
        decision
    })
}

fn now_us() -> i64 {
    now_ms().saturating_mul(1_000)
}
