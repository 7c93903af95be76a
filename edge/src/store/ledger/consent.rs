//! The ledger's consents and their events.

use petition::consent::{
    ConsentEvent, EXPLICITLY_EXPRESSED, GIVEN, NO_PREVIOUS_HASH, WITHDRAWN, hash_event,
};
use protocol::Control;

use commands::{ConsentGiven, SubmissionOrigin};

use crate::{
    error::InternalError,
    sql::{Row, Sql, Value},
};

/// The partners and purposes that a signature has consents for.
pub(crate) fn load_given(
    sql: &Sql,
    signature: i64,
) -> Result<Vec<(String, String)>, InternalError> {
    sql.rows(
        "SELECT partner, purpose FROM consent WHERE signature = ?",
        vec![Value::Integer(signature)],
    )?
    .into_iter()
    .map(|row| Ok((row.text("partner")?, row.text("purpose")?)))
    .collect()
}

/// Stores a consent with its first event.
pub(crate) fn insert(
    sql: &Sql,
    signature: i64,
    given: &ConsentGiven,
    origin: &SubmissionOrigin,
    now_ms: i64,
) -> Result<(), InternalError> {
    let row = sql.row(
        "INSERT INTO consent (record_id, signature, partner, purpose, notice, notice_version,
                              notice_hash, view, control, control_label, language, channel,
                              origin, session_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        vec![
            given.record_id.as_str().into(),
            Value::Integer(signature),
            given.partner.as_str().into(),
            given.purpose.as_str().into(),
            given.notice.as_str().into(),
            Value::Integer(given.version.into()),
            given.notice_hash.as_str().into(),
            origin.view_column().into(),
            control_word(given.control).into(),
            given.control_label.as_str().into(),
            origin.language.as_str().into(),
            origin.channel.as_str().into(),
            origin.origin.as_str().into(),
            origin.session_id.as_str().into(),
        ],
    )?;
    let consent = row
        .ok_or_else(|| InternalError::new("an insert returned no row"))?
        .integer("id")?;
    let first = first_event(given, origin, now_ms);
    insert_event(sql, consent, &NO_PREVIOUS_HASH, &first)
}

fn first_event<'a>(
    given: &'a ConsentGiven,
    origin: &'a SubmissionOrigin,
    now_ms: i64,
) -> ConsentEvent<'a> {
    ConsentEvent {
        record_id: &given.record_id,
        partner: given.partner.as_str(),
        purpose: &given.purpose,
        notice: given.notice.as_str(),
        notice_version: given.version,
        notice_hash: &given.notice_hash,
        view: origin.view_column(),
        control: control_word(given.control),
        control_label: &given.control_label,
        language: &origin.language,
        channel: &origin.channel,
        origin: &origin.origin,
        event: 1,
        event_time_ms: now_ms,
        event_type: EXPLICITLY_EXPRESSED,
        event_state: GIVEN,
        is_address_confirmed: false,
    }
}

/// The control as the column and the event's hash have it: pinned words.
fn control_word(control: Control) -> &'static str {
    match control {
        Control::Choose => "choose",
        Control::Tick => "tick",
    }
}

fn insert_event(
    sql: &Sql,
    consent: i64,
    previous: &[u8; 32],
    event: &ConsentEvent<'_>,
) -> Result<(), InternalError> {
    sql.run(
        "INSERT INTO consent_event (consent, event, event_time_ms, event_type, event_state,
                                    is_address_confirmed, previous_hash, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        vec![
            Value::Integer(consent),
            Value::Integer(event.event.into()),
            Value::Integer(event.event_time_ms),
            event.event_type.into(),
            event.event_state.into(),
            Value::Integer(event.is_address_confirmed.into()),
            previous.to_vec().into(),
            hash_event(previous, event).to_vec().into(),
        ],
    )
}

/// A consent with where its events have come to.
pub(crate) struct KeptConsent {
    pub(crate) id: i64,
    pub(crate) record_id: String,
    pub(crate) partner: String,
    pub(crate) purpose: String,
    pub(crate) notice: String,
    pub(crate) notice_version: u32,
    notice_hash: String,
    view: String,
    control: String,
    control_label: String,
    pub(crate) language: String,
    channel: String,
    origin: String,
    /// The number, time, state and hash of the last event.
    last: (u32, i64, String, [u8; 32]),
    /// When it was first given.
    pub(crate) given_at_ms: i64,
}

impl KeptConsent {
    pub(crate) fn is_given(&self) -> bool {
        self.last.2 == GIVEN
    }

    /// When it was withdrawn, if it is.
    pub(crate) fn withdrawn_at_ms(&self) -> Option<i64> {
        (!self.is_given()).then_some(self.last.1)
    }
}

