//! A request as the handlers read it: method, authority, path, query and
//! headers as text, and a body that is never read past its limit.

use crate::stream::{Read, read_at_most};
use std::pin::pin;

use futures_util::future::{Either, select};
use protocol::limits::{BODY_MAX_BYTES, BODY_MAX_WAIT_MS};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::problem::{Failure, Refusal};
use crate::{error::InternalError, platform::sleep_ms};

/// A request.
pub(crate) struct Inbound {
    request: web_sys::Request,
    headers: web_sys::Headers,
    /// Upper case.
    pub(crate) method: String,
    /// Lower case, with the port unless it is the scheme's own.
    pub(crate) authority: String,
    /// Percent-encoded, as it came.
    pub(crate) path: String,
    /// What stands after the question mark, if there is one.
    pub(crate) query: Option<String>,
}

impl Inbound {
    /// Reads the request line.
    pub(crate) fn new(request: web_sys::Request) -> Self {
        let url = request.url();
        let (authority, path, query) = split_url(&url);
        Self {
            headers: request.headers(),
            method: request.method(),
            authority: authority.to_ascii_lowercase(),
            path: path.to_owned(),
            query: query.map(str::to_owned),
            request,
        }
    }

    /// The runtime's request, to be passed on to a relay.
    pub(crate) fn into_request(self) -> web_sys::Request {
        self.request
    }

    /// A header's value; several are joined by `, ` as Fetch does.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).ok().flatten()
    }

    /// The other end of the connection, as bare workerd tells it: `ip:port`.
    pub(crate) fn peer(&self) -> Option<String> {
        let get = |object: &JsValue, key: &str| {
            js_sys::Reflect::get(object, &JsValue::from_str(key))
                .ok()
                .filter(|value| !value.is_undefined() && !value.is_null())
        };
        let cf = get(self.request.as_ref(), "cf")?;
        get(&cf, "clientIp")?.as_string()
    }

    /// The first value of a query parameter.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        let query = self.query.as_deref()?;
        form_urlencoded::parse(query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// The whole body, if it is at most `limit_bytes` long.
    ///
    /// # Errors
    ///
    /// 415 with a Content-Encoding; 413 past the limit, without reading on; 408
    /// for a body that does not come in time.
    pub(crate) async fn read_body(
        &self,
        content_type: &'static str,
        limit_bytes: usize,
    ) -> Result<Vec<u8>, Failure> {
        if self.header("content-encoding").is_some() {
            return Err(self.refuse_body(Refusal::ContentEncoding));
        }
        if !self.has_content_type(content_type) {
            return Err(self.refuse_body(Refusal::UnsupportedMediaType(content_type)));
        }
        match self
            .header("content-length")
            .map(|length| length.parse::<usize>())
        {
            Some(Ok(length)) if length <= limit_bytes => {
                in_time(self.read_whole_body(limit_bytes)).await
            }
            Some(_) => Err(self.refuse_body(Refusal::BodyTooLarge(limit_bytes))),
            None => in_time(self.read_streamed_body(limit_bytes)).await,
        }
    }

    /// A JSON body of this shape, such as `{"token"}`, within the usual limit.
    ///
    /// # Errors
    ///
    /// As [`Self::read_body`]; 400 with the shape when it is another one.
    pub(crate) async fn read_json<T: DeserializeOwned>(&self, shape: &str) -> Result<T, Failure> {
        let body = self.read_body("application/json", BODY_MAX_BYTES).await?;
        serde_json::from_slice(&body)
            .map_err(|_| Refusal::Malformed(format!("the body must be {shape}")).into())
    }

    /// The fields of a posted form, within the usual limit.
    ///
    /// # Errors
    ///
    /// As [`Self::read_body`].
    pub(crate) async fn read_form(&self) -> Result<Vec<(String, String)>, Failure> {
        let body = self
            .read_body("application/x-www-form-urlencoded", BODY_MAX_BYTES)
            .await?;
        Ok(form_urlencoded::parse(&body).into_owned().collect())
    }

    fn has_content_type(&self, expected: &str) -> bool {
        self.header("content-type").is_some_and(|sent| {
            let essence = sent.split(';').next().unwrap_or_default();
            essence.trim().eq_ignore_ascii_case(expected)
        })
    }

    /// The connection's framing holds a body to its Content-Length.
    async fn read_whole_body(&self, limit_bytes: usize) -> Result<Vec<u8>, Failure> {
        let promise = self
            .request
            .array_buffer()
            .map_err(|error| InternalError::thrown(&error))?;
        let buffer = JsFuture::from(promise).await.map_err(|_| body_was_cut())?;
        let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
        if bytes.len() > limit_bytes {
            return Err(Refusal::BodyTooLarge(limit_bytes).into());
        }
        Ok(bytes)
    }

    async fn read_streamed_body(&self, limit_bytes: usize) -> Result<Vec<u8>, Failure> {
        let Some(stream) = self.request.body() else {
            return Ok(Vec::new());
        };
        match read_at_most(&stream, limit_bytes).await {
            Ok(Read::Whole(body)) => Ok(body),
            Ok(Read::Cut(_)) => Err(Refusal::BodyTooLarge(limit_bytes).into()),
            Err(_) => Err(body_was_cut()),
        }
    }

    /// Refuses a body that was not read: an unread stream of a large post
    /// would otherwise wait in memory.
    fn refuse_body(&self, refusal: Refusal) -> Failure {
        if let Some(stream) = self.request.body() {
            let _cancelled = stream.cancel();
        }
        refusal.into()
    }
}

/// The answer ends the connection, and with it what is still to come.
async fn in_time(body: impl Future<Output = Result<Vec<u8>, Failure>>) -> Result<Vec<u8>, Failure> {
    let (body, limit) = (pin!(body), pin!(sleep_ms(BODY_MAX_WAIT_MS)));
    match select(body, limit).await {
        Either::Left((body, _)) => body,
        Either::Right(((), _)) => Err(Refusal::BodyTooSlow.into()),
    }
}

fn body_was_cut() -> Failure {
    Refusal::Malformed("the body ended before its length".to_owned()).into()
}

/// (authority, path, query) of an absolute URL, as the runtime gives it.
fn split_url(url: &str) -> (&str, &str, Option<&str>) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
    let (rest, query) = match rest.split_once('?') {
        Some((rest, query)) => (rest, Some(query)),
        None => (rest, None),
    };
    match rest.find('/') {
        Some(at) => {
            let (authority, path) = rest.split_at(at);
            (authority, path, query)
        }
        None => (rest, "/", query),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_split_as_rfc_9421_needs_it() {
        let url = "http://127.0.0.1:8787/v1/campaigns/a%20b?x=1?y#z";
        assert_eq!(
            split_url(url),
            ("127.0.0.1:8787", "/v1/campaigns/a%20b", Some("x=1?y"))
        );
        assert_eq!(
            split_url("https://edge.example"),
            ("edge.example", "/", None)
        );
        assert_eq!(
            split_url("https://edge.example/?"),
            ("edge.example", "/", Some(""))
        );
    }
}
