//! What the supporter's page reads of a signature, and what it changes of its
//! listing.

use petition::{HeldReason, Standing, admit::State, public_name};
use protocol::ids::{NoticeId, PartnerId, ReceiptId};

use commands::{Listing, ManagedConsent, ManagedSignature};

use super::{
    consent::{self, KeptConsent},
    mailbox::parse_reason,
    signature::PUBLIC_NAME_BYTES,
};
use crate::{
    error::InternalError,
    sql::{Row, Sql, Value, count_value, padded},
};

/// Everything of one mailbox as it may read it, by slot, with each slot.
pub(crate) fn load(
    sql: &Sql,
    supporter_key: &[u8; 32],
) -> Result<Vec<(u8, ManagedSignature)>, InternalError> {
    sql.rows(
        "SELECT id, slot, receipt, state, undeliverable_at_ms IS NOT NULL AS is_undeliverable,
                given_name, family_name, email, postal_code, country, region, language, partner,
                petition_version, signed_at_ms, confirmed_at_ms, comment, held_reason,
                review_asked_at_ms IS NOT NULL AS is_review_asked,
                entry IS NOT NULL AS has_entry, is_unlisted, is_hidden,
                coalesce(is_name_waiting, 0) AS is_name_waiting
         FROM signature JOIN person ON person.signature = signature.id
           LEFT JOIN person_comment ON person_comment.signature = signature.id
           LEFT JOIN moderation ON moderation.signature = signature.id
         WHERE supporter_key = ? ORDER BY slot",
        vec![supporter_key.to_vec().into()],
    )?
    .into_iter()
    .map(|row| {
        let id = row.integer("id")?;
        let slot = u8::try_from(row.integer("slot")?)
            .map_err(|_| InternalError::new("a stored slot is out of range"))?;
        let mut signature = parse(&row)?;
        let records = consent::load_records(sql, id)?;
        signature.consents = records
            .into_iter()
            .map(parse_consent)
            .collect::<Result<_, _>>()?;
        Ok((slot, signature))
    })
    .collect()
}

fn parse(row: &Row) -> Result<ManagedSignature, InternalError> {
    let malformed = |what: &str| InternalError::new(format!("a stored {what} is malformed"));
    let receipt = ReceiptId::parse(&row.text("receipt")?).map_err(|_| malformed("receipt id"))?;
    let state = State::parse(&row.text("state")?).ok_or_else(|| malformed("state"))?;
    let standing = Standing::of(state, row.integer("is_undeliverable")? != 0);
    let given_name = row.padded_text("given_name")?;
    let family_name = row.padded_text("family_name")?;
    let named = Some(family_name.as_str()).filter(|name| !name.is_empty());
    Ok(ManagedSignature {
        receipt,
        standing,
        public_name: public_name(&given_name, named),
        given_name,
        family_name,
        email: row.padded_text("email")?,
        postal_code: row.padded_text("postal_code")?,
        country: row.text_or_null("country")?,
        region: row.text_or_null("region")?,
        language: row.text("language")?,
        partner: PartnerId::parse(&row.text("partner")?).map_err(|_| malformed("partner"))?,
        petition_version: u32::try_from(row.integer("petition_version")?)
            .map_err(|_| malformed("version"))?,
        signed_at_ms: row.integer("signed_at_ms")?,
        confirmed_at_ms: row.integer_or_null("confirmed_at_ms")?,
        comment: row.padded_text_or_null("comment")?,
        held_reason: held_reason(row, standing)?,
        is_review_asked: row.integer("is_review_asked")? != 0,
        listing: parse_listing(row)?,
        consents: Vec::new(),
    })
}

/// Kept after a release, and told only while it holds.
fn held_reason(row: &Row, standing: Standing) -> Result<Option<HeldReason>, InternalError> {
    let reason = parse_reason(row.text_or_null("held_reason")?)?;
    Ok(reason.filter(|_| standing == Standing::Held))
}

/// Whether there is an entry, whether the supporter or a moderator has taken
/// it out, and whether it waits.
fn parse_listing(row: &Row) -> Result<Listing, InternalError> {
    let is = |column: &str| row.integer(column).map(|flag| flag != 0);
    let is_listed = is("has_entry")? && !is("is_unlisted")?;
    Ok(
        match (is_listed, is("is_hidden")?, is("is_name_waiting")?) {
            (false, ..) => Listing::Unlisted,
            (true, true, _) => Listing::TakenOut,
            (true, false, true) => Listing::Waiting,
            (true, false, false) => Listing::Listed,
        },
    )
}

