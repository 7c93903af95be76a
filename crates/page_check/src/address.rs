//! Which address may be fetched for a partner.
//!
//! Invariant: what is fetched begins with an origin that the campaign's
//! organizers have listed, as they wrote it. Of what a stranger asks for only
//! the path and the query are used.

use url::{Host, Url};

/// Longer addresses are no page's: browsers and servers end at some 2,000.
const ADDRESS_MAX_BYTES: usize = 2_048;

/// A page that may be fetched.
#[derive(Debug, PartialEq, Eq)]
pub struct Target {
    /// The listed origin.
    pub origin: String,
    /// The page's address, without a fragment.
    pub url: String,
    /// On this machine, as the deployment is.
    pub is_local: bool,
}

/// Why an address is not fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedAddress {
    /// It is not an address of a page.
    Malformed,
    /// Its origin is not one of the partner's.
    NotListed,
    /// It is listed, but not on the web: not HTTPS on port 443 of a host with a name.
    NotPublic,
}

impl Target {
    /// The page that is asked for, if it may be fetched.
    ///
    /// # Errors
    ///
    /// [`RefusedAddress`] says why not.
    pub fn parse(asked: &str, origins: &[String], edge: &str) -> Result<Self, RefusedAddress> {
        let url = parse_url(asked).ok_or(RefusedAddress::Malformed)?;
        let written = url.origin().ascii_serialization();
        let origin = origins
            .iter()
            .find(|listed| **listed == written && *listed != edge)
            .ok_or(RefusedAddress::NotListed)?;
        let is_local = is_loopback(&url) && Url::parse(edge).is_ok_and(|edge| is_loopback(&edge));
        if !is_local && !is_public(&url) {
            return Err(RefusedAddress::NotPublic);
        }
        let query = url.query().map(|query| format!("?{query}"));
        Ok(Self {
            origin: origin.clone(),
            url: format!("{origin}{}{}", url.path(), query.unwrap_or_default()),
            is_local,
        })
    }
}

/// `https://` is understood where nothing is said.
fn parse_url(asked: &str) -> Option<Url> {
    let asked = asked.trim();
    if asked.is_empty() || asked.len() > ADDRESS_MAX_BYTES {
        return None;
    }
    let url = if asked.contains("://") {
        Url::parse(asked)
    } else {
        Url::parse(&format!("https://{asked}"))
    };
    let url = url.ok()?;
    let has_credentials = !url.username().is_empty() || url.password().is_some();
    (matches!(url.scheme(), "https" | "http") && !has_credentials).then_some(url)
}

/// HTTPS on its own port, of a host that has a name with a dot in it.
fn is_public(url: &Url) -> bool {
    let Some(Host::Domain(name)) = url.host() else {
        return false;
    };
    url.scheme() == "https" && url.port().is_none() && name.trim_end_matches('.').contains('.')
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EDGE: &str = "https://sign.example";
    const LOCAL_EDGE: &str = "http://127.0.0.1:8787";

    fn parse(asked: &str, edge: &str) -> Result<Target, RefusedAddress> {
        let origins = [
            "https://www.partner.example",
            "https://www.partner.example:8443",
            "http://plain.partner.example",
            "https://10.0.0.1",
            "https://[::1]",
            "https://intranet",
            "http://127.0.0.1:8080",
            LOCAL_EDGE,
            EDGE,
        ]
        .map(str::to_owned);
        Target::parse(asked, &origins, edge)
    }

    #[test]
    fn a_page_of_a_listed_origin_is_fetched_by_that_origin() {
        for (asked, url) in [
            (
                "https://www.partner.example",
                "https://www.partner.example/",
            ),
            (
                "www.partner.example/act?p=5#form",
                "https://www.partner.example/act?p=5",
            ),
            (
                " HTTPS://WWW.Partner.Example:443/a/../b ",
                "https://www.partner.example/b",
            ),
            (
                "https://www.partner.example/@evil.example",
                "https://www.partner.example/@evil.example",
            ),
            (
                "https:\\\\www.partner.example\\a",
                "https://www.partner.example/a",
            ),
        ] {
            let asked = asked.replace("https:\\\\", "https://");
            assert_eq!(parse(&asked, EDGE).unwrap().url, url, "{asked}");
        }
    }

    #[test]
    fn no_other_address_is_fetched() {
        for (asked, refused) in [
            ("", RefusedAddress::Malformed),
            ("ftp://www.partner.example/", RefusedAddress::Malformed),
            ("file:///etc/passwd", RefusedAddress::Malformed),
            (
                "https://user@www.partner.example/",
                RefusedAddress::Malformed,
            ),
            (
                "https://www.partner.example:pw@evil.example/",
                RefusedAddress::Malformed,
            ),
            ("https://evil.example/", RefusedAddress::NotListed),
            (
                "https://www.partner.example.evil.example/",
                RefusedAddress::NotListed,
            ),
            ("https://partner.example/", RefusedAddress::NotListed),
            ("http://www.partner.example/", RefusedAddress::NotListed),
            (
                "https://www.partner.example:444/",
                RefusedAddress::NotListed,
            ),
            ("https://www.partner.example./", RefusedAddress::NotListed),
            (
                "https://evil.example#www.partner.example",
                RefusedAddress::NotListed,
            ),
            (
                "https://evil.example\\@www.partner.example",
                RefusedAddress::NotListed,
            ),
            ("https://169.254.169.254/", RefusedAddress::NotListed),
            ("https://0x7f.1/", RefusedAddress::NotListed),
            ("https://[::ffff:127.0.0.1]/", RefusedAddress::NotListed),
            ("https://sign.example/organizer", RefusedAddress::NotListed),
            // Listed by mistake or by intent, and no page of the web.
            (
                "https://www.partner.example:8443/",
                RefusedAddress::NotPublic,
            ),
            ("http://plain.partner.example/", RefusedAddress::NotPublic),
            ("https://10.0.0.1/", RefusedAddress::NotPublic),
            ("https://167772161/", RefusedAddress::NotPublic),
            ("https://[::1]/", RefusedAddress::NotPublic),
            ("https://intranet/", RefusedAddress::NotPublic),
            ("http://127.0.0.1:8080/", RefusedAddress::NotPublic),
        ] {
            assert_eq!(parse(asked, EDGE), Err(refused), "{asked}");
        }
        let long = format!(
            "https://www.partner.example/{}",
            "a".repeat(ADDRESS_MAX_BYTES)
        );
        assert_eq!(parse(&long, EDGE), Err(RefusedAddress::Malformed));
    }

    #[test]
    fn a_deployment_on_this_machine_fetches_pages_of_this_machine() {
        let target = parse("http://127.0.0.1:8080/a", LOCAL_EDGE).unwrap();
        assert!(target.is_local);
        assert!(
            !parse("https://www.partner.example", LOCAL_EDGE)
                .unwrap()
                .is_local
        );
        for (asked, refused) in [
            ("http://127.0.0.1:8081/", RefusedAddress::NotListed),
            ("http://localhost:8080/", RefusedAddress::NotListed),
            ("http://127.0.0.1:8787/organizer", RefusedAddress::NotListed),
            ("https://10.0.0.1/", RefusedAddress::NotPublic),
        ] {
            assert_eq!(parse(asked, LOCAL_EDGE), Err(refused), "{asked}");
        }
    }
}
