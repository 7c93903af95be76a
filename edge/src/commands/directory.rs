//! What `DirectoryDo` is asked.

use protocol::ids::CampaignId;
use serde::{Deserialize, Serialize};

/// Lists a campaign; the number of its shards is fixed by the first call.
#[derive(Serialize, Deserialize)]
pub(crate) struct Register {
    pub(crate) campaign: CampaignId,
    pub(crate) shards: u16,
    pub(crate) now_ms: i64,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Registered {
    /// The shards that the campaign has, also when it was listed before.
    pub(crate) shards: u16,
}

/// Asks whether a campaign is listed.
#[derive(Serialize, Deserialize)]
pub(crate) struct Find {
    pub(crate) campaign: CampaignId,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Found {
    /// Its number of shards, or none when there is no such campaign.
    pub(crate) shards: Option<u16>,
}

/// Asks for every campaign, for the organizers' page.
#[derive(Serialize, Deserialize)]
pub(crate) struct List {}

#[derive(Serialize, Deserialize)]
pub(crate) struct Listed {
    pub(crate) campaigns: Vec<CampaignId>,
}