fn parse_consent(record: KeptConsent) -> Result<ManagedConsent, InternalError> {
    let malformed = |what: &str| InternalError::new(format!("a stored {what} is malformed"));
    Ok(ManagedConsent {
        given_at_ms: record.given_at_ms,
        withdrawn_at_ms: record.withdrawn_at_ms(),
        partner: PartnerId::parse(&record.partner).map_err(|_| malformed("partner"))?,
        notice: NoticeId::parse(&record.notice).map_err(|_| malformed("notice"))?,
        record_id: record.record_id,
        purpose: record.purpose,
        notice_version: record.notice_version,
        language: record.language,
    })
}

/// The name that the supporter signed with: given, and family if there is one.
pub(crate) fn load_name(
    sql: &Sql,
    signature: i64,
) -> Result<(String, Option<String>), InternalError> {
    let row = sql
        .row(
            "SELECT given_name, family_name FROM person WHERE signature = ?",
            vec![Value::Integer(signature)],
        )?
        .ok_or_else(|| InternalError::new("a signature has no person"))?;
    let given = row.padded_text("given_name")?;
    Ok((
        given,
        Some(row.padded_text("family_name")?).filter(|name| !name.is_empty()),
    ))
}

/// The address that a signature or claim was made with, and its language.
pub(crate) fn load_address(sql: &Sql, signature: i64) -> Result<(String, String), InternalError> {
    let row = sql
        .row(
            "SELECT email, language FROM signature JOIN person ON person.signature = signature.id
             WHERE signature.id = ?",
            vec![Value::Integer(signature)],
        )?
        .ok_or_else(|| InternalError::new("a signature has no person"))?;
    Ok((row.padded_text("email")?, row.text("language")?))
}

/// An entry as a supporter asks for it later.
pub(crate) struct NewListing<'a> {
    /// The one that the supporter had, or a new one.
    pub(crate) entry: &'a str,
    pub(crate) public_name: &'a str,
    pub(crate) shows_region: bool,
    pub(crate) shows_country: bool,
    /// The change that shows it; none while nobody may see it.
    pub(crate) sequence: Option<u64>,
}

/// Lists a signature that was not, or not any more.
pub(crate) fn list(sql: &Sql, signature: i64, new: &NewListing<'_>) -> Result<(), InternalError> {
    sql.run(
        "UPDATE person SET public_name = ? WHERE signature = ?",
        vec![
            padded(new.public_name, PUBLIC_NAME_BYTES)?,
            Value::Integer(signature),
        ],
    )?;
    let sequence = new.sequence.map(count_value).transpose()?;
    sql.run(
        "UPDATE signature SET entry = ?, shows_region = ?, shows_country = ?, is_unlisted = 0,
           entry_sequence = ?
         WHERE id = ?",
        vec![
            new.entry.into(),
            Value::Integer(new.shows_region.into()),
            Value::Integer(new.shows_country.into()),
            sequence.unwrap_or(Value::Null),
            Value::Integer(signature),
        ],
    )
}

/// Takes a signature out of every list, by the change `sequence`.
pub(crate) fn unlist(sql: &Sql, signature: i64, sequence: u64) -> Result<(), InternalError> {
    sql.run(
        "UPDATE signature SET is_unlisted = 1,
           entry_sequence = CASE WHEN entry_sequence IS NULL THEN NULL ELSE ? END
         WHERE id = ?",
        vec![count_value(sequence)?, Value::Integer(signature)],
    )
}

/// Takes a signature back, with its entry, by the change `sequence`.
pub(crate) fn take_back(sql: &Sql, signature: i64, sequence: u64) -> Result<(), InternalError> {
    sql.run(
        "UPDATE signature SET state = 'withdrawn',
           entry_sequence = CASE WHEN entry_sequence IS NULL THEN NULL ELSE ? END
         WHERE id = ?",
        vec![count_value(sequence)?, Value::Integer(signature)],
    )
}

/// Notes that the supporter asks a person to look at a hold.
pub(crate) fn ask_review(sql: &Sql, signature: i64, now_ms: i64) -> Result<(), InternalError> {
    sql.run(
        "UPDATE signature SET review_asked_at_ms = ? WHERE id = ?",
        vec![Value::Integer(now_ms), Value::Integer(signature)],
    )
}

/// How many have asked, and still are held.
pub(crate) fn count_reviews(sql: &Sql) -> Result<u64, InternalError> {
    sql.row(
        "SELECT count(*) AS count FROM signature
         WHERE state = 'held' AND review_asked_at_ms IS NOT NULL",
        Vec::new(),
    )?
    .map_or(Ok(0), |row| row.count("count"))
}
