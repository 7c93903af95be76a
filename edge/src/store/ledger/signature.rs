//! The ledger's signatures and the people behind them.

use petition::{
    HeldReason,
    admit::{Existing, State},
};
use protocol::{
    feed::Entry,
    ids::{EntryId, ReceiptId},
    limits::{ANNOUNCE_ENTRIES, EMAIL_MAX_BYTES, NAME_MAX_BYTES, POSTAL_CODE_MAX_BYTES},
};

use commands::time;
use commands::{Sign, SignedRow, SubmissionOrigin, SupporterRow};

use super::replay::parse_entry;
use crate::{
    error::InternalError,
    sql::{Row, Sql, Value, count_value, padded},
};

/// A whole given name, a space, the first cluster of the family name, which
/// can be all of it, and a full stop.
pub(crate) const PUBLIC_NAME_BYTES: usize = NAME_MAX_BYTES + 1 + NAME_MAX_BYTES + 1;

/// A signature about to be stored.
pub(crate) struct NewSignature<'a> {
    pub(crate) supporter_key: &'a [u8; 32],
    pub(crate) name_key: &'a [u8; 32],
    pub(crate) slot: u8,
    pub(crate) state: State,
    pub(crate) origin: &'a SubmissionOrigin,
    pub(crate) supporter: &'a SupporterRow,
    pub(crate) answer: &'a SignedRow,
    pub(crate) receipt: &'a ReceiptId,
    /// The change that shows the entry, when the supporter is listed.
    pub(crate) entry_sequence: Option<u64>,
    /// The limit that it was over, when it is held.
    pub(crate) held_reason: Option<HeldReason>,
}

impl<'a> NewSignature<'a> {
    /// What was submitted, before anything of it is shown or held.
    pub(crate) fn of(ask: &'a Sign, slot: u8, state: State) -> Self {
        Self {
            supporter_key: &ask.supporter_key,
            name_key: &ask.name_key,
            slot,
            state,
            origin: &ask.origin,
            supporter: &ask.supporter,
            answer: &ask.answer,
            receipt: &ask.answer.receipt,
            entry_sequence: None,
            held_reason: None,
        }
    }
}

/// What a supporter's key has already: (row, existing) by slot.
pub(crate) fn load_existing(
    sql: &Sql,
    supporter_key: &[u8; 32],
) -> Result<Vec<(i64, Existing)>, InternalError> {
    sql.rows(
        "SELECT id, slot, name_key, state FROM signature WHERE supporter_key = ? ORDER BY slot",
        vec![supporter_key.to_vec().into()],
    )?
    .into_iter()
    .map(|row| {
        let id = row.integer("id")?;
        let slot = u8::try_from(row.integer("slot")?)
            .map_err(|_| InternalError::new("a stored slot is out of range"))?;
        let name_key = row.blob("name_key")?;
        let state = State::parse(&row.text("state")?)
            .ok_or_else(|| InternalError::new("a stored state is unknown"))?;
        Ok((
            id,
            Existing {
                slot,
                name_key,
                state,
            },
        ))
    })
    .collect()
}

/// Stores a signature and its person. Returns the signature's row.
pub(crate) fn insert(sql: &Sql, new: &NewSignature<'_>) -> Result<i64, InternalError> {
    let origin = new.origin;
    let row = sql.row(
        "INSERT INTO signature (
           supporter_key, slot, name_key, state, partner, language, country, region, channel,
           origin, page, source, session_id, petition_version, view, collection_notice,
           collection_notice_version, receipt, signed_at_ms, entry, shows_region, shows_country,
           entry_sequence, held_reason)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         RETURNING id",
        vec![
            new.supporter_key.to_vec().into(),
            Value::Integer(new.slot.into()),
            new.name_key.to_vec().into(),
            new.state.as_str().into(),
            origin.partner.as_str().into(),
            origin.language.as_str().into(),
            origin.country.clone().into(),
            origin.region.clone().into(),
            origin.channel.as_str().into(),
            origin.origin.as_str().into(),
            origin.page.clone().into(),
            origin.source.clone().into(),
            origin.session_id.as_str().into(),
            Value::Integer(origin.petition_version.into()),
            origin.view_column().into(),
            origin.collection_notice.id.as_str().into(),
            Value::Integer(origin.collection_notice.version.into()),
            new.receipt.as_str().into(),
            Value::Integer(new.answer.signed_at_ms),
            new.answer
                .entry
                .as_ref()
                .map(|entry| entry.as_str().to_owned())
                .into(),
            Value::Integer(new.answer.shows_region.into()),
            Value::Integer(new.answer.shows_country.into()),
            new.entry_sequence
                .map(count_value)
                .transpose()?
                .map_or(Value::Null, |value| value),
            new.held_reason
                .map_or(Value::Null, |reason| reason.as_str().into()),
        ],
    )?;
    let id = row
        .ok_or_else(|| InternalError::new("an insert returned no row"))?
        .integer("id")?;
    insert_person(sql, id, new.supporter)?;
    Ok(id)
}

