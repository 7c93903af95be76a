//! Mails that wait, the keys of their days, and how the mail goes.

use petition::MailPurpose;

use commands::MailHealth;

use super::manage::count_reviews;
use crate::{
    error::InternalError,
    sql::{Sql, Value, count_value},
};

/// What a mail says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum OrderKind {
    Confirm,
    Reminder,
    AlreadySigned,
    YourLink,
}

impl OrderKind {
    const ALL: [Self; 4] = [
        Self::Confirm,
        Self::Reminder,
        Self::AlreadySigned,
        Self::YourLink,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Reminder => "reminder",
            Self::AlreadySigned => "already_signed",
            Self::YourLink => "your_link",
        }
    }

    fn parse(word: &str) -> Result<Self, InternalError> {
        let mut all = Self::ALL.into_iter();
        all.find(|kind| kind.as_str() == word)
            .ok_or_else(|| InternalError::new("a stored kind of a mail is unknown"))
    }
}

/// An address that only the key of its day can read.
pub(crate) struct SealedAddress {
    pub(crate) nonce: [u8; 24],
    pub(crate) bytes: Vec<u8>,
}

/// Which send slots a mail has: the throttle gives them out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum SendSlot {
    /// It was ordered, and has none.
    None,
    /// One among the mails of its domain and its campaign.
    OfCampaign,
    /// And one among all mails of the deployment: it goes when it is due.
    OfDeployment,
}

impl SendSlot {
    const ALL: [Self; 3] = [Self::None, Self::OfCampaign, Self::OfDeployment];

    fn number(self) -> i64 {
        match self {
            Self::None => 0,
            Self::OfCampaign => 1,
            Self::OfDeployment => 2,
        }
    }
}

/// A mail that was ordered.
pub(crate) struct Order {
    pub(crate) supporter_key: [u8; 32],
    /// Of the spelling that it goes to; of one that was ordered before spellings
    /// were distinguished, its mailbox's key.
    pub(crate) address_key: [u8; 32],
    /// Names it to the provider.
    pub(crate) mail: [u8; 16],
    pub(crate) kind: OrderKind,
    pub(crate) purpose: MailPurpose,
    pub(crate) language: String,
    /// Whose key has sealed the address.
    pub(crate) day: String,
    pub(crate) address: SealedAddress,
    pub(crate) ordered_at_ms: i64,
    pub(crate) slot: SendSlot,
    /// Deliveries that were begun.
    pub(crate) tries: u32,
    /// When the first was.
    pub(crate) first_try_at_ms: Option<i64>,
}

/// Orders a mail. It replaces one that still waits for the same spelling of the
/// address, and never another spelling's. One that was never begun leaves it its
/// name, its purpose and its slot: asking again puts nobody back, and takes
/// nobody else's.
pub(crate) fn put(sql: &Sql, order: &Order, due_at_ms: i64) -> Result<(), InternalError> {
    sql.run(
        "INSERT INTO outbox (supporter_key, address_key, mail, kind, is_asked, language, day,
                             nonce, address, ordered_at_ms, due_at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (supporter_key, address_key) DO UPDATE SET
           mail = iif(tries = 0, mail, excluded.mail),
           is_asked = iif(tries = 0, is_asked, excluded.is_asked),
           kind = excluded.kind, language = excluded.language,
           day = excluded.day, nonce = excluded.nonce, address = excluded.address,
           ordered_at_ms = excluded.ordered_at_ms,
           due_at_ms = iif(tries = 0 AND is_weighed > 0,
                           max(due_at_ms, excluded.due_at_ms), excluded.due_at_ms),
           is_weighed = iif(tries = 0, is_weighed, 0), tries = 0, first_try_at_ms = NULL",
        vec![
            order.supporter_key.to_vec().into(),
            order.address_key.to_vec().into(),
            order.mail.to_vec().into(),
            order.kind.as_str().into(),
            Value::Integer((order.purpose == MailPurpose::Asked).into()),
            order.language.as_str().into(),
            order.day.as_str().into(),
            order.address.nonce.to_vec().into(),
            order.address.bytes.clone().into(),
            Value::Integer(order.ordered_at_ms),
            Value::Integer(due_at_ms),
        ],
    )
}

