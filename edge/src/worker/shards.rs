//! Asking all shards of a campaign at once.

use commands::{Ask, LedgerCommand};
use futures_util::future::try_join_all;
use protocol::ids::CampaignId;

use super::{campaign_cache::CachedCampaign, context::Edge};
use crate::{error::InternalError, objects};

/// Sends the same command to every shard. The answers are in the shards' order.
///
/// # Errors
///
/// A shard failed. The others may have committed.
pub(super) async fn ask_shards<A: Ask<Command = LedgerCommand>>(
    edge: &Edge,
    campaign: &CachedCampaign,
    make: impl Fn() -> A,
) -> Result<Vec<A::Answer>, InternalError> {
    on_shards(campaign, |id, shard| {
        let ask = make();
        async move { objects::ledger(&edge.env, id, shard)?.ask(ask).await }
    })
    .await
}

/// Works on every shard, where one command is not enough.
///
/// # Errors
///
/// As [`ask_shards`].
pub(super) async fn on_shards<'a, T, F>(
    campaign: &'a CachedCampaign,
    work: impl Fn(&'a CampaignId, u16) -> F,
) -> Result<Vec<T>, InternalError>
where
    F: Future<Output = Result<T, InternalError>>,
{
    let id = &campaign.settings.campaign;
    try_join_all((0..campaign.shards).map(|shard| work(id, shard))).await
}
