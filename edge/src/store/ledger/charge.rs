//! What the limits of this shard have charged submissions that another shard
//! admits.

use petition::HeldReason;

use commands::Weighed;

use crate::{
    error::InternalError,
    sql::{Sql, Value},
};

/// What was said to a submission that was charged before; none for one that was
/// not.
pub(crate) fn load(sql: &Sql, charge: &[u8; 16]) -> Result<Option<Weighed>, InternalError> {
    let row = sql.row(
        "SELECT over FROM charge WHERE charge = ?",
        vec![charge.to_vec().into()],
    )?;
    let Some(row) = row else { return Ok(None) };
    let parse = |word: String| {
        HeldReason::parse(&word)
            .ok_or_else(|| InternalError::new("a charged submission was over a limit that is none"))
    };
    let over = row.text_or_null("over")?.map(parse).transpose()?;
    Ok(Some(Weighed { over }))
}

/// Keeps what was charged, until this instant.
pub(crate) fn insert(
    sql: &Sql,
    charge: &[u8; 16],
    over: Option<HeldReason>,
    expires_at_ms: i64,
) -> Result<(), InternalError> {
    sql.run(
        "INSERT INTO charge (charge, over, expires_at_ms) VALUES (?, ?, ?)",
        vec![
            charge.to_vec().into(),
            over.map_or(Value::Null, |over| over.as_str().into()),
            Value::Integer(expires_at_ms),
        ],
    )
}

/// Forgets what was charged too long ago.
pub(crate) fn purge(sql: &Sql, now_ms: i64) -> Result<(), InternalError> {
    sql.run(
        "DELETE FROM charge WHERE expires_at_ms <= ?",
        vec![Value::Integer(now_ms)],
    )
}

/// When the oldest row ends.
pub(crate) fn earliest_expiry(sql: &Sql) -> Result<Option<i64>, InternalError> {
    sql.row(
        "SELECT expires_at_ms FROM charge ORDER BY expires_at_ms LIMIT 1",
        Vec::new(),
    )?
    .map(|row| row.integer("expires_at_ms"))
    .transpose()
}
