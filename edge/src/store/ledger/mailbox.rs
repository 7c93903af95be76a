//! What a mailbox has in the ledger: its signatures and claims, and the mails
//! that it was sent.

use petition::{HeldReason, KeptSignature, Spelling, State};
use protocol::{ids::ReceiptId, limits::REMIND_AFTER_MS};

use crate::{
    error::InternalError,
    sql::{Row, Sql, Value, count_value},
};

/// A signature or claim of one mailbox: of the person, only how the address was
/// spelled.
pub(crate) struct Kept {
    pub(crate) id: i64,
    pub(crate) supporter_key: [u8; 32],
    pub(crate) rules: KeptSignature,
    pub(crate) partner: String,
    pub(crate) language: String,
    pub(crate) country: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) signed_at_ms: i64,
    pub(crate) receipt: ReceiptId,
    pub(crate) entry: Option<String>,
    /// The public has seen it, or its removal.
    pub(crate) was_shown: bool,
    pub(crate) is_hidden: bool,
    pub(crate) is_unlisted: bool,
    /// Of the address that it was submitted with.
    pub(crate) spelling: Spelling,
}

impl std::ops::Deref for Kept {
    type Target = KeptSignature;

    /// The rules of `petition` are asked of the row itself.
    fn deref(&self) -> &KeptSignature {
        &self.rules
    }
}

const COLUMNS: &str = "id, supporter_key, slot, name_key, state,
  undeliverable_at_ms IS NOT NULL AS is_undeliverable, partner,
  language, country, region, signed_at_ms, receipt, held_reason, entry,
  entry_sequence IS NOT NULL AS was_shown, is_hidden, is_unlisted,
  confirmed_at_ms IS NOT NULL AS has_confirmed, email";

/// The condition of the indexes `claim_by_age` and `claim_by_receipt`, in their
/// own words: SQLite does not promise to use a partial index for a bound number.
/// A test holds it against `petition::CLAIM_SLOT`.
const IS_CLAIM: &str = "slot >= 128";

/// What they stand in.
const TABLES: &str = "signature JOIN person ON person.signature = signature.id";

/// Everything of a mailbox, by slot.
pub(crate) fn load(sql: &Sql, supporter_key: &[u8; 32]) -> Result<Vec<Kept>, InternalError> {
    sql.rows(
        &format!("SELECT {COLUMNS} FROM {TABLES} WHERE supporter_key = ? ORDER BY slot"),
        vec![supporter_key.to_vec().into()],
    )?
    .into_iter()
    .map(|row| parse(&row))
    .collect()
}

/// Claims signed before this instant, the oldest first.
pub(crate) fn load_claims_before(
    sql: &Sql,
    before_ms: i64,
    limit: i64,
) -> Result<Vec<Kept>, InternalError> {
    sql.rows(
        &format!(
            "SELECT {COLUMNS} FROM {TABLES} WHERE {IS_CLAIM} AND signed_at_ms <= ?
             ORDER BY signed_at_ms LIMIT ?"
        ),
        vec![Value::Integer(before_ms), Value::Integer(limit)],
    )?
    .into_iter()
    .map(|row| parse(&row))
    .collect()
}

/// When the oldest claim was signed.
pub(crate) fn oldest_claim_ms(sql: &Sql) -> Result<Option<i64>, InternalError> {
    sql.row(
        &format!(
            "SELECT signed_at_ms FROM signature WHERE {IS_CLAIM} ORDER BY signed_at_ms LIMIT 1"
        ),
        Vec::new(),
    )?
    .map(|row| row.integer("signed_at_ms"))
    .transpose()
}

/// The mailbox of the claim with this receipt.
pub(crate) fn find_claim(
    sql: &Sql,
    receipt: &ReceiptId,
) -> Result<Option<(i64, [u8; 32])>, InternalError> {
    sql.row(
        &format!("SELECT id, supporter_key FROM signature WHERE receipt = ? AND {IS_CLAIM}"),
        vec![receipt.as_str().into()],
    )?
    .map(|row| Ok((row.integer("id")?, row.blob("supporter_key")?)))
    .transpose()
}

