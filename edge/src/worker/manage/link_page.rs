//! `/r/{campaign}`: "Email me my link".

use crate::worker::page_policy::PagePolicy;
use petition::{EmailAddress, derive_supporter_key, shard_of};
use protocol::ids::CampaignId;

use super::{page_language, with_policy};
use crate::worker::{
    embed::view_input,
    same_origin::demand_same_origin,
    signing::{
        signatures::{open_session, solves_work},
        submissions::make_spent_work,
    },
};
use commands::{AskLink, SpentWork};
use pages::{self, FormValues, LinkInput, LinkState, Mode};

use crate::{
    log, objects,
    platform::now_ms,
    worker::{
        assets,
        campaign_cache::{self, CachedCampaign},
        client_network::network_of,
        context::Edge,
        problem::{Failure, Refusal, TooMany},
        rate_limits::{self, ClientNetwork, LinkAsk, Purpose},
        request::Inbound,
        response::Reply,
    },
};

/// The form, or what was posted by it.
pub(in crate::worker) async fn answer(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    if inbound.method == "POST" {
        return ask(edge, inbound, &campaign).await;
    }
    let state = match inbound.parameter("sent") {
        Some(_) => LinkState::Sent,
        None => LinkState::Asked,
    };
    render(edge, inbound, &campaign, state, "").await
}

/// `POST`: asks for the link:
///
/// 1. the form comes from this page;
/// 2. what was typed is an address;
/// 3. it is paid for as a submission is: by the work of a session, or without
///    scripts within the limit of the form without scripts; either way within
///    its network's limit (ADR 11);
/// 4. the ledger orders a mail if it knows the address, within the caps of its
///    mailbox; nobody waits for that, so the time of the answer reveals nothing;
/// 5. see other: one page for everybody, which names nobody.
async fn ask(edge: &Edge, inbound: &Inbound, campaign: &CachedCampaign) -> Result<Reply, Failure> {
    // 1. From this page.
    demand_same_origin(edge, inbound)?;
    let values = FormValues::from_pairs(inbound.read_form().await?);
    let typed = values.text("email");
    // 2. An address.
    let Ok(address) = EmailAddress::parse(typed, edge.config.mailboxes()) else {
        let page = render(edge, inbound, campaign, LinkState::Wrong, typed).await?;
        return Ok(page.with_status(422));
    };
    // 3. Paid for.
    let paid = Paid::of(edge, campaign, &values);
    let client = ClientNetwork::of(edge, campaign, network_of(edge, inbound));
    if let Some(too_many) = weigh(edge, campaign, client, paid.as_ref()).await? {
        let page = render(edge, inbound, campaign, LinkState::TooMany, typed).await?;
        return Ok(with_headers(page.with_status(429), &too_many));
    }
    // 4. The ledger.
    let id = &campaign.settings.campaign;
    let canonical = address.canonical(campaign.rule);
    let supporter_key = derive_supporter_key(&edge.config.dedup_master, id, canonical);
    let ledger = objects::ledger(&edge.env, id, shard_of(&supporter_key, campaign.shards))?;
    let ask = AskLink {
        supporter_key,
        address: address.as_str().to_owned(),
        spent_work: paid.and_then(|paid| paid.work),
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

/// What a page with scripts pays for a mail.
struct Paid {
    session_id: String,
    /// None where the deployment asks for no work.
    work: Option<SpentWork>,
}

impl Paid {
    /// A session of this campaign for the edge's own page, and its work solved
    /// for the address exactly as it was sent. Whatever else comes is a form
    /// without scripts, and has that one's limit.
    fn of(edge: &Edge, campaign: &CachedCampaign, values: &FormValues) -> Option<Self> {
        let now_s = now_ms().div_euclid(1_000);
        let session = open_session(edge, values.filled("session")?, now_s).ok()?;
        let session = session.payload;
        if session.campaign != campaign.settings.campaign || session.origin != edge.config.origin {
            return None;
        }
        if session.difficulty_bits == 0 {
            return Some(Self {
                session_id: session.sid,
                work: None,
            });
        }
        let email = values.text("email");
        let counter: u64 = values.text("counter").parse().ok()?;
        let work = make_spent_work(&session, email, counter);
        solves_work(&session, email, counter).then_some(Self {
            session_id: session.sid,
            work: Some(work),
        })
    }
}

/// First by this isolate's rough meter, before any object; then exactly, by the
/// ledgers. Both are the form's own: whoever asks for links without end keeps
/// nobody from signing.
async fn weigh(
    edge: &Edge,
    campaign: &CachedCampaign,
    client: ClientNetwork,
    paid: Option<&Paid>,
) -> Result<Option<TooMany>, Failure> {
    match rate_limits::admit(edge, campaign, client, Purpose::Link) {
        Ok(()) => {}
        Err(Refusal::TooMany(too_many)) => return Ok(Some(too_many)),
        Err(refusal) => return Err(refusal.into()),
    }
    let ask = LinkAsk {
        client,
        session: paid.map(|paid| paid.session_id.as_str()),
    };
    Ok(rate_limits::weigh_link(edge, campaign, &ask).await?)
}

fn with_headers(page: Reply, too_many: &TooMany) -> Reply {
    let headers = too_many.headers().into_iter();
    headers.fold(page, |page, (name, value)| page.with_header(name, value))
}

fn language_of<'a>(inbound: &Inbound, campaign: &'a CachedCampaign) -> Result<&'a str, Refusal> {
    let asked = inbound.parameter("lang");
    Ok(page_language(campaign, campaign.lead()?, asked.as_deref()))
}

async fn render(
    edge: &Edge,
    inbound: &Inbound,
    campaign: &CachedCampaign,
    state: LinkState,
    typed: &str,
) -> Result<Reply, Failure> {
    let language = language_of(inbound, campaign)?;
    let parts = assets::load_parts(&edge.env).await?;
    // A protected campaign has no sessions to work for.
    let has_script = !campaign.settings.is_protected();
    let html = pages::render_link(&LinkInput {
        view: &view_input(edge, campaign, campaign.lead()?, language, Mode::Widget),
        style_url: &format!("/assets/{}", parts.manifest.style.name),
        state,
        typed,
        has_script,
    });
    Ok(with_policy(with_scripts(Reply::html(html), has_script)))
}

/// The page without a token in its address may run its one script, which asks
/// for a session here.
fn with_scripts(reply: Reply, has_script: bool) -> Reply {
    if !has_script {
        return reply;
    }
    let policy = PagePolicy {
        has_script: true,
        ..PagePolicy::FORMS
    };
    policy.on(reply)
}
