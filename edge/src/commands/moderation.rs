//! What `LedgerDo` is asked by moderators.

use protocol::{
    feed::Entry,
    ids::{EntryId, PartnerId},
};
use serde::{Deserialize, Serialize};

use super::ledger::does_show;

/// What a moderator says of some entries; those of other shards are left.
#[derive(Serialize, Deserialize, Clone)]
pub(crate) struct Decide {
    pub(crate) entries: Vec<EntryId>,
    pub(crate) decision: Decision,
    /// Whether the public sees signatures that are pending. Where it does not,
    /// a decision about one shows nothing; its confirmation does.
    #[serde(default = "does_show")]
    pub(crate) shows_pending: bool,
}

/// What becomes of an entry.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Decision {
    /// It is shown, with its reason if it has one.
    Approve,
    /// It is shown without its reason.
    NameOnly,
    /// It is taken out for good.
    Hide,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Decided {
    /// Where each entry of this shard stands now.
    pub(crate) entries: Vec<(EntryId, EntryState)>,
}

/// Where a listed entry stands.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EntryState {
    /// In public, as far as the feed reaches.
    Shown,
    /// Something of it waits for a moderator.
    Queued,
    /// Taken out for good.
    Hidden,
}

/// Takes many entries out of the feed for good: those to which everything
/// that is given here applies.
#[derive(Serialize, Deserialize, Clone)]
pub(crate) struct HideMany {
    pub(crate) source: Option<String>,
    pub(crate) partner: Option<PartnerId>,
    /// Signed at this instant or later.
    pub(crate) from_ms: Option<i64>,
    /// Signed before this instant.
    pub(crate) to_ms: Option<i64>,
    /// At most so many, the newest first.
    pub(crate) limit: u32,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct HiddenMany {
    /// How many were hidden; as many as the limit: there may be more.
    pub(crate) hidden: u32,
}

/// Asks one shard for what a moderator looks at.
#[derive(Serialize, Deserialize)]
pub(crate) struct LoadDesk {
    /// Most entries of the queue, the oldest first.
    pub(crate) queued: u32,
    /// Most entries that are shown, the newest first.
    pub(crate) shown: u32,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Desk {
    /// How many entries wait in this shard.
    pub(crate) waiting: u64,
    pub(crate) queue: Vec<DeskEntry>,
    pub(crate) shown: Vec<DeskEntry>,
}

/// An entry as a moderator sees it, with what is not shown of it too.
#[derive(Serialize, Deserialize, Clone)]
pub(crate) struct DeskEntry {
    /// With its reason, whether that is shown or not.
    pub(crate) entry: Entry,
    pub(crate) partner: PartnerId,
    pub(crate) source: Option<String>,
    pub(crate) language: String,
    pub(crate) is_name_waiting: bool,
    /// `none`, `waiting`, `shown` or `withheld`.
    pub(crate) comment_state: String,
    pub(crate) reasons: Vec<String>,
    /// To the millisecond, for the order over shards.
    pub(crate) signed_at_ms: i64,
}
