//! What everybody sees of a protected campaign's count.
//!
//! Invariant: it is the count as it stood when the hour began, in whole steps.
//! There is no alarm for that: whatever would change the counters settles the
//! hour first, and so does whoever reads.

use petition::{published_count, published_since_ms, settings::CampaignSettings};

use super::{goal, settings::load_merged};
use crate::{
    error::InternalError,
    sql::{Sql, Value, count_value},
};

/// The count that is published.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Published {
    pub(crate) signatures: u64,
    pub(crate) as_of_ms: i64,
    since_ms: i64,
}

/// What is published; nothing before the campaign was protected.
pub(crate) fn load(sql: &Sql) -> Result<Published, InternalError> {
    let row = sql.row(
        "SELECT signatures, as_of_ms, since_ms FROM published WHERE id = 1",
        Vec::new(),
    )?;
    row.map_or_else(
        || Ok(Published::default()),
        |mut row| {
            Ok(Published {
                signatures: row.count()?,
                as_of_ms: row.integer()?,
                since_ms: row.integer()?,
            })
        },
    )
}

/// Publishes the count of now, of a campaign that is protected from now on.
pub(crate) fn begin(
    sql: &Sql,
    settings: &CampaignSettings,
    now_ms: i64,
) -> Result<(), InternalError> {
    publish(sql, settings, Published::default(), now_ms).map(|_| ())
}

/// Publishes the count of now if a new hour has begun; whether the number has
/// moved.
pub(crate) fn settle(
    sql: &Sql,
    settings: &CampaignSettings,
    now_ms: i64,
) -> Result<bool, InternalError> {
    let before = load(sql)?;
    if published_since_ms(now_ms) <= before.since_ms {
        return Ok(false);
    }
    publish(sql, settings, before, now_ms)
}

fn publish(
    sql: &Sql,
    settings: &CampaignSettings,
    before: Published,
    now_ms: i64,
) -> Result<bool, InternalError> {
    let since_ms = published_since_ms(now_ms);
    let merged = load_merged(sql)?;
    let signatures = published_count(merged.counters.counted(settings.counts));
    let has_moved = before.since_ms == 0 || signatures != before.signatures;
    let as_of_ms = if has_moved {
        // Pages take no tally that is older than what they were told before the
        // campaign was protected; since then this does not move.
        since_ms.max(merged.as_of_ms)
    } else {
        before.as_of_ms
    };
    sql.run(
        "INSERT INTO published (id, signatures, as_of_ms, since_ms) VALUES (1, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET signatures = excluded.signatures,
           as_of_ms = excluded.as_of_ms, since_ms = excluded.since_ms",
        vec![
            count_value(signatures)?,
            Value::Integer(as_of_ms),
            Value::Integer(since_ms),
        ],
    )?;
    goal::note(sql, settings, signatures, since_ms)?;
    Ok(has_moved)
}
