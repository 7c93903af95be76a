//! What the moderators' API and page share: the queue, decisions, the pause.

use crate::worker::shards::{ask_shards, on_shards};
use std::cmp::Reverse;

use petition::Counts;
use protocol::ids::{CampaignId, EntryId};

use commands::{
    Decide, Decision, EntryState, HideMany, LoadModerationQueue, PauseFeed, QueueEntry,
};

use crate::{
    error::InternalError,
    objects,
    worker::{
        campaign_cache::{self, CachedCampaign},
        context::Edge,
        problem::{Failure, Refusal},
        router::FeedSwitch,
    },
};

/// Entries on one page of the queue; the next ones follow when these are
/// decided. With the longest reasons 100 are under 350 KiB.
pub(in crate::worker) const QUEUE_ENTRIES: u32 = 100;

/// Entries that one command hides: a transaction of some ten milliseconds, so
/// that signing does not wait behind it.
const HIDE_AT_ONCE: u32 = 500;

/// Commands to each shard for one request: 20,000 entries of a shard, in some
/// seconds. Whoever asks again goes on from there.
const HIDE_ROUNDS: u32 = 40;

/// What moderators look at, over all shards.
pub(in crate::worker) struct ModerationQueue {
    pub(in crate::worker) waiting: u64,
    /// The oldest first.
    pub(in crate::worker) queue: Vec<QueueEntry>,
    /// The newest first.
    pub(in crate::worker) shown: Vec<QueueEntry>,
}

/// Asks every shard. The ledgers and not the campaign's window: what was
/// decided a moment ago is in them before it is announced.
pub(in crate::worker) async fn load_queue(
    edge: &Edge,
    campaign: &CachedCampaign,
    queued: u32,
    shown: u32,
) -> Result<ModerationQueue, InternalError> {
    let shards = ask_shards(edge, campaign, || LoadModerationQueue { queued, shown }).await?;
    let mut queue = ModerationQueue {
        waiting: 0,
        queue: Vec::new(),
        shown: Vec::new(),
    };
    for mut shard in shards {
        queue.waiting += shard.waiting;
        queue.queue.append(&mut shard.queue);
        queue.shown.append(&mut shard.shown);
    }
    queue.queue.sort_by_key(|entry| entry.signed_at_ms);
    queue.queue.truncate(queued as usize);
    queue.shown.sort_by_key(|entry| Reverse(entry.signed_at_ms));
    queue.shown.truncate(shown as usize);
    Ok(queue)
}

/// Decides about entries, in whichever shards they are; where each that was
/// found stands now.
pub(in crate::worker) async fn decide(
    edge: &Edge,
    campaign: &CachedCampaign,
    entries: &[EntryId],
    decision: Decision,
) -> Result<Vec<(EntryId, EntryState)>, InternalError> {
    let ask = || Decide {
        entries: entries.to_vec(),
        decision,
        shows_pending: campaign.settings.counts == Counts::Submitted,
    };
    let decided = ask_shards(edge, campaign, ask).await?;
    Ok(decided
        .into_iter()
        .flat_map(|shard| shard.entries)
        .collect())
}

/// How far hiding many entries came.
pub(in crate::worker) struct HiddenAll {
    pub(in crate::worker) hidden: u64,
    /// Nothing is left that the filter applies to.
    pub(in crate::worker) is_complete: bool,
}

/// Hides all entries that a filter applies to, the newest of each shard first.
pub(in crate::worker) async fn hide_many(
    edge: &Edge,
    campaign: &CachedCampaign,
    filter: &HideMany,
) -> Result<HiddenAll, InternalError> {
    let shards = on_shards(campaign, |id, shard| hide_many_of(edge, id, shard, filter)).await?;
    Ok(HiddenAll {
        hidden: shards.iter().map(|shard| shard.hidden).sum(),
        is_complete: shards.iter().all(|shard| shard.is_complete),
    })
}

async fn hide_many_of(
    edge: &Edge,
    id: &CampaignId,
    shard: u16,
    filter: &HideMany,
) -> Result<HiddenAll, InternalError> {
    let mut all = HiddenAll {
        hidden: 0,
        is_complete: false,
    };
    for _ in 0..HIDE_ROUNDS {
        let ask = HideMany {
            limit: HIDE_AT_ONCE,
            ..filter.clone()
        };
        let hidden = objects::ledger(&edge.env, id, shard)?
            .ask(ask)
            .await?
            .hidden;
        all.hidden += u64::from(hidden);
        if hidden < HIDE_AT_ONCE {
            all.is_complete = true;
            break;
        }
    }
    Ok(all)
}

/// Pauses or resumes the feed. Other isolates read it within two seconds; open
/// pages receive it at once.
pub(in crate::worker) async fn switch_feed(
    edge: &Edge,
    id: &CampaignId,
    switch: FeedSwitch,
) -> Result<(), Failure> {
    // No object is addressed for a campaign that is not listed.
    campaign_cache::load_campaign(edge, id).await?;
    let ask = PauseFeed {
        is_paused: switch == FeedSwitch::Pause,
    };
    objects::campaign(&edge.env, id)?.ask(ask).await?;
    campaign_cache::load_campaign_anew(edge, id).await?;
    Ok(())
}

/// Where one entry stands after a decision.
///
/// # Errors
///
/// 404 when no shard has it.
pub(in crate::worker) async fn decide_one(
    edge: &Edge,
    campaign: &CachedCampaign,
    entry: &EntryId,
    decision: Decision,
) -> Result<EntryState, Failure> {
    let decided = decide(edge, campaign, std::slice::from_ref(entry), decision).await?;
    decided
        .first()
        .map(|(_, state)| *state)
        .ok_or_else(|| Refusal::UnknownEntry.into())
}
