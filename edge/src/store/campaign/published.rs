//! What everybody sees of a protected campaign's count.
//!
//! There is no alarm for the hour: whatever would change the counters settles the
//! hour first, and so does whoever reads.

use petition::{Published, settings::CampaignSettings};

use super::{goal, settings::load_merged};
use crate::{
    error::InternalError,
    sql::{Sql, Value, count_value},
};

/// What is published; nothing before the campaign was protected.
pub(crate) fn load(sql: &Sql) -> Result<Published, InternalError> {
    let row = sql.row(
        "SELECT signatures, as_of_ms, since_ms FROM published WHERE id = 1",
        Vec::new(),
    )?;
    row.map_or_else(
        || Ok(Published::default()),
        |row| {
            Ok(Published {
                signatures: row.count("signatures")?,
                as_of_ms: row.integer("as_of_ms")?,
                since_ms: row.integer("since_ms")?,
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
    if !before.is_over(now_ms) {
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
    let merged = load_merged(sql)?;
    let counted = merged.counters.counted(settings.counts);
    let next = before.next(counted, merged.as_of_ms, now_ms);
    sql.run(
        "INSERT INTO published (id, signatures, as_of_ms, since_ms) VALUES (1, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET signatures = excluded.signatures,
           as_of_ms = excluded.as_of_ms, since_ms = excluded.since_ms",
        vec![
            count_value(next.signatures)?,
            Value::Integer(next.as_of_ms),
            Value::Integer(next.since_ms),
        ],
    )?;
    goal::note(sql, settings, next.signatures, next.since_ms)?;
    Ok(next.has_moved_from(&before))
}
