//! The public list of recent signatures: chosen display names only.

use serde::{Deserialize, Serialize};

use crate::ids::EntryId;
use crate::tally::Tally;

/// One listed signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The entry, unrelated to the receipt.
    pub id: EntryId,
    /// The name that the supporter chose to show, "Anil K.".
    pub name: String,
    /// The supporter's province, where enough sign from there.
    pub region: Option<String>,
    /// The supporter's country (ISO 3166-1 alpha-2), where enough sign from
    /// there.
    pub country: Option<String>,
    /// The supporter's reason, where the campaign takes reasons.
    pub comment: Option<String>,
    /// When the supporter signed, cut to the minute, RFC 3339 with `Z`.
    pub signed_at: String,
}

/// The newest listed signatures, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// The count.
    pub tally: Tally,
    /// At most [`crate::limits::FEED_ENTRIES`] entries.
    pub entries: Vec<Entry>,
    /// Signatures that count and are not among the entries.
    pub others: u64,
}
