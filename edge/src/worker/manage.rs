//! `/r/{campaign}/{token}`: what who reads a mailbox does with what it has.

pub(super) mod link_page;

use crate::worker::page_policy::PagePolicy;
use protocol::ids::{CampaignId, ReceiptId};

use super::{embed::view_input, same_origin::demand_same_origin};
use commands::{Act, ActOnPage, LoadPage, ManagePage};
use pages::{self, FormValues, ManageInput, Mode};

use super::{
    assets,
    campaign_cache::{self, CachedCampaign},
    context::Edge,
    problem::{Failure, Refusal},
    request::Inbound,
    response::Reply,
};
use crate::{error::InternalError, mail::token::MailToken, objects};
use petition::{Counts, settings::Partner};

/// The supporter's page, or what was posted by it. What stands in a token's
/// place and is none is answered like one that is unknown.
pub(super) async fn answer(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
    token: Option<&MailToken>,
) -> Result<Reply, Failure> {
    if inbound.method == "POST" {
        act(edge, inbound, id, token).await
    } else {
        show(edge, inbound, id, token).await
    }
}

/// Where a page is; what is no token leads to the one page of all such.
pub(super) fn path_of(id: &CampaignId, token: Option<&MailToken>) -> String {
    let token = token.map_or_else(|| NO_TOKEN.to_owned(), MailToken::encode);
    format!("/r/{id}/{token}")
}

/// Stands in the place of what is none, which nobody repeats.
const NO_TOKEN: &str = "unknown";

/// `GET`: the page. It changes nothing, since mail scanners follow links.
async fn show(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
    token: Option<&MailToken>,
) -> Result<Reply, Failure> {
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let page = match token {
        Some(token) => load(edge, &campaign, token).await?,
        None => None,
    };
    let first = page
        .iter()
        .flat_map(|page| page.signatures.iter().chain(&page.claims))
        .next();
    let through = first.and_then(|one| campaign.partner(&one.partner).ok());
    let partner = match through {
        Some(partner) => partner,
        None => campaign.lead()?,
    };
    let asked = inbound.parameter("lang");
    let asked = asked
        .as_deref()
        .or_else(|| first.map(|one| one.language.as_str()));
    let language = page_language(&campaign, partner, asked);
    let parts = assets::load_parts(&edge.env).await?;
    let html = pages::render_manage(&ManageInput {
        view: &view_input(edge, &campaign, partner, language, Mode::Widget),
        page: page.as_ref(),
        link: &token.map(MailToken::encode).unwrap_or_default(),
        style_url: &format!("/assets/{}", parts.manifest.style.name),
    });
    let status = if page.is_some() { 200 } else { 404 };
    Ok(with_policy(Reply::html(html)).with_status(status))
}

/// The asked language where the campaign has it, else the campaign's own: a
/// link that is good for nothing does not tell through which partner the
/// supporter came.
pub(super) fn page_language<'a>(
    campaign: &'a CachedCampaign,
    partner: &Partner,
    asked: Option<&str>,
) -> &'a str {
    let settings = &campaign.settings;
    settings.language_for(asked.or(Some(&settings.default_language)), partner)
}

/// No script, no frame, and no word of this address to anybody: only the edge
/// itself learns where its own form stands, since with `no-referrer` the
/// form's POST would say `Origin: null`.
pub(super) fn with_policy(reply: Reply) -> Reply {
    PagePolicy::FORMS
        .on(reply)
        .with_header("referrer-policy", "same-origin".to_owned())
        .with_header("x-robots-tag", "noindex, nofollow".to_owned())
}

/// `POST`: does one thing:
///
/// 1. the form comes from this page, since mail scanners and other sites must
///    not act;
/// 2. what it says: `action`, and the `receipt` or `record` it is about;
/// 3. the ledger does it, if the token is good;
/// 4. see other: the page, whatever came of it, so that a token that is
///    unknown, ended or used gets the same page as any other.
async fn act(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
    token: Option<&MailToken>,
) -> Result<Reply, Failure> {
    // 1. From this page.
    demand_same_origin(edge, inbound)?;
    let values = FormValues::from_pairs(inbound.read_form().await?);
    // 2. What.
    let asked = parse_act(&values)?;
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    // A protected campaign lists nobody: its page has no such form.
    let is_taken = !(matches!(asked, Act::List { .. }) && campaign.settings.is_protected());
    // 3. The ledger.
    let known = token.filter(|token| token.shard < campaign.shards);
    if let Some(token) = known.filter(|_| is_taken) {
        let act = with_places(edge, &campaign, token, asked).await?;
        let settings = &campaign.settings;
        let ask = ActOnPage {
            token: token.hash(),
            act,
            household_limit: settings.household_limit,
            shows_pending: settings.counts == Counts::Submitted,
        };
        let _acted = objects::ledger(&edge.env, id, token.shard)?
            .ask(ask)
            .await?;
    }
    // 4. See other.
    let mut to = path_of(id, token);
    if let Some(language) = inbound.parameter("lang") {
        let language = page_language(&campaign, campaign.lead()?, Some(&language));
        to = format!("{to}?lang={language}");
    }
    Ok(with_policy(Reply::empty(303)).with_header("location", to))
}

fn parse_act(values: &FormValues) -> Result<Act, Refusal> {
    let malformed = || Refusal::Malformed("the form says nothing that this page does".to_owned());
    let receipt = || ReceiptId::parse(values.text("receipt")).map_err(|_| malformed());
    Ok(match values.text("action") {
        "confirm" => Act::Confirm {
            receipt: receipt()?,
        },
        "discard" => Act::Discard {
            receipt: match values.text("receipt") {
                "" => None,
                _ => Some(receipt()?),
            },
        },
        "list" => Act::List {
            receipt: receipt()?,
            shows_region: false,
            shows_country: false,
        },
        "unlist" => Act::Unlist {
            receipt: receipt()?,
        },
        "withdraw" => Act::WithdrawConsent {
            record_id: values.text("record").to_owned(),
        },
        "take-back" => Act::TakeBack {
            receipt: receipt()?,
        },
        "review" => Act::AskReview {
            receipt: receipt()?,
        },
        _ => return Err(malformed()),
    })
}

/// A listing shows a place by the same rule as a new signature: where enough
/// come from there.
async fn with_places(
    edge: &Edge,
    campaign: &CachedCampaign,
    token: &MailToken,
    act: Act,
) -> Result<Act, InternalError> {
    let Act::List { receipt, .. } = act else {
        return Ok(act);
    };
    let page = load(edge, campaign, token).await?;
    let mut signatures = page.iter().flat_map(|page| &page.signatures);
    let known = signatures.find(|one| one.receipt == receipt);
    let country = known.and_then(|one| one.country.clone());
    let region = known.and_then(|one| one.region.clone());
    let region = country
        .as_ref()
        .zip(region)
        .map(|(country, region)| format!("{country}-{region}"));
    Ok(Act::List {
        receipt,
        shows_region: region.is_some_and(|region| campaign.shows_place(&region)),
        shows_country: country.is_some_and(|country| campaign.shows_place(&country)),
    })
}

/// What the mailbox has, if the token is good.
async fn load(
    edge: &Edge,
    campaign: &CachedCampaign,
    token: &MailToken,
) -> Result<Option<ManagePage>, InternalError> {
    if token.shard >= campaign.shards {
        return Ok(None);
    }
    let id = &campaign.settings.campaign;
    let ask = LoadPage {
        token: token.hash(),
    };
    let ledger = objects::ledger(&edge.env, id, token.shard)?;
    Ok(ledger.ask(ask).await?.page)
}
