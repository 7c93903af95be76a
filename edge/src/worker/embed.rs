//! The widget's first response: the rendered view with all that belongs to
//! it, as a script that paints itself or as JSON.

pub(super) mod letters;
pub(super) mod live;
pub(super) mod reads;
mod unknown_embed;

use std::collections::BTreeMap;

use petition::{
    CampaignSettings, Counts, Notice, PostalCode, consent::hash_notice, settings::Partner,
};
use protocol::{
    Assets, EmbedAnswer, Entry, NoticeRef, NoticeShown, RestAnswer,
    ids::{CampaignId, PartnerId, ViewHash},
    limits::EMBED_ENTRIES,
};
use serde::Serialize;

use super::signing::sessions::demand_listed;
use commands::{ViewNotice, ViewRecord};
use pages::{self, Mode, ViewInput};

use super::{
    assets::{self, Parts},
    campaign_cache::{self, CachedCampaign},
    context::Edge,
    problem::{Failure, Refusal, field_problem},
    request::Inbound,
    response::Reply,
};
use crate::{error::InternalError, platform::now_ms};

/// What the loader has in place of its payload: a string literal.
pub(super) const PAYLOAD_TOKEN: &str = "\"__UNDERSIGNED_PAYLOAD__\"";

/// The version of the contract between the view's HTML and the wasm.
const VIEW_CONTRACT: &str = "1";

/// What the query asks for.
struct Asked {
    language: Option<String>,
    /// The layout `counter`, which has no form.
    is_counter: bool,
}

impl Asked {
    fn of(inbound: &Inbound) -> Self {
        Self {
            language: inbound.parameter("lang"),
            is_counter: inbound.parameter("layout").as_deref() == Some("counter"),
        }
    }
}

/// `GET /embed/{campaign}/{partner}.js?lang=&layout=`: loader and view in one.
pub(super) async fn script(
    edge: &Edge,
    inbound: &Inbound,
    campaign: &CampaignId,
    partner: &PartnerId,
) -> Result<Reply, Failure> {
    let parts = assets::load_parts(&edge.env).await?;
    let asked = Asked::of(inbound);
    let payload = match make_answer(edge, campaign, partner, &asked, &parts).await {
        Ok(mut answer) => {
            for key in pages::EARLIER_MESSAGES {
                answer.messages.remove(key);
            }
            // Loaders of earlier releases ask for it as JSON, and have no other.
            answer.style.clone_from(&parts.paint);
            encode_for_script(&answer, asked.is_counter)?
        }
        Err(Failure::Refused(Refusal::HostedOnly)) => {
            let settings = campaign_cache::load_campaign(edge, campaign).await?;
            encode_refusal(edge, campaign, settings.partner(partner)?, &asked)?
        }
        Err(Failure::Refused(refusal @ (Refusal::UnknownCampaign | Refusal::UnknownPartner))) => {
            return unknown_embed::script(edge, campaign, partner, &refusal).await;
        }
        Err(failure) => return Err(failure),
    };
    let script = parts.loader.replacen(PAYLOAD_TOKEN, &payload, 1);
    Ok(Reply::text("text/javascript; charset=utf-8", script))
}

/// `GET /v1/campaigns/{campaign}/embed?partner=&lang=&layout=&view=1`.
pub(super) async fn json(
    edge: &Edge,
    inbound: &Inbound,
    campaign: &CampaignId,
) -> Result<Reply, Failure> {
    let partner = read_partner(inbound)?;
    let parts = assets::load_parts(&edge.env).await?;
    let asked = Asked::of(inbound);
    match make_answer(edge, campaign, &partner, &asked, &parts).await {
        // The hosted page would not load in a frame there.
        Err(Failure::Refused(Refusal::HostedOnly)) => {
            let campaign = campaign_cache::load_campaign(edge, campaign).await?;
            if inbound.header("origin").is_some() {
                demand_listed(edge, inbound, campaign.partner(&partner)?)?;
            }
            Err(Refusal::HostedOnly.into())
        }
        answer => Ok(Reply::json(&answer?)?),
    }
}

/// `GET /v1/campaigns/{campaign}/embed/rest?partner=&lang=&view=1`: what the
/// same view shows to some only.
pub(super) async fn rest(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let partner = read_partner(inbound)?;
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let partner = campaign.partner(&partner)?;
    demand_open(&campaign)?;
    let wanted = inbound.parameter("lang");
    let language = campaign.settings.language_for(wanted.as_deref(), partner);
    let input = view_input(edge, &campaign, partner, language, Mode::Widget);
    Ok(Reply::json(&RestAnswer {
        html: pages::render_rest(&input),
        messages: pages::rest_messages(language),
    })?)
}