fn insert_person(sql: &Sql, id: i64, supporter: &SupporterRow) -> Result<(), InternalError> {
    let public_name = supporter.public_name.as_deref().unwrap_or_default();
    sql.run(
        "INSERT INTO person (signature, given_name, family_name, email, postal_code, public_name)
         VALUES (?, ?, ?, ?, ?, ?)",
        vec![
            Value::Integer(id),
            padded(&supporter.given_name, NAME_MAX_BYTES)?,
            padded(&supporter.family_name, NAME_MAX_BYTES)?,
            padded(&supporter.email, EMAIL_MAX_BYTES)?,
            padded(&supporter.postal_code, POSTAL_CODE_MAX_BYTES)?,
            padded(public_name, PUBLIC_NAME_BYTES)?,
        ],
    )
}

/// The newest entries shown after `acknowledged`, newest first.
pub(crate) fn load_entries_since(
    sql: &Sql,
    acknowledged: u64,
) -> Result<Vec<Entry>, InternalError> {
    let limit =
        i64::try_from(ANNOUNCE_ENTRIES).map_err(|_| InternalError::new("a limit is too large"))?;
    sql.rows(
        "SELECT entry, public_name, region, country, shows_region, shows_country, signed_at_ms,
                CASE comment_state WHEN 'shown' THEN comment END AS comment
         FROM signature JOIN person ON person.signature = signature.id
           LEFT JOIN moderation ON moderation.signature = signature.id
           LEFT JOIN person_comment ON person_comment.signature = signature.id
         WHERE entry_sequence > ? AND is_hidden = 0 AND is_unlisted = 0
           AND state IN ('pending', 'confirmed')
           AND coalesce(is_name_waiting, 0) = 0
         ORDER BY entry_sequence DESC LIMIT ?",
        vec![count_value(acknowledged)?, Value::Integer(limit)],
    )?
    .into_iter()
    .map(|row| parse_entry_row(&row))
    .collect()
}

/// Entry, public name, region, country, whether each is shown, when it was
/// signed, and the comment or null.
pub(crate) fn parse_entry_row(row: &Row) -> Result<Entry, InternalError> {
    let id = parse_entry(row.text_or_null("entry")?)?
        .ok_or_else(|| InternalError::new("a listed signature has no entry id"))?;
    let name = row.padded_text("public_name")?;
    let region = row.text_or_null("region")?;
    let country = row.text_or_null("country")?;
    let shows_region = row.integer("shows_region")? != 0;
    let shows_country = row.integer("shows_country")? != 0;
    let signed_at = time::encode_minute(row.integer("signed_at_ms")?);
    Ok(Entry {
        id,
        name,
        region: region.filter(|_| shows_region),
        country: country.filter(|_| shows_country),
        comment: row.padded_text_or_null("comment")?,
        signed_at,
    })
}

/// The entries taken away after `acknowledged`: by a moderator, or by the
/// supporter.
pub(crate) fn load_removed_since(
    sql: &Sql,
    acknowledged: u64,
) -> Result<Vec<EntryId>, InternalError> {
    sql.rows(
        "SELECT entry FROM signature WHERE entry_sequence > ?
           AND (is_hidden = 1 OR is_unlisted = 1 OR state IN ('withdrawn', 'held'))",
        vec![count_value(acknowledged)?],
    )?
    .into_iter()
    .map(|row| {
        parse_entry(row.text_or_null("entry")?)?
            .ok_or_else(|| InternalError::new("a hidden signature has no entry id"))
    })
    .collect()
}

/// Takes an entry out of the feed for good, by the change `sequence`.
pub(crate) fn hide(sql: &Sql, entry: &EntryId, sequence: u64) -> Result<(), InternalError> {
    sql.run(
        "UPDATE signature SET is_hidden = 1, entry_sequence = ? WHERE entry = ?",
        vec![count_value(sequence)?, entry.as_str().into()],
    )?;
    sql.run(
        "UPDATE moderation SET is_waiting = 0
         WHERE signature = (SELECT id FROM signature WHERE entry = ?)",
        vec![entry.as_str().into()],
    )
}
