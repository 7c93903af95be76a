//! One request to a mail provider, bounded in time and in what is read.

use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

use super::{Answered, MailConfig, Outgoing};
use crate::broken::Broken;

/// A provider answers in a tenth of a second; past ten seconds it hangs, and
/// the next attempt is minutes away anyway.
pub(super) const ATTEMPT_LIMIT_MS: u32 = 10_000;

/// A documented answer has some 200 bytes; no more than this is read.
const ANSWER_MAX_BYTES: usize = 16 * 1024;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = fetch, catch)]
    fn fetch_public(url: &str, init: &JsValue) -> Result<js_sys::Promise, JsValue>;

    #[wasm_bindgen(js_namespace = AbortSignal, js_name = timeout)]
    fn abort_after(ms: u32) -> JsValue;

    type Service;

    #[wasm_bindgen(method, catch)]
    fn fetch(this: &Service, url: &str, init: &JsValue) -> Result<js_sys::Promise, JsValue>;
}

/// Sends it; none when there is no whole answer in time.
///
/// # Errors
///
/// The request cannot be made in this runtime.
pub(super) async fn send(
    config: &MailConfig,
    outgoing: &Outgoing,
) -> Result<Option<Answered>, Broken> {
    let url = format!("{}{}", config.url, outgoing.path);
    let init = make_init(outgoing)?;
    let promise = if config.is_local() {
        let service = config.local.as_ref().ok_or_else(|| {
            Broken::new("UNDERSIGNED_MAIL has an http: address, which only bare workerd can reach")
        })?;
        let service: &Service = service.unchecked_ref();
        service.fetch(&url, &init)
    } else {
        fetch_public(&url, &init)
    };
    let promise = promise.map_err(|error| Broken::thrown(&error))?;
    // What the runtime says of a failed connection is nothing that we could
    // act on but to try again; the ledger tells the organizers when it lasts.
    let Ok(response) = JsFuture::from(promise).await else {
        return Ok(None);
    };
    let response: web_sys::Response = response.unchecked_into();
    let retry_after = response.headers().get("retry-after").ok().flatten();
    let Some(body) = read_body(&response).await else {
        return Ok(None);
    };
    Ok(Some(Answered {
        status: response.status(),
        retry_after_s: retry_after.and_then(|seconds| seconds.trim().parse().ok()),
        body,
    }))
}

fn make_init(outgoing: &Outgoing) -> Result<JsValue, Broken> {
    let init = js_sys::Object::new();
    let headers = js_sys::Object::new();
    let content_type = ("content-type", "application/json".to_owned());
    for (name, value) in outgoing.headers.iter().chain([&content_type]) {
        set(&headers, name, &value.as_str().into())?;
    }
    set(&init, "method", &"POST".into())?;
    set(&init, "headers", &headers)?;
    set(&init, "body", &outgoing.body.as_str().into())?;
    // The secret goes where the operator said, and nowhere else.
    set(&init, "redirect", &"manual".into())?;
    set(&init, "signal", &abort_after(ATTEMPT_LIMIT_MS))?;
    Ok(init.into())
}

fn set(object: &js_sys::Object, name: &str, value: &JsValue) -> Result<(), Broken> {
    js_sys::Reflect::set(object, &JsValue::from_str(name), value)
        .map(|_| ())
        .map_err(|error| Broken::thrown(&error))
}

/// The body up to its limit; none when it was cut, or did not end in time.
async fn read_body(response: &web_sys::Response) -> Option<Vec<u8>> {
    let Some(stream) = response.body() else {
        return Some(Vec::new());
    };
    let reader: web_sys::ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut body = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await.ok()?;
        let field = |name: &str| js_sys::Reflect::get(&chunk, &JsValue::from_str(name)).ok();
        if field("done")?.is_truthy() {
            return Some(body);
        }
        body.extend(js_sys::Uint8Array::new(&field("value")?).to_vec());
        if body.len() > ANSWER_MAX_BYTES {
            let _cancelled = reader.cancel();
            return Some(body);
        }
    }
}
