//! Several changes as one message: the rule by which they are merged.

use std::collections::HashSet;

use protocol::{Entry, ids::EntryId, limits::FEED_ENTRIES, live::LiveMessage};

/// `newer` after `older`: the newer tally, every entry once in its newest
/// form, and for each id what was said of it last: a paused feed removes what
/// it shows again when it is resumed. What an organizer hid is said once and
/// for good: no ledger announces it after that.
#[must_use]
pub fn merge(older: LiveMessage, newer: LiveMessage) -> LiveMessage {
    let shown: HashSet<EntryId> = ids(&newer.entries);
    let gone: HashSet<EntryId> = newer.removed.iter().cloned().collect();
    let mut removed = newer.removed;
    for entry in older.removed {
        if !shown.contains(&entry) && !gone.contains(&entry) {
            removed.push(entry);
        }
    }
    let mut entries = newer.entries;
    for entry in older.entries {
        if !shown.contains(&entry.id) && !gone.contains(&entry.id) {
            entries.push(entry);
        }
    }
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

fn ids(entries: &[Entry]) -> HashSet<EntryId> {
    entries.iter().map(|entry| entry.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use protocol::{CampaignId, Tally};

    use super::*;

    fn id(letter: char) -> EntryId {
        EntryId::parse(&letter.to_string().repeat(16)).unwrap()
    }

    fn message(signatures: u64, entries: &str, removed: &str) -> LiveMessage {
        let entry = |letter| Entry {
            id: id(letter),
            name: format!("{letter}{signatures}"),
            region: None,
            country: None,
            comment: None,
            signed_at: "2026-11-22T06:00:00Z".to_owned(),
        };
        LiveMessage {
            v: 1,
            tally: Tally {
                campaign: CampaignId::parse("welcome").unwrap(),
                signatures,
                goal: 10,
                as_of: format!("2026-11-22T06:00:0{signatures}.000Z"),
            },
            entries: entries.chars().map(entry).collect(),
            removed: removed.chars().map(id).collect(),
        }
    }

    fn told(message: &LiveMessage) -> (Vec<&str>, Vec<EntryId>) {
        let names = message.entries.iter().map(|entry| entry.name.as_str());
        (names.collect(), message.removed.clone())
    }

    #[test]
    fn what_was_said_last_of_an_entry_holds() {
        let merged = merge(message(1, "ABC", "D"), message(2, "BE", "AF"));
        assert_eq!(merged.tally.signatures, 2);
        assert_eq!(
            told(&merged),
            (vec!["B2", "E2", "C1"], vec![id('A'), id('F'), id('D')])
        );
    }

    #[test]
    fn a_feed_that_is_paused_and_resumed_at_once_shows_what_it_showed() {
        let paused = merge(message(1, "AB", ""), message(1, "", "ABC"));
        assert_eq!(told(&paused), (vec![], vec![id('A'), id('B'), id('C')]));
        let resumed = merge(paused, message(1, "BC", ""));
        assert_eq!(told(&resumed), (vec!["B1", "C1"], vec![id('A')]));
    }
}
