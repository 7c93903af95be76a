//! The ledger's rates: for each bucket its arrival time and the
//! interval that made it.

use std::collections::BTreeMap;

use petition::Kept;

use crate::{
    error::InternalError,
    sql::{Sql, Value},
};

/// What is kept of these buckets, as far as there is anything.
pub(crate) fn load(sql: &Sql, buckets: &[&str]) -> Result<BTreeMap<String, Kept>, InternalError> {
    let marks = vec!["?"; buckets.len()].join(", ");
    sql.rows(
        &format!("SELECT bucket, arrival_us, interval_us FROM rate WHERE bucket IN ({marks})"),
        buckets.iter().map(|bucket| (*bucket).into()).collect(),
    )?
    .into_iter()
    .map(|row| {
        let bucket = row.text("bucket")?;
        let kept = Kept {
            arrival_us: row.integer("arrival_us")?,
            interval_us: row.integer("interval_us")?,
        };
        Ok((bucket, kept))
    })
    .collect()
}

/// Keeps this of these buckets, in one statement.
pub(crate) fn put(sql: &Sql, rates: &[(&str, Kept)]) -> Result<(), InternalError> {
    let marks = vec!["(?, ?, ?)"; rates.len()].join(", ");
    let bindings = rates.iter().flat_map(|(bucket, kept)| {
        [
            (*bucket).into(),
            Value::Integer(kept.arrival_us),
            Value::Integer(kept.interval_us),
        ]
    });
    sql.run(
        &format!(
            "INSERT INTO rate (bucket, arrival_us, interval_us) VALUES {marks}
             ON CONFLICT (bucket) DO UPDATE SET
               arrival_us = excluded.arrival_us, interval_us = excluded.interval_us"
        ),
        bindings.collect(),
    )
}

/// Forgets the buckets that are empty again; whether any is left.
pub(crate) fn purge(sql: &Sql, now_us: i64) -> Result<bool, InternalError> {
    sql.run(
        "DELETE FROM rate WHERE arrival_us <= ?",
        vec![Value::Integer(now_us)],
    )?;
    Ok(sql.row("SELECT 1 FROM rate LIMIT 1", Vec::new())?.is_some())
}
