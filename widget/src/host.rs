//! What the browser does better or smaller than wasm: `fetch`, random
//! numbers and the clock.

use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget};

#[wasm_bindgen(module = "/loader/host.js")]
extern "C" {
    /// Writes a text member of an object into a buffer, as far as it fits;
    /// returns how many bytes are written.
    #[wasm_bindgen(js_name = textOf)]
    fn write_text(from: &JsValue, key: &str, bytes: &mut [u8]) -> usize;

    /// A number member of an object; 0 if it is missing.
    #[wasm_bindgen(js_name = numberOf)]
    pub(crate) fn number(from: &JsValue, key: &str) -> f64;

    /// Any member of an object, or `undefined`.
    #[wasm_bindgen(js_name = pick)]
    pub(crate) fn member(from: &JsValue, key: &str) -> JsValue;

    /// Decodes a base64 member of an object into a buffer.
    pub(crate) fn decode(from: &JsValue, key: &str, bytes: &mut [u8]);

    /// Sends a request and returns a target that fires `answer` once, an event
    /// with `status`, `body` and `at`: status 0 for no answer, `at` the monotonic
    /// instant of its arrival. `headers` has one header per line; with an empty
    /// body the request is a GET.
    pub(crate) fn request(url: &str, headers: &str, body: &str) -> EventTarget;

    /// Opens a socket. Where that is forbidden, the target that it returns fires `close`.
    pub(crate) fn connect(url: &str) -> Socket;

    /// Calls a closure for each event of a kind.
    pub(crate) fn listen(target: &EventTarget, kind: &str, call: &Closure<dyn Fn(Event)>);

    /// Stops calling it.
    pub(crate) fn unlisten(target: &EventTarget, kind: &str, call: &Closure<dyn Fn(Event)>);
}

#[wasm_bindgen]
extern "C" {
    /// A socket, or the target that replaces a forbidden one.
    #[wasm_bindgen(extends = EventTarget)]
    #[derive(Clone)]
    pub(crate) type Socket;

    /// Closes it.
    #[wasm_bindgen(method)]
    pub(crate) fn close(this: &Socket);

    /// Fills a buffer with random bytes.
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    pub(crate) fn fill_random(bytes: &mut [u8]);

    /// The monotonic clock in milliseconds.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    pub(crate) fn now_ms() -> f64;
}

/// Longer than any text that the edge accepts a request with.
const TEXT_MAX_BYTES: usize = 2 * protocol::limits::BODY_MAX_BYTES;

/// A text member of an object; empty if it is missing.
///
/// Uses a buffer of ours: letting the browser allocate here would cost 0.7 KB.
#[inline(never)]
pub(crate) fn text(from: &JsValue, key: &str) -> String {
    let mut bytes = vec![0; TEXT_MAX_BYTES];
    let length = write_text(from, key, &mut bytes);
    let written = bytes.get(..length).unwrap_or_default();
    // SAFETY: `TextEncoder.encodeInto` writes whole characters in UTF-8
    // (WHATWG Encoding, section 7.3) and returns their length.
    unsafe { str::from_utf8_unchecked(written) }.to_owned()
}

/// A uniform random number, for jitter.
pub(crate) fn random_u32() -> u32 {
    let mut bytes = [0; 4];
    fill_random(&mut bytes);
    u32::from_le_bytes(bytes)
}

/// An integer member below 2^32 of an object; 0 if it is missing.
pub(crate) fn integer(from: &JsValue, key: &str) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a status, a version or a count; `as` saturates"
    )]
    let integer = number(from, key) as u32;
    integer
}
