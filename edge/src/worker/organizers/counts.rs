//! The counts that the organizers' API and page share.

use crate::worker::shards::{ask_shards, on_shards};
use std::collections::BTreeMap;

use petition::{Counters, Counts, HeldReason};
use protocol::{CountRow, LateWork};

use commands::time;
use commands::{By, CountBy, Counted, Release};

use crate::{
    error::InternalError,
    objects,
    platform::now_ms,
    worker::{campaign_cache::CachedCampaign, context::Edge},
};

/// The counts of a campaign, straight from its ledgers.
pub(in crate::worker) struct LoadedCounts {
    pub(in crate::worker) total: u64,
    /// All submissions, by state.
    pub(in crate::worker) counters: Counters,
    pub(in crate::worker) as_of_ms: i64,
    pub(in crate::worker) splits: Vec<(By, Vec<CountRow>)>,
    /// What of the ledgers' own work is late, of each kind the longest.
    pub(in crate::worker) late: Vec<LateWork>,
}

/// Asks every shard, and sums. The ledgers and not the campaign, so that an
/// organizer reads what is committed, a moment before it is announced.
pub(in crate::worker) async fn load_counts(
    edge: &Edge,
    campaign: &CachedCampaign,
    by: &[By],
) -> Result<LoadedCounts, InternalError> {
    let as_of_ms = now_ms();
    let shards = ask_shards(edge, campaign, || CountBy { by: by.to_vec() }).await?;
    let counted = |counters: &Counters| counters.counted(campaign.settings.counts);
    Ok(LoadedCounts {
        total: shards.iter().map(|shard| counted(&shard.counters)).sum(),
        counters: shards.iter().map(|shard| shard.counters).sum(),
        as_of_ms,
        splits: by
            .iter()
            .map(|by| (*by, sum_rows(&shards, *by, counted)))
            .collect(),
        late: longest_late(&shards),
    })
}

fn longest_late(shards: &[Counted]) -> Vec<LateWork> {
    let mut longest: BTreeMap<&str, i64> = BTreeMap::new();
    for late in shards.iter().flat_map(|shard| &shard.late) {
        let since_ms = longest.entry(&late.work).or_insert(late.since_ms);
        *since_ms = late.since_ms.min(*since_ms);
    }
    longest
        .into_iter()
        .map(|(work, since_ms)| LateWork {
            work: work.to_owned(),
            since: time::encode_ms(since_ms),
        })
        .collect()
}

fn sum_rows(shards: &[Counted], by: By, counted: impl Fn(&Counters) -> u64) -> Vec<CountRow> {
    let mut sums: BTreeMap<&str, (Counters, u64)> = BTreeMap::new();
    for row in shards
        .iter()
        .flat_map(|shard| &shard.rows)
        .filter(|row| row.by == by)
    {
        let sum = sums.entry(&row.key).or_default();
        sum.0 = [sum.0, row.counters].into_iter().sum();
        sum.1 += row.consents;
    }
    sums.into_iter()
        .map(|(key, (counters, consents))| CountRow {
            key: key.to_owned(),
            signatures: counted(&counters),
            consents,
            held: counters.held,
            pending: counters.pending,
            confirmed: counters.confirmed,
            withdrawn: counters.withdrawn,
            undeliverable: counters.undeliverable,
        })
        .collect()
}

/// Most batches of one shard in one request: 8 shards stay below the thousand
/// requests that a Worker may make.
const RELEASE_BATCHES: usize = 100;

/// Lets held signatures count after all, shard by shard, batch by batch.
/// Returns how many, and whether none is left.
pub(in crate::worker) async fn release_held(
    edge: &Edge,
    campaign: &CachedCampaign,
    reason: Option<HeldReason>,
) -> Result<(u64, bool), InternalError> {
    let shows_pending = campaign.settings.counts == Counts::Submitted;
    let shards = on_shards(campaign, |id, shard| async move {
        let mut released = 0;
        for _ in 0..RELEASE_BATCHES {
            let ask = Release {
                reason,
                shows_pending,
            };
            let batch = objects::ledger(&edge.env, id, shard)?.ask(ask).await?;
            released += batch.released;
            if batch.is_complete {
                return Ok((released, true));
            }
        }
        Ok::<_, InternalError>((released, false))
    })
    .await?;
    let released = shards.iter().map(|(released, _)| released).sum();
    Ok((released, shards.iter().all(|(_, is_complete)| *is_complete)))
}
