//! The secret that a partner's own server signs with.
//!
//! Not a session: it was never in a page, it has no origin, and it lives until
//! the campaign's settings list it no more. Whether they do is the edge's to
//! say; a secret is derived for any name, and proves nothing until then.
//!
//! Invariant: a secret depends on its own name and on the master key in that
//! name, never on which master key issues sessions today (ADR 0005).

use core::fmt;

use crate::ids::{CampaignId, PartnerId, ServerKid};
use crate::keys::MasterKeys;

/// First part of every `keyid` of a partner's server.
const SCHEME: &str = "partner";

/// The `keyid` of a partner's own server: `partner:{partner}:{kid}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerKeyId {
    /// Whose server it is.
    pub partner: PartnerId,
    /// Which of its secrets.
    pub kid: ServerKid,
}

impl ServerKeyId {
    /// Whether a `keyid` claims to be a partner's server, well formed or not.
    #[must_use]
    pub fn is_claimed_by(keyid: &str) -> bool {
        keyid
            .strip_prefix(SCHEME)
            .is_some_and(|rest| rest.starts_with(':'))
    }

    /// Parses a `keyid`; `None` if it is not written as one of a server.
    #[must_use]
    pub fn parse(keyid: &str) -> Option<Self> {
        let mut parts = keyid.split(':');
        let (Some(SCHEME), Some(partner), Some(kid), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        Some(Self {
            partner: PartnerId::parse(partner).ok()?,
            kid: ServerKid::parse(kid).ok()?,
        })
    }

    /// Derives the secret for a campaign: `Expand(lp("partner-key", campaign,
    /// partner, kid))` from the master key that the kid names; `None` if that
    /// is not live.
    #[must_use]
    pub fn derive_key(&self, masters: &MasterKeys, campaign: &CampaignId) -> Option<[u8; 32]> {
        let master = masters.find(self.kid.master())?;
        Some(master.expand(&[
            b"partner-key",
            campaign.as_str().as_bytes(),
            self.partner.as_str().as_bytes(),
            self.kid.as_str().as_bytes(),
        ]))
    }
}

impl fmt::Display for ServerKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}:{}:{}", self.partner, self.kid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::MasterKey;

    fn masters(kids: &[(&str, u8)], active: &str) -> MasterKeys {
        let key = |byte: u8| MasterKey::parse(&crate::base64::encode_base64(&[byte; 32])).unwrap();
        let keys = kids
            .iter()
            .map(|(kid, byte)| ((*kid).to_owned(), key(*byte)));
        MasterKeys::new(keys.collect(), active.to_owned()).unwrap()
    }

    #[test]
    fn a_servers_name_is_read_as_it_is_written() {
        let keyid = "partner:refugee-council:k1-a";
        let parsed = ServerKeyId::parse(keyid).unwrap();
        assert_eq!(parsed.to_string(), keyid);
        for other in [
            "partner:refugee-council",
            "partner:refugee-council:k1",
            "partner:refugee-council:k1-a:",
            "partner:Refugee:k1-a",
            "partner::k1-a",
            "Partner:refugee-council:k1-a",
            "us1.k1.e30.AA",
        ] {
            assert_eq!(ServerKeyId::parse(other), None, "{other}");
        }
        assert!(ServerKeyId::is_claimed_by("partner:"));
        assert!(!ServerKeyId::is_claimed_by("partners:a:k1-a"));
    }

    #[test]
    fn a_secret_outlives_a_change_of_the_active_key_and_not_its_own_master() {
        let campaign = CampaignId::parse("welcome-refugees").unwrap();
        let id = ServerKeyId::parse("partner:refugee-council:k1-a").unwrap();
        let before = id.derive_key(&masters(&[("k1", 1)], "k1"), &campaign);
        let during = id.derive_key(&masters(&[("k1", 1), ("k2", 2)], "k2"), &campaign);
        assert!(before.is_some());
        assert_eq!(before, during);
        let after = id.derive_key(&masters(&[("k2", 2)], "k2"), &campaign);
        assert_eq!(after, None);
    }

    #[test]
    fn campaign_partner_and_kid_each_have_secrets_of_their_own() {
        let masters = masters(&[("k1", 1), ("k2", 1)], "k1");
        let derive = |keyid: &str, campaign: &str| {
            let campaign = CampaignId::parse(campaign).unwrap();
            ServerKeyId::parse(keyid)
                .unwrap()
                .derive_key(&masters, &campaign)
        };
        let one = derive("partner:a:k1-a", "c");
        assert_ne!(one, derive("partner:a:k1-a", "d"));
        assert_ne!(one, derive("partner:b:k1-a", "c"));
        assert_ne!(one, derive("partner:a:k1-b", "c"));
        assert_ne!(one, derive("partner:a:k2-a", "c"));
    }
}
