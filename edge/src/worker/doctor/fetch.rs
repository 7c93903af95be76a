//! One request for a partner's page, bounded in time and in what is read.
//!
//! It carries nothing of anybody's, and follows no redirect: where that leads,
//! nobody has listed.

use page_check::Target;
use wasm_bindgen::JsValue;
use worker::Env;

use crate::{
    error::InternalError,
    outbound::{OutboundRequest, read_first},
};

/// A page answers within a second or two; past eight nobody waits for it.
const PAGE_LIMIT_MS: u32 = 8_000;

/// The tags stand in the first bytes of a page; a long one has 200 KiB of HTML.
const PAGE_MAX_BYTES: usize = 512 * 1024;

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
pub(crate) async fn fetch(env: &Env, target: &Target) -> Result<Fetched, InternalError> {
    let service = if target.is_local {
        let service = js_sys::Reflect::get(env.as_ref(), &JsValue::from_str("PAGES_LOCAL"))
            .map_err(|error| InternalError::thrown(&error))?;
        if !service.is_object() {
            return Ok(Fetched::Unreachable);
        }
        Some(service)
    } else {
        None
    };
    let request = OutboundRequest {
        url: &target.url,
        headers: &[
            ("accept", "text/html"),
            ("user-agent", "Undersigned-Doctor"),
        ],
        body: None,
        limit_ms: PAGE_LIMIT_MS,
        service: service.as_ref(),
    };
    let Some(response) = request.send().await? else {
        return Ok(Fetched::Unreachable);
    };
    let fetched = match response.status() {
        200..=299 if is_html(&response) => match read_first(&response, PAGE_MAX_BYTES).await {
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
