//! The ledger's entries as moderators read them.

use petition::CLAIM_SLOT;
use protocol::ids::PartnerId;

use commands::QueueEntry;

use super::signature::parse_entry_row;
use crate::{
    error::InternalError,
    sql::{Row, Sql, Value},
};

/// The columns that an entry is read with.
const COLUMNS: &str = "entry, public_name, region, country, shows_region, shows_country,
  signed_at_ms, comment, partner, source, language,
  coalesce(is_name_waiting, 0) AS is_name_waiting, coalesce(comment_state, 'none') AS comment_state,
  coalesce(reasons, '') AS reasons";

/// The oldest entries of which something waits, the oldest first.
pub(crate) fn load_queue(sql: &Sql, limit: u32) -> Result<Vec<QueueEntry>, InternalError> {
    let query = format!(
        "SELECT {COLUMNS} FROM moderation JOIN signature ON signature.id = moderation.signature
           JOIN person ON person.signature = signature.id
           LEFT JOIN person_comment ON person_comment.signature = signature.id
         WHERE is_waiting = 1 AND is_hidden = 0 AND is_unlisted = 0 AND slot < ?2
           AND state IN ('pending', 'confirmed')
         ORDER BY moderation.signature LIMIT ?1"
    );
    load(
        sql,
        &query,
        vec![
            Value::Integer(limit.into()),
            Value::Integer(CLAIM_SLOT.into()),
        ],
    )
}

/// The newest entries that the public can see and nothing waits of, the
/// newest first.
pub(crate) fn load_shown(sql: &Sql, limit: u32) -> Result<Vec<QueueEntry>, InternalError> {
    let query = format!(
        "SELECT {COLUMNS} FROM signature JOIN person ON person.signature = signature.id
           LEFT JOIN moderation ON moderation.signature = signature.id
           LEFT JOIN person_comment ON person_comment.signature = signature.id
         WHERE entry_sequence IS NOT NULL AND is_hidden = 0 AND is_unlisted = 0
           AND state IN ('pending', 'confirmed') AND coalesce(is_waiting, 0) = 0
         ORDER BY entry_sequence DESC LIMIT ?"
    );
    load(sql, &query, vec![Value::Integer(limit.into())])
}

fn load(sql: &Sql, query: &str, bindings: Vec<Value>) -> Result<Vec<QueueEntry>, InternalError> {
    sql.rows(query, bindings)?
        .into_iter()
        .map(|row| parse(&row))
        .collect()
}

fn parse(row: &Row) -> Result<QueueEntry, InternalError> {
    Ok(QueueEntry {
        entry: parse_entry_row(row)?,
        signed_at_ms: row.integer("signed_at_ms")?,
        partner: PartnerId::parse(&row.text("partner")?)
            .map_err(|_| InternalError::new("a stored partner is malformed"))?,
        source: row.text_or_null("source")?,
        language: row.text("language")?,
        is_name_waiting: row.integer("is_name_waiting")? != 0,
        comment_state: row.text("comment_state")?,
        reasons: row
            .text("reasons")?
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
    })
}
