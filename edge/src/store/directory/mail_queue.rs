//! The directory's queue of all of the deployment's mails.

use petition::Kept;

use crate::{
    error::InternalError,
    sql::{Sql, Value},
};

/// The arrival time and the interval that made it, both in microseconds.
pub(crate) fn load(sql: &Sql) -> Result<Option<Kept>, InternalError> {
    sql.row(
        "SELECT arrival_us, interval_us FROM mail_queue WHERE id = 1",
        Vec::new(),
    )?
    .map(|row| {
        Ok(Kept {
            arrival_us: row.integer("arrival_us")?,
            interval_us: row.integer("interval_us")?,
        })
    })
    .transpose()
}

/// Keeps them.
pub(crate) fn put(sql: &Sql, kept: Kept) -> Result<(), InternalError> {
    sql.run(
        "INSERT INTO mail_queue (id, arrival_us, interval_us) VALUES (1, ?, ?)
         ON CONFLICT (id) DO UPDATE SET
           arrival_us = excluded.arrival_us, interval_us = excluded.interval_us",
        vec![
            Value::Integer(kept.arrival_us),
            Value::Integer(kept.interval_us),
        ],
    )
}
