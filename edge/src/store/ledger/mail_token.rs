//! The tokens of links in mails, by their SHA-256.

use commands::TokenHash;

use crate::{
    error::InternalError,
    sql::{Sql, Value},
};

/// What a link leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TokenKind {
    /// A mailbox that has not confirmed.
    Confirm,
    /// The supporter's page.
    Page,
}

impl TokenKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Page => "page",
        }
    }
}

/// A token that is good now.
pub(crate) struct Token {
    pub(crate) supporter_key: [u8; 32],
    /// Of the spelling that it was mailed to; none of a link from before
    /// spellings were distinguished.
    pub(crate) address_key: Option<[u8; 32]>,
    pub(crate) kind: TokenKind,
    pub(crate) expires_at_ms: i64,
}

/// The token with this hash, unless it has ended.
pub(crate) fn load(
    sql: &Sql,
    hash: &TokenHash,
    now_ms: i64,
) -> Result<Option<Token>, InternalError> {
    sql.row(
        "SELECT supporter_key, kind, expires_at_ms, address_key IS NOT NULL AS has_address_key,
           coalesce(address_key, zeroblob(32)) AS address_key
         FROM mail_token
         WHERE hash = ? AND expires_at_ms > ?",
        vec![hash.to_vec().into(), Value::Integer(now_ms)],
    )?
    .map(|row| {
        let supporter_key = row.blob("supporter_key")?;
        let kind = match row.text("kind")?.as_str() {
            "confirm" => TokenKind::Confirm,
            "page" => TokenKind::Page,
            _ => return Err(InternalError::new("a stored kind of a token is unknown")),
        };
        let expires_at_ms = row.integer("expires_at_ms")?;
        let has_address = row.integer("has_address_key")? != 0;
        let address_key = row.blob("address_key")?;
        Ok(Token {
            supporter_key,
            address_key: has_address.then_some(address_key),
            kind,
            expires_at_ms,
        })
    })
    .transpose()
}

/// Keeps a token; the same again, of a mail that is delivered again, lives on.
pub(crate) fn put(sql: &Sql, hash: &TokenHash, token: &Token) -> Result<(), InternalError> {
    sql.run(
        "INSERT INTO mail_token (hash, supporter_key, kind, expires_at_ms, address_key)
         VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (hash) DO NOTHING",
        vec![
            hash.to_vec().into(),
            token.supporter_key.to_vec().into(),
            token.kind.as_str().into(),
            Value::Integer(token.expires_at_ms),
            token
                .address_key
                .map_or(Value::Null, |key| key.to_vec().into()),
        ],
    )
}

/// A link that asked for a confirmation has it: it leads to the supporter's
/// page now, for a day. One that ends sooner ends as it would have.
pub(crate) fn turn_to_page(
    sql: &Sql,
    hash: &TokenHash,
    ends_at_ms: i64,
) -> Result<(), InternalError> {
    sql.run(
        "UPDATE mail_token SET kind = 'page', expires_at_ms = min(expires_at_ms, ?)
         WHERE hash = ? AND kind = 'confirm'",
        vec![Value::Integer(ends_at_ms), hash.to_vec().into()],
    )
}

/// Forgets tokens that have ended.
pub(crate) fn purge(sql: &Sql, now_ms: i64) -> Result<(), InternalError> {
    sql.run(
        "DELETE FROM mail_token WHERE expires_at_ms <= ?",
        vec![Value::Integer(now_ms)],
    )
}

/// When the next token, or receipt that was confirmed, ends.
pub(crate) fn earliest_expiry(sql: &Sql) -> Result<Option<i64>, InternalError> {
    let row = sql.row(
        "SELECT min(at_ms) AS at_ms FROM (
           SELECT min(expires_at_ms) AS at_ms FROM mail_token
           UNION ALL SELECT min(expires_at_ms) FROM confirmed_receipt)",
        Vec::new(),
    )?;
    row.map_or(Ok(None), |row| row.integer_or_null("at_ms"))
}