/// The consents of a signature.
pub(crate) fn load_records(sql: &Sql, signature: i64) -> Result<Vec<KeptConsent>, InternalError> {
    sql.rows(
        "SELECT id, record_id, partner, purpose, notice, notice_version, notice_hash, view,
                control, control_label, language, channel, origin,
                last.event, last.event_time_ms, last.event_state, last.hash,
                first.event_time_ms AS given_at_ms
         FROM consent
           JOIN consent_event AS first ON first.consent = id AND first.event = 1
           JOIN consent_event AS last ON last.consent = id AND last.event =
             (SELECT max(event) FROM consent_event WHERE consent = consent.id)
         WHERE signature = ? ORDER BY id",
        vec![Value::Integer(signature)],
    )?
    .into_iter()
    .map(|row| parse_record(&row))
    .collect()
}

fn parse_record(row: &Row) -> Result<KeptConsent, InternalError> {
    let number = |integer| {
        u32::try_from(integer).map_err(|_| InternalError::new("a stored version is out of range"))
    };
    Ok(KeptConsent {
        id: row.integer("id")?,
        record_id: row.text("record_id")?,
        partner: row.text("partner")?,
        purpose: row.text("purpose")?,
        notice: row.text("notice")?,
        notice_version: number(row.integer("notice_version")?)?,
        notice_hash: row.text("notice_hash")?,
        view: row.text("view")?,
        control: row.text("control")?,
        control_label: row.text("control_label")?,
        language: row.text("language")?,
        channel: row.text("channel")?,
        origin: row.text("origin")?,
        last: (
            number(row.integer("event")?)?,
            row.integer("event_time_ms")?,
            row.text("event_state")?,
            row.blob("hash")?,
        ),
        given_at_ms: row.integer("given_at_ms")?,
    })
}

/// What the supporter's mailbox says of a consent: that it is
/// theirs, or that they withdraw it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    Confirmed,
    Withdrawn,
}

/// Adds what the supporter's mailbox says as an event, linked to the one
/// before.
pub(crate) fn add_event(
    sql: &Sql,
    record: &KeptConsent,
    said: Said,
    now_ms: i64,
) -> Result<(), InternalError> {
    let event = ConsentEvent {
        record_id: &record.record_id,
        partner: &record.partner,
        purpose: &record.purpose,
        notice: &record.notice,
        notice_version: record.notice_version,
        notice_hash: &record.notice_hash,
        view: &record.view,
        control: &record.control,
        control_label: &record.control_label,
        language: &record.language,
        channel: &record.channel,
        origin: &record.origin,
        event: record.last.0 + 1,
        event_time_ms: now_ms,
        event_type: EXPLICITLY_EXPRESSED,
        event_state: match said {
            Said::Confirmed => GIVEN,
            Said::Withdrawn => WITHDRAWN,
        },
        is_address_confirmed: true,
    };
    insert_event(sql, record.id, &record.last.3, &event)
}

/// Gives a consent to another signature of the same mailbox.
pub(crate) fn hand_over(
    sql: &Sql,
    record: &KeptConsent,
    signature: i64,
) -> Result<(), InternalError> {
    sql.run(
        "UPDATE consent SET signature = ? WHERE id = ?",
        vec![Value::Integer(signature), Value::Integer(record.id)],
    )
}

/// Closes one consent, where a newer one takes its place: the record and its
/// events move, as they are, to those of the past of a signature.
pub(crate) fn close(sql: &Sql, record: &KeptConsent, signature: i64) -> Result<(), InternalError> {
    const COLUMNS: &str = "partner, purpose, notice, notice_version, notice_hash, view, control,
      control_label, language, channel, origin, session_id";
    const EVENT: &str = "event, event_time_ms, event_type, event_state, is_address_confirmed,
      previous_hash, hash";
    let row = sql.row(
        &format!(
            "INSERT INTO past_consent (record_id, signature, {COLUMNS})
             SELECT record_id, ?, {COLUMNS} FROM consent WHERE id = ? RETURNING id"
        ),
        vec![Value::Integer(signature), Value::Integer(record.id)],
    )?;
    let past = row
        .ok_or_else(|| InternalError::new("a consent to close is not there"))?
        .integer("id")?;
    sql.run(
        &format!(
            "INSERT INTO past_consent_event (consent, {EVENT})
             SELECT ?, {EVENT} FROM consent_event WHERE consent = ?"
        ),
        vec![Value::Integer(past), Value::Integer(record.id)],
    )?;
    for query in [
        "DELETE FROM consent_event WHERE consent = ?",
        "DELETE FROM consent WHERE id = ?",
    ] {
        sql.run(query, vec![Value::Integer(record.id)])?;
    }
    Ok(())
}

/// Gives all of a signature's past to another one of the same mailbox.
pub(crate) fn hand_over_past(sql: &Sql, from: i64, to: i64) -> Result<(), InternalError> {
    sql.run(
        "UPDATE past_consent SET signature = ? WHERE signature = ?",
        vec![Value::Integer(to), Value::Integer(from)],
    )
}
