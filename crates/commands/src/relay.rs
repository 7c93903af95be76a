//! What `RelayDo` is asked.

use protocol::live::LiveMessage;
use serde::{Deserialize, Serialize};

/// A merged change for every socket.
#[derive(Serialize, Deserialize)]
pub struct Publish {
    pub message: LiveMessage,
}

#[derive(Serialize, Deserialize)]
pub struct Published {
    /// Sockets that will get it; a relay without any is forgotten.
    pub sockets: u64,
}