/// The partner that a query names, for the one contract that there is.
fn read_partner(inbound: &Inbound) -> Result<PartnerId, Refusal> {
    let partner = inbound
        .parameter("partner")
        .and_then(|partner| PartnerId::parse(&partner).ok())
        .ok_or(Refusal::UnknownPartner)?;
    if inbound.parameter("view").as_deref() != Some(VIEW_CONTRACT) {
        let detail = "this edge renders view=1";
        return Err(Refusal::Invalid(vec![field_problem(
            "/view", "view", detail,
        )]));
    }
    Ok(partner)
}

/// Of a protected campaign no form stands in a partner's page; its count may.
fn demand_open(campaign: &CachedCampaign) -> Result<(), Refusal> {
    if campaign.settings.is_protected() {
        return Err(Refusal::HostedOnly);
    }
    Ok(())
}

async fn make_answer(
    edge: &Edge,
    id: &CampaignId,
    partner: &PartnerId,
    asked: &Asked,
    parts: &Parts,
) -> Result<EmbedAnswer, Failure> {
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let partner = campaign.partner(partner)?;
    if !asked.is_counter {
        demand_open(&campaign)?;
    }
    let language = asked.language.as_deref();
    let language = campaign.settings.language_for(language, partner).to_owned();
    let input = view_input(edge, &campaign, partner, &language, Mode::Widget);
    let record = make_view_record(&campaign, &input);
    let (view, notices) = (record.hash.clone(), shown(&record));
    campaign_cache::keep_view(edge, id, record).await?;
    let settings = &campaign.settings;
    Ok(EmbedAnswer {
        html: if asked.is_counter {
            pages::render_counter(&input)
        } else {
            pages::render_view(&input)
        },
        style: parts.style.clone(),
        view,
        petition_version: settings.petition_version,
        collection_notice: collection_notice(&campaign),
        notices,
        tally: campaign.tally().clone(),
        entries: first_entries(&campaign).to_vec(),
        others: others(&campaign),
        assets: make_assets(edge, id, parts),
        messages: make_messages(settings, asked, &language, input.now_ms),
        campaign: id.clone(),
        partner: partner.partner.clone(),
        language,
        languages: pages::language_names(settings),
    })
}

fn make_messages(
    settings: &CampaignSettings,
    asked: &Asked,
    language: &str,
    now_ms: i64,
) -> BTreeMap<String, String> {
    if asked.is_counter {
        return pages::counter_messages(language);
    }
    let is_region_listed = settings.is_open(now_ms) && settings.postal_code != PostalCode::Off;
    let mut messages = pages::messages(language, settings.comments, is_region_listed);
    if settings.counts == Counts::Confirmed {
        // Also for a page that loads nothing later: the heading says it.
        messages.insert("thanks".to_owned(), pages::confirm_heading(language));
    }
    messages
}

/// The newest entries, as many as the first paint has.
fn first_entries(campaign: &CachedCampaign) -> &[Entry] {
    let entries = &campaign.feed.entries;
    entries.get(..EMBED_ENTRIES).unwrap_or(entries)
}

/// Who signed beyond the first entries.
fn others(campaign: &CachedCampaign) -> u64 {
    let later = campaign.feed.entries.len().saturating_sub(EMBED_ENTRIES);
    campaign
        .feed
        .others
        .saturating_add(u64::try_from(later).unwrap_or(u64::MAX))
}

/// What every rendering of a form starts from.
pub(super) fn view_input<'a>(
    edge: &'a Edge,
    campaign: &'a CachedCampaign,
    partner: &'a Partner,
    language: &'a str,
    mode: Mode<'a>,
) -> ViewInput<'a> {
    ViewInput {
        settings: &campaign.settings,
        partner,
        language,
        edge_origin: &edge.config.origin,
        tally: Some(campaign.tally()),
        goal_met: campaign.goal_met,
        entries: first_entries(campaign),
        others: others(campaign),
        mode,
        now_ms: now_ms(),
    }
}

/// What the consent block of a view shows, to be kept before it is served.
pub(super) fn make_view_record(campaign: &CachedCampaign, input: &ViewInput<'_>) -> ViewRecord {
    let html = pages::render_consent_block(input);
    let notices = campaign.settings.notices_for(&input.partner.partner);
    ViewRecord {
        hash: ViewHash::of(html.as_bytes()),
        html,
        partner: input.partner.partner.clone(),
        language: input.language.to_owned(),
        petition_version: campaign.settings.petition_version,
        collection_notice: collection_notice(campaign),
        notices: notices
            .into_iter()
            .map(|notice| view_notice(notice, input.language))
            .collect(),
    }
}

