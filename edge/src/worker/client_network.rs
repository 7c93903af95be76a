//! Where a request comes from: read, cut to its network and forgotten.
//!
//! An address stands in no table, log, answer or error. Which part of a
//! request is believed is the operator's to say (`UNDERSIGNED_ADDRESS_FROM`).

use petition::{Network, PeerInfo};

use super::{context::Edge, request::Inbound};

/// The network of a request; an unknown one shares its limit with all others.
pub(crate) fn network_of(edge: &Edge, inbound: &Inbound) -> Network {
    let source = &edge.config.address_source;
    let header = source.header().and_then(|name| inbound.header(name));
    let peer = inbound.peer();
    source.network(&PeerInfo {
        peer: peer.as_deref(),
        header: header.as_deref(),
    })
}
