//! What the limits say to one submission, in its own transaction.

use petition::{HeldReason, Rate};

use crate::{broken::Broken, commands::Bucket, sql::Sql, store::rate};

/// Weighs a submission against its buckets and keeps what it costs; the first
/// limit that it is over, if any.
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
    now_ms: i64,
) -> Result<Option<HeldReason>, Broken> {
    if buckets.is_empty() {
        return Ok(None);
    }
    let names: Vec<&str> = buckets.iter().map(|bucket| bucket.name.as_str()).collect();
    let kept = rate::load(sql, &names)?;
    let mut over = None;
    let mut rates = Vec::with_capacity(buckets.len());
    for bucket in buckets {
        let clock_us = bucket.clock_ms.unwrap_or(now_ms).saturating_mul(1_000);
        let rate = Rate {
            interval_us: bucket.interval_us,
            burst: bucket.burst,
        };
        let before = kept.get(&bucket.name).copied();
        if over.is_some() {
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
