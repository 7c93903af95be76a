//! What a single setting may look like. Who must have it is the parent module's `check`'s.

/// Words of other organizations than the one that asks, which a consent may
/// not cover (`docs/organizers.md`; CASL asks who is meant by name).
const OPEN_ENDED: [&str; 10] = [
    "affiliates",
    "our partners",
    "its partners",
    "their partners",
    "selected organizations",
    "selected organisations",
    "nos partenaires",
    "ses partenaires",
    "sociétés affiliées",
    "organismes sélectionnés",
];

/// How many words a text has.
pub(super) fn count_words(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
        .count()
}

/// Whether a text still has a `{placeholder}` of its template.
pub(super) fn has_placeholder(text: &str) -> bool {
    text.contains(['{', '}'])
}

/// Whether a text asks for others than the organization that it names.
pub(super) fn is_open_ended(text: &str) -> bool {
    let text = text.to_lowercase();
    OPEN_ENDED.iter().any(|words| text.contains(words))
}

/// Whether a text is a language tag of a language and at most a few subtags (BCP 47).
pub(crate) fn is_language(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let primary = subtags.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_lowercase())
        && subtags.all(|subtag| {
            (2..=8).contains(&subtag.len())
                && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
        && tag.len() <= protocol::limits::LANGUAGE_MAX_BYTES
}

/// An origin as browsers send it, of one whose host is written in its own
/// script: `https://xn--r-bga.example` of `https://ré.example` (UTS 46). What is
/// none stays as it is, to be refused.
pub(super) fn ascii_origin(text: String) -> String {
    if text.is_ascii() {
        return text;
    }
    let ascii = text.split_once("://").and_then(|(scheme, rest)| {
        let (host, port) = rest.split_once(':').unwrap_or((rest, ""));
        let host = idna::domain_to_ascii_strict(host).ok()?;
        let mark = if rest.contains(':') { ":" } else { "" };
        Some(format!("{scheme}://{host}{mark}{port}"))
    });
    ascii.unwrap_or(text)
}

/// Reads a list of origins in either form.
///
/// # Errors
///
/// It is no list of texts.
pub(super) fn read_origins<'de, D>(deserializer: D) -> Result<Vec<String>, D::Error>
where
    D: serde::Deserializer<'de>,
{
    let written = <Vec<String> as serde::Deserialize>::deserialize(deserializer)?;
    Ok(written.into_iter().map(ascii_origin).collect())
}

/// Whether a text is an origin as browsers send it: scheme, host and a port
/// other than the scheme's, in lower case, and nothing after (RFC 6454).
pub(super) fn is_origin(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    let default_port = match scheme {
        "https" => "443",
        "http" => "80",
        _ => return false,
    };
    // An IPv6 address has colons of its own, inside brackets.
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (rest, None),
    };
    let is_port = |port: &str| {
        port != default_port
            && !port.starts_with('0')
            && port.bytes().all(|byte| byte.is_ascii_digit())
            && port.parse::<u16>().is_ok()
    };
    is_host(host) && port.is_none_or(is_port)
}

/// Whether a text is the address of a web page: `https://`, a host in any
/// script, perhaps a port, and whatever follows but white space. Names before
/// an `@` are refused, since they make one host look like another.
pub(super) fn is_web_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let is_letter = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || "-_".contains(c);
    let is_label = |label: &str| !label.is_empty() && label.chars().all(is_letter);
    let name = host.strip_suffix('.').unwrap_or(host);
    let is_host = is_host(host) || name.split('.').all(is_label);
    let is_port =
        |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    is_host
        && port.is_none_or(is_port)
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        let is_short = address.parse::<std::net::Ipv6Addr>();
        return is_short.is_ok_and(|parsed| parsed.to_string() == address);
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
    };
    host.len() <= 253 && host.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_web_address_has_a_host() {
        for text in [
            "https://example.org",
            "https://www.Example.org:8443/act?x=1#y",
            "https://example.org.",
            "https://xn--rmi-bma.example/",
            "https://bücher.example/ü",
            "https://ئۇيغۇر.example",
            "https://हिन्दी.example",
            "https://[2001:db8::1]:8443/",
            "https://[2001:db8::1]/act",
            "https://127.0.0.1/",
            "https://a.example?next=https://",
        ] {
            assert!(is_web_address(text), "{text}");
        }
        for text in [
            "",
            "https://",
            "https:///act",
            "https://?x",
            "https://#act",
            "https://:443",
            "https://:443/act",
            "https://.",
            "https://..",
            "https://a..example",
            "https://.example",
            "https://example.org:port",
            "https://example.org:70000",
            "https://user@example.org",
            "https://example.org@other.example/",
            "https://[::1",
            "https://exa mple.org",
            "https://example.org/a b",
            "https://example.org/\n",
            "https://\\example.org",
            "http://example.org",
            "HTTPS://example.org",
            "//example.org",
            "javascript:alert(1)",
        ] {
            assert!(!is_web_address(text), "{text}");
        }
    }

    #[test]
    fn an_origin_is_what_a_browser_would_send() {
        for text in [
            "https://example.org",
            "https://www.example.org:8443",
            "http://127.0.0.1:8080",
            "http://localhost",
            "https://xn--rmi-bma.example",
            "http://[::1]:8080",
            "http://[::1]",
        ] {
            assert!(is_origin(text), "{text}");
        }
        for text in [
            "",
            "example.org",
            "https://",
            "https://Example.org",
            "https://example.org/",
            "https://example.org/act",
            "https://example.org?x",
            "https://example.org:443",
            "http://example.org:80",
            "https://example.org:",
            "https://example.org:0",
            "https://example.org:70000",
            "https://example.org:+1",
            "https://user@example.org",
            "https://*.example.org",
            "https://ré.example",
            "https://example..org",
            "ftp://example.org",
            "null",
            "*",
            "http://[0:0:0:0:0:0:0:1]",
            "http://[::1",
        ] {
            assert!(!is_origin(text), "{text}");
        }
    }

    #[test]
    fn words_are_counted_as_a_reader_does() {
        assert_eq!(count_words(""), 0);
        assert_eq!(count_words("  one two\u{a0}three\nfour "), 4);
        // French sets spaces around its quotes; they are no words.
        assert_eq!(count_words("« Anil K. » – l'an prochain"), 4);
    }

    #[test]
    fn a_language_is_a_tag() {
        for tag in ["en", "fr", "fr-CA", "zh-Hant-TW", "iku", "es-419"] {
            assert!(is_language(tag), "{tag}");
        }
        for tag in [
            "", "e", "EN", "english", "fr-", "fr_CA", "-", "fr-C", "fr/CA",
        ] {
            assert!(!is_language(tag), "{tag}");
        }
    }

    #[test]
    fn consent_is_asked_for_named_organizations_only() {
        assert!(is_open_ended("Refugee Council and its partners"));
        assert!(is_open_ended("Le Cercle et NOS PARTENAIRES"));
        assert!(!is_open_ended("Partners in Health Canada"));
    }
}
