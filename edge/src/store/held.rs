//! Held signatures, oldest first, and their release.

use petition::HeldReason;

use crate::{
    broken::Broken,
    sql::{Row, Sql, Value, count_value},
};

/// How many signatures one transaction releases: some milliseconds of the
/// object's time, in which nobody else can sign.
pub(crate) const BATCH: usize = 200;

/// What the counters need of a held signature.
pub(crate) struct HeldRow {
    pub(crate) id: i64,
    pub(crate) partner: String,
    pub(crate) language: String,
    pub(crate) country: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) signed_at_ms: i64,
    pub(crate) consents: u64,
    /// Mail to its mailbox came back meanwhile.
    pub(crate) is_undeliverable: bool,
}

/// Held for this reason; for none, whatever the reason.
const IS_HELD: &str = "state = 'held' AND (?1 IS NULL OR held_reason = ?1)";

/// The oldest signatures held for a reason, in the order of their ids.
pub(crate) fn load_batch(sql: &Sql, reason: Option<HeldReason>) -> Result<Vec<HeldRow>, Broken> {
    let limit = i64::try_from(BATCH).map_err(|_| Broken::new("a limit is too large"))?;
    sql.rows(
        &format!(
            "SELECT id, partner, language, country, region, signed_at_ms,
                    (SELECT count(*) FROM consent
                     WHERE consent.signature = signature.id AND slot < 128),
                    undeliverable_at_ms IS NOT NULL
             FROM signature WHERE {IS_HELD} ORDER BY id LIMIT ?2"
        ),
        vec![reason_value(reason), Value::Integer(limit)],
    )?
    .into_iter()
    .map(|row| {
        let mut row = Row::new(row);
        Ok(HeldRow {
            id: row.integer()?,
            partner: row.text()?,
            language: row.text()?,
            country: row.text_or_null()?,
            region: row.text_or_null()?,
            signed_at_ms: row.integer()?,
            consents: row.count()?,
            is_undeliverable: row.integer()? != 0,
        })
    })
    .collect()
}

/// The consents given by those held for a reason, up to the id `last`, by the
/// partner they were given to. Those of a claim wait for its mailbox.
pub(crate) fn count_consents(
    sql: &Sql,
    reason: Option<HeldReason>,
    last: i64,
) -> Result<Vec<(String, u64)>, Broken> {
    sql.rows(
        &format!(
            "SELECT partner, count(*) FROM consent
             WHERE signature IN (SELECT id FROM signature WHERE {IS_HELD} AND id <= ?2 AND slot < 128)
             GROUP BY partner"
        ),
        vec![reason_value(reason), Value::Integer(last)],
    )?
    .into_iter()
    .map(|row| {
        let mut row = Row::new(row);
        Ok((row.text()?, row.count()?))
    })
    .collect()
}

/// Makes those held for a reason pending, up to the id `last`; the change
/// `sequence` shows their entries, where pending ones are shown.
pub(crate) fn release(
    sql: &Sql,
    reason: Option<HeldReason>,
    last: i64,
    sequence: Option<u64>,
) -> Result<(), Broken> {
    let sequence = sequence.map(count_value).transpose()?;
    sql.run(
        &format!(
            "UPDATE signature SET state = 'pending',
               entry_sequence = CASE WHEN entry IS NULL OR slot >= 128 THEN NULL ELSE ?3 END
             WHERE {IS_HELD} AND id <= ?2"
        ),
        vec![
            reason_value(reason),
            Value::Integer(last),
            sequence.unwrap_or(Value::Null),
        ],
    )
}

fn reason_value(reason: Option<HeldReason>) -> Value {
    reason.map_or(Value::Null, |reason| reason.as_str().into())
}
