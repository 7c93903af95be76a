//! What is pushed to open pages.
//!
//! Not a log: a page that missed messages reads the feed again. Clients
//! ignore fields and kinds of message that they do not know.

use serde::{Deserialize, Serialize};

use crate::feed::Entry;
use crate::ids::EntryId;
use crate::tally::Tally;

/// A change of a campaign's public state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveMessage {
    /// Version of the message, 1.
    pub v: u8,
    /// The count; it replaces an older one.
    pub tally: Tally,
    /// New or changed entries; one with a known id replaces it.
    pub entries: Vec<Entry>,
    /// Entries to take off the page.
    pub removed: Vec<EntryId>,
}