fn parse(row: &Row) -> Result<Kept, InternalError> {
    let malformed = |what: &str| InternalError::new(format!("a stored {what} is malformed"));
    let (id, supporter_key) = (row.integer("id")?, row.blob("supporter_key")?);
    let mut rules = KeptSignature {
        slot: u8::try_from(row.integer("slot")?).map_err(|_| malformed("slot"))?,
        name_key: row.blob("name_key")?,
        state: State::parse(&row.text("state")?).ok_or_else(|| malformed("state"))?,
        is_undeliverable: row.integer("is_undeliverable")? != 0,
        held_reason: None,
        has_confirmed: false,
    };
    let partner = row.text("partner")?;
    let language = row.text("language")?;
    let country = row.text_or_null("country")?;
    let region = row.text_or_null("region")?;
    let signed_at_ms = row.integer("signed_at_ms")?;
    let receipt = ReceiptId::parse(&row.text("receipt")?).map_err(|_| malformed("receipt id"))?;
    rules.held_reason = parse_reason(row.text_or_null("held_reason")?)?;
    let entry = row.text_or_null("entry")?;
    let was_shown = row.integer("was_shown")? != 0;
    let is_hidden = row.integer("is_hidden")? != 0;
    let is_unlisted = row.integer("is_unlisted")? != 0;
    rules.has_confirmed = row.integer("has_confirmed")? != 0;
    Ok(Kept {
        id,
        supporter_key,
        rules,
        partner,
        language,
        country,
        region,
        signed_at_ms,
        receipt,
        entry,
        was_shown,
        is_hidden,
        is_unlisted,
        spelling: Spelling::of(&row.padded_text("email")?),
    })
}

/// The limit out of a nullable column.
pub(crate) fn parse_reason(word: Option<String>) -> Result<Option<HeldReason>, InternalError> {
    word.map(|word| {
        HeldReason::parse(&word).ok_or_else(|| InternalError::new("a stored reason is unknown"))
    })
    .transpose()
}

/// A claim that its mailbox has confirmed: the signature in this slot, shown
/// by the change `sequence` where the supporter is listed and nothing of it
/// waits. One that stays held counts and shows when an organizer releases it.
pub(crate) fn confirm(
    sql: &Sql,
    kept: &Kept,
    slot: u8,
    sequence: u64,
    now_ms: i64,
) -> Result<(), InternalError> {
    let state = if kept.stays_held() {
        State::Held
    } else {
        State::Confirmed
    };
    sql.run(
        "UPDATE signature SET slot = ?, state = ?, confirmed_at_ms = ?,
           undeliverable_at_ms = NULL,
           entry_sequence = CASE
             WHEN ? OR entry IS NULL OR (is_hidden = 1 AND entry_sequence IS NULL) OR EXISTS (
               SELECT 1 FROM moderation WHERE signature = id AND is_name_waiting = 1) THEN NULL
             ELSE ? END
         WHERE id = ?",
        vec![
            Value::Integer(slot.into()),
            state.as_str().into(),
            Value::Integer(now_ms),
            Value::Integer(kept.stays_held().into()),
            count_value(sequence)?,
            Value::Integer(kept.id),
        ],
    )
}

/// Gives a signature the public entry of the one whose place it takes, so that
/// open pages replace or remove that one.
pub(crate) fn adopt_entry(
    sql: &Sql,
    signature: i64,
    entry: &str,
    is_listed: bool,
    is_hidden: bool,
    sequence: u64,
) -> Result<(), InternalError> {
    sql.run(
        "UPDATE signature SET entry = ?, is_unlisted = ?, is_hidden = ?, entry_sequence = ?
         WHERE id = ?",
        vec![
            entry.into(),
            Value::Integer((!is_listed).into()),
            Value::Integer(is_hidden.into()),
            count_value(sequence)?,
            Value::Integer(signature),
        ],
    )
}

/// Notes that a receipt's submission was confirmed.
pub(crate) fn note_confirmed(
    sql: &Sql,
    receipt: &ReceiptId,
    expires_at_ms: i64,
) -> Result<(), InternalError> {
    sql.run(
        "INSERT INTO confirmed_receipt (receipt, expires_at_ms) VALUES (?, ?)
         ON CONFLICT DO NOTHING",
        vec![receipt.as_str().into(), Value::Integer(expires_at_ms)],
    )
}

