//! Held signatures, oldest first, and their release.

use petition::{CLAIM_SLOT, HeldReason, Standing, admit::State, consent::GIVEN, delays_mail};

use super::mailbox::parse_reason;
use crate::{
    error::InternalError,
    sql::{Sql, Value, count_value},
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
    /// Those that stand.
    pub(crate) consents: u64,
    /// The mailbox whose mail waited with it; none for a signature, and for
    /// what had its mail or can get none.
    pub(crate) mail_to: Option<[u8; 32]>,
    /// Where it stands when it is held no more: its mailbox may have confirmed
    /// meanwhile, or mail to it may have come back.
    pub(crate) released: Standing,
}

/// The last that was said of a consent: one withdrawn while its signature was
/// held is not counted by the release.
const LAST_SAID: &str = "(SELECT event_state FROM consent_event
     WHERE consent = consent.id ORDER BY event DESC LIMIT 1)";

/// Held for this reason; for none, whatever the reason.
const IS_HELD: &str = "state = 'held' AND (?1 IS NULL OR held_reason = ?1)";

/// The oldest signatures held for a reason, in the order of their ids.
pub(crate) fn load_batch(
    sql: &Sql,
    reason: Option<HeldReason>,
) -> Result<Vec<HeldRow>, InternalError> {
    let limit = i64::try_from(BATCH).map_err(|_| InternalError::new("a limit is too large"))?;
    sql.rows(
        &format!(
            "SELECT id, partner, language, country, region, signed_at_ms,
                    (SELECT count(*) FROM consent
                     WHERE consent.signature = signature.id AND slot < ?3 AND {LAST_SAID} = '{GIVEN}') AS consents,
                    CASE WHEN slot >= ?3 AND undeliverable_at_ms IS NULL
                         THEN held_reason END AS mail_held_by, supporter_key,
                    confirmed_at_ms IS NOT NULL AS has_confirmed,
                    undeliverable_at_ms IS NOT NULL AS is_undeliverable
             FROM signature WHERE {IS_HELD} ORDER BY id LIMIT ?2"
        ),
        vec![
            reason_value(reason),
            Value::Integer(limit),
            Value::Integer(CLAIM_SLOT.into()),
        ],
    )?
    .into_iter()
    .map(|row| {
        Ok(HeldRow {
            id: row.integer("id")?,
            partner: row.text("partner")?,
            language: row.text("language")?,
            country: row.text_or_null("country")?,
            region: row.text_or_null("region")?,
            signed_at_ms: row.integer("signed_at_ms")?,
            consents: row.count("consents")?,
            mail_to: {
                let delayed = parse_reason(row.text_or_null("mail_held_by")?)?.is_some_and(delays_mail);
                Some(row.blob("supporter_key")?).filter(|_| delayed)
            },
            released: {
                let is_confirmed = row.integer("has_confirmed")? != 0;
                let state = if is_confirmed {
                    State::Confirmed
                } else {
                    State::Pending
                };
                Standing::of(state, row.integer("is_undeliverable")? != 0)
            },
        })
    })
    .collect()
}

/// The consents that stand of those held for a reason, up to the id `last`, by the
/// partner they were given to. Those of a claim wait for its mailbox.
pub(crate) fn count_consents(
    sql: &Sql,
    reason: Option<HeldReason>,
    last: i64,
) -> Result<Vec<(String, u64)>, InternalError> {
    sql.rows(
        &format!(
            "SELECT partner, count(*) AS count FROM consent
             WHERE signature IN (SELECT id FROM signature WHERE {IS_HELD} AND id <= ?2 AND slot < ?3)
               AND {LAST_SAID} = '{GIVEN}'
             GROUP BY partner"
        ),
        vec![
            reason_value(reason),
            Value::Integer(last),
            Value::Integer(CLAIM_SLOT.into()),
        ],
    )?
    .into_iter()
    .map(|row| {
        Ok((row.text("partner")?, row.count("count")?))
    })
    .collect()
}

/// Makes those held for a reason pending, up to the id `last`, or confirmed
/// where their mailbox has said so; the change `sequence` shows the entries of
/// these, and of the others where pending ones are shown.
pub(crate) fn release(
    sql: &Sql,
    reason: Option<HeldReason>,
    last: i64,
    sequence: u64,
    shows_pending: bool,
) -> Result<(), InternalError> {
    sql.run(
        &format!(
            "UPDATE signature SET
               state = CASE WHEN confirmed_at_ms IS NULL THEN 'pending' ELSE 'confirmed' END,
               entry_sequence = CASE
                 WHEN entry IS NULL OR slot >= ?5 OR (confirmed_at_ms IS NULL AND NOT ?4) THEN NULL
                 ELSE ?3 END
             WHERE {IS_HELD} AND id <= ?2"
        ),
        vec![
            reason_value(reason),
            Value::Integer(last),
            count_value(sequence)?,
            Value::Integer(shows_pending.into()),
            Value::Integer(CLAIM_SLOT.into()),
        ],
    )
}

fn reason_value(reason: Option<HeldReason>) -> Value {
    reason.map_or(Value::Null, |reason| reason.as_str().into())
}
