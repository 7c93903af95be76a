//! Several changes as one message: the rule by which they are merged.

use protocol::{limits::FEED_ENTRIES, live::LiveMessage};

/// `newer` after `older`: the newer tally, every entry once in its newest
/// form, and nothing that was removed.
pub(crate) fn merge(older: LiveMessage, newer: LiveMessage) -> LiveMessage {
    let mut removed = older.removed;
    for entry in &newer.removed {
        if !removed.contains(entry) {
            removed.push(entry.clone());
        }
    }
    let mut entries = newer.entries;
    for entry in older.entries {
        if !entries.iter().any(|known| known.id == entry.id) {
            entries.push(entry);
        }
    }
    entries.retain(|entry| !removed.contains(&entry.id));
    entries.truncate(FEED_ENTRIES);
    let tally = if newer.tally.as_of >= older.tally.as_of {
        newer.tally
    } else {
        older.tally
    };
    LiveMessage {
        v: newer.v,
        tally,
        entries,
        removed,
    }
}
