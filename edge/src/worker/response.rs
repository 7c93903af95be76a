//! A response before the runtime has it: status, headers, body.
//!
//! Not a place for decisions: `problem.rs` picks a problem's status, and
//! `router.rs` adds what belongs to a whole route. A response crosses into
//! JavaScript in two calls, however many headers it has: each crossing costs.

use std::rc::Rc;

use protocol::Problem;
use serde::{Serialize, Serializer};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use super::router::NO_STORE;
use crate::error::InternalError;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Response)]
    type JsResponse;

    #[wasm_bindgen(constructor, js_class = "Response", catch)]
    fn new(body: &JsValue, init: &JsValue) -> Result<JsResponse, JsValue>;
}

/// What a response carries.
pub(crate) enum Body {
    Empty,
    Text(String),
    Bytes(Vec<u8>),
}

/// A response.
pub(crate) enum Reply {
    /// Made for this request.
    Fresh(Fresh),
    /// Made once and sent many times.
    Ready(Rc<Ready>),
    /// A response that the runtime made, such as a WebSocket's upgrade.
    Foreign(web_sys::Response),
}

/// A response made for one request.
pub(crate) struct Fresh {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Body,
}

/// A response whose body and headers are JavaScript values already.
pub(crate) struct Ready {
    body: JsValue,
    init: JsValue,
}

impl Reply {
    /// A response with a text.
    pub(crate) fn text(content_type: &'static str, text: String) -> Self {
        Self::Fresh(Fresh {
            status: 200,
            headers: vec![("content-type", content_type.to_owned())],
            body: Body::Text(text),
        })
    }

    /// A response with bytes.
    pub(crate) fn bytes(content_type: &'static str, bytes: Vec<u8>) -> Self {
        Self::Fresh(Fresh {
            status: 200,
            headers: vec![("content-type", content_type.to_owned())],
            body: Body::Bytes(bytes),
        })
    }

    /// A page.
    pub(crate) fn html(text: String) -> Self {
        Self::text("text/html; charset=utf-8", text)
    }

    /// A response with JSON.
    ///
    /// # Errors
    ///
    /// Never for our own answers; the signature follows serde's.
    pub(crate) fn json(answer: &impl Serialize) -> Result<Self, InternalError> {
        Ok(Self::text(
            "application/json",
            serde_json::to_string(answer)?,
        ))
    }

    /// A response without a body.
    pub(crate) fn empty(status: u16) -> Self {
        Self::Fresh(Fresh {
            status,
            headers: Vec::new(),
            body: Body::Empty,
        })
    }

    /// An RFC 9457 problem, never stored by a cache.
    pub(crate) fn problem(problem: &Problem) -> Self {
        let text = serde_json::to_string(problem).unwrap_or_else(|_| "{}".to_owned());
        Self::text("application/problem+json", text)
            .with_status(problem.status)
            .with_header("cache-control", NO_STORE.to_owned())
    }

    /// The same with another status.
    pub(crate) fn with_status(mut self, status: u16) -> Self {
        if let Self::Fresh(fresh) = &mut self {
            fresh.status = status;
        }
        self
    }

    /// The same with one more header, unless it has that already.
    pub(crate) fn with_header(mut self, name: &'static str, value: String) -> Self {
        if let Self::Fresh(fresh) = &mut self
            && !fresh.headers.iter().any(|(known, _)| *known == name)
        {
            fresh.headers.push((name, value));
        }
        self
    }

    /// The same without its body, as HEAD is answered.
    pub(crate) fn without_body(self) -> Self {
        match self {
            Self::Fresh(fresh) => Self::Fresh(Fresh {
                body: Body::Empty,
                ..fresh
            }),
            Self::Ready(ready) => Self::Ready(Rc::new(Ready {
                body: JsValue::NULL,
                init: ready.init.clone(),
            })),
            foreign @ Self::Foreign(_) => foreign,
        }
    }

    /// The response as the runtime wants it.
    ///
    /// # Errors
    ///
    /// The runtime refused a header or the status.
    pub(crate) fn into_response(self) -> Result<web_sys::Response, InternalError> {
        match self {
            Self::Foreign(response) => Ok(response),
            Self::Ready(ready) => make_response(&ready.body, &ready.init),
            Self::Fresh(fresh) => {
                let init = encode_init(&fresh)?;
                let body = match fresh.body {
                    Body::Empty => JsValue::NULL,
                    Body::Text(text) => JsValue::from_str(&text),
                    Body::Bytes(bytes) => js_sys::Uint8Array::from(bytes.as_slice()).into(),
                };
                make_response(&body, &init)
            }
        }
    }
}

impl Ready {
    /// A JSON response to be sent many times.
    ///
    /// # Errors
    ///
    /// The answer could not be encoded.
    pub(crate) fn json(
        answer: &impl Serialize,
        headers: &[(&'static str, &str)],
    ) -> Result<Rc<Self>, InternalError> {
        let mut all = vec![("content-type", "application/json".to_owned())];
        all.extend(
            headers
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned())),
        );
        let init = encode_init(&Fresh {
            status: 200,
            headers: all,
            body: Body::Empty,
        })?;
        let body = JsValue::from_str(&serde_json::to_string(answer)?);
        Ok(Rc::new(Self { body, init }))
    }
}

/// The second argument of `new Response`, parsed from JSON in one crossing.
fn encode_init(fresh: &Fresh) -> Result<JsValue, InternalError> {
    #[derive(Serialize)]
    struct Init<'a> {
        status: u16,
        headers: Record<'a>,
    }
    let json = serde_json::to_string(&Init {
        status: fresh.status,
        headers: Record(&fresh.headers),
    })?;
    js_sys::JSON::parse(&json).map_err(|error| InternalError::thrown(&error))
}

/// Headers as a JSON object, whose names `with_header` keeps apart: the runtime
/// reads one faster than it iterates over a list of pairs.
struct Record<'a>(&'a [(&'static str, String)]);

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

fn make_response(body: &JsValue, init: &JsValue) -> Result<web_sys::Response, InternalError> {
    JsResponse::new(body, init)
        .map(|response| JsValue::from(response).unchecked_into())
        .map_err(|error| InternalError::thrown(&error))
}
