//! `/r/{campaign}`: "Email me my link".

use petition::{EmailAddress, derive_supporter_key, shard_of};
use protocol::ids::CampaignId;

use super::{
    embed::view_input,
    her_page::{page_language, with_policy},
    organizer_auth::demand_same_origin,
};
use crate::{
    address::network_of,
    assets,
    cache::{self, Campaign},
    commands::AskLink,
    context::Edge,
    inbound::Inbound,
    limits::{self, Purpose, Whence},
    log, objects,
    problem::{Failure, Refusal, TooMany},
    reply::Reply,
    views::{self, FormValues, LinkInput, LinkState, Mode},
};

/// The form, or what was posted by it.
pub(super) async fn answer(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let campaign = cache::load_campaign(edge, id).await?;
    if inbound.method == "POST" {
        return ask(edge, inbound, &campaign).await;
    }
    let state = match inbound.parameter("sent") {
        Some(_) => LinkState::Sent,
        None => LinkState::Asked,
    };
    render(edge, inbound, (&campaign, state), "").await
}

/// `POST`: asks for the link:
///
/// 1. the form comes from this page;
/// 2. its network is not far past its limit;
/// 3. what was typed is an address;
/// 4. the ledger orders a mail if it knows the address, within the caps of its
///    mailbox; nobody waits for that, so the time of the answer tells nothing;
/// 5. see other: one page for everybody, which names nobody.
async fn ask(edge: &Edge, inbound: &Inbound, campaign: &Campaign) -> Result<Reply, Failure> {
    // 1. From this page.
    demand_same_origin(edge, inbound)?;
    let values = FormValues::from_pairs(inbound.read_form().await?);
    let typed = values.text("email");
    // 2. The network.
    if let Err(refusal) = weigh(edge, inbound, campaign) {
        let Refusal::TooMany(too_many) = refusal else {
            return Err(refusal.into());
        };
        let page = render(edge, inbound, (campaign, LinkState::TooMany), typed).await?;
        return Ok(with_headers(page.with_status(429), &too_many));
    }
    // 3. An address.
    let Ok(address) = EmailAddress::parse(typed, edge.config.mailboxes()) else {
        let page = render(edge, inbound, (campaign, LinkState::Wrong), typed).await?;
        return Ok(page.with_status(422));
    };
    // 4. The ledger.
    let id = &campaign.settings.campaign;
    let supporter_key = derive_supporter_key(&edge.config.dedup_master, id, address.canonical());
    let ledger = objects::ledger(&edge.env, id, shard_of(&supporter_key, campaign.shards))?;
    let ask = AskLink {
        supporter_key,
        address: address.as_str().to_owned(),
    };
    edge.context.wait_until(async move {
        if let Err(broken) = ledger.ask(ask).await {
            log::error("a link that was asked for", &broken);
        }
    });
    // 5. See other.
    let language = language_of(inbound, campaign)?;
    let to = format!("/r/{id}?sent=1&lang={language}");
    Ok(with_policy(Reply::empty(303)).with_header("location", to))
}

/// By a meter of its own: whoever asks for links without end keeps nobody from
/// signing.
fn weigh(edge: &Edge, inbound: &Inbound, campaign: &Campaign) -> Result<(), Refusal> {
    let whence = Whence::of(edge, campaign, network_of(edge, inbound));
    limits::admit(edge, campaign, (whence, Purpose::Link))
}

fn with_headers(page: Reply, too_many: &TooMany) -> Reply {
    let headers = too_many.headers().into_iter();
    headers.fold(page, |page, (name, value)| page.with_header(name, value))
}

fn language_of<'a>(inbound: &Inbound, campaign: &'a Campaign) -> Result<&'a str, Refusal> {
    let asked = inbound.parameter("lang");
    Ok(page_language(campaign, campaign.lead()?, asked.as_deref()))
}

async fn render(
    edge: &Edge,
    inbound: &Inbound,
    (campaign, state): (&Campaign, LinkState),
    typed: &str,
) -> Result<Reply, Failure> {
    let language = language_of(inbound, campaign)?;
    let parts = assets::load_parts(&edge.env).await?;
    let html = views::render_link(&LinkInput {
        view: &view_input(edge, campaign, (campaign.lead()?, language), Mode::Widget),
        style_url: &format!("/assets/{}", parts.manifest.style.name),
        state,
        typed,
    });
    Ok(with_policy(Reply::html(html)))
}
