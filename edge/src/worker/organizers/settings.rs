//! `/v1/organizer/campaigns` and `/v1/organizer/campaigns/{campaign}`: campaigns
//! and their settings, with a bearer token.
//!
//! What `GET` answers is what `PUT` takes, so settings are read, changed and put
//! again. The version in the `ETag` keeps two organizers from overwriting each
//! other (RFC 9110 section 13.1.1).

use petition::{CampaignMode, CampaignSettings, Counters};
use protocol::{FieldProblem, ids::CampaignId, limits::SETTINGS_MAX_BYTES};
use serde::Serialize;

use commands::{FindSettings, List, ListVersions, PutSettings, Register, time};

use super::{auth::Organizer, counts::load_counts};
use crate::{
    error::InternalError,
    objects,
    platform::now_ms,
    worker::{
        campaign_cache,
        context::Edge,
        problem::{Failure, Refusal, field_problem},
        request::Inbound,
        response::Reply,
    },
};

#[derive(Serialize)]
struct Campaigns {
    campaigns: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    campaign: CampaignId,
    version: u64,
    mode: CampaignMode,
    state: &'static str,
    total: u64,
    as_of: String,
}

/// `GET /v1/organizer/campaigns`: every campaign of the deployment, by its id.
pub(in crate::worker) async fn list(organizer: &Organizer<'_>) -> Result<Reply, Failure> {
    let edge = organizer.edge();
    let ids = objects::directory(&edge.env)?.ask(List {}).await?.campaigns;
    let now_ms = now_ms();
    let mut campaigns = Vec::with_capacity(ids.len());
    for id in ids {
        let campaign = match campaign_cache::load_campaign(edge, &id).await {
            Ok(campaign) => campaign,
            // Listed, and its settings were never stored.
            Err(Failure::Refused(Refusal::UnknownCampaign)) => continue,
            Err(failure) => return Err(failure),
        };
        campaigns.push(Item {
            campaign: id,
            version: campaign.version,
            mode: campaign.settings.mode,
            state: state_of(&campaign.settings, now_ms),
            total: campaign.counted,
            as_of: time::encode_ms(campaign.as_of_ms),
        });
    }
    Ok(Reply::json(&Campaigns { campaigns })?)
}

fn state_of(settings: &CampaignSettings, now_ms: i64) -> &'static str {
    if settings.is_open(now_ms) {
        "open"
    } else if settings
        .closes_at_ms()
        .is_some_and(|closes_at| closes_at <= now_ms)
    {
        "closed"
    } else {
        "planned"
    }
}

/// `GET /v1/organizer/campaigns/{campaign}`: the settings in force.
pub(in crate::worker) async fn get(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    find(organizer.edge(), id, None).await
}

/// `GET /v1/organizer/campaigns/{campaign}/versions/{version}`.
pub(in crate::worker) async fn get_version(
    organizer: &Organizer<'_>,
    id: &CampaignId,
    version: u64,
) -> Result<Reply, Failure> {
    find(organizer.edge(), id, Some(version)).await
}

async fn find(edge: &Edge, id: &CampaignId, version: Option<u64>) -> Result<Reply, Failure> {
    // No object is addressed for a campaign that is not listed.
    let _campaign = campaign_cache::load_campaign(edge, id).await?;
    let found = objects::campaign(&edge.env, id)?
        .ask(FindSettings { version })
        .await?;
    let settings = found.settings.ok_or(Refusal::UnknownVersion)?;
    Ok(Reply::json(&settings)?.with_header("etag", encode_etag(found.version)))
}

/// `GET /v1/organizer/campaigns/{campaign}/versions`: the newest first.
pub(in crate::worker) async fn versions(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    #[derive(Serialize)]
    struct Answer {
        campaign: CampaignId,
        versions: Vec<Version>,
    }
    #[derive(Serialize)]
    struct Version {
        version: u64,
        saved_at: String,
    }
    let edge = organizer.edge();
    let _campaign = campaign_cache::load_campaign(edge, id).await?;
    let listed = objects::campaign(&edge.env, id)?
        .ask(ListVersions {})
        .await?;
    let versions = listed.versions.into_iter().map(|saved| Version {
        version: saved.version,
        saved_at: time::encode_ms(saved.saved_at_ms),
    });
    Ok(Reply::json(&Answer {
        campaign: id.clone(),
        versions: versions.collect(),
    })?)
}

/// A strong validator: a version never changes.
fn encode_etag(version: u64) -> String {
    format!("\"{version}\"")
}

/// The version that a `PUT` changes; none where it says no precondition.
fn parse_precondition(inbound: &Inbound) -> Result<Option<u64>, Refusal> {
    let malformed = |detail: &str| Refusal::Malformed(detail.to_owned());
    match (inbound.header("if-match"), inbound.header("if-none-match")) {
        (None, None) => Ok(None),
        (None, Some(any)) if any.trim() == "*" => Ok(Some(0)),
        (Some(tag), None) => parse_etag(&tag)
            .map(Some)
            .ok_or_else(|| malformed("If-Match must be the ETag of the settings, like \"3\"")),
        _ => Err(malformed("If-None-Match must be *, without If-Match")),
    }
}