/// The mails with this slot that are due, the longest waiting first.
pub(crate) fn load_due(
    sql: &Sql,
    slot: SendSlot,
    now_ms: i64,
    limit: u64,
) -> Result<Vec<Order>, InternalError> {
    sql.rows(
        "SELECT supporter_key, address_key, mail, kind, is_asked, language, day, nonce, address,
                ordered_at_ms, tries, first_try_at_ms
         FROM outbox WHERE is_weighed = ? AND due_at_ms <= ? ORDER BY due_at_ms, id LIMIT ?",
        vec![
            Value::Integer(slot.number()),
            Value::Integer(now_ms),
            count_value(limit)?,
        ],
    )?
    .into_iter()
    .map(|row| {
        Ok(Order {
            supporter_key: row.blob("supporter_key")?,
            address_key: row.blob("address_key")?,
            mail: row.blob("mail")?,
            kind: OrderKind::parse(&row.text("kind")?)?,
            purpose: match row.integer("is_asked")? {
                0 => MailPurpose::Submitted,
                _ => MailPurpose::Asked,
            },
            language: row.text("language")?,
            day: row.text("day")?,
            address: SealedAddress {
                nonce: row.blob("nonce")?,
                bytes: row.blob::<SEALED_BYTES>("address")?.to_vec(),
            },
            ordered_at_ms: row.integer("ordered_at_ms")?,
            slot,
            tries: u32::try_from(row.integer("tries")?)
                .map_err(|_| InternalError::new("a stored count of tries is out of range"))?,
            first_try_at_ms: row.integer_or_null("first_try_at_ms")?,
        })
    })
    .collect()
}

/// How many of them there are, counted up to `limit`.
pub(crate) fn count_due(
    sql: &Sql,
    slot: SendSlot,
    now_ms: i64,
    limit: u64,
) -> Result<u64, InternalError> {
    let row = sql.row(
        "SELECT count(*) AS count FROM
           (SELECT 1 FROM outbox WHERE is_weighed = ? AND due_at_ms <= ? LIMIT ?)",
        vec![
            Value::Integer(slot.number()),
            Value::Integer(now_ms),
            count_value(limit)?,
        ],
    )?;
    row.map_or(Ok(0), |row| row.count("count"))
}

/// The longest address, and the 16 bytes that prove it unchanged.
pub(crate) const SEALED_BYTES: usize = protocol::limits::EMAIL_MAX_BYTES + 16;

/// Moves a mail to later, with where it stands by then.
pub(crate) fn postpone(sql: &Sql, order: &Order, due_at_ms: i64) -> Result<(), InternalError> {
    let first_try = order.first_try_at_ms;
    sql.run(
        "UPDATE outbox SET due_at_ms = ?, is_weighed = ?, tries = ?, first_try_at_ms = ?
         WHERE supporter_key = ? AND mail = ?",
        vec![
            Value::Integer(due_at_ms),
            Value::Integer(order.slot.number()),
            Value::Integer(order.tries.into()),
            first_try.map_or(Value::Null, Value::Integer),
            order.supporter_key.to_vec().into(),
            order.mail.to_vec().into(),
        ],
    )
}

/// Takes a mail out, unless a newer order has its place.
pub(crate) fn remove(sql: &Sql, order: &Order) -> Result<(), InternalError> {
    sql.run(
        "DELETE FROM outbox WHERE supporter_key = ? AND mail = ?",
        vec![
            order.supporter_key.to_vec().into(),
            order.mail.to_vec().into(),
        ],
    )
}

/// Takes out mails that were never begun and ask for what has ended.
pub(crate) fn purge(sql: &Sql, ordered_before_ms: i64) -> Result<(), InternalError> {
    sql.run(
        "DELETE FROM outbox WHERE tries = 0 AND ordered_at_ms <= ?",
        vec![Value::Integer(ordered_before_ms)],
    )
}

/// Takes out what waits for a spelling, and what has no spelling yet.
pub(crate) fn remove_of(
    sql: &Sql,
    supporter_key: &[u8; 32],
    address_key: &[u8; 32],
) -> Result<(), InternalError> {
    sql.run(
        "DELETE FROM outbox
         WHERE supporter_key = ?1 AND address_key IN (?1, ?2)",
        vec![supporter_key.to_vec().into(), address_key.to_vec().into()],
    )
}

/// A mail that was counted did not arrive: what waits for its mailbox and has no
/// place yet may go by then.
pub(crate) fn hasten(
    sql: &Sql,
    supporter_key: &[u8; 32],
    due_at_ms: i64,
) -> Result<(), InternalError> {
    sql.run(
        "UPDATE outbox SET due_at_ms = ?
         WHERE supporter_key = ? AND tries = 0 AND is_weighed = 0 AND due_at_ms > ?",
        vec![
            Value::Integer(due_at_ms),
            supporter_key.to_vec().into(),
            Value::Integer(due_at_ms),
        ],
    )
}