/// One notice of a form, as it is recorded.
pub(super) fn view_notice(notice: &Notice, language: &str) -> ViewNotice {
    ViewNotice {
        notice: notice.notice.clone(),
        version: notice.version,
        partner: notice.partner.clone(),
        purpose: notice.purpose.clone(),
        notice_hash: hash_notice(notice, language),
        control: notice.control,
        control_label: pages::consent_label(notice, language),
    }
}

fn shown(record: &ViewRecord) -> Vec<NoticeShown> {
    record
        .notices
        .iter()
        .map(|notice| NoticeShown {
            notice: notice.notice.clone(),
            version: notice.version,
            control: notice.control,
        })
        .collect()
}

/// The collection notice in force.
pub(super) fn collection_notice(campaign: &CachedCampaign) -> NoticeRef {
    let notice = &campaign.settings.collection_notice;
    NoticeRef {
        id: notice.id.clone(),
        version: notice.version,
    }
}

fn make_assets(edge: &Edge, campaign: &CampaignId, parts: &Parts) -> Assets {
    let origin = &edge.config.origin;
    // http: becomes ws:, https: becomes wss:.
    let socket_origin = origin.replacen("http", "ws", 1);
    Assets {
        loader: format!("{origin}/assets/{}", parts.manifest.loader.name),
        wasm: format!("{origin}/assets/{}", parts.manifest.wasm.name),
        wasm_integrity: parts.manifest.wasm.integrity.clone(),
        live: format!("{socket_origin}/v1/campaigns/{campaign}/live"),
        edge: origin.clone(),
    }
}

/// Of an answer what the loader and the widget read: the rest is for clients of
/// somebody else's, and would be paid by every visitor before the form shows.
#[derive(Serialize)]
struct Payload<'a> {
    style: &'a str,
    html: &'a str,
    view: &'a ViewHash,
    petition_version: u32,
    collection_notice: &'a NoticeRef,
    assets: PayloadAssets<'a>,
    messages: &'a BTreeMap<String, String>,
    campaign: &'a CampaignId,
    partner: &'a PartnerId,
    language: &'a str,
    /// The tags; their names stand in the view.
    languages: BTreeMap<&'a str, u8>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    is_counter: bool,
}

#[derive(Serialize)]
struct PayloadAssets<'a> {
    edge: &'a str,
}

/// In the place of a view, of a protected campaign: the loader says it in the
/// console, and shows the hosted page in a frame, or a link to it.
fn encode_refusal(
    edge: &Edge,
    campaign: &CampaignId,
    partner: &Partner,
    asked: &Asked,
) -> Result<String, Failure> {
    #[derive(Serialize)]
    struct RefusalPayload<'a> {
        assets: RefusalAssets<'a>,
        campaign: &'a CampaignId,
        partner: &'a PartnerId,
        /// Where the frame may stand, as the frame itself says too.
        origins: &'a [String],
        language: Option<&'a str>,
        refusal: &'static str,
    }
    #[derive(Serialize)]
    struct RefusalAssets<'a> {
        edge: &'a str,
    }
    Ok(encode_literal(&RefusalPayload {
        assets: RefusalAssets {
            edge: &edge.config.origin,
        },
        campaign,
        partner: &partner.partner,
        origins: &partner.origins,
        language: asked.language.as_deref(),
        refusal: "a protected campaign is signed on its own page",
    })?)
}

/// JSON that is also a JavaScript expression, whatever it is embedded in.
fn encode_for_script(answer: &EmbedAnswer, is_counter: bool) -> Result<String, Failure> {
    let payload = Payload {
        style: &answer.style,
        html: &answer.html,
        view: &answer.view,
        petition_version: answer.petition_version,
        collection_notice: &answer.collection_notice,
        assets: PayloadAssets {
            edge: &answer.assets.edge,
        },
        messages: &answer.messages,
        campaign: &answer.campaign,
        partner: &answer.partner,
        language: &answer.language,
        languages: answer
            .languages
            .keys()
            .map(|tag| (tag.as_str(), 0))
            .collect(),
        is_counter,
    };
    Ok(encode_literal(&payload)?)
}

/// The same of any value.
pub(super) fn encode_literal(value: &impl Serialize) -> Result<String, InternalError> {
    let json = serde_json::to_string(value)?;
    Ok(json
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_script_that_a_literal_stands_in() {
        let vectors = include_str!("../../../crates/protocol/vectors/hostile_text.json");
        let vectors: serde_json::Value = serde_json::from_str(vectors).unwrap();
        for case in vectors["scripts"].as_array().unwrap() {
            let literal = encode_literal(&case["typed"]).ok().unwrap();
            for ends in ["<", "\u{2028}", "\u{2029}"] {
                assert!(!literal.contains(ends), "{literal}");
            }
            let read: serde_json::Value = serde_json::from_str(&literal).unwrap();
            assert_eq!(read, case["typed"]);
        }
    }
}
