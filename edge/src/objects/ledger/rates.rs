//! What the limits say to one submission: those whose meter lives in the shard
//! that admits it, in that transaction, and the others before it.

use std::rc::Rc;

use petition::{HeldReason, Rate};
use protocol::limits::REPLAY_KEEP_MS;

use super::{
    Ledger,
    alarm::{Due, Stored},
};
use commands::{Bucket, Weigh, Weighed};

use crate::{
    error::InternalError,
    platform::now_ms,
    sql::Sql,
    store::ledger::{charge, rate},
};

impl Ledger {
    /// Weighs a submission that another shard admits.
    ///
    /// Charged once for all its retries: what follows may fail, and is sent
    /// again. That is kept as long as a replay is answered.
    pub(super) fn weigh(self: &Rc<Self>, ask: &Weigh) -> Result<Weighed, InternalError> {
        let now = now_ms();
        let (weighed, due) = self.sql.transaction("ledger.weigh", |sql| {
            if let Some(weighed) = charge::load(sql, &ask.charge)? {
                return Ok((weighed, Stored::NOTHING));
            }
            let over = weigh(sql, &ask.buckets, ask.over, now)?;
            charge::insert(sql, &ask.charge, over, now + REPLAY_KEEP_MS)?;
            let due = Due {
                rates: true,
                ..Due::PURGE
            };
            Ok((Weighed { over }, self.add_due(sql, due)?))
        })?;
        self.arm_alarm(due);
        Ok(weighed)
    }
}

/// Weighs a submission against its buckets and keeps what it costs; the first
/// limit that it is over, here or in another shard, if any.
///
/// The buckets come from the narrowest to the widest. One that is over its
/// limit costs the wider ones nothing, or a single network could spend a whole
/// campaign's. A repeated submission costs what a new one does: so hammering
/// a mailbox is as slow as signing, and both run the same statements. Every
/// row is written, also where its time stays: new, repeated and held submissions
/// take the same way.
pub(super) fn weigh(
    sql: &Sql,
    buckets: &[Bucket],
    over: Option<HeldReason>,
    now_ms: i64,
) -> Result<Option<HeldReason>, InternalError> {
    let mut over = over;
    if buckets.is_empty() {
        return Ok(over);
    }
    let names: Vec<&str> = buckets.iter().map(|bucket| bucket.name.as_str()).collect();
    let kept = rate::load(sql, &names)?;
    let mut rates = Vec::with_capacity(buckets.len());
    for bucket in buckets {
        let clock_us = bucket.clock_ms.unwrap_or(now_ms).saturating_mul(1_000);
        let rate = Rate {
            interval_us: bucket.interval_us,
            burst: bucket.burst,
        };
        let before = kept.get(&bucket.name).copied();
        // Over the lower limit of the form without scripts it still spends its
        // network's, since it has its mail sent within that.
        let is_weighed = match over {
            None => true,
            Some(HeldReason::Hosted) => bucket.reason == HeldReason::Network,
            Some(_) => false,
        };
        if !is_weighed {
            rates.push((bucket.name.as_str(), rate.hold(before, clock_us)));
            continue;
        }
        let decision = rate.decide(before, clock_us);
        rates.push((bucket.name.as_str(), decision.kept));
        if !decision.is_within {
            over = Some(bucket.reason);
        }
    }
    rate::put(sql, &rates)?;
    Ok(over)
}
