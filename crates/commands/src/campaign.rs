//! The commands of `CampaignDo` about settings, shown consent blocks, the
//! merged tally and the feed.

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

/// Stores settings that were checked as a new version, unless they are the ones
/// in force or loosen what supporters were shown.
#[derive(Serialize, Deserialize)]
pub struct PutSettings {
    /// The settings, after [`CampaignSettings::check`].
    pub settings: CampaignSettings,
    /// Whether a ledger of the campaign has signatures. The Worker asks the
    /// ledgers only where the new settings loosen a promise; it is false
    /// otherwise.
    #[serde(default)]
    pub has_signatures: bool,
    /// When an organizer put the settings, in Unix milliseconds.
    pub now_ms: i64,
    /// The version that the organizer changes; 0 for a campaign that has none
    /// yet. None where they replace whatever is in force.
    #[serde(default)]
    pub changes_version: Option<u64>,
}

/// Whether settings were stored, and if not, which promise they loosen.
#[derive(Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a field of the wire, and at most one is true"
)]
pub struct SettingsPut {
    /// The version in force afterwards: that of the new settings, or the one of
    /// before where they were refused.
    pub version: u64,
    /// The settings were refused: they count signatures that no mailbox has
    /// confirmed, and the campaign has signatures that were promised otherwise.
    #[serde(default)]
    pub loosens: bool,
    /// The settings were refused: they end the protected mode of a campaign that
    /// has signatures.
    #[serde(default)]
    pub loosens_mode: bool,
    /// The settings were refused: they hand over more details to the addressee
    /// than those who have signed were shown.
    #[serde(default)]
    pub loosens_delivery: bool,
    /// The settings were refused: another version is in force than the one that
    /// they change.
    #[serde(default)]
    pub is_outdated: bool,
}

/// Asks for the settings, as an organizer put them.
#[derive(Serialize, Deserialize)]
pub struct FindSettings {
    /// The version; none for the one in force.
    pub version: Option<u64>,
}

/// The settings of a version.
#[derive(Serialize, Deserialize)]
pub struct SettingsFound {
    /// The version; 0 where there is none.
    pub version: u64,
    /// Its settings; none where there is no such version.
    pub settings: Option<CampaignSettings>,
}

/// Asks for all versions of the settings.
#[derive(Serialize, Deserialize)]
pub struct ListVersions {}

/// All versions of the settings, the newest first.
#[derive(Serialize, Deserialize)]
pub struct VersionsListed {
    /// The versions.
    pub versions: Vec<SavedVersion>,
}

/// When a version of the settings was saved.
#[derive(Serialize, Deserialize)]
pub struct SavedVersion {
    /// The version, from 1.
    pub version: u64,
    /// In Unix milliseconds.
    pub saved_at_ms: i64,
}

/// Asks for the public state of the campaign, which the Worker caches.
#[derive(Serialize, Deserialize)]
pub struct TakeSnapshot {
    /// The version of the settings that the Worker has; none when it has none.
    pub known_version: Option<u64>,
}

/// The public state of a campaign at one instant.
#[derive(Serialize, Deserialize)]
pub struct Snapshot {
    /// The version of the settings in force; 0 when the campaign has none yet.
    pub version: u64,
    /// The settings in force; none when the Worker has this version, or when
    /// there are none yet.
    pub settings: Option<CampaignSettings>,
    /// The counters of all shards, summed. `undeliverable` is always 0 here:
    /// the ledgers alone count it.
    pub counters: Counters,
    /// The count that a protected campaign publishes, in whole steps; none in
    /// any other campaign, which publishes its counters.
    #[serde(default)]
    pub published: Option<u64>,
    /// When the published count or the feed last changed, in Unix milliseconds;
    /// 0 before the first change.
    pub as_of_ms: i64,
    /// The signatures that count from each region (`CA-ON`) and each country
    /// (`CA`). A place without any is absent.
    pub places: BTreeMap<String, u64>,
    /// Which goals were shown and met.
    #[serde(default)]
    pub goals: Goals,
    /// The newest public entries, newest first; empty while the feed is paused.
    pub entries: Vec<Entry>,
    /// Whether an organizer has paused the feed.
    #[serde(default)]
    pub is_feed_paused: bool,
    /// How many relays the Worker chooses from: the highest number of a relay
    /// with sockets plus one, and 1 when no relay has any.
    pub relays: u16,
    /// The event passes that are bound to a network and have not ended.
    #[serde(default)]
    pub passes: Vec<BoundPass>,
    /// The pictures that shared links show.
    #[serde(default)]
    pub pictures: Pictures,
}

