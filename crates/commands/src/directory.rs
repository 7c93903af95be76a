//! What `DirectoryDo` is asked.

use petition::Limit;
use protocol::ids::CampaignId;
use serde::{Deserialize, Serialize};

/// Lists a campaign; the number of its shards is fixed by the first call.
#[derive(Serialize, Deserialize)]
pub struct Register {
    pub campaign: CampaignId,
    pub shards: u16,
    pub now_ms: i64,
}

#[derive(Serialize, Deserialize)]
pub struct Registered {
    /// The shards that the campaign has, also when it was listed before.
    pub shards: u16,
}

/// Asks whether a campaign is listed.
#[derive(Serialize, Deserialize)]
pub struct Find {
    pub campaign: CampaignId,
}

#[derive(Serialize, Deserialize)]
pub struct Found {
    /// Its number of shards, or none when there is no such campaign.
    pub shards: Option<u16>,
}

/// Asks for every campaign, for the organizers' page.
#[derive(Serialize, Deserialize)]
pub struct List {}

#[derive(Serialize, Deserialize)]
pub struct Listed {
    pub campaigns: Vec<CampaignId>,
}

/// Takes places in the queue of all of the deployment's mails.
#[derive(Serialize, Deserialize)]
pub struct TakeMailPlaces {
    /// How many, at most.
    pub count: u32,
    /// The deployment's (`MailConfig::limit`).
    pub limit: Limit,
}

#[derive(Serialize, Deserialize)]
pub struct MailPlaces {
    /// How long each has to wait, in milliseconds; fewer than were asked for
    /// when the next is too far away to be given out.
    pub waits_ms: Vec<i64>,
    /// When to ask for the others, in milliseconds from now.
    pub ask_after_ms: i64,
}
