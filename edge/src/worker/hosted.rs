//! `/c/{campaign}/{partner}`: the form on the edge's own page, which works
//! without JavaScript and without WebAssembly.

mod fields;
pub(super) mod pass_page;
pub(super) mod picture;
mod redisplay;
mod thanks;

pub(super) use thanks::thank;

use crate::worker::page_policy::PagePolicy;
use fields::make_submission;
use petition::{Network, settings::Partner};
use protocol::{
    IdempotencyKey,
    ids::{CampaignId, PartnerId},
    session::SessionPayload,
};
use redisplay::Redisplay;

use super::{
    embed::{make_view_record, view_input},
    same_origin::demand_same_origin,
    signing::{
        sessions::make_session,
        signatures::open_session,
        submissions::{self, Carried, Signer, Verified},
    },
};
use pages::{self, FormValues, HostedForm, HostedInput, Mode, ViewInput};

use super::{
    assets,
    campaign_cache::{self, CachedCampaign},
    client_network::network_of,
    context::Edge,
    problem::{Failure, Refusal, SessionFault},
    request::Inbound,
    response::Reply,
};
use crate::{
    mail::token::MailToken,
    platform::{make_uuid, now_ms},
};

/// The form, or what was posted by it.
pub(super) async fn answer(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
    partner: &PartnerId,
) -> Result<Reply, Failure> {
    if inbound.method == "POST" {
        sign(edge, inbound, id, partner).await
    } else {
        show(edge, inbound, id, partner).await
    }
}

/// `GET` without a partner: to the lead's page, in the language asked for.
pub(super) async fn lead(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let query = inbound.query.as_ref().map(|query| format!("?{query}"));
    let to = format!(
        "/c/{id}/{}{}",
        campaign.settings.lead,
        query.unwrap_or_default()
    );
    Ok(Reply::empty(302).with_header("location", to))
}

/// `GET`: the form, with a session for the edge's own origin.
async fn show(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
    partner: &PartnerId,
) -> Result<Reply, Failure> {
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let partner = campaign.partner(partner)?;
    let language = inbound.parameter("lang");
    let language = campaign
        .settings
        .language_for(language.as_deref(), partner)
        .to_owned();
    let redisplay = Redisplay::new(FormValues::default(), wishes_of(inbound));
    render(edge, &campaign, partner, &language, &redisplay).await
}

/// `POST`: signs:
///
/// 1. the form comes from this page, and its button for signing was pressed,
///    not one for another language;
/// 2. its session holds, or the form is shown again with what was typed;
/// 3. the same steps as a signed request (`submissions.rs`);
/// 4. the thanks (`hosted/thanks.rs`).
///
/// The thanks of a form that waits for its mailbox post here too: to have the
/// mail sent redisplay, or to have the form back with all that was typed. So does
/// the page of a mail's link, for whoever wants to sign themselves: the form then
/// carries the link, which confirms.
async fn sign(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
    partner: &PartnerId,
) -> Result<Reply, Failure> {
    // 1. From this page.
    demand_same_origin(edge, inbound)?;
    let values = FormValues::from_pairs(inbound.read_form().await?);
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let partner = campaign.partner(partner)?;
    let language = campaign
        .settings
        .language_for(values.filled("language"), partner)
        .to_owned();
    if let Some(wanted) = values.filled("switch") {
        let language = campaign.settings.language_for(Some(wanted), partner);
        let redisplay = Redisplay {
            wishes: wishes_of(inbound),
            idempotency_key: key_of(&values),
            values: values.clone().without_answers(),
            ..Redisplay::default()
        };
        return render(edge, &campaign, partner, language, &redisplay).await;
    }
    match values.text("step") {
        "change" => {
            let redisplay = Redisplay::new(values, wishes_of(inbound));
            return render(edge, &campaign, partner, &language, &redisplay).await;
        }
        "again" => {
            return thanks::send_again(edge, inbound, &campaign, partner, &language, &values).await;
        }
        _ => {}
    }
    // 2. and 3. Session, settings, ledger.
    let (idempotency_key, outcome) = match IdempotencyKey::parse(values.text("idempotency_key")) {
        Ok(key) => {
            let network = network_of(edge, inbound);
            let outcome = execute(edge, &campaign, partner, &language, &values, network).await;
            (key.as_str().to_owned(), outcome)
        }
        Err(_) => (
            make_uuid(),
            Err(Refusal::Session(SessionFault::NotOurs).into()),
        ),
    };
    // 4. The thanks, or the form redisplay.
    match outcome {
        Ok(carried) if carried.is_confirmed => {
            // See other: the page of the mailbox that has confirmed.
            let to = format!("/r/{id}/{}?lang={language}", values.text(pages::LINK_FIELD));
            Ok(Reply::empty(303).with_header("location", to))
        }
        Ok(carried) => {
            thanks::answer(
                edge,
                &campaign,
                partner,
                &language,
                &values,
                &carried.answer,
            )
            .await
        }
        Err(failure) => {
            let (redisplay, answered) = Redisplay::after(failure, values, idempotency_key);
            let redisplay = Redisplay {
                wishes: wishes_of(inbound),
                ..redisplay
            };
            let page = render(edge, &campaign, partner, &language, &redisplay).await?;
            Ok(answered.with(page))
        }
    }
}

