//! What an object's one alarm is for: rows of what is due, when, and how they
//! have failed.

use petition::schedule::DueRow;

use crate::{
    error::InternalError,
    sql::{Sql, Value},
};

/// Every row, by its kind.
pub(crate) fn load(sql: &Sql) -> Result<Vec<(String, DueRow)>, InternalError> {
    sql.rows(
        "SELECT kind, at_ms, failures, failing_since_ms FROM due",
        Vec::new(),
    )?
    .into_iter()
    .map(|row| {
        let kind = row.text("kind")?;
        let due = DueRow {
            at_ms: row.integer("at_ms")?,
            failures: u32::try_from(row.integer("failures")?)
                .map_err(|_| InternalError::new("a stored count of failures is out of range"))?,
            failing_since_ms: row.integer_or_null("failing_since_ms")?,
        };
        Ok((kind, due))
    })
    .collect()
}

/// Keeps a row as it is now.
pub(crate) fn put(sql: &Sql, kind: &str, row: &DueRow) -> Result<(), InternalError> {
    let since = row.failing_since_ms;
    sql.run(
        "INSERT INTO due (kind, at_ms, failures, failing_since_ms) VALUES (?, ?, ?, ?)
         ON CONFLICT (kind) DO UPDATE SET at_ms = excluded.at_ms, failures = excluded.failures,
           failing_since_ms = excluded.failing_since_ms",
        vec![
            kind.into(),
            Value::Integer(row.at_ms),
            Value::Integer(row.failures.into()),
            since.map_or(Value::Null, Value::Integer),
        ],
    )
}

/// Forgets something that was due.
pub(crate) fn remove(sql: &Sql, kind: &str) -> Result<(), InternalError> {
    sql.run("DELETE FROM due WHERE kind = ?", vec![kind.into()])
}
