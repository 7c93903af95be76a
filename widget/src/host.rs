//! What the browser does better or smaller than wasm: `fetch`, random
//! numbers and the clock.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/loader/host.js")]
extern "C" {
    /// A text member of an object, if it is there.
    #[wasm_bindgen(js_name = pick)]
    pub(crate) fn text(from: &JsValue, key: &str) -> Option<String>;

    /// A whole number below 2^32 of an object; 0 if it is not there.
    #[wasm_bindgen(js_name = pick)]
    pub(crate) fn number(from: &JsValue, key: &str) -> u32;

    /// An instant or a span in milliseconds of an object.
    #[wasm_bindgen(js_name = pick)]
    pub(crate) fn milliseconds(from: &JsValue, key: &str) -> f64;

    /// Any member of an object, or `undefined`.
    #[wasm_bindgen(js_name = pick)]
    pub(crate) fn item(from: &JsValue, key: &str) -> JsValue;

    /// Decodes base64.
    #[wasm_bindgen(js_name = bytesOf)]
    pub(crate) fn bytes_of(base64: &str) -> Vec<u8>;

    /// Sends a request and calls `done` with its answer `{status, body, at}`:
    /// status 0 for none, `at` the monotonic instant of its arrival. `headers`
    /// has a line for each; with an empty body it is a GET.
    pub(crate) fn request(url: &str, headers: &str, body: &str, done: JsValue);
}

#[wasm_bindgen]
extern "C" {
    /// Fills a buffer with random bytes.
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    pub(crate) fn fill_random(bytes: &mut [u8]);

    /// The monotonic clock in milliseconds.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    pub(crate) fn now_ms() -> f64;
}

/// A uniform random number, for jitter.
pub(crate) fn random_u32() -> u32 {
    let mut bytes = [0; 4];
    fill_random(&mut bytes);
    u32::from_le_bytes(bytes)
}
