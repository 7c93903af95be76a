//! A campaign as its organizers set it: JSON on the wire, TOML in examples.
//!
//! Not the campaign's state. Invariant: settings are used only after
//! [`CampaignSettings::check`] has passed them.

mod check;
mod guarantees;
mod lookup;
mod mode;
mod next_step;
mod outcome;
mod rules;

use std::collections::BTreeMap;

use protocol::limits::{MIN_AGE_DEFAULT, SHARDS_DEFAULT};
use protocol::{CampaignId, NoticeId, PartnerId, ServerKid};
use serde::{Deserialize, Serialize};

pub use protocol::Control;

use crate::rate::LimitSettings;

pub use self::check::SettingsError;
pub use self::guarantees::WeakenedGuarantees;
pub use self::mode::{CampaignMode, published_count, published_since_ms};
pub use self::next_step::{Letter, NextStep};
pub use self::outcome::{NextAction, Outcome, OutcomeKind};
pub(crate) use self::rules::is_language;

/// Texts by language, a BCP 47 tag.
pub type Texts = BTreeMap<String, String>;

/// A campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CampaignSettings {
    /// The campaign.
    pub campaign: CampaignId,
    /// The partner that owns it.
    pub lead: PartnerId,
    /// Whether those who sign may come to harm by it; once it is protected, it
    /// stays so.
    #[serde(default, skip_serializing_if = "CampaignMode::is_open")]
    pub mode: CampaignMode,
    /// Which signatures count in public; those that their mailbox has
    /// confirmed, unless it says otherwise.
    #[serde(default)]
    pub counts: Counts,
    /// Shards of its ledger, 1 to 256, fixed when it is created.
    #[serde(default = "default_shards")]
    pub shards: u16,
    /// Signatures hoped for, at least 1.
    pub goal: u64,
    /// What the goal moves on to, each higher than the one before; none: it
    /// stays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<u64>,
    /// Version of the petition's text, from 1.
    pub petition_version: u32,
    /// The language of last resort.
    pub default_language: String,
    /// When it opens, RFC 3339 with an offset; none: at once.
    #[serde(default)]
    pub opens_at: Option<String>,
    /// When it closes, RFC 3339 with an offset; none: never.
    #[serde(default)]
    pub closes_at: Option<String>,
    /// The place whose time the deadline is shown in, "Ottawa".
    #[serde(default)]
    pub closes_zone: Texts,
    /// Whether the form asks for a postal code.
    pub postal_code: PostalCode,
    /// Whether listed supporters may add a reason.
    #[serde(default)]
    pub comments: Comments,
    /// Signatures one mailbox may give, at least 1.
    #[serde(default = "default_household_limit")]
    pub household_limit: u8,
    /// How often one network, session, partner and the campaign itself may
    /// sign before signatures are held; what is not said is the deployment's.
    #[serde(default, skip_serializing_if = "LimitSettings::is_empty")]
    pub limits: LimitSettings,
    /// What a supporter can do next, once they have signed; none: to share it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_step: Option<NextStep>,
    /// How it ended, once it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The petition, by language.
    pub petition: BTreeMap<String, PetitionText>,
    /// What becomes of a supporter's details.
    pub collection_notice: CollectionNotice,
    /// Who embeds it.
    pub partners: Vec<Partner>,
    /// What supporters are asked to consent to.
    pub notices: Vec<Notice>,
}

fn default_shards() -> u16 {
    SHARDS_DEFAULT
}

fn default_household_limit() -> u8 {
    1
}

fn default_min_age() -> u8 {
    MIN_AGE_DEFAULT
}

/// Which signatures count in public.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// Every one that was submitted.
    Submitted,
    /// Those whose mailbox has confirmed.
    #[default]
    Confirmed,
}

/// Whether the form asks for a postal code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostalCode {
    /// In Canada it, or a province, must be given.
    Required,
    /// It may be given.
    Optional,
    /// It is not asked for, and not kept if it comes.
    Off,
}

/// Whether listed supporters may add a reason, which everybody can read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comments {
    /// There is no such field; one that comes is refused.
    #[default]
    Off,
    /// It is shown once a moderator has approved it.
    Moderated,
    /// It is shown at once, unless [`review`](crate::review()) keeps it back.
    Open,
}

/// The petition in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PetitionText {
    /// Its headline.
    pub headline: String,
    /// To whom it goes.
    pub addressee: String,
    /// What it asks, in at most 60 words.
    pub ask: String,
    /// Its text, in paragraphs.
    pub text: Vec<String>,
}

/// What is handed over to the addressee, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// The number only.
    Count,
    /// Names.
    Names,
    /// Names with province.
    NamesAndRegion,
}

/// What becomes of a supporter's details, said above the button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollectionNotice {
    /// The notice.
    pub id: NoticeId,
    /// Its version, from 1.
    pub version: u32,
    /// What is handed over.
    pub delivery: Delivery,
    /// Youngest age.
    #[serde(default = "default_min_age")]
    pub min_age: u8,
    /// Until when data is kept.
    pub kept_until: String,
    /// Where data is kept.
    pub storage_place: String,
    /// Whom to ask.
    pub privacy_contact: String,
    /// The notice, by language.
    pub text: Texts,
}

/// An organization that embeds the campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// The partner.
    pub partner: PartnerId,
    /// Its name, by language.
    pub name: Texts,
    /// The language of its placements unless they say otherwise.
    pub language: String,
    /// Origins of its pages, as browsers send them: `https://www.example.org`. A
    /// host in its own script is read as its ASCII form.
    #[serde(deserialize_with = "rules::read_origins")]
    pub origins: Vec<String>,
    /// Whether it may embed no more.
    #[serde(default)]
    pub is_revoked: bool,
    /// The live keys of its own server, at most two; none: only its pages sign.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub server_keys: Vec<ServerKid>,
}

/// One organization's request to email supporters, for one purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The notice.
    pub notice: NoticeId,
    /// Who asks.
    pub partner: PartnerId,
    /// What for, a code for records and exports.
    pub purpose: String,
    /// Its version, from 1.
    pub version: u32,
    /// How the choice is indicated.
    #[serde(default)]
    pub control: Control,
    /// The notice, by language.
    pub text: BTreeMap<String, NoticeText>,
}

/// A notice in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeText {
    /// The question.
    pub legend: String,
    /// What is asked, by whom, on whose behalf, and how to withdraw; at most 90 words.
    pub body: String,
    /// The box's label, where the control is a box.
    #[serde(default)]
    pub tick_label: Option<String>,
    /// Who has read it in this language.
    pub reviewed_by: String,
}
