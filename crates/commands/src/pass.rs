//! What `CampaignDo` is asked about event passes.

use petition::{network::NETWORK_KEY_BYTES, pass::PASS_ID_BYTES};
use serde::{Deserialize, Serialize};

/// Keeps a new pass, whose terms were checked.
#[derive(Serialize, Deserialize)]
pub struct CreatePass {
    pub id: [u8; PASS_ID_BYTES],
    pub label: String,
    pub signatures: u32,
    pub now_ms: i64,
    pub ends_at_ms: i64,
}

#[derive(Serialize, Deserialize)]
pub struct PassCreated {
    /// Not, when the campaign has as many as it may.
    pub is_created: bool,
}

/// Binds a pass to the network from which its code came.
#[derive(Serialize, Deserialize)]
pub struct BindPass {
    pub id: [u8; PASS_ID_BYTES],
    pub network: [u8; NETWORK_KEY_BYTES],
    pub now_ms: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassBound {
    /// To this network, now or before.
    Bound { signatures: u32, ends_at_ms: i64 },
    /// To another network.
    Taken,
    /// There is none, or it has ended.
    Unknown,
}

/// Ends a pass.
#[derive(Serialize, Deserialize)]
pub struct EndPass {
    pub id: [u8; PASS_ID_BYTES],
    pub now_ms: i64,
}

#[derive(Serialize, Deserialize)]
pub struct PassEnded {
    /// Whether the campaign has such a pass, ended before or not.
    pub is_found: bool,
}

/// Asks for the passes that have not ended.
#[derive(Serialize, Deserialize)]
pub struct ListPasses {}

#[derive(Serialize, Deserialize)]
pub struct PassesListed {
    pub passes: Vec<PassRow>,
}

/// A pass as organizers see it.
#[derive(Serialize, Deserialize)]
pub struct PassRow {
    pub id: [u8; PASS_ID_BYTES],
    pub label: String,
    pub signatures: u32,
    pub ends_at_ms: i64,
    pub is_bound: bool,
}

/// A pass in force, as the Workers need it.
#[derive(Serialize, Deserialize)]
pub struct BoundPass {
    pub id: [u8; PASS_ID_BYTES],
    pub network: [u8; NETWORK_KEY_BYTES],
    pub signatures: u32,
    pub ends_at_ms: i64,
}
