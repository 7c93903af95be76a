//! The command of `RelayDo`.

use protocol::live::LiveMessage;
use serde::{Deserialize, Serialize};

/// Sends a merged change to every socket of the relay.
#[derive(Serialize, Deserialize)]
pub struct Publish {
    /// The change, as the sockets get it.
    pub message: LiveMessage,
}

/// How many sockets a relay has.
#[derive(Serialize, Deserialize)]
pub struct Published {
    /// The sockets that will get the change. `CampaignDo` forgets a relay that
    /// has none.
    pub sockets: u64,
}
