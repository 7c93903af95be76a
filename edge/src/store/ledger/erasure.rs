//! How a claim or a signature leaves the ledger without a trace of its person.

use protocol::limits::{COMMENT_MAX_BYTES, EMAIL_MAX_BYTES, NAME_MAX_BYTES, POSTAL_CODE_MAX_BYTES};

use super::signature::PUBLIC_NAME_BYTES;
use crate::{
    error::InternalError,
    sql::{Sql, Value},
};

/// Erases a signature's row with all that hangs on it. Personal data is
/// overwritten in place first, since a deletion alone leaves it in the file.
pub(crate) fn erase(sql: &Sql, signature: i64) -> Result<(), InternalError> {
    let id = || vec![Value::Integer(signature)];
    let zeros = format!(
        "UPDATE person SET given_name = zeroblob({NAME_MAX_BYTES}),
           family_name = zeroblob({NAME_MAX_BYTES}), email = zeroblob({EMAIL_MAX_BYTES}),
           postal_code = zeroblob({POSTAL_CODE_MAX_BYTES}),
           public_name = zeroblob({PUBLIC_NAME_BYTES})
         WHERE signature = ?"
    );
    sql.run(&zeros, id())?;
    let zeros = format!(
        "UPDATE person_comment SET comment = zeroblob({COMMENT_MAX_BYTES}) WHERE signature = ?"
    );
    sql.run(&zeros, id())?;
    for query in [
        "DELETE FROM person WHERE signature = ?",
        "DELETE FROM person_comment WHERE signature = ?",
        "DELETE FROM moderation WHERE signature = ?",
        "DELETE FROM consent_event WHERE consent IN (SELECT id FROM consent WHERE signature = ?)",
        "DELETE FROM consent WHERE signature = ?",
        "DELETE FROM past_consent_event
         WHERE consent IN (SELECT id FROM past_consent WHERE signature = ?)",
        "DELETE FROM past_consent WHERE signature = ?",
        "DELETE FROM signature WHERE id = ?",
    ] {
        sql.run(query, id())?;
    }
    Ok(())
}