/// When the next mail is due; one that has no place among all of the
/// deployment's not before `slots_from_ms`.
pub(crate) fn earliest_due(sql: &Sql, slots_from_ms: i64) -> Result<Option<i64>, InternalError> {
    let mut earliest: Option<i64> = None;
    for slot in SendSlot::ALL {
        let due = sql.row(
            "SELECT due_at_ms FROM outbox WHERE is_weighed = ? ORDER BY due_at_ms LIMIT 1",
            vec![Value::Integer(slot.number())],
        )?;
        let Some(due) = due else { continue };
        let due_at_ms = match slot {
            SendSlot::None | SendSlot::OfCampaign => due.integer("due_at_ms")?.max(slots_from_ms),
            SendSlot::OfDeployment => due.integer("due_at_ms")?,
        };
        earliest = Some(earliest.map_or(due_at_ms, |at| at.min(due_at_ms)));
    }
    Ok(earliest)
}

/// The salt of a day.
pub(crate) fn load_salt(sql: &Sql, day: &str) -> Result<Option<[u8; 32]>, InternalError> {
    sql.row(
        "SELECT salt FROM outbox_day WHERE day = ?",
        vec![day.into()],
    )?
    .map(|row| row.blob("salt"))
    .transpose()
}

/// Keeps the salt of a day that has none.
pub(crate) fn insert_salt(sql: &Sql, day: &str, salt: &[u8; 32]) -> Result<(), InternalError> {
    sql.run(
        "INSERT INTO outbox_day (day, salt) VALUES (?, ?)",
        vec![day.into(), salt.to_vec().into()],
    )
}

/// Overwrites and deletes the salts of days of which no mail is left.
pub(crate) fn purge_salts(sql: &Sql) -> Result<(), InternalError> {
    const EMPTY: &str = "NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.day = outbox_day.day)";
    for query in [
        format!("UPDATE outbox_day SET salt = zeroblob(32) WHERE {EMPTY}"),
        format!("DELETE FROM outbox_day WHERE {EMPTY}"),
    ] {
        sql.run(&query, Vec::new())?;
    }
    Ok(())
}

/// What a round of deliveries came to.
#[derive(Default, Clone, Copy)]
pub(crate) struct Went {
    pub(crate) delivered: u64,
    pub(crate) given_up: u64,
    /// A provider, or our settings, have failed.
    pub(crate) has_failed: bool,
}

/// Notes how a round went. Whoever delivers does not fail.
pub(crate) fn note(sql: &Sql, went: Went, now_ms: i64) -> Result<(), InternalError> {
    let failing_since = match (went.delivered > 0, went.has_failed) {
        (true, _) => "NULL",
        (false, true) => "coalesce(failing_since_ms, ?3)",
        (false, false) => "failing_since_ms",
    };
    sql.run(
        &format!(
            "UPDATE mail_health SET delivered = delivered + ?1, given_up = given_up + ?2,
               failing_since_ms = {failing_since}
             WHERE id = 1 AND ?3 IS NOT NULL"
        ),
        vec![
            count_value(went.delivered)?,
            count_value(went.given_up)?,
            Value::Integer(now_ms),
        ],
    )
}

/// Notes that the throttle delays mails until then.
pub(crate) fn note_delay(sql: &Sql, until_ms: i64) -> Result<(), InternalError> {
    sql.run(
        "UPDATE mail_health SET delayed_until_ms = max(coalesce(delayed_until_ms, 0), ?)
         WHERE id = 1",
        vec![Value::Integer(until_ms)],
    )
}

/// How the mail goes.
pub(crate) fn load_health(sql: &Sql, now_ms: i64) -> Result<MailHealth, InternalError> {
    let row = sql
        .row(
            "SELECT (SELECT count(*) FROM outbox) AS waiting, delivered, given_up, failing_since_ms,
                    delayed_until_ms
             FROM mail_health WHERE id = 1",
            Vec::new(),
        )?
        .ok_or_else(|| InternalError::new("a ledger does not know how its mail goes"))?;
    Ok(MailHealth {
        waiting: row.count("waiting")?,
        delivered: row.count("delivered")?,
        given_up: row.count("given_up")?,
        failing_since_ms: row.integer_or_null("failing_since_ms")?,
        delayed_until_ms: row
            .integer_or_null("delayed_until_ms")?
            .filter(|until| *until > now_ms),
        reviews_asked: count_reviews(sql)?,
    })
}
