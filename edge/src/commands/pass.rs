//! What `CampaignDo` is asked about event passes.

use petition::{network::NETWORK_KEY_BYTES, pass::PASS_ID_BYTES};
use serde::{Deserialize, Serialize};

/// Keeps a new pass, whose terms were checked.
#[derive(Serialize, Deserialize)]
pub(crate) struct CreatePass {
    pub(crate) id: [u8; PASS_ID_BYTES],
    pub(crate) label: String,
    pub(crate) signatures: u32,
    pub(crate) now_ms: i64,
    pub(crate) ends_at_ms: i64,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct PassCreated {
    /// Not, when the campaign has as many as it may.
    pub(crate) is_created: bool,
}

/// Binds a pass to the network from which its code came.
#[derive(Serialize, Deserialize)]
pub(crate) struct BindPass {
    pub(crate) id: [u8; PASS_ID_BYTES],
    pub(crate) network: [u8; NETWORK_KEY_BYTES],
    pub(crate) now_ms: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PassBound {
    /// To this network, now or before.
    Bound { signatures: u32, ends_at_ms: i64 },
    /// To another network.
    Taken,
    /// There is none, or it has ended.
    Unknown,
}

/// Ends a pass.
#[derive(Serialize, Deserialize)]
pub(crate) struct EndPass {
    pub(crate) id: [u8; PASS_ID_BYTES],
    pub(crate) now_ms: i64,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct PassEnded {
    /// Whether the campaign has such a pass, ended before or not.
    pub(crate) is_found: bool,
}

/// Asks for the passes that have not ended.
#[derive(Serialize, Deserialize)]
pub(crate) struct ListPasses {}

#[derive(Serialize, Deserialize)]
pub(crate) struct PassesListed {
    pub(crate) passes: Vec<PassRow>,
}

/// A pass as organizers see it.
#[derive(Serialize, Deserialize)]
pub(crate) struct PassRow {
    pub(crate) id: [u8; PASS_ID_BYTES],
    pub(crate) label: String,
    pub(crate) signatures: u32,
    pub(crate) ends_at_ms: i64,
    pub(crate) is_bound: bool,
}

/// A pass in force, as the Workers need it.
#[derive(Serialize, Deserialize)]
pub(crate) struct BoundPass {
    pub(crate) id: [u8; PASS_ID_BYTES],
    pub(crate) network: [u8; NETWORK_KEY_BYTES],
    pub(crate) signatures: u32,
    pub(crate) ends_at_ms: i64,
}
