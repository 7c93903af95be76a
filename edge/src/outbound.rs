//! A request to a server that is not ours, bounded in time and in what is read
//! of its answer: a mail provider's, a partner's page.
//!
//! Redirects are never followed: where one leads, nobody has listed.

use crate::stream::{Read, read_at_most};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

use crate::error::InternalError;

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

/// A request: where to, what with, and until when.
pub(crate) struct OutboundRequest<'a> {
    pub(crate) url: &'a str,
    pub(crate) headers: &'a [(&'a str, &'a str)],
    /// With one it is a POST.
    pub(crate) body: Option<&'a str>,
    /// Up to the last byte that is read.
    pub(crate) limit_ms: u32,
    /// The binding that reaches this machine; none: public addresses only.
    pub(crate) service: Option<&'a JsValue>,
}

impl OutboundRequest<'_> {
    /// Sends it; none when no answer has begun in time, or the connection
    /// failed: what the runtime says of that is nothing to act on.
    ///
    /// # Errors
    ///
    /// The request cannot be made in this runtime.
    pub(crate) async fn send(&self) -> Result<Option<web_sys::Response>, InternalError> {
        let init = self.init()?;
        let promise = match self.service {
            Some(service) => service.unchecked_ref::<Service>().fetch(self.url, &init),
            None => fetch_public(self.url, &init),
        };
        let promise = promise.map_err(|error| InternalError::thrown(&error))?;
        let response = JsFuture::from(promise).await;
        Ok(response.ok().map(JsCast::unchecked_into))
    }

    fn init(&self) -> Result<JsValue, InternalError> {
        let init = js_sys::Object::new();
        let headers = js_sys::Object::new();
        for (name, value) in self.headers {
            set(&headers, name, &(*value).into())?;
        }
        if let Some(body) = self.body {
            set(&init, "method", &"POST".into())?;
            set(&init, "body", &body.into())?;
        }
        set(&init, "headers", &headers)?;
        set(&init, "redirect", &"manual".into())?;
        set(&init, "signal", &abort_after(self.limit_ms))?;
        Ok(init.into())
    }
}

fn set(object: &js_sys::Object, name: &str, value: &JsValue) -> Result<(), InternalError> {
    js_sys::Reflect::set(object, &JsValue::from_str(name), value)
        .map(|_| ())
        .map_err(|error| InternalError::thrown(&error))
}

/// The first bytes of a body; none when it was cut, or did not end in time.
pub(crate) async fn read_first(response: &web_sys::Response, bytes: usize) -> Option<Vec<u8>> {
    let Some(stream) = response.body() else {
        return Some(Vec::new());
    };
    match read_at_most(&stream, bytes).await.ok()? {
        Read::Whole(body) | Read::Cut(body) => Some(body),
    }
}
