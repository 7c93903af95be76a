//! What `LedgerDo` is asked by moderators.

use protocol::{
    feed::Entry,
    ids::{EntryId, PartnerId},
};
use serde::{Deserialize, Serialize};

use super::ledger::does_show;

/// What a moderator says of some entries; those of other shards are left.
#[derive(Serialize, Deserialize, Clone)]
pub struct Decide {
    pub entries: Vec<EntryId>,
    pub decision: Decision,
    /// Whether the public sees signatures that are pending. Where it does not,
    /// a decision about one shows nothing; its confirmation does.
    #[serde(default = "does_show")]
    pub shows_pending: bool,
}

/// What becomes of an entry.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It is shown, with its reason if it has one.
    Approve,
    /// It is shown without its reason.
    NameOnly,
    /// It is taken out for good.
    Hide,
}

#[derive(Serialize, Deserialize)]
pub struct Decided {
    /// Where each entry of this shard stands now.
    pub entries: Vec<(EntryId, EntryState)>,
}

/// Where a listed entry stands.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
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
pub struct HideMany {
    pub source: Option<String>,
    pub partner: Option<PartnerId>,
    /// Signed at this instant or later.
    pub from_ms: Option<i64>,
    /// Signed before this instant.
    pub to_ms: Option<i64>,
    /// At most so many, the newest first.
    pub limit: u32,
}

#[derive(Serialize, Deserialize)]
pub struct HiddenMany {
    /// How many were hidden; as many as the limit: there may be more.
    pub hidden: u32,
}

/// Asks one shard for what a moderator looks at.
#[derive(Serialize, Deserialize)]
pub struct LoadDesk {
    /// Most entries of the queue, the oldest first.
    pub queued: u32,
    /// Most entries that are shown, the newest first.
    pub shown: u32,
}

#[derive(Serialize, Deserialize)]
pub struct Desk {
    /// How many entries wait in this shard.
    pub waiting: u64,
    pub queue: Vec<DeskEntry>,
    pub shown: Vec<DeskEntry>,
}

/// An entry as a moderator sees it, with what is not shown of it too.
#[derive(Serialize, Deserialize, Clone)]
pub struct DeskEntry {
    /// With its reason, whether that is shown or not.
    pub entry: Entry,
    pub partner: PartnerId,
    pub source: Option<String>,
    pub language: String,
    pub is_name_waiting: bool,
    /// `none`, `waiting`, `shown` or `withheld`.
    pub comment_state: String,
    pub reasons: Vec<String>,
    /// To the millisecond, for the order over shards.
    pub signed_at_ms: i64,
}
