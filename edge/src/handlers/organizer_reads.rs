//! The counts that the organizers' API and page share.

use std::collections::BTreeMap;

use futures_util::future::try_join_all;
use petition::Counters;
use protocol::CountRow;

use crate::{
    broken::Broken,
    cache::Campaign,
    commands::{By, CountBy, Counted},
    entry::Edge,
    objects,
    platform::now_ms,
};

/// The counts of a campaign, straight from its ledgers.
pub(super) struct Counts {
    pub(super) total: u64,
    pub(super) as_of_ms: i64,
    pub(super) splits: Vec<(By, Vec<CountRow>)>,
}

/// Asks every shard, and sums. The ledgers and not the campaign, so that an
/// organizer reads what is committed, a moment before it is announced.
pub(super) async fn load_counts(
    edge: &Edge,
    campaign: &Campaign,
    by: &[By],
) -> Result<Counts, Broken> {
    let id = &campaign.settings.campaign;
    let as_of_ms = now_ms();
    let asks = (0..campaign.shards).map(|shard| async move {
        objects::ledger(&edge.env, id, shard)?
            .ask(CountBy { by: by.to_vec() })
            .await
    });
    let shards = try_join_all(asks).await?;
    let counted = |counters: &Counters| counters.counted(campaign.settings.counts);
    Ok(Counts {
        total: shards.iter().map(|shard| counted(&shard.counters)).sum(),
        as_of_ms,
        splits: by
            .iter()
            .map(|by| (*by, sum_rows(&shards, *by, counted)))
            .collect(),
    })
}

fn sum_rows(shards: &[Counted], by: By, counted: impl Fn(&Counters) -> u64) -> Vec<CountRow> {
    let mut sums: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for row in shards
        .iter()
        .flat_map(|shard| &shard.rows)
        .filter(|row| row.by == by)
    {
        let sum = sums.entry(&row.key).or_default();
        sum.0 += counted(&row.counters);
        sum.1 += row.consents;
    }
    sums.into_iter()
        .map(|(key, (signatures, consents))| CountRow {
            key: key.to_owned(),
            signatures,
            consents,
        })
        .collect()
}
