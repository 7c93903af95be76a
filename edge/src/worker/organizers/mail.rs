//! How a campaign's mail goes, for organizers: what waits, what the throttle
//! keeps back, since when it fails.

use crate::worker::shards::ask_shards;
use serde::Serialize;

use super::auth::Organizer;
use commands::time;
use commands::{LoadMailHealth, MailHealth};

use crate::{
    error::InternalError,
    worker::{
        campaign_cache::{self, CachedCampaign},
        context::Edge,
        problem::Failure,
        response::Reply,
    },
};
use protocol::ids::CampaignId;

/// The mail of all shards: the counts summed, the earliest failure, the
/// latest delay.
pub(in crate::worker) async fn load_mail(
    edge: &Edge,
    campaign: &CachedCampaign,
) -> Result<MailHealth, InternalError> {
    let shards = ask_shards(edge, campaign, || LoadMailHealth {}).await?;
    Ok(shards
        .into_iter()
        .fold(MailHealth::default(), |sum, one| MailHealth {
            waiting: sum.waiting + one.waiting,
            delivered: sum.delivered + one.delivered,
            given_up: sum.given_up + one.given_up,
            failing_since_ms: earliest(sum.failing_since_ms, one.failing_since_ms),
            delayed_until_ms: sum.delayed_until_ms.max(one.delayed_until_ms),
            reviews_asked: sum.reviews_asked + one.reviews_asked,
        }))
}

fn earliest(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    one.into_iter().chain(other).min()
}

/// `GET /v1/organizer/campaigns/{campaign}/mail`.
pub(in crate::worker) async fn show(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    #[derive(Serialize)]
    struct Answer {
        waiting: u64,
        delivered: u64,
        given_up: u64,
        failing_since: Option<String>,
        delayed_until: Option<String>,
        reviews_asked: u64,
    }
    let edge = organizer.edge();
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let mail = load_mail(edge, &campaign).await?;
    Ok(Reply::json(&Answer {
        waiting: mail.waiting,
        delivered: mail.delivered,
        given_up: mail.given_up,
        failing_since: mail.failing_since_ms.map(time::encode_ms),
        delayed_until: mail.delayed_until_ms.map(time::encode_ms),
        reviews_asked: mail.reviews_asked,
    })?)
}
