//! Whether the public sees a name: what the supporter decides later, on their
//! page.

use petition::{Comments, State, public_name, review};
use protocol::ids::EntryId;

use super::moderating::next_sequence;
use commands::Reviewed;

use crate::{
    error::InternalError,
    platform::make_random,
    sql::Sql,
    store::ledger::{mailbox::Kept, manage as table, manage::NewListing, moderation},
};

/// Lists a signature by its initial. A name that a moderator looks at first
/// waits here as it would have when the supporter signed; what a moderator has
/// taken out stays out.
pub(super) fn list(
    sql: &Sql,
    kept: &Kept,
    shows_region: bool,
    shows_country: bool,
    shows_pending: bool,
) -> Result<bool, InternalError> {
    let is_listed = kept.entry.is_some() && !kept.is_unlisted;
    if is_listed || kept.is_hidden || kept.state == State::Withdrawn {
        return Ok(false);
    }
    let sequence = next_sequence(sql)?;
    let (given, family) = table::load_name(sql, kept.id)?;
    let is_waiting = waits(sql, kept.id, (&given, family.as_deref()))?;
    let is_visible =
        kept.state == State::Confirmed || (kept.state == State::Pending && shows_pending);
    let entry = match &kept.entry {
        Some(entry) => entry.clone(),
        None => EntryId::from_bytes(make_random()).as_str().to_owned(),
    };
    let new = NewListing {
        entry: &entry,
        public_name: &public_name(&given, family.as_deref()),
        shows_region,
        shows_country,
        sequence: (is_visible && !is_waiting).then_some(sequence),
    };
    table::list(sql, kept.id, &new)?;
    Ok(true)
}

/// Whether a moderator has to look at the name first; asked once for each
/// signature.
fn waits(sql: &Sql, signature: i64, name: (&str, Option<&str>)) -> Result<bool, InternalError> {
    if let Some(is_waiting) = moderation::is_name_waiting(sql, signature)? {
        return Ok(is_waiting);
    }
    let reasons = review(name, None, Comments::Off).name;
    let reviewed = Reviewed {
        is_name_waiting: !reasons.is_empty(),
        is_comment_waiting: false,
        reasons: reasons
            .iter()
            .map(|reason| reason.as_str().to_owned())
            .collect(),
    };
    moderation::insert_state(sql, signature, None, &reviewed)?;
    Ok(reviewed.is_name_waiting)
}

/// Takes a signature out of every list.
pub(super) fn unlist(sql: &Sql, kept: &Kept) -> Result<bool, InternalError> {
    if kept.entry.is_none() || kept.is_unlisted {
        return Ok(false);
    }
    let sequence = next_sequence(sql)?;
    table::unlist(sql, kept.id, sequence)?;
    Ok(true)
}