/// Whether a receipt's submission was confirmed, in the last days.
pub(crate) fn is_confirmed(sql: &Sql, receipt: &ReceiptId) -> Result<bool, InternalError> {
    let row = sql.row(
        "SELECT 1 FROM confirmed_receipt WHERE receipt = ?",
        vec![receipt.as_str().into()],
    )?;
    Ok(row.is_some())
}

/// Forgets receipts that nobody waits for any more.
pub(crate) fn purge_confirmed(sql: &Sql, now_ms: i64) -> Result<(), InternalError> {
    sql.run(
        "DELETE FROM confirmed_receipt WHERE expires_at_ms <= ?",
        vec![Value::Integer(now_ms)],
    )
}

/// Marks a claim whose mail does not arrive.
pub(crate) fn mark_undeliverable(
    sql: &Sql,
    claim: &Kept,
    now_ms: i64,
) -> Result<(), InternalError> {
    sql.run(
        "UPDATE signature SET undeliverable_at_ms = ? WHERE id = ?",
        vec![Value::Integer(now_ms), Value::Integer(claim.id)],
    )
}

/// A claim was made: its mailbox is reminded in two days, unless it was or
/// will be.
pub(crate) fn plan_reminder(
    sql: &Sql,
    supporter_key: &[u8; 32],
    now_ms: i64,
) -> Result<(), InternalError> {
    sql.run(
        "INSERT INTO mailbox (supporter_key, remind_at_ms) VALUES (?, ?)
         ON CONFLICT (supporter_key) DO UPDATE SET
           remind_at_ms = coalesce(remind_at_ms, excluded.remind_at_ms)
         WHERE is_reminded = 0 AND remind_at_ms IS NULL",
        vec![
            supporter_key.to_vec().into(),
            Value::Integer(now_ms + REMIND_AFTER_MS),
        ],
    )
}

/// There is nothing to remind a mailbox of any more, or it was reminded.
pub(crate) fn drop_reminder(
    sql: &Sql,
    supporter_key: &[u8; 32],
    is_reminded: bool,
) -> Result<(), InternalError> {
    sql.run(
        "UPDATE mailbox SET remind_at_ms = NULL, is_reminded = max(is_reminded, ?)
         WHERE supporter_key = ?",
        vec![
            Value::Integer(is_reminded.into()),
            supporter_key.to_vec().into(),
        ],
    )
}

/// Mailboxes to remind by now.
pub(crate) fn load_to_remind(
    sql: &Sql,
    now_ms: i64,
    limit: i64,
) -> Result<Vec<[u8; 32]>, InternalError> {
    sql.rows(
        "SELECT supporter_key FROM mailbox WHERE remind_at_ms <= ? ORDER BY remind_at_ms LIMIT ?",
        vec![Value::Integer(now_ms), Value::Integer(limit)],
    )?
    .into_iter()
    .map(|row| row.blob("supporter_key"))
    .collect()
}

/// When the next mailbox is to be reminded.
pub(crate) fn earliest_reminder(sql: &Sql) -> Result<Option<i64>, InternalError> {
    sql.row(
        "SELECT remind_at_ms FROM mailbox WHERE remind_at_ms IS NOT NULL
         ORDER BY remind_at_ms LIMIT 1",
        Vec::new(),
    )?
    .map(|row| row.integer("remind_at_ms"))
    .transpose()
}

#[cfg(test)]
mod tests {
    use petition::CLAIM_SLOT;

    #[test]
    fn the_condition_of_the_claims_indexes_is_the_slot_of_the_rules() {
        assert_eq!(super::IS_CLAIM, format!("slot >= {CLAIM_SLOT}"));
        let schema = include_str!("../../../migrations/ledger/0004_mailbox.sql");
        let condition = format!("WHERE {};", super::IS_CLAIM);
        assert_eq!(schema.matches(&condition).count(), 2);
    }
}
