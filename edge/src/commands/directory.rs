//! What `DirectoryDo` is asked.

use petition::{DedupRule, Limit};
use protocol::ids::CampaignId;
use serde::{Deserialize, Serialize};

/// Lists a campaign; the number of its shards is fixed by the first call.
#[derive(Serialize, Deserialize)]
pub(crate) struct Register {
    pub(crate) campaign: CampaignId,
    pub(crate) shards: u16,
    pub(crate) now_ms: i64,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Registered {
    /// The shards that the campaign has, also when it was listed before.
    pub(crate) shards: u16,
}

/// Asks whether a campaign is listed.
#[derive(Serialize, Deserialize)]
pub(crate) struct Find {
    pub(crate) campaign: CampaignId,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Found {
    /// Its number of shards, or none when there is no such campaign.
    pub(crate) shards: Option<u16>,
    /// How it tells one person from another; the version before knew one rule.
    #[serde(with = "dedup_rule", default = "first_rule")]
    pub(crate) rule: DedupRule,
}

fn first_rule() -> DedupRule {
    DedupRule::First
}

/// What never changes of a listed campaign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Registration {
    pub(crate) shards: u16,
    /// How it tells one person from another.
    pub(crate) rule: DedupRule,
}

impl Found {
    /// What the Worker is told.
    pub(crate) fn new(registration: Option<Registration>) -> Self {
        Self {
            shards: registration.map(|registration| registration.shards),
            rule: registration.map_or_else(first_rule, |registration| registration.rule),
        }
    }

    /// What it has heard; none when there is no such campaign.
    pub(crate) fn registration(&self) -> Option<Registration> {
        self.shards.map(|shards| Registration {
            shards,
            rule: self.rule,
        })
    }
}

/// A rule by its stored name.
mod dedup_rule {
    use petition::DedupRule;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(super) fn serialize<S: Serializer>(rule: &DedupRule, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(rule.as_str())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<DedupRule, D::Error> {
        let name = String::deserialize(from)?;
        DedupRule::parse(&name).ok_or_else(|| D::Error::custom("no rule has this name"))
    }
}

/// Asks for every campaign, for the organizers' page.
#[derive(Serialize, Deserialize)]
pub(crate) struct List {}

#[derive(Serialize, Deserialize)]
pub(crate) struct Listed {
    pub(crate) campaigns: Vec<CampaignId>,
}

/// Takes places in the queue of all of the deployment's mails.
#[derive(Serialize, Deserialize)]
pub(crate) struct TakeMailPlaces {
    /// How many, at most.
    pub(crate) count: u32,
    /// The deployment's (`MailConfig::limit`).
    pub(crate) limit: Limit,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct MailPlaces {
    /// How long each has to wait, in milliseconds; fewer than were asked for
    /// when the next is too far away to be given out.
    pub(crate) waits_ms: Vec<i64>,
    /// When to ask for the others, in milliseconds from now.
    pub(crate) ask_after_ms: i64,
}
