//! `GET .../tally` and `GET .../feed`: what every open page reads, from
//! the isolate's memory.

use std::rc::Rc;

use protocol::ids::CampaignId;

use crate::worker::{
    campaign_cache,
    context::Edge,
    problem::Failure,
    response::{Ready, Reply},
    router::WATCHED,
};

/// What `entry.rs` adds to other replies; these are made once and sent often.
const HEADERS: [(&str, &str); 4] = [
    ("cache-control", WATCHED),
    ("access-control-allow-origin", "*"),
    ("cross-origin-resource-policy", "cross-origin"),
    ("x-content-type-options", "nosniff"),
];

/// `{campaign, signatures, goal, as_of}`.
pub(in crate::worker) async fn tally(edge: &Edge, id: &CampaignId) -> Result<Reply, Failure> {
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    if let Some(ready) = campaign.tally_reply.get() {
        return Ok(Reply::Ready(Rc::clone(ready)));
    }
    let ready = Ready::json(campaign.tally(), &HEADERS)?;
    Ok(Reply::Ready(Rc::clone(
        campaign.tally_reply.get_or_init(|| ready),
    )))
}

/// `{tally, entries, others}`, the newest listed entries first.
pub(in crate::worker) async fn feed(edge: &Edge, id: &CampaignId) -> Result<Reply, Failure> {
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    if let Some(ready) = campaign.feed_reply.get() {
        return Ok(Reply::Ready(Rc::clone(ready)));
    }
    let ready = Ready::json(&campaign.feed, &HEADERS)?;
    Ok(Reply::Ready(Rc::clone(
        campaign.feed_reply.get_or_init(|| ready),
    )))
}
