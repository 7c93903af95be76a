//! What mailboxes were sent of late: what the caps of their mails count.

use petition::{MailPurpose, MailsSent};
use protocol::limits::MAILS_WINDOW_MS;

use super::outbox::Order;
use crate::{
    error::InternalError,
    sql::{Sql, Value},
};

/// What a mailbox has had for a purpose, and when it had its last mail for any.
///
/// The columns of `mailbox` are of mails from before this table.
pub(crate) fn load(
    sql: &Sql,
    supporter_key: &[u8; 32],
    purpose: MailPurpose,
    now_ms: i64,
) -> Result<MailsSent, InternalError> {
    let is_asked = purpose == MailPurpose::Asked;
    let row = sql
        .row(
            "SELECT
               (SELECT count(*) FROM mail_sent
                WHERE supporter_key = ?1 AND is_asked = ?2 AND is_counted = 1
                  AND sent_at_ms > ?3)
               + coalesce((SELECT mails FROM mailbox
                  WHERE supporter_key = ?1 AND ?2 = 0 AND last_mail_at_ms > ?3), 0) AS count,
               max(coalesce((SELECT max(sent_at_ms) FROM mail_sent WHERE supporter_key = ?1), 0),
                   coalesce((SELECT last_mail_at_ms FROM mailbox WHERE supporter_key = ?1), 0)) AS last_at_ms",
            vec![
                supporter_key.to_vec().into(),
                Value::Integer(is_asked.into()),
                Value::Integer(now_ms - MAILS_WINDOW_MS),
            ],
        )?
        .ok_or_else(|| InternalError::new("a count gave no row"))?;
    Ok(MailsSent {
        count: u32::try_from(row.integer("count")?)
            .map_err(|_| InternalError::new("a stored count of mails is out of range"))?,
        last_at_ms: Some(row.integer("last_at_ms")?).filter(|at_ms| *at_ms > 0),
    })
}

/// Counts a mail that is handed over now for the first time.
pub(crate) fn insert(
    sql: &Sql,
    order: &Order,
    address_key: &[u8; 32],
    now_ms: i64,
) -> Result<(), InternalError> {
    sql.run(
        "INSERT INTO mail_sent (mail, supporter_key, address_key, is_asked, sent_at_ms)
         VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        vec![
            order.mail.to_vec().into(),
            order.supporter_key.to_vec().into(),
            address_key.to_vec().into(),
            Value::Integer((order.purpose == MailPurpose::Asked).into()),
            Value::Integer(now_ms),
        ],
    )
}

/// A mail did not arrive: it was none.
pub(crate) fn remove(sql: &Sql, mail: &[u8; 16]) -> Result<(), InternalError> {
    sql.run(
        "DELETE FROM mail_sent WHERE mail = ?",
        vec![mail.to_vec().into()],
    )
}

/// What a spelling was sent came back: none of it was a mail.
pub(crate) fn remove_of(
    sql: &Sql,
    supporter_key: &[u8; 32],
    address_key: &[u8; 32],
) -> Result<(), InternalError> {
    sql.run(
        "DELETE FROM mail_sent WHERE supporter_key = ? AND address_key = ?",
        vec![supporter_key.to_vec().into(), address_key.to_vec().into()],
    )
}

/// A mailbox has confirmed: the count begins anew, and the mails stay apart.
pub(crate) fn begin_anew(sql: &Sql, supporter_key: &[u8; 32]) -> Result<(), InternalError> {
    sql.run(
        "UPDATE mail_sent SET is_counted = 0 WHERE supporter_key = ?",
        vec![supporter_key.to_vec().into()],
    )?;
    sql.run(
        "UPDATE mailbox SET mails = 0 WHERE supporter_key = ?",
        vec![supporter_key.to_vec().into()],
    )
}

/// Forgets mails that count no more.
pub(crate) fn purge(sql: &Sql, now_ms: i64) -> Result<(), InternalError> {
    sql.run(
        "DELETE FROM mail_sent WHERE sent_at_ms <= ?",
        vec![Value::Integer(now_ms - MAILS_WINDOW_MS)],
    )
}

/// When the next is forgotten.
pub(crate) fn earliest_expiry(sql: &Sql) -> Result<Option<i64>, InternalError> {
    sql.row(
        "SELECT sent_at_ms FROM mail_sent ORDER BY sent_at_ms LIMIT 1",
        Vec::new(),
    )?
    .map(|row| Ok(row.integer("sent_at_ms")? + MAILS_WINDOW_MS))
    .transpose()
}
