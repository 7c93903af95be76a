//! One request for a partner's page, bounded in time and in what is read.
//!
//! It carries nothing of anybody's, and follows no redirect: where that leads,
//! nobody has listed.

use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use worker::Env;

use super::Target;
use crate::broken::Broken;

/// A page answers within a second or two; past eight nobody waits for it.
const PAGE_LIMIT_MS: u32 = 8_000;

/// The tags stand in the first bytes of a page; a long one has 200 KiB of HTML.
const PAGE_MAX_BYTES: usize = 512 * 1024;

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

/// What came of it.
pub(crate) enum Fetched {
    /// The page: its policies' header fields, and as much of it as is read.
    Page {
        policies: Vec<String>,
        html: Vec<u8>,
    },
    /// It leads elsewhere.
    Redirected,
    /// The site answered with this status.
    Status(u16),
    /// It is no HTML.
    NotHtml,
    /// No whole answer in time.
    Unreachable,
}

/// Fetches a page.
///
/// # Errors
///
/// The request cannot be made in this runtime.
pub(crate) async fn fetch(env: &Env, target: &Target) -> Result<Fetched, Broken> {
    let init = make_init()?;
    let promise = if target.is_local {
        let service = js_sys::Reflect::get(env.as_ref(), &JsValue::from_str("PAGES_LOCAL"))
            .map_err(|error| Broken::thrown(&error))?;
        if !service.is_object() {
            return Ok(Fetched::Unreachable);
        }
        service.unchecked_ref::<Service>().fetch(&target.url, &init)
    } else {
        fetch_public(&target.url, &init)
    };
    let promise = promise.map_err(|error| Broken::thrown(&error))?;
    // Whatever the runtime says of a failed connection, the page is not there.
    let Ok(response) = JsFuture::from(promise).await else {
        return Ok(Fetched::Unreachable);
    };
    let response: web_sys::Response = response.unchecked_into();
    let fetched = match response.status() {
        200..=299 if is_html(&response) => match read_start(&response).await {
            Some(html) => Fetched::Page {
                policies: policies_of(&response),
                html,
            },
            None => Fetched::Unreachable,
        },
        200..=299 => Fetched::NotHtml,
        300..=399 => Fetched::Redirected,
        status => Fetched::Status(status),
    };
    // What is not read would be held open.
    if let Some(stream) = response.body()
        && !stream.locked()
    {
        let _cancelled = stream.cancel();
    }
    Ok(fetched)
}

fn make_init() -> Result<JsValue, Broken> {
    let init = js_sys::Object::new();
    let headers = js_sys::Object::new();
    set(&headers, "accept", &"text/html".into())?;
    set(&headers, "user-agent", &"Undersigned-Doctor".into())?;
    set(&init, "headers", &headers)?;
    set(&init, "redirect", &"manual".into())?;
    set(&init, "signal", &abort_after(PAGE_LIMIT_MS))?;
    Ok(init.into())
}

fn set(object: &js_sys::Object, name: &str, value: &JsValue) -> Result<(), Broken> {
    js_sys::Reflect::set(object, &JsValue::from_str(name), value)
        .map(|_| ())
        .map_err(|error| Broken::thrown(&error))
}

fn is_html(response: &web_sys::Response) -> bool {
    let kind = response.headers().get("content-type").ok().flatten();
    kind.is_some_and(|kind| {
        let essence = kind
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        matches!(essence.as_str(), "text/html" | "application/xhtml+xml")
    })
}

/// Several fields come as one, apart by commas.
fn policies_of(response: &web_sys::Response) -> Vec<String> {
    let field = response.headers().get("content-security-policy");
    field.ok().flatten().into_iter().collect()
}

/// The start of the body; none when it did not come in time.
async fn read_start(response: &web_sys::Response) -> Option<Vec<u8>> {
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
        if body.len() >= PAGE_MAX_BYTES {
            body.truncate(PAGE_MAX_BYTES);
            let _cancelled = reader.cancel();
            return Some(body);
        }
    }
}
