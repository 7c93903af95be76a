//! The widget's files, as the build wrote them: read once for each isolate
//! from the `ASSETS` binding.

use std::{cell::RefCell, rc::Rc};

use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use worker::Env;

use crate::error::InternalError;

#[wasm_bindgen]
extern "C" {
    type Fetcher;

    #[wasm_bindgen(method, catch)]
    fn fetch(this: &Fetcher, url: &str) -> Result<js_sys::Promise, JsValue>;
}

/// `manifest.json`: the current names, which contain their hashes.
#[derive(Deserialize)]
pub(crate) struct Manifest {
    pub(crate) loader: Asset,
    pub(crate) wasm: Asset,
    pub(crate) probe: Asset,
    pub(crate) paint: Asset,
    pub(crate) style: Asset,
}

/// A file with its subresource integrity.
#[derive(Deserialize)]
pub(crate) struct Asset {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) integrity: String,
}

/// What the first response of a page is made of.
pub(crate) struct Parts {
    pub(crate) manifest: Manifest,
    pub(crate) loader: String,
    /// Of the style what a view has when it is painted; its loader's scripts
    /// have the rest.
    pub(crate) paint: String,
    pub(crate) style: String,
}

thread_local! {
    static PARTS: RefCell<Option<Rc<Parts>>> = const { RefCell::new(None) };
}

/// The current loader and style.
///
/// # Errors
///
/// The binding or a file is missing: the deployment is incomplete.
pub(crate) async fn load_parts(env: &Env) -> Result<Rc<Parts>, InternalError> {
    if let Some(parts) = PARTS.with_borrow(Clone::clone) {
        return Ok(parts);
    }
    let manifest: Manifest = serde_json::from_str(&load_text(env, "manifest.json").await?)?;
    let loader = load_text(env, &manifest.loader.name).await?;
    let paint = load_text(env, &manifest.paint.name).await?;
    let style = load_text(env, &manifest.style.name).await?;
    let parts = Rc::new(Parts {
        manifest,
        loader,
        paint,
        style,
    });
    PARTS.set(Some(parts.clone()));
    Ok(parts)
}

/// A text by its name.
///
/// # Errors
///
/// It is missing, is no text, or reading failed: the deployment is incomplete.
pub(crate) async fn load_text(env: &Env, name: &str) -> Result<String, InternalError> {
    let bytes = load(env, name)
        .await?
        .ok_or_else(|| InternalError::new(format!("the asset {name} is missing")))?;
    String::from_utf8(bytes)
        .map_err(|_| InternalError::new(format!("the asset {name} is not UTF-8")))
}

/// A file by its name, or none.
///
/// # Errors
///
/// The binding is missing, or reading failed.
pub(crate) async fn load(env: &Env, name: &str) -> Result<Option<Vec<u8>>, InternalError> {
    let binding = js_sys::Reflect::get(env.as_ref(), &JsValue::from_str("ASSETS"))
        .map_err(|error| InternalError::thrown(&error))?;
    if !binding.is_object() {
        return Err(InternalError::new("the ASSETS binding is missing"));
    }
    let fetcher: Fetcher = binding.unchecked_into();
    let promise = fetcher
        .fetch(&format!("http://assets/{name}"))
        .map_err(|error| InternalError::thrown(&error))?;
    let response = JsFuture::from(promise)
        .await
        .map_err(|error| InternalError::thrown(&error))?;
    let response: web_sys::Response = response.unchecked_into();
    if response.status() == 404 {
        return Ok(None);
    }
    if !response.ok() {
        return Err(InternalError::new(format!(
            "the asset {name} answered {}",
            response.status()
        )));
    }
    let promise = response
        .array_buffer()
        .map_err(|error| InternalError::thrown(&error))?;
    let buffer = JsFuture::from(promise)
        .await
        .map_err(|error| InternalError::thrown(&error))?;
    Ok(Some(js_sys::Uint8Array::new(&buffer).to_vec()))
}
