//! What reaches the public's pages: merged announcements, and the pause.
//!
//! Invariant: an entry that was hidden has left the window, so neither an
//! announcement nor a resumed feed shows it again.

use std::rc::Rc;

use petition::settings::{CampaignSettings, Counts};
use protocol::{
    ids::EntryId,
    limits::{ANNOUNCE_ENTRIES, FEED_ENTRIES},
    live::LiveMessage,
};

use super::Campaign;
use commands::{Announce, Announced, Done, PauseFeed, make_tally};

use crate::{
    error::InternalError,
    platform::now_ms,
    sql::Sql,
    store::campaign::{feed, goal, published, settings as table, settings::ShardRow},
};

/// What a merged announcement changes on open pages.
struct Change {
    sequence: u64,
    /// None when the announcement is not newer than what is committed, or the
    /// public can see nothing of it.
    removed: Option<Vec<EntryId>>,
}

impl Campaign {
    /// Merges a shard's announcement, if it is newer than what is committed.
    pub(super) fn merge(self: &Rc<Self>, ask: &Announce) -> Result<Announced, InternalError> {
        let now = now_ms();
        let settings = self.settings()?;
        let settings = settings.map(|(_, settings)| settings);
        let counts = settings
            .as_ref()
            .map_or(Counts::Submitted, |settings| settings.counts);
        let protected = settings.as_deref().filter(|one| one.is_protected());
        let change = self.sql.transaction("campaign.announce", |sql| {
            let before = table::load_shard(sql, ask.shard)?;
            if ask.sequence <= before.sequence {
                return Ok(Change {
                    sequence: before.sequence,
                    removed: None,
                });
            }
            let after = ShardRow::of(ask, counts);
            if let Some(settings) = protected {
                return merge_unseen(sql, ask, &before, after, settings, now);
            }
            let is_visible = after.differs(&before, counts)
                || !ask.entries.is_empty()
                || !ask.removed.is_empty();
            // What nobody can see has no time either: a held signature, or a
            // pending one that does not count, leaves `as_of` as it was.
            let as_of_ms = if is_visible { now } else { before.as_of_ms };
            table::put_shard(sql, ask.shard, &ShardRow { as_of_ms, ..after })?;
            if let Some(settings) = settings.as_deref().filter(|_| is_visible) {
                let counters = table::load_merged(sql)?.counters;
                goal::note(sql, settings, counters.counted(counts), now)?;
            }
            // The newest comes first, and the newest gets the last ordinal.
            for entry in ask.entries.iter().rev() {
                feed::put(sql, entry)?;
            }
            // What open pages can have comes first: the rest is cut off there.
            let (mut removed, mut others) = (Vec::new(), Vec::new());
            for entry in &ask.removed {
                let is_listed = feed::remove(sql, entry)?;
                let list = if is_listed { &mut removed } else { &mut others };
                list.push(entry.clone());
            }
            removed.append(&mut others);
            feed::trim(sql)?;
            Ok(Change {
                sequence: ask.sequence,
                removed: Some(removed).filter(|_| is_visible),
            })
        })?;
        if let Some(removed) = change.removed {
            // While the feed is paused an entry goes to the window only; in a
            // protected campaign it goes nowhere.
            let is_kept_back = protected.is_some() || feed::is_paused(&self.sql)?;
            let entries = if is_kept_back {
                &[]
            } else {
                ask.entries.as_slice()
            };
            let entries = entries.iter().take(FEED_ENTRIES).cloned().collect();
            if let Some(message) = self.make_message(entries, removed)? {
                self.publish_soon(message);
            }
        }
        Ok(Announced {
            sequence: change.sequence,
        })
    }

    /// Pauses the feed: every open page removes the entries that it can have.
    /// Resumes it: every open page receives the window.
    pub(super) fn pause_feed(self: &Rc<Self>, ask: &PauseFeed) -> Result<Done, InternalError> {
        let now = now_ms();
        let (entries, removed) = self.sql.transaction("campaign.pause_feed", |sql| {
            feed::set_paused(sql, ask.is_paused, now)?;
            Ok(if ask.is_paused {
                (Vec::new(), feed::load_ids(sql)?)
            } else {
                (feed::load(sql)?, Vec::new())
            })
        })?;
        if let Some(message) = self.make_message(entries, removed)? {
            self.publish_soon(message);
        }
        Ok(Done {})
    }

    /// Takes every name off every open page, and leaves the published count.
    pub(super) fn clear_pages(self: &Rc<Self>, removed: Vec<EntryId>) -> Result<(), InternalError> {
        if let Some(message) = self.make_message(Vec::new(), removed)? {
            self.publish_soon(message);
        }
        Ok(())
    }

    /// A change as the sockets get it.
    fn make_message(
        &self,
        entries: Vec<protocol::Entry>,
        mut removed: Vec<EntryId>,
    ) -> Result<Option<LiveMessage>, InternalError> {
        let Some((_, settings)) = self.settings()? else {
            return Ok(None);
        };
        let (signatures, as_of_ms) = if settings.is_protected() {
            let published = published::load(&self.sql)?;
            (published.signatures, published.as_of_ms)
        } else {
            let merged = table::load_merged(&self.sql)?;
            (merged.counters.counted(settings.counts), merged.as_of_ms)
        };
        removed.truncate(ANNOUNCE_ENTRIES);
        Ok(Some(LiveMessage {
            v: 1,
            tally: make_tally(
                &settings.campaign,
                signatures,
                settings.goal_for(signatures, goal::load(&self.sql, &settings)?.shown),
                as_of_ms,
            ),
            entries,
            removed,
        }))
    }
}

/// Merges a protected campaign's shard: nobody sees it now, and its entries,
/// of signatures from before the protection, never. What may be seen is the
/// hour that has ended without it.
fn merge_unseen(
    sql: &Sql,
    ask: &Announce,
    before: &ShardRow,
    after: ShardRow,
    settings: &CampaignSettings,
    now: i64,
) -> Result<Change, InternalError> {
    let has_moved = published::settle(sql, settings, now)?;
    let as_of_ms = before.as_of_ms;
    table::put_shard(sql, ask.shard, &ShardRow { as_of_ms, ..after })?;
    Ok(Change {
        sequence: ask.sequence,
        removed: has_moved.then(Vec::new),
    })
}
