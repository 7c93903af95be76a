//! `/v1/organizer/campaigns/{campaign}/...`: the queue, decisions about
//! entries, and the feed's pause, with a bearer token.

use petition::CampaignSettings;
use protocol::{
    FieldProblem,
    ids::{CampaignId, EntryId, PartnerId},
    limits::SOURCE_MAX_BYTES,
};
use serde::{Deserialize, Serialize};

use super::{
    auth::Organizer,
    moderation::{self, QUEUE_ENTRIES},
};
use commands::time;
use commands::{Decision, EntryState, HideMany, QueueEntry};

use crate::{
    platform::now_ms,
    worker::{
        campaign_cache,
        problem::{Failure, Refusal, field_problem},
        response::Reply,
        router::FeedSwitch,
    },
};

#[derive(Serialize)]
struct Queue {
    campaign: CampaignId,
    as_of: String,
    is_feed_paused: bool,
    waiting: u64,
    entries: Vec<QueueAnswerEntry>,
}

#[derive(Serialize)]
struct QueueAnswerEntry {
    id: EntryId,
    name: String,
    comment: Option<String>,
    region: Option<String>,
    country: Option<String>,
    signed_at: String,
    partner: PartnerId,
    source: Option<String>,
    language: String,
    /// `name` and `comment`, one or both.
    waits: Vec<&'static str>,
    reasons: Vec<String>,
}

/// `GET .../queue`: what waits, the oldest first, at most 100 entries.
pub(in crate::worker) async fn queue(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let edge = organizer.edge();
    let campaign = campaign_cache::load_campaign_anew(edge, id).await?;
    let queue = moderation::load_queue(edge, &campaign, QUEUE_ENTRIES, 0).await?;
    Ok(Reply::json(&Queue {
        campaign: id.clone(),
        as_of: time::encode_ms(now_ms()),
        is_feed_paused: campaign.is_feed_paused,
        waiting: queue.waiting,
        entries: queue.queue.into_iter().map(make_answer_entry).collect(),
    })?)
}

fn make_answer_entry(waiting: QueueEntry) -> QueueAnswerEntry {
    let entry = waiting.entry;
    let waits = [
        (waiting.is_name_waiting, "name"),
        (waiting.comment_state == "waiting", "comment"),
    ];
    QueueAnswerEntry {
        id: entry.id,
        name: entry.name,
        comment: entry.comment,
        region: entry.region,
        country: entry.country,
        signed_at: entry.signed_at,
        partner: waiting.partner,
        source: waiting.source,
        language: waiting.language,
        waits: waits
            .into_iter()
            .filter_map(|(waits, word)| waits.then_some(word))
            .collect(),
        reasons: waiting.reasons,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ApproveBody {
    comment: bool,
}

#[derive(Serialize)]
struct Approved<'a> {
    entry: &'a EntryId,
    state: EntryState,
}

/// `POST .../entries/{entry}/approve`; a body `{"comment": false}` shows the
/// name alone.
pub(in crate::worker) async fn approve(
    organizer: &Organizer<'_>,
    id: &CampaignId,
    entry: &EntryId,
) -> Result<Reply, Failure> {
    let (edge, inbound) = (organizer.edge(), organizer.inbound());
    let decision = if inbound.header("content-type").is_some() {
        let body: ApproveBody = inbound.read_json(r#"{"comment"}"#).await?;
        if body.comment {
            Decision::Approve
        } else {
            Decision::NameOnly
        }
    } else {
        Decision::Approve
    };
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let state = moderation::decide_one(edge, &campaign, entry, decision).await?;
    Ok(Reply::json(&Approved { entry, state })?)
}

/// What many entries are hidden by, as sent.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(in crate::worker) struct Filter {
    #[serde(default)]
    pub(in crate::worker) source: Option<String>,
    #[serde(default)]
    pub(in crate::worker) partner: Option<String>,
    #[serde(default)]
    pub(in crate::worker) from: Option<String>,
    #[serde(default)]
    pub(in crate::worker) to: Option<String>,
}

#[derive(Serialize)]
struct HiddenMany {
    hidden: u64,
    is_complete: bool,
}

/// `POST .../entries/hide`: all of a source, or of a time.
pub(in crate::worker) async fn hide_many(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let (edge, inbound) = (organizer.edge(), organizer.inbound());
    let filter: Filter = inbound
        .read_json(r#"{"source", "partner", "from", "to"}"#)
        .await?;
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let filter = filter.parse(&campaign.settings).map_err(Refusal::Invalid)?;
    let all = moderation::hide_many(edge, &campaign, &filter).await?;
    Ok(Reply::json(&HiddenMany {
        hidden: all.hidden,
        is_complete: all.is_complete,
    })?)
}

/// `POST .../feed/pause` and `.../feed/resume`.
pub(in crate::worker) async fn switch_feed(
    organizer: &Organizer<'_>,
    id: &CampaignId,
    switch: FeedSwitch,
) -> Result<Reply, Failure> {
    let edge = organizer.edge();
    moderation::switch_feed(edge, id, switch).await?;
    Ok(Reply::empty(204))
}

impl Filter {
    /// The filter as the ledgers take it: a source, or a time with both ends;
    /// a partner narrows either, and alone would match all its entries.
    pub(in crate::worker) fn parse(
        &self,
        settings: &CampaignSettings,
    ) -> Result<HideMany, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut add = |pointer, detail| problems.push(field_problem(pointer, "filter", detail));
        let source = self.source.as_deref();
        let is_source = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if source.is_some_and(|source| {
            source.is_empty() || source.len() > SOURCE_MAX_BYTES || !source.bytes().all(is_source)
        }) {
            add("/source", "is not 1 to 40 letters, digits, - and _");
        }
        let partner = self.partner.as_deref().map(PartnerId::parse);
        let partner = partner.map(|partner| {
            partner
                .ok()
                .filter(|partner| settings.partner(partner).is_some())
        });
        if partner == Some(None) {
            add("/partner", "is no partner of this campaign");
        }
        let mut instant = |pointer, text: Option<&str>| {
            let parsed = text.map(time::parse_ms);
            if parsed == Some(None) {
                add(pointer, "is not RFC 3339 with an offset");
            }
            parsed.flatten()
        };
        let from_ms = instant("/from", self.from.as_deref());
        let to_ms = instant("/to", self.to.as_deref());
        match (&self.from, &self.to, source) {
            (None, None, None) => add("/source", "is missing, and so is a time with from and to"),
            (None, Some(_), _) => add("/from", "is missing, and to is given"),
            (Some(_), None, _) => add("/to", "is missing, and from is given"),
            _ if from_ms.zip(to_ms).is_some_and(|(from, to)| from >= to) => {
                add("/to", "is not after from");
            }
            _ => {}
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(HideMany {
            source: self.source.clone(),
            partner: partner.flatten(),
            from_ms,
            to_ms,
            limit: 0,
        })
    }
}
