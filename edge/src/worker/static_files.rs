//! Files: the widget's assets by their hashed names, and the few styles and
//! the script of our own pages.

use super::{
    assets,
    context::Edge,
    problem::{Failure, Refusal},
    response::Reply,
};

const CSS: &str = "text/css; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// `GET /assets/{name}.{hash}.{js,wasm,css}`.
pub(super) async fn asset(edge: &Edge, name: &str) -> Result<Reply, Failure> {
    let content_type = content_type_of(name).ok_or(Refusal::NotFound)?;
    match assets::load(&edge.env, name).await? {
        Some(bytes) => Ok(Reply::bytes(content_type, bytes)),
        None => Err(Refusal::NotFound.into()),
    }
}

/// The type of `{name}.{hash}.{extension}`; none for any other name, so that
/// no path reaches past the folder.
fn content_type_of(name: &str) -> Option<&'static str> {
    let mut parts = name.split('.');
    let (stem, hash, extension) = (parts.next()?, parts.next()?, parts.next()?);
    let is_stem = !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_hash = hash.len() == 16
        && hash
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'));
    if !is_stem || !is_hash || parts.next().is_some() {
        return None;
    }
    match extension {
        "js" => Some(JAVASCRIPT),
        "wasm" => Some("application/wasm"),
        "css" => Some(CSS),
        _ => None,
    }
}

/// `GET /c/page.css`.
pub(super) fn page_style() -> Reply {
    Reply::text(CSS, pages::PAGE_CSS.to_owned())
}

/// `GET /r/link.js`.
pub(super) fn link_script() -> Reply {
    Reply::text(JAVASCRIPT, pages::LINK_JS.to_owned())
}

/// `GET /doctor/style.css`.
pub(super) fn doctor_style() -> Reply {
    Reply::text(CSS, pages::DOCTOR_CSS.to_owned())
}

/// `GET /organizer/style.css`.
pub(super) fn organizer_style() -> Reply {
    Reply::text(CSS, pages::ORGANIZER_CSS.to_owned())
}

/// `GET /organizer/script.js`.
pub(super) fn organizer_script() -> Reply {
    Reply::text(JAVASCRIPT, pages::ORGANIZER_JS.to_owned())
}

#[cfg(test)]
mod tests {
    use super::content_type_of;

    #[test]
    fn only_a_hashed_name_is_looked_for() {
        assert_eq!(
            content_type_of("widget.0123456789abcdef.wasm"),
            Some("application/wasm")
        );
        for name in [
            "manifest.json",
            "..%2fsecrets",
            "widget.wasm",
            "a.0123456789abcdeg.js",
            "a.0123456789abcdef.html",
            "a.0123456789abcdef.js.map",
            ".0123456789abcdef.js",
        ] {
            assert_eq!(content_type_of(name), None, "{name}");
        }
    }
}
