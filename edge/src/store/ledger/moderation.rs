//! What moderators decide: the ledger's waiting entries and reasons.

use petition::CLAIM_SLOT;
use protocol::{ids::EntryId, limits::COMMENT_MAX_BYTES};

use commands::{Decision, EntryState, HideMany, Reviewed, SupporterRow};

use crate::{
    error::InternalError,
    sql::{Sql, Value, count_value, padded},
};

/// Stores the reason of a new signature and what of it waits; nothing where
/// there is neither.
pub(crate) fn insert(
    sql: &Sql,
    signature: i64,
    supporter: &SupporterRow,
) -> Result<(), InternalError> {
    let reviewed = &supporter.reviewed;
    if let Some(comment) = &supporter.comment {
        sql.run(
            "INSERT INTO person_comment (signature, comment) VALUES (?, ?)",
            vec![
                Value::Integer(signature),
                padded(comment, COMMENT_MAX_BYTES)?,
            ],
        )?;
    }
    insert_state(sql, signature, supporter.comment.as_deref(), reviewed)
}

/// What of a name and a reason waits; nothing where there is neither.
pub(crate) fn insert_state(
    sql: &Sql,
    signature: i64,
    comment: Option<&str>,
    reviewed: &Reviewed,
) -> Result<(), InternalError> {
    let comment_state = match (comment, reviewed.is_comment_waiting) {
        (None, _) if !reviewed.is_name_waiting => return Ok(()),
        (None, _) => "none",
        (Some(_), true) => "waiting",
        (Some(_), false) => "shown",
    };
    let is_waiting = reviewed.is_name_waiting || comment_state == "waiting";
    sql.run(
        "INSERT INTO moderation (signature, is_waiting, is_name_waiting, comment_state, reasons)
         VALUES (?, ?, ?, ?, ?)",
        vec![
            Value::Integer(signature),
            Value::Integer(is_waiting.into()),
            Value::Integer(reviewed.is_name_waiting.into()),
            comment_state.into(),
            reviewed.reasons.join(" ").into(),
        ],
    )
}

/// Whether a name waits for a moderator, or none if nothing was looked at.
pub(crate) fn is_name_waiting(sql: &Sql, signature: i64) -> Result<Option<bool>, InternalError> {
    sql.row(
        "SELECT is_name_waiting FROM moderation WHERE signature = ?",
        vec![Value::Integer(signature)],
    )?
    .map(|row| Ok(row.integer("is_name_waiting")? != 0))
    .transpose()
}

/// An entry before a decision about it.
pub(crate) struct Undecided {
    pub(crate) signature: i64,
    pub(crate) is_hidden: bool,
    pub(crate) is_waiting: bool,
    /// `none`, `waiting`, `shown` or `withheld`.
    pub(crate) comment_state: String,
}

impl Undecided {
    /// The comment's state after a decision, or none if nothing changes: what
    /// is hidden stays hidden.
    pub(crate) fn after(&self, decision: Decision) -> Option<&'static str> {
        let comment_state = match (self.comment_state.as_str(), decision) {
            ("none", _) => "none",
            (_, Decision::Approve) => "shown",
            (_, Decision::NameOnly | Decision::Hide) => "withheld",
        };
        let is_decided = !self.is_waiting && self.comment_state == comment_state;
        let changes = !self.is_hidden && (decision == Decision::Hide || !is_decided);
        changes.then_some(comment_state)
    }

    /// Where the entry stands.
    pub(crate) fn state(&self) -> EntryState {
        match (self.is_hidden, self.is_waiting) {
            (true, _) => EntryState::Hidden,
            (false, true) => EntryState::Queued,
            (false, false) => EntryState::Shown,
        }
    }
}

/// The entry, or none if no signature of this shard has it. A claim is nobody's
/// to decide before its mailbox has.
pub(crate) fn load(sql: &Sql, entry: &EntryId) -> Result<Option<Undecided>, InternalError> {
    sql.row(
        "SELECT id, is_hidden, coalesce(is_waiting, 0) AS is_waiting,
                coalesce(comment_state, 'none') AS comment_state
         FROM signature LEFT JOIN moderation ON moderation.signature = signature.id
         WHERE entry = ? AND slot < ?",
        vec![entry.as_str().into(), Value::Integer(CLAIM_SLOT.into())],
    )?
    .map(|row| {
        Ok(Undecided {
            signature: row.integer("id")?,
            is_hidden: row.integer("is_hidden")? != 0,
            is_waiting: row.integer("is_waiting")? != 0,
            comment_state: row.text("comment_state")?,
        })
    })
    .transpose()
}

