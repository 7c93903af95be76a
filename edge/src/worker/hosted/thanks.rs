//! What the hosted form is answered with: the thanks.
//!
//! Where what is submitted counts, a redirect leads to them, and they name
//! nobody. Where the mailbox confirms they are the answer itself, since a page
//! that is opened by its address could not say where the mail went (ADR 9).

use petition::{Counts, settings::Partner};
use protocol::{Choice, NoticeId, SignatureAnswer, ids::ReceiptId};

use super::{picture_url, unlisted, with_policy};
use crate::worker::{embed::view_input, signing::confirmations::order_again};
use pages::{self, FormValues, Mode, ThanksInput, Waiting};

use crate::worker::{
    assets,
    campaign_cache::{self, CachedCampaign},
    context::Edge,
    problem::Failure,
    request::Inbound,
    response::Reply,
};
use protocol::ids::{CampaignId, PartnerId};

/// `GET .../thanks`: names nobody.
pub(in crate::worker) async fn thank(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
    partner: &PartnerId,
) -> Result<Reply, Failure> {
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let partner = campaign.partner(partner)?;
    let language = inbound.parameter("lang");
    let language = campaign.settings.language_for(language.as_deref(), partner);
    render(edge, &campaign, partner, language, None).await
}

/// What a form that has signed is answered with. It depends on the request
/// alone, not on what became of it.
pub(in crate::worker) async fn answer(
    edge: &Edge,
    campaign: &CachedCampaign,
    partner: &Partner,
    language: &str,
    values: &FormValues,
    signed: &SignatureAnswer,
) -> Result<Reply, Failure> {
    let settings = &campaign.settings;
    if settings.counts == Counts::Submitted {
        // See other, so that a reload posts nothing.
        let (id, partner) = (&settings.campaign, &partner.partner);
        let to = format!("/c/{id}/{partner}/thanks?lang={language}");
        return Ok(Reply::empty(303)
            .with_header("location", to)
            // Of a frame on a page that lets in only what says so.
            .with_header("cross-origin-resource-policy", "cross-origin".to_owned()));
    }
    let waiting = Waiting {
        values,
        receipt: signed.receipt.id.as_str(),
        is_asked: false,
    };
    render(edge, campaign, partner, language, Some(&waiting)).await
}

/// "Send again", from the page that answered the form.
pub(in crate::worker) async fn send_again(
    edge: &Edge,
    inbound: &Inbound,
    campaign: &CachedCampaign,
    partner: &Partner,
    language: &str,
    values: &FormValues,
) -> Result<Reply, Failure> {
    let receipt = values.text("receipt");
    // What is no receipt has no mailbox, and is answered like one that is
    // unknown.
    if let Ok(receipt) = ReceiptId::parse(receipt) {
        order_again(edge, inbound, campaign, receipt).await?;
    }
    let waiting = Waiting {
        values,
        receipt,
        is_asked: true,
    };
    render(edge, campaign, partner, language, Some(&waiting)).await
}

async fn render(
    edge: &Edge,
    campaign: &CachedCampaign,
    partner: &Partner,
    language: &str,
    waiting: Option<&Waiting<'_>>,
) -> Result<Reply, Failure> {
    let parts = assets::load_parts(&edge.env).await?;
    let choices = waiting.map_or_else(Vec::new, |waiting| {
        choices(campaign, partner, waiting.values)
    });
    let page = pages::render_thanks(&ThanksInput {
        view: &view_input(edge, campaign, partner, language, Mode::Widget),
        choices: &choices,
        style_url: &format!("/assets/{}", parts.manifest.style.name),
        picture_url: picture_url(edge, campaign, language).as_deref(),
        waiting,
    });
    Ok(unlisted(with_policy(Reply::html(page), partner), campaign))
}

/// The supporter's answer to each notice of the form.
fn choices(
    campaign: &CachedCampaign,
    partner: &Partner,
    values: &FormValues,
) -> Vec<(NoticeId, Choice)> {
    let choices = super::fields::make_choices(campaign, partner, values);
    choices
        .into_iter()
        .map(|answer| (answer.notice, answer.choice))
        .collect()
}
