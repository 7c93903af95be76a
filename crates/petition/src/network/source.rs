//! Where a request's address comes from, as the operator says it.
//!
//! A header is a claim of whoever sent the request, so one is believed only
//! where the operator knows who writes it: the platform itself, or a listed
//! proxy in front of the edge.

use std::net::{IpAddr, SocketAddr};

use super::Network;

/// Why a text is no source of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressSourceError {
    /// None of the three forms.
    #[error("it is not `cloudflare`, `peer` or `header:NAME from CIDR,...`")]
    Form,
    /// A proxy is not an address with an optional prefix length.
    #[error("a proxy is not an address or a CIDR range")]
    Proxy,
}

/// Where the address of a request comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressSource {
    /// Cloudflare's `CF-Connecting-IP`, which Cloudflare sets itself; anywhere
    /// else it is whatever the sender wrote.
    Cloudflare,
    /// The other end of the connection, as the runtime saw it.
    Peer,
    /// A header that proxies write, believed only from a listed proxy.
    Header {
        /// The header, in lower case.
        name: String,
        /// Who may write it.
        proxies: Vec<Range>,
    },
}

/// A range of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The address as 128 bits, IPv4 as IPv4 within IPv6.
    bits: u128,
    /// How many leading bits count.
    length: u32,
}

/// What a request says about where it comes from, before any of it is believed.
#[derive(Clone, Debug, Default)]
pub struct PeerInfo<'a> {
    /// The other end of the connection, `ip` or `ip:port`.
    pub peer: Option<&'a str>,
    /// The source's header: `CF-Connecting-IP`, or the proxies'.
    pub header: Option<&'a str>,
}

impl AddressSource {
    /// Parses `cloudflare`, `peer` or `header:X-Forwarded-For from 10.0.0.0/8,::1`.
    ///
    /// # Errors
    ///
    /// [`AddressSourceError`] says what cannot be read.
    pub fn parse(text: &str) -> Result<Self, AddressSourceError> {
        match text.trim() {
            "cloudflare" => return Ok(Self::Cloudflare),
            "peer" => return Ok(Self::Peer),
            _ => {}
        }
        let (name, proxies) = text
            .trim()
            .strip_prefix("header:")
            .and_then(|rest| rest.split_once(" from "))
            .ok_or(AddressSourceError::Form)?;
        let name = name.trim().to_ascii_lowercase();
        let is_token = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if name.is_empty() || !name.bytes().all(is_token) {
            return Err(AddressSourceError::Form);
        }
        let proxies: Option<Vec<Range>> = proxies.split(',').map(Range::parse).collect();
        Ok(Self::Header {
            name,
            proxies: proxies.ok_or(AddressSourceError::Proxy)?,
        })
    }

    /// The header that has to be read for this source, in lower case.
    #[must_use]
    pub fn header(&self) -> Option<&str> {
        match self {
            Self::Cloudflare => Some("cf-connecting-ip"),
            Self::Peer => None,
            Self::Header { name, .. } => Some(name),
        }
    }

    /// The network of a request.
    ///
    /// With a proxies' header: from the right, the first address that is not a
    /// listed proxy's, since whatever stands left of it was said by its sender.
    /// From somebody who is no listed proxy the header is not read at all.
    #[must_use]
    pub fn network(&self, heard: &PeerInfo<'_>) -> Network {
        let peer = || heard.peer.and_then(parse_address);
        let address = match self {
            Self::Cloudflare => heard.header.and_then(parse_address),
            Self::Peer => peer(),
            Self::Header { proxies, .. } => {
                let is_proxy = |address: &IpAddr| proxies.iter().any(|one| one.has(*address));
                match (peer(), heard.header) {
                    (Some(peer), Some(header)) if is_proxy(&peer) => {
                        last_stranger(header, is_proxy)
                    }
                    (peer, _) => peer,
                }
            }
        };
        address.map_or(Network::Unknown, Network::of)
    }
}

/// The rightmost address that is no proxy's; the leftmost where all are. A hop
/// that cannot be read is a stranger of whom nothing is known.
fn last_stranger(header: &str, is_proxy: impl Fn(&IpAddr) -> bool) -> Option<IpAddr> {
    let mut address = None;
    for hop in header.rsplit(',') {
        address = parse_address(hop.trim());
        if address.is_none_or(|address| !is_proxy(&address)) {
            break;
        }
    }
    address
}

