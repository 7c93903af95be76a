//! What `CampaignDo` is asked.

use std::collections::BTreeMap;

use petition::{settings::CampaignSettings, tally::Counters};
use protocol::{
    Control,
    feed::Entry,
    ids::{EntryId, NoticeId, PartnerId, ViewHash},
    submission::NoticeRef,
};
use serde::{Deserialize, Serialize};

use super::{pass::BoundPass, picture::Pictures};

/// Stores a new version of the settings, already checked.
#[derive(Serialize, Deserialize)]
pub struct PutSettings {
    pub settings: CampaignSettings,
    /// The ledgers have some; asked where the settings would take back what
    /// was promised to who has signed.
    #[serde(default)]
    pub has_signatures: bool,
    pub now_ms: i64,
}

#[derive(Serialize, Deserialize)]
pub struct SettingsPut {
    /// The version in force, unless they were refused.
    pub version: u64,
    /// They would count what no mailbox has confirmed, in a campaign that has
    /// signatures and has said that it does not.
    #[serde(default)]
    pub loosens: bool,
    /// They would end the protection of a campaign that has signatures.
    #[serde(default)]
    pub loosens_mode: bool,
    /// They would hand over more of supporters than those who have signed were
    /// told.
    #[serde(default)]
    pub loosens_delivery: bool,
}

/// Asks for what the Worker caches.
#[derive(Serialize, Deserialize)]
pub struct TakeSnapshot {
    /// The settings that the Worker has already.
    pub known_version: Option<u64>,
}

/// The public state of a campaign at one instant.
#[derive(Serialize, Deserialize)]
pub struct Snapshot {
    /// 0 when the campaign has no settings yet.
    pub version: u64,
    /// The settings, unless the Worker has this version.
    pub settings: Option<CampaignSettings>,
    pub counters: Counters,
    /// What everybody is told of them, where that is another number.
    #[serde(default)]
    pub published: Option<u64>,
    /// When what everybody is told last moved.
    pub as_of_ms: i64,
    /// Signatures from each `CA-ON` and each `CA`.
    pub places: BTreeMap<String, u64>,
    /// Which goals were shown and met.
    #[serde(default)]
    pub goals: Goals,
    /// The newest public entries, newest first; none while the feed is paused.
    pub entries: Vec<Entry>,
    #[serde(default)]
    pub is_feed_paused: bool,
    /// How many relays hold sockets.
    pub relays: u16,
    /// The event passes that are in force.
    #[serde(default)]
    pub passes: Vec<BoundPass>,
    /// The pictures that shared links show.
    #[serde(default)]
    pub pictures: Pictures,
}

/// What is known of a campaign's goals.
#[derive(Serialize, Deserialize, Clone, Copy, Default)]
pub struct Goals {
    /// The highest one that was shown; 0 before the first.
    pub shown: u64,
    /// The highest one that was met.
    pub met: Option<GoalMet>,
}

/// A goal that was met.
#[derive(Serialize, Deserialize, Clone, Copy)]
pub struct GoalMet {
    pub goal: u64,
    /// Unix milliseconds.
    pub met_at_ms: i64,
}

/// What was shown in one rendered consent block.
#[derive(Serialize, Deserialize, Clone)]
pub struct ViewRecord {
    pub hash: ViewHash,
    pub html: String,
    pub partner: PartnerId,
    pub language: String,
    pub petition_version: u32,
    pub collection_notice: NoticeRef,
    pub notices: Vec<ViewNotice>,
}

/// One notice of a rendered consent block.
#[derive(Serialize, Deserialize, Clone)]
pub struct ViewNotice {
    pub notice: NoticeId,
    pub version: u32,
    pub partner: PartnerId,
    pub purpose: String,
    pub notice_hash: String,
    pub control: Control,
    pub control_label: String,
}

/// Stores a rendered consent block before it is served.
#[derive(Serialize, Deserialize)]
pub struct KeepView {
    pub view: ViewRecord,
    pub now_ms: i64,
}

/// Asks what a consent block showed.
#[derive(Serialize, Deserialize)]
pub struct FindView {
    pub hash: ViewHash,
}

#[derive(Serialize, Deserialize)]
pub struct ViewFound {
    pub view: Option<ViewRecord>,
}

/// What a ledger's shard says after its commits. Counters are absolute, so a
/// lost, repeated or reordered announcement cannot make the tally wrong.
#[derive(Serialize, Deserialize)]
pub struct Announce {
    pub shard: u16,
    pub sequence: u64,
    pub counters: Counters,
    pub places: BTreeMap<String, u64>,
    /// The same of the confirmed ones alone.
    #[serde(default)]
    pub confirmed_places: BTreeMap<String, u64>,
    /// The newest public entries that were not acknowledged yet.
    pub entries: Vec<Entry>,
    /// Entries that left the feed since the last acknowledgement.
    pub removed: Vec<EntryId>,
    pub now_ms: i64,
}

#[derive(Serialize, Deserialize)]
pub struct Announced {
    /// The highest sequence of this shard that is committed.
    pub sequence: u64,
}

/// Takes every entry off every open page, or shows the feed again.
#[derive(Serialize, Deserialize)]
pub struct PauseFeed {
    pub is_paused: bool,
}

/// A relay has its first socket and wants the changes.
#[derive(Serialize, Deserialize)]
pub struct JoinRelay {
    pub relay: u16,
}
