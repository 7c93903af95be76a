//! One person, once: keyed digests that tell a repeat without keeping an address.
//!
//! Not an identifier for anybody else: the key is the deployment's, differs
//! for each campaign, and is never rotated within one.
//!
//! Invariant: what is stored and indexed is derived here and nowhere else; its
//! bytes are pinned by `crates/protocol/vectors/dedup.json`.

use protocol::{CampaignId, MasterKey, derive_hmac, lp};

use crate::email::{CanonicalEmail, Spelling};

/// The rule by which addresses and names are made canonical. A campaign keeps
/// the one under which it was made, since its keys are stored (ADR 13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DedupRule {
    /// `dedup/1`: a tag behind `+` is dropped at every provider.
    First,
    /// `dedup/2`: it is dropped where it is known to lead to one mailbox.
    Second,
}

impl DedupRule {
    /// Every rule, the oldest first.
    pub const ALL: [Self; 2] = [Self::First, Self::Second];

    /// That of a campaign that is made now.
    pub const NEWEST: Self = Self::Second;

    /// Its name, as it is stored and stands in what keys are derived from.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::First => "dedup/1",
            Self::Second => "dedup/2",
        }
    }

    /// The rule of a stored name; none of any other text.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.as_str() == name)
    }
}

/// Derives what stands for a mailbox in one campaign.
///
/// `HMAC(Expand(lp("dedup", campaign, rule)), lp(canonical))`, 32 bytes; the rule
/// is the one that has made the address canonical.
#[must_use]
pub fn derive_supporter_key(
    dedup_master: &MasterKey,
    campaign: &CampaignId,
    email: &CanonicalEmail,
) -> [u8; 32] {
    let key = expand(dedup_master, "dedup", email.rule(), campaign);
    derive_hmac(&key, &lp(&[email.as_str().as_bytes()]))
}

/// Derives what stands for a name in one campaign; `folded_name` is from
/// [`fold_name`](crate::fold_name).
///
/// `HMAC(Expand(lp("dedup-name", campaign, rule)), lp(folded))`, 32 bytes.
#[must_use]
pub fn derive_name_key(
    dedup_master: &MasterKey,
    campaign: &CampaignId,
    rule: DedupRule,
    folded_name: &str,
) -> [u8; 32] {
    let key = expand(dedup_master, "dedup-name", rule, campaign);
    derive_hmac(&key, &lp(&[folded_name.as_bytes()]))
}

/// Derives what stands for one spelling of an address in one campaign: by no
/// rule of providers, so it is the same under every one.
///
/// `HMAC(Expand(lp("address", campaign)), lp(spelling))`, 32 bytes.
#[must_use]
pub fn derive_address_key(
    dedup_master: &MasterKey,
    campaign: &CampaignId,
    spelling: &Spelling,
) -> [u8; 32] {
    let key = dedup_master.expand(&[b"address", campaign.as_str().as_bytes()]);
    derive_hmac(&key, &lp(&[spelling.as_str().as_bytes()]))
}

fn expand(master: &MasterKey, label: &str, rule: DedupRule, campaign: &CampaignId) -> [u8; 32] {
    master.expand(&[
        label.as_bytes(),
        campaign.as_str().as_bytes(),
        rule.as_str().as_bytes(),
    ])
}

/// The shard of a supporter's key: its leading bits, spread over `shards`
/// evenly, below `shards` (or 0 where there are none).
#[must_use]
pub fn shard_of(key: &[u8; 32], shards: u16) -> u16 {
    let [first, second, ..] = *key;
    shard_of_lead([first, second], shards)
}

/// The shard of whatever has these two leading bytes: a key, or a receipt's id
/// that [`place_in_shard`] made.
#[must_use]
pub fn shard_of_lead(lead: [u8; 2], shards: u16) -> u16 {
    let lead = u32::from(u16::from_be_bytes(lead));
    // lead < 2^16, so the product shifted by 16 is below `shards`.
    u16::try_from((lead * u32::from(shards)) >> 16).unwrap_or(0)
}

/// Random bytes as the id of a receipt of one shard: the leading two are such
/// that they say which, and the rest stays as it is.
#[must_use]
pub fn place_in_shard(random: [u8; 16], shard: u16, shards: u16) -> [u8; 16] {
    let shards = u32::from(shards.max(1));
    let begin = |shard: u32| (shard << 16).div_ceil(shards);
    let (first, end) = (begin(shard.into()), begin(u32::from(shard) + 1));
    let mut id = random;
    let [a, b, ..] = random;
    let lead = first + u32::from(u16::from_be_bytes([a, b])) % (end - first).max(1);
    let [_, _, a, b] = lead.to_be_bytes();
    (id[0], id[1]) = (a, b);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_equal_parts_of_the_key_space() {
        let key = |lead: u16| {
            let mut key = [0; 32];
            key[..2].copy_from_slice(&lead.to_be_bytes());
            key
        };
        for shards in [1, 3, 8, 256] {
            let mut sizes = vec![0_u32; usize::from(shards)];
            for lead in 0..=u16::MAX {
                sizes[usize::from(shard_of(&key(lead), shards))] += 1;
            }
            let even = 65_536 / u32::from(shards);
            assert!(
                sizes.iter().all(|size| (even..=even + 1).contains(size)),
                "{shards}"
            );
        }
        assert_eq!(shard_of(&key(u16::MAX), 0), 0);
    }

    /// Stored bytes: if this fails, links in mails open nothing any more.
    #[test]
    fn the_key_of_a_spelling_is_pinned() {
        let master = MasterKey::parse(&protocol::base64::encode_base64(&[1; 32])).unwrap();
        let campaign = CampaignId::parse("welcome").unwrap();
        let key = |typed| derive_address_key(&master, &campaign, &Spelling::of(typed));
        let text = protocol::base64::encode_base64url(&key("anil+x@mail.example"));
        assert_eq!(text, "VdYhPNNdQ35qYxWHGdxqVMTIfy_GSEYYWkmbJ3ouMco");
        assert_eq!(key("anil+x@mail.example"), key("Anil+X@MAIL.example"));
        assert_ne!(key("anil+x@mail.example"), key("anil@mail.example"));
    }

    #[test]
    fn a_receipt_says_its_shard_and_keeps_the_rest_of_its_chance() {
        for shards in [1, 3, 8, 256] {
            for shard in 0..shards {
                for lead in [0_u16, 1, 255, 4_711, 40_000, u16::MAX] {
                    let mut random = [7; 16];
                    random[..2].copy_from_slice(&lead.to_be_bytes());
                    let id = place_in_shard(random, shard, shards);
                    assert_eq!(shard_of_lead([id[0], id[1]], shards), shard);
                    assert_eq!(id[2..], random[2..]);
                }
            }
        }
    }
}
