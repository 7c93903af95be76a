//! What `RelayDo` is asked.

use protocol::live::LiveMessage;
use serde::{Deserialize, Serialize};

/// A merged change for every socket.
#[derive(Serialize, Deserialize)]
pub(crate) struct Publish {
    pub(crate) message: LiveMessage,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Published {
    /// Sockets that will get it; a relay without any is forgotten.
    pub(crate) sockets: u64,
}
