//! `/doctor/{campaign}/{partner}`: what a partner's web admin pastes and
//! allows, and a probe that tests their page.
//!
//! It tells nobody anything that a page of the partner's does not show already.

mod fetch;
mod meter;

use crate::worker::page_policy::PagePolicy;
use page_check::{RefusedAddress, Target, Wanted};
use petition::settings::Partner;
use protocol::{
    base64::encode_base64,
    ids::{CampaignId, PartnerId},
};
use sha2::{Digest, Sha256};

use super::embed::{PAYLOAD_TOKEN, encode_literal};
use pages::{self, CheckInput, CheckOutcome, DoctorInput, Probe, ProbePayload};

use super::{
    assets,
    campaign_cache::{self, CachedCampaign},
    client_network::network_of,
    context::Edge,
    doctor::fetch::Fetched,
    problem::{Failure, Refusal},
    rate_limits::ClientNetwork,
    request::Inbound,
    response::Reply,
};
use crate::platform::now_ms;

/// `GET /doctor/{campaign}/{partner}?lang=&url=`.
pub(super) async fn show(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
    partner: &PartnerId,
) -> Result<Reply, Failure> {
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let partner = campaign.partner(partner)?;
    let language = pages::doctor_language(inbound.parameter("lang").as_deref(), partner);
    let parts = assets::load_parts(&edge.env).await?;
    let script = make_probe(edge, &campaign, partner, &language).await?;
    let check = match inbound.parameter("url") {
        // A protected campaign is on no page of a partner's.
        Some(asked) if !campaign.settings.is_protected() => Some(CheckInput {
            outcome: check_page(edge, inbound, &campaign, partner, &asked).await?,
            asked,
        }),
        _ => None,
    };
    let page = pages::render_doctor(&DoctorInput {
        settings: &campaign.settings,
        partner,
        language: &language,
        edge_origin: &edge.config.origin,
        loader: (
            &parts.manifest.loader.name,
            &parts.manifest.loader.integrity,
        ),
        probe: &Probe {
            hash: hash_of(&script),
            integrity: integrity_of(&script),
        },
        check: check.as_ref(),
    });
    Ok(PagePolicy::FORMS
        .on(Reply::html(page))
        .with_header("referrer-policy", "no-referrer".to_owned())
        .with_header("x-robots-tag", "noindex".to_owned()))
}

/// Looks at a page from outside:
///
/// 1. its address is one of the partner's, as the organizers have listed it;
/// 2. neither its site nor this network is asked too often;
/// 3. one request, with nothing of anybody's, and no redirect followed;
/// 4. what its policy and its tags say.
async fn check_page(
    edge: &Edge,
    inbound: &Inbound,
    campaign: &CachedCampaign,
    partner: &Partner,
    asked: &str,
) -> Result<CheckOutcome, Failure> {
    // 1. The address.
    let origin = &edge.config.origin;
    let target = match Target::parse(asked, &partner.origins, origin) {
        Ok(target) => target,
        Err(RefusedAddress::Malformed) => {
            return Ok(CheckOutcome::Nothing("doctor-page-malformed"));
        }
        Err(RefusedAddress::NotListed) => return Ok(CheckOutcome::Nothing("doctor-page-listed")),
        Err(RefusedAddress::NotPublic) => return Ok(CheckOutcome::Nothing("doctor-page-public")),
    };
    // 2. How often.
    let client = ClientNetwork::of(edge, campaign, network_of(edge, inbound));
    if !meter::admit(&target.origin, &client.network(), now_ms()) {
        return Ok(CheckOutcome::Nothing("doctor-page-often"));
    }
    // 3. One request.
    let (policies, html) = match fetch::fetch(&edge.env, &target).await? {
        Fetched::Page { policies, html } => (policies, html),
        Fetched::Redirected => return Ok(CheckOutcome::Nothing("doctor-page-redirect")),
        Fetched::Status(status) => return Ok(CheckOutcome::Status(status)),
        Fetched::NotHtml => return Ok(CheckOutcome::Nothing("doctor-page-html")),
        Fetched::Unreachable => return Ok(CheckOutcome::Nothing("doctor-page-silent")),
    };
    // 4. What it says.
    let wanted = Wanted {
        edge: origin,
        campaign: campaign.settings.campaign.as_str(),
        partner: partner.partner.as_str(),
    };
    let findings = page_check::judge(&wanted, &target.url, &policies, &html);
    Ok(CheckOutcome::Found(target.url, findings))
}

/// `GET /doctor/{campaign}/{partner}/probe.{hash}.js?lang=`: a snippet that
/// names another version of it is out of date.
pub(super) async fn probe(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
    partner: &PartnerId,
    hash: &str,
) -> Result<Reply, Failure> {
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let partner = campaign.partner(partner)?;
    let language = pages::doctor_language(inbound.parameter("lang").as_deref(), partner);
    let script = make_probe(edge, &campaign, partner, &language).await?;
    if hash_of(&script) != hash {
        return Err(Refusal::NotFound.into());
    }
    Ok(Reply::text("text/javascript; charset=utf-8", script))
}

async fn make_probe(
    edge: &Edge,
    campaign: &CachedCampaign,
    partner: &Partner,
    language: &str,
) -> Result<String, Failure> {
    let parts = assets::load_parts(&edge.env).await?;
    let script = assets::load_text(&edge.env, &parts.manifest.probe.name).await?;
    let campaign = &campaign.settings.campaign;
    let payload = ProbePayload::of(&edge.config.origin, campaign, partner, language);
    Ok(script.replacen(PAYLOAD_TOKEN, &encode_literal(&payload)?, 1))
}

/// As the names of the assets have it: 16 hex digits of the SHA-256.
fn hash_of(script: &str) -> String {
    let digest = Sha256::digest(script.as_bytes());
    let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .take(16)
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// Its Subresource Integrity (W3C SRI, section 3.5).
fn integrity_of(script: &str) -> String {
    format!(
        "sha256-{}",
        encode_base64(&Sha256::digest(script.as_bytes()))
    )
}
