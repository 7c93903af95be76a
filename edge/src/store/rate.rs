//! The ledger's rates: one arrival time for each bucket.

use std::collections::BTreeMap;

use crate::{
    broken::Broken,
    sql::{Row, Sql, Value},
};

/// The arrival times of these buckets, in Unix microseconds, as far as there
/// are any.
pub(crate) fn load(sql: &Sql, buckets: &[&str]) -> Result<BTreeMap<String, i64>, Broken> {
    let marks = vec!["?"; buckets.len()].join(", ");
    sql.rows(
        &format!("SELECT bucket, arrival_us FROM rate WHERE bucket IN ({marks})"),
        buckets.iter().map(|bucket| (*bucket).into()).collect(),
    )?
    .into_iter()
    .map(|row| {
        let mut row = Row::new(row);
        Ok((row.text()?, row.integer()?))
    })
    .collect()
}

/// Keeps the arrival times of these buckets, in one statement.
pub(crate) fn put(sql: &Sql, arrivals: &[(&str, i64)]) -> Result<(), Broken> {
    let marks = vec!["(?, ?)"; arrivals.len()].join(", ");
    let bindings = arrivals
        .iter()
        .flat_map(|(bucket, arrival_us)| [(*bucket).into(), Value::Integer(*arrival_us)]);
    sql.run(
        &format!(
            "INSERT INTO rate (bucket, arrival_us) VALUES {marks}
             ON CONFLICT (bucket) DO UPDATE SET arrival_us = excluded.arrival_us"
        ),
        bindings.collect(),
    )
}

/// Forgets the buckets that are empty again; whether any is left.
pub(crate) fn purge(sql: &Sql, now_us: i64) -> Result<bool, Broken> {
    sql.run(
        "DELETE FROM rate WHERE arrival_us <= ?",
        vec![Value::Integer(now_us)],
    )?;
    Ok(sql.row("SELECT 1 FROM rate LIMIT 1", Vec::new())?.is_some())
}
