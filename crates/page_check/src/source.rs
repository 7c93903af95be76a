//! Whether a source of a policy matches an address (CSP level 3, section
//! 6.7.2).

use url::Url;

/// Whether one of a directive's sources matches.
pub(crate) fn any_matches(sources: &[String], url: &Url, page: &Url) -> bool {
    sources.iter().any(|source| matches(source, url, page))
}

fn matches(source: &str, url: &Url, page: &Url) -> bool {
    let lower = source.to_ascii_lowercase();
    match lower.as_str() {
        "*" => matches!(url.scheme(), "http" | "https" | "ws" | "wss"),
        "'self'" => url.origin() == page.origin(),
        keyword if keyword.starts_with('\'') => false,
        scheme if scheme.ends_with(':') && !scheme.contains("//") => {
            is_scheme_of(scheme.trim_end_matches(':'), url.scheme())
        }
        _ => matches_host(source, url, page),
    }
}

/// A more secure scheme is meant too. Level 3 lets one for sockets stand for
/// pages as well; browsers do not.
fn is_scheme_of(written: &str, scheme: &str) -> bool {
    written == scheme || matches!((written, scheme), ("http", "https") | ("ws", "wss"))
}

/// `[scheme://]host[:port][/path]`.
fn matches_host(source: &str, url: &Url, page: &Url) -> bool {
    let (scheme, rest) = match source.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => (page.scheme().to_owned(), source),
    };
    let (authority, path) = match rest.find('/') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    is_scheme_of(&scheme, url.scheme())
        && is_host_of(&host.to_ascii_lowercase(), url)
        && is_port_of(port, url)
        && is_path_of(path, url.path())
}

fn is_host_of(written: &str, url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    match written.strip_prefix('*') {
        Some("") => true,
        Some(suffix) => host.ends_with(suffix),
        None => written == host,
    }
}

fn is_port_of(written: Option<&str>, url: &Url) -> bool {
    match written {
        None => url.port().is_none(),
        Some("*") => true,
        Some(port) => port.parse().ok() == url.port_or_known_default(),
    }
}

/// A folder ends in a slash; without one it is a file.
fn is_path_of(written: &str, path: &str) -> bool {
    match written {
        "" | "/" => true,
        folder if folder.ends_with('/') => path.starts_with(folder),
        file => file == path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_matches_as_level_3_says() {
        let page = Url::parse("https://www.partner.example/").unwrap();
        for (source, url, is_match) in [
            ("*", "https://sign.example/", true),
            ("*", "data:x", false),
            ("https:", "https://sign.example/", true),
            ("https:", "wss://sign.example/", false),
            ("http:", "https://sign.example/", true),
            ("wss:", "wss://sign.example/", true),
            ("wss:", "https://sign.example/", false),
            ("sign.example", "https://sign.example/a", true),
            ("SIGN.example", "https://sign.example/a", true),
            ("sign.example", "wss://sign.example/", false),
            ("https://sign.example", "https://sign.example/a", true),
            ("https://sign.example/", "https://sign.example/a", true),
            ("http://sign.example", "https://sign.example/a", true),
            ("https://sign.example", "wss://sign.example/", false),
            ("wss://sign.example", "wss://sign.example/", true),
            ("https://sign.example:443", "https://sign.example/", true),
            ("https://sign.example:8443", "https://sign.example/", false),
            ("https://sign.example:*", "https://sign.example:1/", true),
            ("https://sign.example", "https://sign.example:1/", false),
            ("*.example", "https://sign.example/", true),
            ("*.sign.example", "https://sign.example/", false),
            ("*.example", "https://notexample/", false),
            (
                "https://sign.example/assets/",
                "https://sign.example/assets/a.js",
                true,
            ),
            (
                "https://sign.example/assets",
                "https://sign.example/assets/a.js",
                false,
            ),
            (
                "https://sign.example/embed/",
                "https://sign.example/assets/a.js",
                false,
            ),
            ("'self'", "https://www.partner.example/a", true),
            ("'self'", "https://sign.example/", false),
            ("'none'", "https://sign.example/", false),
            ("'nonce-a'", "https://sign.example/", false),
        ] {
            let url = Url::parse(url).unwrap();
            assert_eq!(matches(source, &url, &page), is_match, "{source} {url}");
        }
    }
}