/// Nothing of an entry waits any more, and its comment is in this state.
pub(crate) fn approve(
    sql: &Sql,
    signature: i64,
    comment_state: &str,
    now_ms: i64,
) -> Result<(), InternalError> {
    sql.run(
        "UPDATE moderation SET is_waiting = 0, is_name_waiting = 0, comment_state = ?,
                               decided_at_ms = ?
         WHERE signature = ?",
        vec![
            comment_state.into(),
            Value::Integer(now_ms),
            Value::Integer(signature),
        ],
    )
}

/// Shows an entry by the change `sequence`, if its signature is one that the
/// public sees.
pub(crate) fn show(
    sql: &Sql,
    signature: i64,
    sequence: u64,
    shows_pending: bool,
) -> Result<(), InternalError> {
    sql.run(
        "UPDATE signature SET entry_sequence = ?
         WHERE id = ? AND (state = 'confirmed' OR (state = 'pending' AND ?))",
        vec![
            count_value(sequence)?,
            Value::Integer(signature),
            Value::Integer(shows_pending.into()),
        ],
    )
}

/// What [`HideMany`] applies to. Scanned from the newest: an attack is recent,
/// and a source is a word of a partner's own that no index shall keep.
const MANY: &str = "entry IS NOT NULL AND is_hidden = 0
  AND (?1 IS NULL OR source = ?1) AND (?2 IS NULL OR partner = ?2)
  AND (?3 IS NULL OR signed_at_ms >= ?3) AND (?4 IS NULL OR signed_at_ms < ?4)";

/// Whether there is anything to hide.
pub(crate) fn has_many(sql: &Sql, ask: &HideMany) -> Result<bool, InternalError> {
    let query =
        format!("SELECT 1 FROM signature WHERE slot < ?5 AND {MANY} ORDER BY id DESC LIMIT 1");
    Ok(sql.row(&query, filters(ask))?.is_some())
}

/// Hides the newest, by the change `sequence`; how many.
pub(crate) fn hide_many(sql: &Sql, ask: &HideMany, sequence: u64) -> Result<u32, InternalError> {
    let query = format!(
        "UPDATE signature SET is_hidden = 1, entry_sequence = ?6
         WHERE id IN (SELECT id FROM signature WHERE slot < ?5 AND {MANY}
                      ORDER BY id DESC LIMIT ?7)
         RETURNING id"
    );
    let mut bindings = filters(ask);
    bindings.extend([count_value(sequence)?, Value::Integer(ask.limit.into())]);
    let rows = sql.rows(&query, bindings)?;
    sql.run(
        "UPDATE moderation SET is_waiting = 0
         WHERE is_waiting = 1
           AND signature IN (SELECT id FROM signature WHERE entry_sequence = ?)",
        vec![count_value(sequence)?],
    )?;
    u32::try_from(rows.len()).map_err(|_| InternalError::new("more were hidden than asked for"))
}

/// Hides what waits for its mailbox too, should it ever be confirmed. Nobody
/// sees it now, so it is no public change and counts nowhere.
pub(crate) fn hide_claims(sql: &Sql, ask: &HideMany) -> Result<(), InternalError> {
    sql.run(
        &format!("UPDATE signature SET is_hidden = 1 WHERE slot >= ?5 AND {MANY}"),
        filters(ask),
    )
}

fn filters(ask: &HideMany) -> Vec<Value> {
    let instant = |at: Option<i64>| at.map_or(Value::Null, Value::Integer);
    let partner = ask.partner.as_ref();
    vec![
        ask.source.clone().into(),
        partner.map(|partner| partner.as_str().to_owned()).into(),
        instant(ask.from_ms),
        instant(ask.to_ms),
        Value::Integer(CLAIM_SLOT.into()),
    ]
}

/// How many entries wait.
pub(crate) fn count_waiting(sql: &Sql) -> Result<u64, InternalError> {
    sql.row(
        "SELECT count(*) AS count FROM moderation JOIN signature ON signature.id = moderation.signature
         WHERE is_waiting = 1 AND is_hidden = 0 AND is_unlisted = 0 AND slot < ?
           AND state IN ('pending', 'confirmed')",
        vec![Value::Integer(CLAIM_SLOT.into())],
    )?
    .map_or(Ok(0), |row| row.count("count"))
}
