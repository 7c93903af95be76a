//! The commands of `CampaignDo` about event passes.

use petition::{network::NETWORK_KEY_BYTES, pass::PASS_ID_BYTES};
use serde::{Deserialize, Serialize};

/// Stores a new pass, whose terms were checked.
#[derive(Serialize, Deserialize)]
pub struct CreatePass {
    /// The id, which is derived from the pass's code.
    pub id: [u8; PASS_ID_BYTES],
    /// What organizers call the pass; nobody else sees it.
    pub label: String,
    /// How many signatures the pass is good for.
    pub signatures: u32,
    /// When the pass was made, in Unix milliseconds.
    pub now_ms: i64,
    /// When the pass ends, in Unix milliseconds.
    pub ends_at_ms: i64,
}

/// Whether a pass was stored.
#[derive(Serialize, Deserialize)]
pub struct PassCreated {
    /// False when the campaign already has
    /// [`PASSES_MAX`](petition::pass::PASSES_MAX) passes that have not ended.
    pub is_created: bool,
}

/// Binds a pass to the network from which its code came.
#[derive(Serialize, Deserialize)]
pub struct BindPass {
    /// The id of the pass.
    pub id: [u8; PASS_ID_BYTES],
    /// The keyed hash of the network, made for this pass alone.
    pub network: [u8; NETWORK_KEY_BYTES],
    /// When the code was entered, in Unix milliseconds.
    pub now_ms: i64,
}

/// What came of binding a pass.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassBound {
    /// The pass is bound to this network, since now or since before.
    Bound {
        /// How many signatures the pass is good for.
        signatures: u32,
        /// When the pass ends, in Unix milliseconds.
        ends_at_ms: i64,
    },
    /// The pass is bound to another network.
    Taken,
    /// There is no such pass, or it has ended.
    Unknown,
}

/// Ends a pass before its time.
#[derive(Serialize, Deserialize)]
pub struct EndPass {
    /// The id of the pass.
    pub id: [u8; PASS_ID_BYTES],
    /// When the organizer ended the pass, in Unix milliseconds.
    pub now_ms: i64,
}

/// Whether there was a pass to end.
#[derive(Serialize, Deserialize)]
pub struct PassEnded {
    /// Whether the campaign has such a pass, also where it had ended before.
    pub is_found: bool,
}

/// Asks for the passes that have not ended.
#[derive(Serialize, Deserialize)]
pub struct ListPasses {}

/// The passes that have not ended.
#[derive(Serialize, Deserialize)]
pub struct PassesListed {
    /// The passes, the newest first; empty when there is none.
    pub passes: Vec<PassRow>,
}

/// A pass as organizers see it: without its code and its network.
#[derive(Serialize, Deserialize)]
pub struct PassRow {
    /// The id of the pass.
    pub id: [u8; PASS_ID_BYTES],
    /// What organizers call the pass.
    pub label: String,
    /// How many signatures the pass is good for.
    pub signatures: u32,
    /// When the pass ends, in Unix milliseconds.
    pub ends_at_ms: i64,
    /// Whether the pass is bound to a network.
    pub is_bound: bool,
}

/// A pass in force, as the Worker needs it to choose a submission's limits.
#[derive(Serialize, Deserialize)]
pub struct BoundPass {
    /// The id of the pass.
    pub id: [u8; PASS_ID_BYTES],
    /// The keyed hash of the network that the pass is bound to, made for this
    /// pass alone.
    pub network: [u8; NETWORK_KEY_BYTES],
    /// How many signatures the pass is good for.
    pub signatures: u32,
    /// When the pass ends, in Unix milliseconds.
    pub ends_at_ms: i64,
}
