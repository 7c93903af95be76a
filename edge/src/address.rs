//! Where a request comes from: read, cut to its network and forgotten.
//!
//! An address stands in no table, log, answer or error. Which part of a
//! request is believed is the operator's to say (`UNDERSIGNED_ADDRESS_FROM`).

use petition::{Heard, Network};
use wasm_bindgen::JsValue;

use crate::{entry::Edge, inbound::Inbound};

/// The network of a request; an unknown one shares its limit with all others.
pub(crate) fn network_of(edge: &Edge, inbound: &Inbound) -> Network {
    let source = &edge.config.address_source;
    let header = source.header().and_then(|name| inbound.header(name));
    let peer = inbound.peer();
    source.network(&Heard {
        peer: peer.as_deref(),
        header: header.as_deref(),
    })
}

/// The other end of the connection, as bare workerd tells it: `ip:port`.
pub(crate) fn peer_of(request: &web_sys::Request) -> Option<String> {
    let get = |object: &JsValue, key: &str| {
        js_sys::Reflect::get(object, &JsValue::from_str(key))
            .ok()
            .filter(|value| !value.is_undefined() && !value.is_null())
    };
    let cf = get(request.as_ref(), "cf")?;
    get(&cf, "clientIp")?.as_string()
}
