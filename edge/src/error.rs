//! The third kind of error: we failed.
//!
//! A [`InternalError`] says what broke, for the log; the client sees `internal` and
//! a request id. It never carries what a supporter typed.

use share_image::PictureError;
use wasm_bindgen::JsValue;

/// Something of ours failed: storage, another object, a missing setting.
#[derive(Debug, Clone)]
pub(crate) struct InternalError(String);

impl InternalError {
    /// A failure with a fixed description.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }

    /// A failure that JavaScript threw at us, with its message.
    pub(crate) fn thrown(value: &JsValue) -> Self {
        let message = js_sys::Reflect::get(value, &JsValue::from_str("message"))
            .ok()
            .and_then(|message| message.as_string())
            .or_else(|| value.as_string());
        Self(message.unwrap_or_else(|| "a value without a message was thrown".to_owned()))
    }
}

impl std::fmt::Display for InternalError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<worker::Error> for InternalError {
    fn from(error: worker::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<PictureError> for InternalError {
    fn from(error: PictureError) -> Self {
        Self(error.to_string())
    }
}

impl From<serde_json::Error> for InternalError {
    /// Keeps the place and the category, not the text: serde's messages can
    /// quote the input.
    fn from(error: serde_json::Error) -> Self {
        Self(format!(
            "JSON between our own parts: {:?} error at line {} column {}",
            error.classify(),
            error.line(),
            error.column()
        ))
    }
}

impl From<InternalError> for JsValue {
    fn from(broken: InternalError) -> Self {
        js_sys::Error::new(&broken.0).into()
    }
}
