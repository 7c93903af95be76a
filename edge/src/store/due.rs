//! What an object's one alarm is for: rows of what is due, and when.

use crate::{
    broken::Broken,
    sql::{Row, Sql, Value},
};

/// Notes that something is due, unless it is already.
pub(crate) fn add(sql: &Sql, kind: &str, at_ms: i64) -> Result<(), Broken> {
    sql.run(
        "INSERT INTO due (kind, at_ms) VALUES (?, ?) ON CONFLICT DO NOTHING",
        vec![kind.into(), Value::Integer(at_ms)],
    )
}

/// Notes that something is due at this time or sooner.
pub(crate) fn hasten(sql: &Sql, kind: &str, at_ms: i64) -> Result<(), Broken> {
    sql.run(
        "INSERT INTO due (kind, at_ms) VALUES (?, ?)
         ON CONFLICT DO UPDATE SET at_ms = min(at_ms, excluded.at_ms)",
        vec![kind.into(), Value::Integer(at_ms)],
    )
}

/// Moves something that is due to a later time.
pub(crate) fn postpone(sql: &Sql, kind: &str, at_ms: i64) -> Result<(), Broken> {
    sql.run(
        "INSERT INTO due (kind, at_ms) VALUES (?, ?)
         ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms",
        vec![kind.into(), Value::Integer(at_ms)],
    )
}

/// Forgets something that was due.
pub(crate) fn remove(sql: &Sql, kind: &str) -> Result<(), Broken> {
    sql.run("DELETE FROM due WHERE kind = ?", vec![kind.into()])
}

/// What is due by now.
pub(crate) fn list(sql: &Sql, now_ms: i64) -> Result<Vec<String>, Broken> {
    sql.rows(
        "SELECT kind FROM due WHERE at_ms <= ?",
        vec![Value::Integer(now_ms)],
    )?
    .into_iter()
    .map(|row| Row::new(row).text())
    .collect()
}

/// When the alarm has to ring next.
pub(crate) fn earliest(sql: &Sql) -> Result<Option<i64>, Broken> {
    sql.row("SELECT at_ms FROM due ORDER BY at_ms LIMIT 1", Vec::new())?
        .map(|mut row| row.integer())
        .transpose()
}
