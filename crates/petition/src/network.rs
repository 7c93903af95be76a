//! Who shares a limit: a network, known by a keyed hash that lives for a day.
//!
//! Not the address: it is read, cut to its network and hashed in one request,
//! and stands in no table, log or answer.
//!
//! Invariant: two days' hashes of one network cannot be held against each
//! other, and neither can two campaigns'.

mod source;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use protocol::{CampaignId, MasterKey, derive_hmac, lp};

pub use self::source::{AddressSource, AddressSourceError, PeerInfo};

/// Bytes of a network's key: enough that two networks never share one, and
/// too few to be anything else.
pub const NETWORK_KEY_BYTES: usize = 16;

/// The part of the internet that shares one limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Network {
    /// One IPv4 address.
    V4(Ipv4Addr),
    /// One IPv6 /64, which one customer has; they choose the other bits.
    V6([u8; 8]),
    /// No address is known: all who have none share one limit.
    Unknown,
}

impl Network {
    /// The network of an address; IPv4 within IPv6 is IPv4.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => Self::V4(address),
            IpAddr::V6(address) => match address.to_ipv4_mapped() {
                Some(address) => Self::V4(address),
                None => Self::V6(first_half(address)),
            },
        }
    }

    fn encode(self) -> Vec<u8> {
        match self {
            Self::V4(address) => lp(&[b"4", &address.octets()]),
            Self::V6(prefix) => lp(&[b"6", &prefix]),
            Self::Unknown => lp(&[b"unknown"]),
        }
    }
}

fn first_half(address: Ipv6Addr) -> [u8; 8] {
    let mut half = [0; 8];
    half.iter_mut()
        .zip(address.octets())
        .for_each(|(to, from)| *to = from);
    half
}

/// Derives a network's key in a campaign on a day, written as `2026-11-22`.
///
/// `HMAC(Expand(lp("network", campaign, day)), lp(prefix))`, the first 16
/// bytes. The day is in UTC; at its end every network starts anew, which is
/// one more burst.
#[must_use]
pub fn derive_network_key(
    master: &MasterKey,
    campaign: &CampaignId,
    day: &str,
    network: Network,
) -> [u8; NETWORK_KEY_BYTES] {
    let key = master.expand(&[b"network", campaign.as_str().as_bytes(), day.as_bytes()]);
    cut(derive_hmac(&key, &network.encode()))
}

/// Derives a network's key under an event pass, which may outlive a day:
/// `HMAC(Expand(lp("pass-network", campaign, pass)), lp(prefix))`, the first
/// 16 bytes.
#[must_use]
pub fn derive_pass_network_key(
    master: &MasterKey,
    campaign: &CampaignId,
    pass: &str,
    network: Network,
) -> [u8; NETWORK_KEY_BYTES] {
    let key = master.expand(&[
        b"pass-network",
        campaign.as_str().as_bytes(),
        pass.as_bytes(),
    ]);
    cut(derive_hmac(&key, &network.encode()))
}

fn cut(hash: [u8; 32]) -> [u8; NETWORK_KEY_BYTES] {
    let mut key = [0; NETWORK_KEY_BYTES];
    key.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Network {
        Network::of(text.parse().unwrap())
    }

    #[test]
    fn a_network_is_an_ipv4_address_or_an_ipv6_64() {
        assert_eq!(network("192.0.2.1"), network("::ffff:192.0.2.1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_ne!(network("::1"), Network::Unknown);
    }

    #[test]
    fn every_day_campaign_network_and_pass_has_its_own_key() {
        let master = MasterKey::parse(&protocol::base64::encode_base64(&[7; 32])).unwrap();
        let other = MasterKey::parse(&protocol::base64::encode_base64(&[8; 32])).unwrap();
        let campaign = |id: &str| CampaignId::parse(id).unwrap();
        let (a, b) = (campaign("a"), campaign("b"));
        let home = network("192.0.2.1");
        let keys = [
            derive_network_key(&master, &a, "2026-11-22", home),
            derive_network_key(&master, &a, "2026-11-23", home),
            derive_network_key(&master, &b, "2026-11-22", home),
            derive_network_key(&master, &a, "2026-11-22", network("192.0.2.2")),
            derive_network_key(&master, &a, "2026-11-22", network("2001:db8::1")),
            derive_network_key(&master, &a, "2026-11-22", Network::Unknown),
            derive_network_key(&other, &a, "2026-11-22", home),
            derive_pass_network_key(&master, &a, "2026-11-22", home),
            derive_pass_network_key(&master, &a, "other", home),
        ];
        let different: std::collections::BTreeSet<_> = keys.iter().collect();
        assert_eq!(different.len(), keys.len());
    }
}
