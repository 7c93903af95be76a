//! The commands of `DirectoryDo`.

use petition::{DedupRule, Limit};
use protocol::ids::CampaignId;
use serde::{Deserialize, Serialize};

/// Lists a campaign. The first call fixes its number of shards; a later one
/// changes nothing.
#[derive(Serialize, Deserialize)]
pub struct Register {
    /// The campaign.
    pub campaign: CampaignId,
    /// The number of shards of its ledger, 1 to 256.
    pub shards: u16,
    /// When the campaign was made, in Unix milliseconds.
    pub now_ms: i64,
}

/// The campaign is listed.
#[derive(Serialize, Deserialize)]
pub struct Registered {
    /// The number of shards that the campaign has: that of the first call.
    pub shards: u16,
}

/// Asks whether a campaign is listed.
#[derive(Serialize, Deserialize)]
pub struct Find {
    /// The campaign.
    pub campaign: CampaignId,
}

/// Whether a campaign is listed.
#[derive(Serialize, Deserialize)]
pub struct Found {
    /// The number of shards of its ledger; none when it is not listed.
    pub shards: Option<u16>,
    /// How it tells one person from another; the first rule where the version
    /// before, which knew no other, does not say it.
    #[serde(with = "dedup_rule", default = "first_rule")]
    pub rule: DedupRule,
}

fn first_rule() -> DedupRule {
    DedupRule::First
}

/// What never changes of a listed campaign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Registration {
    /// The number of shards of its ledger, 1 to 256.
    pub shards: u16,
    /// How it tells one person from another.
    pub rule: DedupRule,
}

impl Found {
    /// What the Worker is answered; `None` is a campaign that is not listed.
    #[must_use]
    pub fn new(registration: Option<Registration>) -> Self {
        Self {
            shards: registration.map(|registration| registration.shards),
            rule: registration.map_or_else(first_rule, |registration| registration.rule),
        }
    }

    /// What the answer says; none when there is no such campaign.
    #[must_use]
    pub fn registration(&self) -> Option<Registration> {
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

/// Asks for every campaign of the deployment.
#[derive(Serialize, Deserialize)]
pub struct List {}

/// The campaigns of the deployment.
#[derive(Serialize, Deserialize)]
pub struct Listed {
    /// Every listed campaign, by name; empty before the first.
    pub campaigns: Vec<CampaignId>,
}

/// Takes send slots in the queue of all of the deployment's mails.
#[derive(Serialize, Deserialize)]
pub struct TakeSendSlots {
    /// How many slots the ledger needs, at most.
    pub count: u32,
    /// The deployment's limit of mails (`MailConfig::limit`).
    pub limit: Limit,
}

/// The slots that were given out, all within the next minute.
#[derive(Serialize, Deserialize)]
pub struct SendSlots {
    /// How long each mail must wait, in milliseconds from now, the shortest
    /// first. There are fewer than were asked for where the next place is more
    /// than a minute away.
    pub waits_ms: Vec<i64>,
    /// When to ask for the slots that are missing, in milliseconds from now; 0
    /// when none is missing.
    pub ask_after_ms: i64,
}