fn parse_etag(tag: &str) -> Option<u64> {
    let digits = tag.trim().strip_prefix('"')?.strip_suffix('"')?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // 0 is the version of no settings.
    digits
        .parse()
        .ok()
        .filter(|version| is_number && *version > 0)
}

#[derive(Serialize)]
struct Put<'a> {
    campaign: &'a CampaignId,
    version: u64,
}

/// `PUT /v1/organizer/campaigns/{campaign}`: makes or changes a campaign:
///
/// 1. the settings, every rule of them, and the version that they change
///    (`If-Match`, or `If-None-Match: *` for a campaign that is new);
/// 2. the directory lists the campaign; its shards are fixed from then on;
/// 3. the campaign stores the settings as a new version, unless another version
///    is in force, or they would take back what those who have signed were shown.
///
/// The same again changes nothing.
pub(in crate::worker) async fn put(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let (edge, inbound) = (organizer.edge(), organizer.inbound());
    // 1. The settings.
    let body = inbound
        .read_body("application/json", SETTINGS_MAX_BYTES)
        .await?;
    let settings: CampaignSettings = serde_json::from_slice(&body).map_err(|error| {
        let detail = format!("line {}, column {}: {error}", error.line(), error.column());
        Refusal::Malformed(detail)
    })?;
    check(edge, &settings, id)?;
    let changes_version = parse_precondition(inbound)?;
    // 2. The directory.
    let now_ms = now_ms();
    let register = Register {
        campaign: id.clone(),
        shards: settings.shards,
        now_ms,
    };
    let shards = objects::directory(&edge.env)?.ask(register).await?.shards;
    if shards != settings.shards {
        let detail = "the number of shards cannot change after the campaign was made";
        return Err(Refusal::Invalid(vec![field_problem("/shards", "shards", detail)]).into());
    }
    // 3. The campaign.
    let ask = PutSettings {
        has_signatures: has_promised(edge, id, &settings).await?,
        settings,
        now_ms,
        changes_version,
    };
    let answer = objects::campaign(&edge.env, id)?.ask(ask).await?;
    if answer.is_outdated {
        return Err(Refusal::SettingsOutdated(answer.version).into());
    }
    if answer.loosens_mode {
        let detail = "a protected campaign with signatures stays protected";
        return Err(Refusal::Invalid(vec![field_problem("/mode", "mode", detail)]).into());
    }
    if answer.loosens_delivery {
        let detail = "a campaign with signatures cannot hand over more than it has said";
        let pointer = "/collection_notice/delivery";
        return Err(Refusal::Invalid(vec![field_problem(pointer, "delivery", detail)]).into());
    }
    if answer.loosens {
        let detail = "a campaign with signatures cannot go back to counting unconfirmed ones";
        return Err(Refusal::Invalid(vec![field_problem("/counts", "counts", detail)]).into());
    }
    campaign_cache::forget(id);
    let put = Put {
        campaign: id,
        version: answer.version,
    };
    Ok(Reply::json(&put)?.with_header("etag", encode_etag(answer.version)))
}

/// Whether somebody has signed to whom these would take back a promise.
async fn has_promised(
    edge: &Edge,
    id: &CampaignId,
    settings: &CampaignSettings,
) -> Result<bool, InternalError> {
    let campaign = match campaign_cache::load_campaign_anew(edge, id).await {
        Ok(campaign) => campaign,
        Err(Failure::Refused(_)) => return Ok(false),
        Err(Failure::InternalError(broken)) => return Err(broken),
    };
    if !campaign.settings.weakened_by(settings).is_any() {
        return Ok(false);
    }
    let counts = load_counts(edge, &campaign, &[]).await?;
    Ok(counts.counters != Counters::default())
}

fn check(edge: &Edge, settings: &CampaignSettings, id: &CampaignId) -> Result<(), Refusal> {
    let mut problems = dead_server_keys(edge, settings);
    if settings.campaign != *id {
        problems.push(field_problem(
            "/campaign",
            "campaign",
            "it is not the one in the path",
        ));
    }
    if let Err(errors) = settings.check() {
        problems.extend(
            errors
                .iter()
                .map(|error| field_problem(&error.pointer, "settings", &error.text)),
        );
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Invalid(problems))
    }
}

/// Listed keys that no server could sign with: the master key in their name is
/// not live here.
fn dead_server_keys(edge: &Edge, settings: &CampaignSettings) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    for (at, partner) in settings.partners.iter().enumerate() {
        for (number, kid) in partner.server_keys.iter().enumerate() {
            if edge.config.masters.find(kid.master()).is_none() {
                let pointer = format!("/partners/{at}/server_keys/{number}");
                let detail = "no master key of this name is live";
                problems.push(field_problem(&pointer, "settings", detail));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_etag_is_read_as_it_is_written_and_in_no_other_way() {
        assert_eq!(parse_etag(&encode_etag(7)), Some(7));
        assert_eq!(parse_etag(" \"7\" "), Some(7));
        for tag in [
            "",
            "7",
            "\"7",
            "W/\"7\"",
            "\"-7\"",
            "\"+7\"",
            "\"0\"",
            "\"7\", \"8\"",
            "*",
        ] {
            assert_eq!(parse_etag(tag), None, "{tag}");
        }
    }
}
