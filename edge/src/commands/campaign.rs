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
pub(crate) struct PutSettings {
    pub(crate) settings: CampaignSettings,
    /// The ledgers have some; asked where the settings would take back what
    /// was promised to who has signed.
    #[serde(default)]
    pub(crate) has_signatures: bool,
    pub(crate) now_ms: i64,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct SettingsPut {
    /// The version in force, unless they were refused.
    pub(crate) version: u64,
    /// They would count what no mailbox has confirmed, in a campaign that has
    /// signatures and has said that it does not.
    #[serde(default)]
    pub(crate) loosens: bool,
    /// They would end the protection of a campaign that has signatures.
    #[serde(default)]
    pub(crate) loosens_mode: bool,
    /// They would hand over more of supporters than those who have signed were
    /// told.
    #[serde(default)]
    pub(crate) loosens_delivery: bool,
}

/// Asks for what the Worker caches.
#[derive(Serialize, Deserialize)]
pub(crate) struct TakeSnapshot {
    /// The settings that the Worker has already.
    pub(crate) known_version: Option<u64>,
}

/// The public state of a campaign at one instant.
#[derive(Serialize, Deserialize)]
pub(crate) struct Snapshot {
    /// 0 when the campaign has no settings yet.
    pub(crate) version: u64,
    /// The settings, unless the Worker has this version.
    pub(crate) settings: Option<CampaignSettings>,
    pub(crate) counters: Counters,
    /// What everybody is told of them, where that is another number.
    #[serde(default)]
    pub(crate) published: Option<u64>,
    /// When what everybody is told last moved.
    pub(crate) as_of_ms: i64,
    /// Signatures from each `CA-ON` and each `CA`.
    pub(crate) places: BTreeMap<String, u64>,
    /// Which goals were shown and met.
    #[serde(default)]
    pub(crate) goals: Goals,
    /// The newest public entries, newest first; none while the feed is paused.
    pub(crate) entries: Vec<Entry>,
    #[serde(default)]
    pub(crate) is_feed_paused: bool,
    /// How many relays hold sockets.
    pub(crate) relays: u16,
    /// The event passes that are in force.
    #[serde(default)]
    pub(crate) passes: Vec<BoundPass>,
    /// The pictures that shared links show.
    #[serde(default)]
    pub(crate) pictures: Pictures,
}

/// What is known of a campaign's goals.
#[derive(Serialize, Deserialize, Clone, Copy, Default)]
pub(crate) struct Goals {
    /// The highest one that was shown; 0 before the first.
    pub(crate) shown: u64,
    /// The highest one that was met.
    pub(crate) met: Option<GoalMet>,
}

/// A goal that was met.
#[derive(Serialize, Deserialize, Clone, Copy)]
pub(crate) struct GoalMet {
    pub(crate) goal: u64,
    /// Unix milliseconds.
    pub(crate) met_at_ms: i64,
}

/// What was shown in one rendered consent block.
#[derive(Serialize, Deserialize, Clone)]
pub(crate) struct ViewRecord {
    pub(crate) hash: ViewHash,
    pub(crate) html: String,
    pub(crate) partner: PartnerId,
    pub(crate) language: String,
    pub(crate) petition_version: u32,
    pub(crate) collection_notice: NoticeRef,
    pub(crate) notices: Vec<ViewNotice>,
}

/// One notice of a rendered consent block.
#[derive(Serialize, Deserialize, Clone)]
pub(crate) struct ViewNotice {
    pub(crate) notice: NoticeId,
    pub(crate) version: u32,
    pub(crate) partner: PartnerId,
    pub(crate) purpose: String,
    pub(crate) notice_hash: String,
    pub(crate) control: Control,
    pub(crate) control_label: String,
}

/// Stores a rendered consent block before it is served.
#[derive(Serialize, Deserialize)]
pub(crate) struct KeepView {
    pub(crate) view: ViewRecord,
    pub(crate) now_ms: i64,
}

/// Asks what a consent block showed.
#[derive(Serialize, Deserialize)]
pub(crate) struct FindView {
    pub(crate) hash: ViewHash,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct ViewFound {
    pub(crate) view: Option<ViewRecord>,
}

/// What a ledger's shard says after its commits. Counters are absolute, so a
/// lost, repeated or reordered announcement cannot make the tally wrong.
#[derive(Serialize, Deserialize)]
pub(crate) struct Announce {
    pub(crate) shard: u16,
    pub(crate) sequence: u64,
    pub(crate) counters: Counters,
    pub(crate) places: BTreeMap<String, u64>,
    /// The same of the confirmed ones alone.
    #[serde(default)]
    pub(crate) confirmed_places: BTreeMap<String, u64>,
    /// The newest public entries that were not acknowledged yet.
    pub(crate) entries: Vec<Entry>,
    /// Entries that left the feed since the last acknowledgement.
    pub(crate) removed: Vec<EntryId>,
    pub(crate) now_ms: i64,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Announced {
    /// The highest sequence of this shard that is committed.
    pub(crate) sequence: u64,
}

/// Takes every entry off every open page, or shows the feed again.
#[derive(Serialize, Deserialize)]
pub(crate) struct PauseFeed {
    pub(crate) is_paused: bool,
}

/// A relay has its first socket and wants the changes.
#[derive(Serialize, Deserialize)]
pub(crate) struct JoinRelay {
    pub(crate) relay: u16,
}
