//! The campaign's event passes.

use petition::{network::NETWORK_KEY_BYTES, pass::PASS_ID_BYTES};

use commands::{BoundPass, CreatePass, PassRow};

use crate::{
    error::InternalError,
    sql::{Row, Sql, Value},
};

/// A pass as it is stored.
pub(crate) struct Pass {
    pub(crate) row: PassRow,
    pub(crate) network: Option<[u8; NETWORK_KEY_BYTES]>,
}

impl Pass {
    /// As the Workers need it, once it is bound.
    pub(crate) fn into_bound(self) -> Option<BoundPass> {
        Some(BoundPass {
            id: self.row.id,
            network: self.network?,
            signatures: self.row.signatures,
            ends_at_ms: self.row.ends_at_ms,
        })
    }
}

/// Stores a pass, bound to nobody.
pub(crate) fn insert(sql: &Sql, ask: &CreatePass) -> Result<(), InternalError> {
    sql.run(
        "INSERT INTO pass (id, label, signatures, created_at_ms, ends_at_ms)
         VALUES (?, ?, ?, ?, ?)",
        vec![
            ask.id.to_vec().into(),
            ask.label.as_str().into(),
            Value::Integer(ask.signatures.into()),
            Value::Integer(ask.now_ms),
            Value::Integer(ask.ends_at_ms),
        ],
    )
}

const COLUMNS: &str = "id, label, signatures, ends_at_ms, network IS NOT NULL AS is_bound,
                       coalesce(network, zeroblob(16)) AS network";

/// The passes that have not ended, the newest first.
pub(crate) fn load(sql: &Sql, now_ms: i64) -> Result<Vec<Pass>, InternalError> {
    sql.rows(
        &format!("SELECT {COLUMNS} FROM pass WHERE ends_at_ms > ? ORDER BY created_at_ms DESC, id"),
        vec![Value::Integer(now_ms)],
    )?
    .into_iter()
    .map(|row| parse(&row))
    .collect()
}

/// One that has not ended.
pub(crate) fn find(
    sql: &Sql,
    id: &[u8; PASS_ID_BYTES],
    now_ms: i64,
) -> Result<Option<Pass>, InternalError> {
    let rows = sql.rows(
        &format!("SELECT {COLUMNS} FROM pass WHERE id = ? AND ends_at_ms > ?"),
        vec![id.to_vec().into(), Value::Integer(now_ms)],
    )?;
    rows.first().map(parse).transpose()
}

fn parse(row: &Row) -> Result<Pass, InternalError> {
    let id = row.blob("id")?;
    let label = row.text("label")?;
    let signatures = u32::try_from(row.integer("signatures")?)
        .map_err(|_| InternalError::new("a pass's number is out of range"))?;
    let ends_at_ms = row.integer("ends_at_ms")?;
    let is_bound = row.integer("is_bound")? != 0;
    let network = row.blob("network")?;
    Ok(Pass {
        row: PassRow {
            id,
            label,
            signatures,
            ends_at_ms,
            is_bound,
        },
        network: is_bound.then_some(network),
    })
}

/// Binds a pass to a network.
pub(crate) fn bind(
    sql: &Sql,
    id: &[u8; PASS_ID_BYTES],
    network: &[u8; NETWORK_KEY_BYTES],
) -> Result<(), InternalError> {
    sql.run(
        "UPDATE pass SET network = ? WHERE id = ?",
        vec![network.to_vec().into(), id.to_vec().into()],
    )
}

/// Ends a pass, unless it has ended already; whether there is such a pass.
pub(crate) fn end(sql: &Sql, id: &[u8; PASS_ID_BYTES], now_ms: i64) -> Result<bool, InternalError> {
    let row = sql.row(
        "UPDATE pass SET ends_at_ms = min(ends_at_ms, ?) WHERE id = ? RETURNING 1",
        vec![Value::Integer(now_ms), id.to_vec().into()],
    )?;
    Ok(row.is_some())
}

/// Whether an ended pass still has its network.
pub(crate) fn has_ended(sql: &Sql, now_ms: i64) -> Result<bool, InternalError> {
    let row = sql.row(
        "SELECT 1 FROM pass WHERE ends_at_ms <= ? AND network IS NOT NULL LIMIT 1",
        vec![Value::Integer(now_ms)],
    )?;
    Ok(row.is_some())
}

/// Forgets the networks of the passes that have ended.
pub(crate) fn forget_ended(sql: &Sql, now_ms: i64) -> Result<(), InternalError> {
    sql.run(
        "UPDATE pass SET network = NULL WHERE ends_at_ms <= ? AND network IS NOT NULL",
        vec![Value::Integer(now_ms)],
    )
}
