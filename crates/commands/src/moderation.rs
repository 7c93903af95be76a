//! The commands of `LedgerDo` for moderators.

use protocol::{
    feed::Entry,
    ids::{EntryId, PartnerId},
};
use serde::{Deserialize, Serialize};

use super::ledger::does_show;

/// Carries out a moderator's decision about some entries. A shard leaves out the
/// entries that are not its own.
#[derive(Serialize, Deserialize, Clone)]
pub struct Decide {
    /// The entries.
    pub entries: Vec<EntryId>,
    /// The decision about each of them.
    pub decision: Decision,
    /// Whether the public sees signatures that are pending. Where it does not, a
    /// pending signature that is approved is shown once its mailbox confirms.
    #[serde(default = "does_show")]
    pub shows_pending: bool,
}

/// What a moderator decides about an entry.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The entry is shown, with its comment if it has one.
    Approve,
    /// The entry is shown without its comment.
    NameOnly,
    /// The entry is taken out for good.
    Hide,
}

/// The decision was executed.
#[derive(Serialize, Deserialize)]
pub struct Decided {
    /// Each of the entries that is in this shard, with where it stands now;
    /// empty when none is.
    pub entries: Vec<(EntryId, EntryState)>,
}

/// Where a listed entry stands.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    /// Nothing of the entry waits: the public sees it once the signature counts.
    Shown,
    /// The name or the comment waits for a moderator.
    Queued,
    /// The entry was taken out for good.
    Hidden,
}

/// Takes entries out of the feed for good: those to which every given condition
/// applies.
#[derive(Serialize, Deserialize, Clone)]
pub struct HideMany {
    /// Entries that came from this source; none for those of any source.
    pub source: Option<String>,
    /// Entries that came through this partner; none for those of any partner.
    pub partner: Option<PartnerId>,
    /// Entries signed at this instant or later, in Unix milliseconds; none for
    /// no lower end.
    pub from_ms: Option<i64>,
    /// Entries signed before this instant, in Unix milliseconds; none for no
    /// upper end.
    pub to_ms: Option<i64>,
    /// How many entries one command hides at most, the newest first.
    pub limit: u32,
}

/// How many entries were hidden.
#[derive(Serialize, Deserialize)]
pub struct HiddenMany {
    /// The number of entries hidden. Where it is the command's limit, more may
    /// be left. Claims are hidden too, all at once, and are not in this number.
    pub hidden: u32,
}

/// Asks one shard for its moderation queue and its shown entries.
#[derive(Serialize, Deserialize)]
pub struct LoadModerationQueue {
    /// How many entries of the queue to return at most.
    pub queued: u32,
    /// How many shown entries to return at most.
    pub shown: u32,
}

/// The moderation queue and the shown entries of one shard.
#[derive(Serialize, Deserialize)]
pub struct ModerationQueue {
    /// How many entries of this shard wait, whether they are returned or not.
    pub waiting: u64,
    /// The entries that wait, the oldest first.
    pub queue: Vec<QueueEntry>,
    /// The entries that the public sees and of which nothing waits, the newest
    /// first.
    pub shown: Vec<QueueEntry>,
}

/// An entry as a moderator sees it, with the parts that the public does not see.
#[derive(Serialize, Deserialize, Clone)]
pub struct QueueEntry {
    /// The entry, with its comment whether that is shown or not.
    pub entry: Entry,
    /// The partner through which the supporter signed.
    pub partner: PartnerId,
    /// What brought the supporter to the page, as the partner calls it; none
    /// when the tag named nothing.
    pub source: Option<String>,
    /// The language of the form, a BCP 47 tag.
    pub language: String,
    /// Whether the name waits for a moderator.
    pub is_name_waiting: bool,
    /// `none`, `waiting`, `shown` or `withheld`.
    pub comment_state: String,
    /// Why the entry waits, or waited: the words of `petition::Reason`; empty
    /// when nothing was noticed.
    pub reasons: Vec<String>,
    /// When the supporter signed, in Unix milliseconds, for the order over
    /// shards: the entry's own time is cut to the minute.
    pub signed_at_ms: i64,
}
