//! Reading a stream of the runtime up to a limit, so that nobody fills the
//! memory of an isolate: a request's body, a page that is fetched.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What was read of a stream.
pub(crate) enum Read {
    /// All of it.
    Whole(Vec<u8>),
    /// It has more than the limit; the rest is refused. These are its first
    /// bytes, as many as the limit.
    Cut(Vec<u8>),
}

/// Reads a stream until it ends or has more bytes than the limit.
///
/// # Errors
///
/// What the runtime threw: the stream broke off.
pub(crate) async fn read_at_most(
    stream: &web_sys::ReadableStream,
    limit_bytes: usize,
) -> Result<Read, JsValue> {
    let reader: web_sys::ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut body = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await?;
        if get(&chunk, "done")?.is_truthy() {
            return Ok(Read::Whole(body));
        }
        let bytes = js_sys::Uint8Array::new(&get(&chunk, "value")?);
        let left = limit_bytes - body.len();
        if bytes.length() as usize > left {
            let _cancelled = reader.cancel();
            let first = u32::try_from(left).unwrap_or(u32::MAX);
            body.extend(bytes.subarray(0, first).to_vec());
            return Ok(Read::Cut(body));
        }
        body.extend(bytes.to_vec());
    }
}

fn get(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    js_sys::Reflect::get(object, &JsValue::from_str(name))
}
