//! The organizers' pages: rendered here, behind a cookie.

use crate::worker::page_policy::PagePolicy;
use petition::{HeldReason, NextStep};
use protocol::ids::CampaignId;

use super::{
    auth::Organizer,
    counts::{load_counts, release_held},
    mail::load_mail,
    moderation,
};
use crate::worker::embed::letters::load_letters;
use commands::{By, List, make_tally};
use pages::{
    CampaignLink, CampaignsInput, CountTable, DashboardInput, MailStates, render_campaigns,
    render_dashboard, render_sign_in,
};

use crate::{
    objects,
    platform::now_ms,
    worker::{
        campaign_cache,
        problem::{Failure, Refusal},
        request::Inbound,
        response::Reply,
    },
};

/// In no frame: nobody can lay a page over the Hide button.
const POLICY: PagePolicy<'_> = PagePolicy {
    has_script: true,
    has_images: true,
    ..PagePolicy::FORMS
};

/// What a page shows to whoever is not signed in.
pub(in crate::worker) fn sign_in(inbound: &Inbound) -> Reply {
    page(render_sign_in(language_of(inbound)))
}

/// `GET /organizer`: the campaigns.
pub(in crate::worker) async fn home(organizer: &Organizer<'_>) -> Result<Reply, Failure> {
    let (edge, inbound) = (organizer.edge(), organizer.inbound());
    let language = language_of(inbound);
    let ids = objects::directory(&edge.env)?.ask(List {}).await?.campaigns;
    let mut campaigns = Vec::with_capacity(ids.len());
    for id in &ids {
        match campaign_cache::load_campaign(edge, id).await {
            Ok(campaign) => campaigns.push(campaign),
            // Listed, and its settings were never stored.
            Err(Failure::Refused(Refusal::UnknownCampaign)) => {}
            Err(failure) => return Err(failure),
        }
    }
    let links: Vec<CampaignLink<'_>> = campaigns
        .iter()
        .map(|campaign| {
            let settings = &campaign.settings;
            let text = settings
                .petition
                .get(language)
                .or_else(|| settings.petition.get(&settings.default_language));
            CampaignLink {
                campaign: &settings.campaign,
                headline: text.map_or(settings.campaign.as_str(), |text| &text.headline),
                signatures: Some(campaign.counted),
            }
        })
        .collect();
    Ok(page(render_campaigns(&CampaignsInput {
        language,
        campaigns: &links,
    })))
}

/// `GET /organizer/campaigns/{campaign}`.
pub(in crate::worker) async fn dashboard(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let (edge, inbound) = (organizer.edge(), organizer.inbound());
    let language = language_of(inbound);
    let campaign = campaign_cache::load_campaign_anew(edge, id).await?;
    let counts = load_counts(edge, &campaign, &By::ALL).await?;
    let tables: Vec<CountTable<'_>> = counts
        .splits
        .iter()
        .map(|(by, rows)| CountTable {
            by: by.as_str(),
            rows,
        })
        .collect();
    let queue = moderation::load_queue(edge, &campaign, 0, 0).await?;
    let letters = match campaign.settings.next_step {
        Some(NextStep::Letter(_)) => Some(load_letters(edge, id).await?),
        Some(NextStep::Link(_)) | None => None,
    };
    let health = load_mail(edge, &campaign).await?;
    let tally = make_tally(id, counts.total, campaign.tally().goal, counts.as_of_ms);
    Ok(page(render_dashboard(&DashboardInput {
        language,
        settings: &campaign.settings,
        tally: &tally,
        tables: &tables,
        mail: MailStates {
            counters: counts.counters,
            health: &health,
            is_set_up: edge.config.mail.is_some(),
        },
        late: &counts.late,
        released: inbound
            .parameter("released")
            .and_then(|count| count.parse().ok()),
        is_more_held: inbound.parameter("more").is_some(),
        waiting: queue.waiting,
        is_feed_paused: campaign.is_feed_paused,
        letters,
        now_ms: now_ms(),
    })))
}

/// `POST /organizer/campaigns/{campaign}/held/release`: what is held over a
/// limit counts, or gets its mail, after all; as by the API, and with the rules
/// of every other form of these pages.
pub(in crate::worker) async fn release(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let (edge, inbound) = (organizer.edge(), organizer.inbound());
    let form = inbound.read_form().await?;
    let reason = form.iter().find(|(name, _)| name == "reason");
    let reason = match reason.map(|(_, reason)| reason.as_str()) {
        Some("all") => None,
        word => Some(word.and_then(HeldReason::parse).ok_or_else(|| {
            Refusal::Malformed("reason must be all or one of the limits".to_owned())
        })?),
    };
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let (released, is_complete) = release_held(edge, &campaign, reason).await?;
    let more = if is_complete { "" } else { "&more=yes" };
    let to = format!("/organizer/campaigns/{id}?released={released}{more}");
    Ok(Reply::empty(303).with_header("location", to))
}

/// French where the browser prefers it: a tool of ours, not a partner's page.
pub(in crate::worker) fn language_of(inbound: &Inbound) -> &'static str {
    let accepted = inbound.header("accept-language").unwrap_or_default();
    if accepted.trim_start().to_ascii_lowercase().starts_with("fr") {
        "fr"
    } else {
        "en"
    }
}

pub(in crate::worker) fn page(html: String) -> Reply {
    POLICY
        .on(Reply::html(html))
        .with_header("referrer-policy", "same-origin".to_owned())
}
