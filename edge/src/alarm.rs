//! An object's one alarm, set to the earliest row of its `due` table.

use worker::State;

use crate::{broken::Broken, sql::Sql, store::due};

/// Sets the alarm to what is due first; without any row it stays as it is
/// and its handler finds nothing to do.
pub(crate) fn arm(state: &State, sql: &Sql) -> Result<(), Broken> {
    due::earliest(sql)?.map_or(Ok(()), |at_ms| set(state, at_ms))
}

/// Sets the alarm.
///
/// Setting is synchronous: the promise settles when the runtime has stored
/// the time, together with the writes of this turn, and the output gate waits
/// for that.
pub(crate) fn set(state: &State, at_ms: i64) -> Result<(), Broken> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds since 1970 are below 2^53"
    )]
    let at = js_sys::Date::new(&(at_ms as f64).into());
    let storage = state.storage();
    let _stored = storage
        .as_raw()
        .set_alarm(at, js_sys::Object::new())
        .map_err(|error| Broken::thrown(&error))?;
    Ok(())
}
