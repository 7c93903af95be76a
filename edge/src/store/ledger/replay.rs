//! The ledger's replay rows: the same request again gets the same answer.

use protocol::{
    ids::{EntryId, IdempotencyKey, ReceiptId},
    limits::REPLAY_KEEP_MS,
};

use commands::SignedRow;

use crate::{
    error::InternalError,
    sql::{Sql, Value, count_value},
};

/// What was answered to an idempotency key.
pub(crate) struct Replay {
    /// SHA-256 of the submission that was answered.
    pub(crate) submission_digest: [u8; 32],
    /// What the answer is rebuilt from.
    pub(crate) answer: SignedRow,
}

/// The row of an idempotency key.
pub(crate) fn load(sql: &Sql, key: &IdempotencyKey) -> Result<Option<Replay>, InternalError> {
    let row = sql.row(
        "SELECT submission_digest, receipt, entry, shows_region, shows_country, signatures, goal,
                as_of_ms, signed_at_ms, shows_comment
         FROM replay WHERE idempotency_key = ?",
        vec![key.as_str().into()],
    )?;
    let Some(row) = row else { return Ok(None) };
    let submission_digest = row.blob("submission_digest")?;
    let answer = SignedRow {
        receipt: ReceiptId::parse(&row.text("receipt")?)
            .map_err(|_| InternalError::new("a stored receipt id is malformed"))?,
        entry: parse_entry(row.text_or_null("entry")?)?,
        shows_region: row.integer("shows_region")? != 0,
        shows_country: row.integer("shows_country")? != 0,
        signatures: row.count("signatures")?,
        goal: row.count("goal")?,
        as_of_ms: row.integer("as_of_ms")?,
        signed_at_ms: row.integer("signed_at_ms")?,
        shows_comment: row.integer("shows_comment")? != 0,
    };
    Ok(Some(Replay {
        submission_digest,
        answer,
    }))
}

/// An entry id out of a nullable column.
pub(crate) fn parse_entry(text: Option<String>) -> Result<Option<EntryId>, InternalError> {
    text.map(|text| EntryId::parse(&text))
        .transpose()
        .map_err(|_| InternalError::new("a stored entry id is malformed"))
}

/// Keeps what was answered.
pub(crate) fn insert(
    sql: &Sql,
    key: &IdempotencyKey,
    submission_digest: &[u8; 32],
    answer: &SignedRow,
) -> Result<(), InternalError> {
    sql.run(
        "INSERT INTO replay (idempotency_key, submission_digest, receipt, entry, shows_region,
                             shows_country, signatures, goal, as_of_ms, signed_at_ms,
                             expires_at_ms, shows_comment)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        vec![
            key.as_str().into(),
            submission_digest.to_vec().into(),
            answer.receipt.as_str().into(),
            answer
                .entry
                .as_ref()
                .map(|entry| entry.as_str().to_owned())
                .into(),
            Value::Integer(answer.shows_region.into()),
            Value::Integer(answer.shows_country.into()),
            count_value(answer.signatures)?,
            count_value(answer.goal)?,
            Value::Integer(answer.as_of_ms),
            Value::Integer(answer.signed_at_ms),
            Value::Integer(answer.signed_at_ms + REPLAY_KEEP_MS),
            Value::Integer(answer.shows_comment.into()),
        ],
    )
}

/// Forgets what was answered too long ago.
pub(crate) fn purge(sql: &Sql, now_ms: i64) -> Result<(), InternalError> {
    sql.run(
        "DELETE FROM replay WHERE expires_at_ms <= ?",
        vec![Value::Integer(now_ms)],
    )
}

/// When the oldest row ends.
pub(crate) fn earliest_expiry(sql: &Sql) -> Result<Option<i64>, InternalError> {
    sql.row(
        "SELECT expires_at_ms FROM replay ORDER BY expires_at_ms LIMIT 1",
        Vec::new(),
    )?
    .map(|row| row.integer("expires_at_ms"))
    .transpose()
}
