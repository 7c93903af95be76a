//! The campaign's feed window: the newest public entries, and whether they
//! are shown at all.
//!
//! While the feed is paused the window is kept up like before, so that it is
//! complete when it is shown again; what an organizer has hidden has left it.

use protocol::{
    feed::Entry,
    ids::EntryId,
    limits::{FEED_ENTRIES, FEED_KEEP_ENTRIES},
};

use crate::{
    error::InternalError,
    sql::{Row, Sql, Value, count_value},
};

/// Overwrites names and reasons in place, byte for byte: what SQLite deletes or
/// moves stays readable in the file. Whoever calls it deletes or replaces the
/// rows in the same transaction.
const OVERWRITE: &str = "UPDATE feed SET
    name = zeroblob(length(CAST(name AS BLOB))),
    comment = iif(comment IS NULL, NULL, zeroblob(length(CAST(comment AS BLOB))))";

/// Puts an entry into the feed window; a known one is replaced in its place.
pub(crate) fn put(sql: &Sql, entry: &Entry) -> Result<(), InternalError> {
    overwrite(sql, entry.id.as_str())?;
    sql.run(
        "INSERT INTO feed (entry, name, region, country, comment, signed_at)
         VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (entry) DO UPDATE SET name = excluded.name, region = excluded.region,
           country = excluded.country, comment = excluded.comment,
           signed_at = excluded.signed_at",
        vec![
            entry.id.as_str().into(),
            entry.name.as_str().into(),
            entry.region.clone().into(),
            entry.country.clone().into(),
            entry.comment.clone().into(),
            entry.signed_at.as_str().into(),
        ],
    )
}

/// Takes an entry out of the feed window; whether it was there.
pub(crate) fn remove(sql: &Sql, entry: &EntryId) -> Result<bool, InternalError> {
    overwrite(sql, entry.as_str())?;
    let row = sql.row(
        "DELETE FROM feed WHERE entry = ? RETURNING 1",
        vec![entry.as_str().into()],
    )?;
    Ok(row.is_some())
}

/// Drops what is older than the window: so many that are there, not so many
/// that were, so that whatever stands on an open page stands here too.
pub(crate) fn trim(sql: &Sql) -> Result<(), InternalError> {
    const OLDER: &str = "WHERE ordinal <= (SELECT ordinal FROM feed
                                           ORDER BY ordinal DESC LIMIT 1 OFFSET ?)";
    for query in [
        format!("{OVERWRITE} {OLDER}"),
        format!("DELETE FROM feed {OLDER}"),
    ] {
        sql.run(&query, vec![limit(FEED_KEEP_ENTRIES)?])?;
    }
    Ok(())
}

fn overwrite(sql: &Sql, entry: &str) -> Result<(), InternalError> {
    sql.run(&format!("{OVERWRITE} WHERE entry = ?"), vec![entry.into()])
}

/// The newest entries, newest first.
pub(crate) fn load(sql: &Sql) -> Result<Vec<Entry>, InternalError> {
    sql.rows(
        "SELECT entry, name, region, country, comment, signed_at FROM feed
         ORDER BY ordinal DESC LIMIT ?",
        vec![limit(FEED_ENTRIES)?],
    )?
    .into_iter()
    .map(|row| {
        Ok(Entry {
            id: parse_id(&row)?,
            name: row.text("name")?,
            region: row.text_or_null("region")?,
            country: row.text_or_null("country")?,
            comment: row.text_or_null("comment")?,
            signed_at: row.text("signed_at")?,
        })
    })
    .collect()
}

/// The ids of the whole window.
pub(crate) fn load_ids(sql: &Sql) -> Result<Vec<EntryId>, InternalError> {
    sql.rows("SELECT entry FROM feed ORDER BY ordinal DESC", Vec::new())?
        .into_iter()
        .map(|row| parse_id(&row))
        .collect()
}

/// Takes every entry out of the window, for good; which those were.
pub(crate) fn clear(sql: &Sql) -> Result<Vec<EntryId>, InternalError> {
    let ids = load_ids(sql)?;
    sql.run(OVERWRITE, Vec::new())?;
    sql.run("DELETE FROM feed", Vec::new())?;
    Ok(ids)
}

/// Whether the feed is paused.
pub(crate) fn is_paused(sql: &Sql) -> Result<bool, InternalError> {
    sql.row("SELECT is_paused FROM feed_pause WHERE id = 1", Vec::new())?
        .map_or(Ok(false), |row| Ok(row.integer("is_paused")? != 0))
}

/// Pauses the feed, or resumes it.
pub(crate) fn set_paused(sql: &Sql, is_paused: bool, now_ms: i64) -> Result<(), InternalError> {
    sql.run(
        "INSERT INTO feed_pause (id, is_paused, changed_at_ms) VALUES (1, ?, ?)
         ON CONFLICT (id) DO UPDATE SET
           is_paused = excluded.is_paused, changed_at_ms = excluded.changed_at_ms",
        vec![Value::Integer(is_paused.into()), Value::Integer(now_ms)],
    )
}

fn parse_id(row: &Row) -> Result<EntryId, InternalError> {
    EntryId::parse(&row.text("entry")?)
        .map_err(|_| InternalError::new("a stored entry id is malformed"))
}

fn limit(entries: usize) -> Result<Value, InternalError> {
    count_value(u64::try_from(entries).map_err(|_| InternalError::new("a limit is too large"))?)
}
