//! Counts as everybody sees them, and as organizers do.
//!
//! Not the counting itself, which is `petition`'s.

use serde::{Deserialize, Serialize};

use crate::ids::CampaignId;

/// A campaign's count, with the instant it was true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// The campaign.
    pub campaign: CampaignId,
    /// Signatures that count.
    pub signatures: u64,
    /// Signatures hoped for.
    pub goal: u64,
    /// When the count was taken, RFC 3339 with `Z`.
    pub as_of: String,
}

/// Counts for organizers, broken down by one property.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountsAnswer {
    /// The campaign.
    pub campaign: CampaignId,
    /// When the counts were taken, RFC 3339 with `Z`.
    pub as_of: String,
    /// Signatures that count, over all rows.
    pub total: u64,
    /// The property: `partner`, `day`, `language`, `country` or `region`.
    pub by: String,
    /// A row for each value of the property.
    pub rows: Vec<CountRow>,
    /// What of the campaign's own work is late.
    #[serde(default)]
    pub late: Vec<LateWork>,
}

/// Work that is overdue by more than its usual delay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateWork {
    /// `announcement`, `mail`, `mailbox`, `purge` or `rates`.
    pub work: String,
    /// When it was due first, RFC 3339 with `Z`.
    pub since: String,
}

/// One row of a breakdown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountRow {
    /// The value of the property.
    pub key: String,
    /// Signatures that count.
    pub signatures: u64,
    /// Consents given.
    pub consents: u64,
    /// Signatures that were held, and count nowhere.
    #[serde(default)]
    pub held: u64,
    /// Submissions that their mailbox has not confirmed.
    #[serde(default)]
    pub pending: u64,
    /// Signatures that their mailbox has confirmed.
    #[serde(default)]
    pub confirmed: u64,
    /// Signatures that were taken back.
    #[serde(default)]
    pub withdrawn: u64,
    /// Submissions whose mail came back.
    #[serde(default)]
    pub undeliverable: u64,
}
