//! What `DirectoryDo` is asked.

use petition::Limit;
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

/// Takes places in the queue of all of the deployment's mails.
#[derive(Serialize, Deserialize)]
pub(crate) struct TakeMailPlaces {
    /// How many, at most.
    pub(crate) count: u32,
    /// The deployment's (`MailConfig::limit`).
    pub(crate) limit: Limit,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct MailPlaces {
    /// How long each has to wait, in milliseconds; fewer than were asked for
    /// when the next is too far away to be given out.
    pub(crate) waits_ms: Vec<i64>,
    /// When to ask for the others, in milliseconds from now.
    pub(crate) ask_after_ms: i64,
}