/// `192.0.2.1`, `192.0.2.1:443`, `2001:db8::1` or `[2001:db8::1]:443`.
fn parse_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    text.parse::<IpAddr>()
        .ok()
        .or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()))
        .or_else(bare)
}

impl Range {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length.parse::<u32>().ok()?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let all = if address.is_ipv4() { 32 } else { 128 };
        let length = length.unwrap_or(all);
        (length <= all).then(|| Self {
            bits: to_bits(address),
            length: 128 - all + length,
        })
    }

    fn has(self, address: IpAddr) -> bool {
        let differs = self.bits ^ to_bits(address);
        differs.leading_zeros() >= self.length
    }
}

fn to_bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(address: &str) -> Network {
        Network::of(address.parse().unwrap())
    }

    fn heard<'a>(peer: &'a str, header: &'a str) -> PeerInfo<'a> {
        let some = |text: &'a str| (!text.is_empty()).then_some(text);
        PeerInfo {
            peer: some(peer),
            header: some(header),
        }
    }

    #[test]
    fn the_words_of_the_variable_are_read() {
        let parse = |text| AddressSource::parse(text).ok();
        assert_eq!(parse(" cloudflare "), Some(AddressSource::Cloudflare));
        assert_eq!(parse("peer\n"), Some(AddressSource::Peer));
        assert_eq!(parse("Peer"), None);
        assert_eq!(parse(""), None);
    }

    #[test]
    fn the_peer_is_believed_whatever_a_header_says() {
        for peer in ["192.0.2.1:51234", "192.0.2.1", "[::ffff:192.0.2.1]:443"] {
            let network = AddressSource::Peer.network(&heard(peer, "203.0.113.9"));
            assert_eq!(network, of("192.0.2.1"), "{peer}");
        }
        let none = AddressSource::Peer.network(&heard("", "203.0.113.9"));
        assert_eq!(none, Network::Unknown);
    }

    #[test]
    fn cloudflares_header_is_believed_where_the_operator_says_so() {
        let network = |header| AddressSource::Cloudflare.network(&heard("10.0.0.1:1", header));
        assert_eq!(network("2001:db8::7"), of("2001:db8::7"));
        assert_eq!(network("not an address"), Network::Unknown);
        assert_eq!(network(""), Network::Unknown);
    }

    #[test]
    fn a_proxys_header_is_read_from_the_right_up_to_the_first_stranger() {
        let source = AddressSource::parse("header:X-Forwarded-For from 10.0.0.0/8, ::1").unwrap();
        assert_eq!(source.header(), Some("x-forwarded-for"));
        for (peer, header, network) in [
            ("10.0.0.1:80", "192.0.2.1", of("192.0.2.1")),
            ("[::1]:80", "192.0.2.1", of("192.0.2.1")),
            (
                "10.0.0.1:80",
                "203.0.113.9, 192.0.2.1, 10.9.9.9",
                of("192.0.2.1"),
            ),
            ("10.0.0.1:80", "203.0.113.9, nonsense", Network::Unknown),
            ("10.0.0.1:80", "10.1.1.1, 10.2.2.2", of("10.1.1.1")),
            ("10.0.0.1:80", "", of("10.0.0.1")),
            // A client that came past the proxies wrote the header itself.
            ("192.0.2.7:80", "203.0.113.9", of("192.0.2.7")),
            ("", "203.0.113.9", Network::Unknown),
        ] {
            assert_eq!(
                source.network(&heard(peer, header)),
                network,
                "{peer} {header}"
            );
        }
    }

    #[test]
    fn a_source_that_cannot_be_read_is_refused() {
        for text in [
            "",
            "Peer",
            "header:",
            "header:X from",
            "header:X-Y",
            "header:X Y from ::1",
        ] {
            assert_eq!(
                AddressSource::parse(text),
                Err(AddressSourceError::Form),
                "{text}"
            );
        }
        for text in ["10.0.0.0/33", "10.0.0/8", "::1/129", "10.0.0.0/8,"] {
            let text = format!("header:X from {text}");
            assert_eq!(
                AddressSource::parse(&text),
                Err(AddressSourceError::Proxy),
                "{text}"
            );
        }
    }
}