fn wishes_of(inbound: &Inbound) -> Vec<String> {
    pages::wished_languages(&inbound.header("accept-language").unwrap_or_default())
}

/// The posted form's key, so that signing later is still the same request.
fn key_of(values: &FormValues) -> String {
    IdempotencyKey::parse(values.text("idempotency_key"))
        .map_or_else(|_| make_uuid(), |key| key.as_str().to_owned())
}

async fn execute(
    edge: &Edge,
    campaign: &CachedCampaign,
    partner: &Partner,
    language: &str,
    values: &FormValues,
    network: Network,
) -> Result<Carried, Failure> {
    let id = &campaign.settings.campaign;
    let session = open_session(edge, values.text("session"), now_ms().div_euclid(1_000))?.payload;
    if session.campaign != *id
        || session.partner != partner.partner
        || session.origin != session_origin(edge)
    {
        return Err(Refusal::Session(SessionFault::Origin).into());
    }
    let session = SessionPayload {
        origin: edge.config.origin.clone(),
        ..session
    };
    let idempotency_key = IdempotencyKey::parse(values.text("idempotency_key"))
        .map_err(|_| Refusal::Session(SessionFault::NotOurs))?;
    let verified = Verified {
        campaign: id.clone(),
        submission: make_submission(campaign, partner, language, values),
        idempotency_key,
        signer: Signer::Hosted(session),
        network,
        link: MailToken::parse(values.text(pages::LINK_FIELD)),
    };
    submissions::execute(edge, verified).await
}

/// The origin in the session of a page without a script, which can do no work:
/// no `Origin` of any request is that, so no signed request can use it.
fn session_origin(edge: &Edge) -> String {
    format!("{}/c", edge.config.origin)
}

async fn render(
    edge: &Edge,
    campaign: &CachedCampaign,
    partner: &Partner,
    language: &str,
    redisplay: &Redisplay,
) -> Result<Reply, Failure> {
    let id = &campaign.settings.campaign;
    let shown = view_input(edge, campaign, partner, language, Mode::Widget);
    let record = make_view_record(campaign, &shown);
    let view = record.hash.clone();
    campaign_cache::keep_view(edge, id, record).await?;
    // A page without a script can do no work; its network has a lower limit.
    let origin = session_origin(edge);
    let session = make_session(edge, id, &partner.partner, origin, 0, now_ms());
    let form = HostedForm {
        session: &session.token,
        idempotency_key: &redisplay.idempotency_key,
        view: view.as_str(),
        wishes: &redisplay.wishes,
        values: &redisplay.values,
        problems: &redisplay.problems,
        alert: redisplay.alert,
    };
    let parts = assets::load_parts(&edge.env).await?;
    let page = pages::render_hosted(&HostedInput {
        view: &ViewInput {
            mode: Mode::Hosted(&form),
            ..shown
        },
        style_url: &format!("/assets/{}", parts.manifest.style.name),
        picture_url: picture_url(edge, campaign, language).as_deref(),
    });
    Ok(unlisted(with_policy(Reply::html(page), partner), campaign))
}

/// No search engine lists, or keeps a copy of, a protected campaign's pages.
fn unlisted(reply: Reply, campaign: &CachedCampaign) -> Reply {
    if campaign.settings.is_protected() {
        reply.with_header("x-robots-tag", "noindex, nofollow, noarchive".to_owned())
    } else {
        reply
    }
}

/// The address of the language's picture, else of the default language's; none
/// before the campaign was first saved by an edge that makes pictures.
fn picture_url(edge: &Edge, campaign: &CachedCampaign, language: &str) -> Option<String> {
    let settings = &campaign.settings;
    let shown = &campaign.pictures.shown;
    let picture = shown
        .get(language)
        .or_else(|| shown.get(&settings.default_language))?;
    let (origin, id) = (&edge.config.origin, &settings.campaign);
    Some(format!("{origin}/c/{id}/picture.{}.png", picture.as_str()))
}

/// No script at all, and a frame only on the partner's own sites.
pub(super) fn with_policy(reply: Reply, partner: &Partner) -> Reply {
    let ancestors = if partner.origins.is_empty() {
        "'none'".to_owned()
    } else {
        partner.origins.join(" ")
    };
    let policy = PagePolicy {
        frame_ancestors: &ancestors,
        ..PagePolicy::FORMS
    };
    policy
        .on(reply)
        // A page with this policy shows no frame of a page without both.
        .with_header("cross-origin-resource-policy", "cross-origin".to_owned())
        .with_header("cross-origin-embedder-policy", "require-corp".to_owned())
        // With `no-referrer` the form's own POST would say `Origin: null`.
        .with_header("referrer-policy", "same-origin".to_owned())
}
