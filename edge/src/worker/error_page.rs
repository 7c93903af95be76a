//! What a person sees who asks for a page that can't be shown: a page with the
//! problem's sentence. A program gets the problem itself.

use crate::worker::page_policy::PagePolicy;
use protocol::ids::{CampaignId, PartnerId};

use pages::{self, ErrorPageInput};

use super::{
    assets,
    campaign_cache::{self, CachedCampaign},
    context::Edge,
    problem::{Failure, Refusal},
    request::Inbound,
    response::Reply,
    router::Route,
};
use crate::{error::InternalError, log};

/// Who asks for a page, by their browser, and for which.
pub(crate) struct ErrorPage {
    /// None for an address that names no page.
    campaign: Option<CampaignId>,
    partner: Option<PartnerId>,
    asked: Option<String>,
    accepted: Option<String>,
    /// A partner's page may hold it in a frame.
    is_framed: bool,
}

impl ErrorPage {
    /// None for what is no page of a campaign, and for programs, which don't
    /// ask for HTML.
    pub(crate) fn of(inbound: &Inbound, route: &Route) -> Option<Self> {
        let (campaign, partner) = match route {
            Route::Hosted(campaign, partner)
            | Route::HostedThanks(campaign, partner)
            | Route::HostedPass(campaign, partner)
            | Route::Doctor(campaign, partner) => (campaign, Some(partner)),
            Route::ManagePage(campaign, _)
            | Route::AskLink(campaign)
            | Route::MailStop(campaign, _)
            | Route::HostedLead(campaign) => (campaign, None),
            _ => return None,
        };
        Self::of_person(inbound).map(|person| Self {
            campaign: Some(campaign.clone()),
            partner: partner.cloned(),
            is_framed: matches!(route, Route::Hosted(..)),
            ..person
        })
    }

    /// Of an address that names no page at all; none for programs.
    pub(crate) fn of_person(inbound: &Inbound) -> Option<Self> {
        let wants_html = inbound
            .header("accept")
            .is_some_and(|accepted| accepted.contains("text/html"));
        wants_html.then(|| Self {
            campaign: None,
            partner: None,
            asked: inbound.parameter("lang"),
            accepted: inbound.header("accept-language"),
            is_framed: false,
        })
    }

    /// The page, or the problem where not even that can be made.
    pub(crate) async fn answer(self, edge: &Edge, failure: Failure) -> Reply {
        let (status, kind, _) = failure.describe();
        let retry_after_s = match &failure {
            Failure::Refused(Refusal::TooMany(too_many)) => Some(too_many.retry_after_s),
            _ => None,
        };
        match self.render(edge, kind, retry_after_s).await {
            Ok(page) => {
                if let Failure::InternalError(broken) = &failure {
                    log::error("a page", broken);
                }
                let page = page.with_status(status);
                match retry_after_s {
                    Some(wait_s) => page.with_header("retry-after", wait_s.to_string()),
                    None => page,
                }
            }
            Err(broken) => {
                log::error("a page in the place of another", &broken);
                failure.into_reply()
            }
        }
    }

    async fn render(
        &self,
        edge: &Edge,
        kind: &str,
        retry_after_s: Option<i64>,
    ) -> Result<Reply, InternalError> {
        let campaign = match &self.campaign {
            Some(id) => match campaign_cache::load_campaign(edge, id).await {
                Ok(campaign) => Some(campaign),
                Err(Failure::Refused(_)) => None,
                Err(Failure::InternalError(broken)) => return Err(broken),
            },
            None => None,
        };
        let place = campaign.as_deref().and_then(|known| self.place(known));
        let (language, own_page) = if let (Some(id), Some((partner, language))) =
            (&self.campaign, place)
        {
            let origin = &edge.config.origin;
            let url = format!("{origin}/c/{id}/{partner}?lang={language}");
            (language, Some(url))
        } else {
            let language = pages::plain_language(self.asked.as_deref(), self.accepted.as_deref());
            (language.to_owned(), None)
        };
        let parts = assets::load_parts(&edge.env).await?;
        let page = pages::render_error_page(&ErrorPageInput {
            language: &language,
            kind,
            retry_after_s,
            own_page: own_page.as_deref(),
            leads_to_organizers: self.campaign.is_none(),
            style_url: &format!("/assets/{}", parts.manifest.style.name),
        });
        // It does nothing and shows nothing of anybody.
        let ancestors = if self.is_framed { "*" } else { "'none'" };
        let policy = PagePolicy {
            frame_ancestors: ancestors,
            ..PagePolicy::TEXT
        };
        Ok(policy
            .on(Reply::html(page))
            .with_header("referrer-policy", "same-origin".to_owned()))
    }

    /// Whose page the petition is on, and in which language: the partner's, or
    /// where that is none the lead's.
    fn place(&self, campaign: &CachedCampaign) -> Option<(PartnerId, String)> {
        let asked = self.partner.as_ref();
        let asked = asked.and_then(|partner| campaign.partner(partner).ok());
        let partner = asked.or_else(|| campaign.partner(&campaign.settings.lead).ok())?;
        let language = campaign
            .settings
            .language_for(self.asked.as_deref(), partner);
        Some((partner.partner.clone(), language.to_owned()))
    }
}