/// The goals of a campaign that were shown and met.
#[derive(Serialize, Deserialize, Clone, Copy, Default)]
pub struct Goals {
    /// The highest goal that was shown, in signatures; 0 before the first.
    pub shown: u64,
    /// The highest goal that was met; none before the first.
    pub met: Option<GoalMet>,
}

/// A goal that was met.
#[derive(Serialize, Deserialize, Clone, Copy)]
pub struct GoalMet {
    /// The goal, in signatures.
    pub goal: u64,
    /// When the count first reached it, in Unix milliseconds.
    pub met_at_ms: i64,
}

/// A rendered consent block, and what it showed. `CampaignDo` stores this JSON,
/// so its form is a stored format too.
#[derive(Serialize, Deserialize, Clone)]
pub struct ViewRecord {
    /// SHA-256 of the block's HTML.
    pub hash: ViewHash,
    /// The block as it was served.
    pub html: String,
    /// The partner whose form has the block.
    pub partner: PartnerId,
    /// The language of the block, a BCP 47 tag.
    pub language: String,
    /// The version of the petition's text beside the block, from 1.
    pub petition_version: u32,
    /// The collection notice in the block.
    pub collection_notice: NoticeRef,
    /// The consent notices in the block, in their order; empty when the form
    /// asks for no consent.
    pub notices: Vec<ViewNotice>,
}

/// A consent notice in a rendered consent block.
#[derive(Serialize, Deserialize, Clone)]
pub struct ViewNotice {
    /// The notice.
    pub notice: NoticeId,
    /// The version of the notice, from 1.
    pub version: u32,
    /// The partner that asks for the consent.
    pub partner: PartnerId,
    /// What the consent is for, a code of the campaign's settings.
    pub purpose: String,
    /// SHA-256 of the notice in this language, in lower-case hexadecimal.
    pub notice_hash: String,
    /// How the supporter indicates the choice.
    pub control: Control,
    /// The label of the control that means "yes".
    pub control_label: String,
}

/// Stores a rendered consent block before it is served.
#[derive(Serialize, Deserialize)]
pub struct KeepView {
    /// The block. One with a known hash stays as it was stored.
    pub view: ViewRecord,
    /// When the block was rendered, in Unix milliseconds.
    pub now_ms: i64,
}

/// Asks what a consent block showed.
#[derive(Serialize, Deserialize)]
pub struct FindView {
    /// The hash of the block, as a submission names it.
    pub hash: ViewHash,
}

/// What a consent block showed.
#[derive(Serialize, Deserialize)]
pub struct ViewFound {
    /// The block; none when it was never served.
    pub view: Option<ViewRecord>,
}

/// Announces the state of one shard after its commits. Counters are absolute, so
/// a lost, repeated or reordered announcement cannot make the tally wrong.
#[derive(Serialize, Deserialize)]
pub struct Announce {
    /// The number of the shard, from 0.
    pub shard: u16,
    /// The number of the shard's last change, from 1. An announcement that is
    /// not newer than the last one is ignored.
    pub sequence: u64,
    /// All signatures of the shard, by where they stand.
    pub counters: Counters,
    /// The pending and confirmed signatures from each region (`CA-ON`) and each
    /// country (`CA`). A place without any is absent.
    pub places: BTreeMap<String, u64>,
    /// The confirmed signatures alone from each region and each country; empty
    /// from the version before.
    #[serde(default)]
    pub confirmed_places: BTreeMap<String, u64>,
    /// The public entries that are new or changed since the last acknowledged
    /// announcement, newest first, at most
    /// [`ANNOUNCE_ENTRIES`](protocol::limits::ANNOUNCE_ENTRIES).
    pub entries: Vec<Entry>,
    /// The entries that have left the feed since the last acknowledged
    /// announcement.
    pub removed: Vec<EntryId>,
    /// When the ledger sent it, in Unix milliseconds. `CampaignDo` goes by its
    /// own clock.
    pub now_ms: i64,
}

/// Acknowledges an announcement.
#[derive(Serialize, Deserialize)]
pub struct Announced {
    /// The highest sequence of this shard that is committed.
    pub sequence: u64,
}

/// Pauses the feed, which takes every entry off every open page, or resumes it.
#[derive(Serialize, Deserialize)]
pub struct PauseFeed {
    /// Whether the feed is paused from now on.
    pub is_paused: bool,
}

/// Asks for the changes of the campaign, on behalf of a relay that has its first
/// socket.
#[derive(Serialize, Deserialize)]
pub struct JoinRelay {
    /// The number of the relay, from 0.
    pub relay: u16,
}
