//! The ledger's consents and their events.

use protocol::Control;

use crate::{
    broken::Broken,
    commands::{ConsentGiven, SubmissionOrigin},
    consent::{ConsentEvent, EXPLICITLY_EXPRESSED, GIVEN, NO_PREVIOUS_HASH, hash_event},
    sql::{Row, Sql, Value},
};

/// The partners and purposes that a signature has consents for.
pub(crate) fn load_given(sql: &Sql, signature: i64) -> Result<Vec<(String, String)>, Broken> {
    sql.rows(
        "SELECT partner, purpose FROM consent WHERE signature = ?",
        vec![Value::Integer(signature)],
    )?
    .into_iter()
    .map(|row| {
        let mut row = Row::new(row);
        Ok((row.text()?, row.text()?))
    })
    .collect()
}

/// Stores a consent with its first event.
pub(crate) fn insert(
    sql: &Sql,
    signature: i64,
    given: &ConsentGiven,
    (origin, now_ms): (&SubmissionOrigin, i64),
) -> Result<(), Broken> {
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
        .ok_or_else(|| Broken::new("an insert returned no row"))?
        .integer()?;
    insert_event(sql, consent, &first_event(given, origin, now_ms))
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

fn insert_event(sql: &Sql, consent: i64, event: &ConsentEvent<'_>) -> Result<(), Broken> {
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
            NO_PREVIOUS_HASH.to_vec().into(),
            hash_event(&NO_PREVIOUS_HASH, event).to_vec().into(),
        ],
    )
}
