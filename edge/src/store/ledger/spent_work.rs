//! Work that has paid for a submission: one solution, one submission.

use commands::SpentWork;

use crate::{
    error::InternalError,
    sql::{Sql, Value},
};

/// Spends it; false where it was spent before.
pub(crate) fn spend(sql: &Sql, spent: &SpentWork) -> Result<bool, InternalError> {
    let row = sql.row(
        "INSERT INTO spent_work (work, expires_at_ms) VALUES (?, ?)
         ON CONFLICT DO NOTHING RETURNING 1",
        vec![
            spent.work.to_vec().into(),
            Value::Integer(spent.expires_at_ms),
        ],
    )?;
    Ok(row.is_some())
}

/// Forgets work of sessions that have ended.
pub(crate) fn purge(sql: &Sql, now_ms: i64) -> Result<(), InternalError> {
    sql.run(
        "DELETE FROM spent_work WHERE expires_at_ms <= ?",
        vec![Value::Integer(now_ms)],
    )
}
