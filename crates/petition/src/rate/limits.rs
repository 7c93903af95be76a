//! The limits of a deployment and of a campaign, and what each is for.

use serde::{Deserialize, Serialize};

/// Most signatures an hour that a limit may say: 27,000 a second.
const PER_HOUR_MAX: u32 = 100_000_000;

/// Most hours that a burst may take to drain. A kept arrival time is then at
/// most 256 shards x 1,000 hours ahead: 9.2e14 us on top of 1.8e15, below the
/// 2^53 (9.0e15) that a number keeps on its way through JavaScript.
const BURST_MAX_HOURS: u32 = 1_000;

/// So many at once, and so many an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// How many drain in an hour.
    pub per_hour: u32,
    /// How many may come at once.
    pub burst: u32,
}

impl Limit {
    /// Whether it says something that can be kept.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        (1..=PER_HOUR_MAX).contains(&self.per_hour)
            && (1..=self.per_hour.saturating_mul(BURST_MAX_HOURS)).contains(&self.burst)
    }

    /// The same so many times over.
    #[must_use]
    pub fn times(self, factor: u32) -> Self {
        Self {
            per_hour: self.per_hour.saturating_mul(factor),
            burst: self.burst.saturating_mul(factor),
        }
    }
}

/// Limits as they are set: each may be left to who comes before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitSettings {
    /// Signatures from one network: an IPv4 address or an IPv6 /64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<Limit>,
    /// Signatures from one network by the form without scripts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hosted: Option<Limit>,
    /// Signatures with one session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<Limit>,
    /// Signatures through one partner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner: Option<Limit>,
    /// Signatures of one campaign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign: Option<Limit>,
    /// Mails of one campaign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<Limit>,
    /// Mails of one campaign to one domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_domain: Option<Limit>,
}

impl LimitSettings {
    /// Whether every limit is left to who comes before.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Each limit that is set, with its name.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, Limit)> {
        let entries = [
            ("network", self.network),
            ("hosted", self.hosted),
            ("session", self.session),
            ("partner", self.partner),
            ("campaign", self.campaign),
            ("mail", self.mail),
            ("mail_domain", self.mail_domain),
        ];
        entries
            .into_iter()
            .filter_map(|(name, limit)| Some((name, limit?)))
    }
}

/// The limits in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Signatures from one network.
    pub network: Limit,
    /// Signatures from one network by the form without scripts.
    pub hosted: Limit,
    /// Signatures with one session.
    pub session: Limit,
    /// Signatures through one partner.
    pub partner: Limit,
    /// Signatures of one campaign.
    pub campaign: Limit,
    /// Mails of one campaign; what is over it is delayed, never dropped.
    pub mail: Limit,
    /// Mails of one campaign to one domain, delayed the same way.
    pub mail_domain: Limit,
}

impl Default for Limits {
    /// What holds where nobody has said otherwise.
    ///
    /// Households, offices and the customers of a mobile carrier share an
    /// address, so a limit by network is soft: what is over it is held, and
    /// organizers release it. Ten at once are a family and its guests, or a
    /// table in a library; thirty an hour are half of what the parliament's
    /// petitions of the United Kingdom let one address do in the long run
    /// (5 in 300 s), which asks for a confirmed mailbox besides.
    /// The form without scripts does no work, so its limit is a fifth of that.
    /// A session lives 15 minutes: five are a couple of families on one tablet.
    /// Partner and campaign are fuses against a botnet whose every machine
    /// keeps to its own limit. The largest petition on record took 33 a second
    /// (2019): the campaign's is 40 a second and the partner's a quarter of it.
    /// Each signature may be a mail. A domain that is no large provider's is an
    /// employer or a school: 600 at once is a whole town hall, and one every
    /// two seconds after that disturbs nobody's mail server.
    fn default() -> Self {
        let limit = |per_hour, burst| Limit { per_hour, burst };
        Self {
            network: limit(30, 10),
            hosted: limit(6, 3),
            session: limit(6, 5),
            partner: limit(36_000, 5_000),
            campaign: limit(144_000, 20_000),
            mail: limit(144_000, 20_000),
            mail_domain: limit(1_800, 600),
        }
    }
}

impl Limits {
    /// The defaults, changed by each of the settings in turn.
    #[must_use]
    pub fn of(settings: &[&LimitSettings]) -> Self {
        let mut limits = Self::default();
        for one in settings {
            limits.network = one.network.unwrap_or(limits.network);
            limits.hosted = one.hosted.unwrap_or(limits.hosted);
            limits.session = one.session.unwrap_or(limits.session);
            limits.partner = one.partner.unwrap_or(limits.partner);
            limits.campaign = one.campaign.unwrap_or(limits.campaign);
            limits.mail = one.mail.unwrap_or(limits.mail);
            limits.mail_domain = one.mail_domain.unwrap_or(limits.mail_domain);
        }
        limits
    }
}

/// Which limit a held signature was over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeldReason {
    /// Its network's, or that of the network's event pass.
    Network,
    /// The lower one of the form without scripts.
    Hosted,
    /// Its session's.
    Session,
    /// Its partner's.
    Partner,
    /// The campaign's.
    Campaign,
}

impl HeldReason {
    /// Every reason.
    pub const ALL: [Self; 5] = [
        Self::Network,
        Self::Hosted,
        Self::Session,
        Self::Partner,
        Self::Campaign,
    ];

    /// The reason as it is stored: a pinned word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Hosted => "hosted",
            Self::Session => "session",
            Self::Partner => "partner",
            Self::Campaign => "campaign",
        }
    }

    /// Parses a stored reason; `None` if it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_campaign_comes_after_the_deployment_and_each_says_what_it_wants() {
        let limit = |per_hour| Some(Limit { per_hour, burst: 1 });
        let deployment = LimitSettings {
            network: limit(100),
            partner: limit(200),
            ..LimitSettings::default()
        };
        let campaign = LimitSettings {
            partner: limit(300),
            ..LimitSettings::default()
        };
        let limits = Limits::of(&[&deployment, &campaign]);
        assert_eq!(limits.network.per_hour, 100);
        assert_eq!(limits.partner.per_hour, 300);
        assert_eq!(limits.session, Limits::default().session);
        assert!(LimitSettings::default().is_empty() && !campaign.is_empty());
    }

    #[test]
    fn a_limit_is_sound_when_its_burst_drains_in_a_bounded_time() {
        let is_sound = |per_hour, burst| Limit { per_hour, burst }.is_sound();
        assert!(is_sound(1, 1) && is_sound(1, 1_000) && is_sound(100_000_000, 1_000_000));
        for (per_hour, burst) in [(0, 1), (1, 0), (1, 1_001), (100_000_001, 1)] {
            assert!(!is_sound(per_hour, burst), "{per_hour} {burst}");
        }
        let limits = Limits::default();
        let all = [
            limits.network,
            limits.hosted,
            limits.session,
            limits.partner,
            limits.campaign,
            limits.mail,
            limits.mail_domain,
        ];
        assert!(all.iter().all(Limit::is_sound));
    }

    #[test]
    fn the_stored_word_of_a_reason_is_its_word_on_the_wire() {
        let words = HeldReason::ALL.map(HeldReason::as_str);
        assert_eq!(
            words,
            ["network", "hosted", "session", "partner", "campaign"]
        );
        for reason in HeldReason::ALL {
            let word = format!("\"{}\"", reason.as_str());
            assert_eq!(serde_json::to_string(&reason).unwrap(), word);
        }
    }
}
