//! Every route in one table: its path, its methods, who may read it from
//! where, and how long a cache may keep it.

use protocol::ids::{CampaignId, EntryId, PartnerId, ServerKid};
use share_image::PictureHash;

use crate::mail::{Adapter, token::MailToken};

/// What a path names.
#[derive(Debug)]
pub(crate) enum Route {
    EmbedScript(CampaignId, PartnerId),
    Embed(CampaignId),
    EmbedRest(CampaignId),
    Sessions(CampaignId),
    Signatures(CampaignId),
    Tally(CampaignId),
    Feed(CampaignId),
    Live(CampaignId),
    Letters(CampaignId),
    /// Whether a mailbox has confirmed.
    Confirmations(CampaignId),
    /// "Send again".
    SendAgain(CampaignId),
    /// None where no token stands in its place, here and below.
    ManagePage(CampaignId, Option<MailToken>),
    AskLink(CampaignId),
    AskLinkScript,
    MailStop(CampaignId, Option<MailToken>),
    MailEvents(Adapter),
    Asset(String),
    Hosted(CampaignId, PartnerId),
    /// Without a partner: the lead's.
    HostedLead(CampaignId),
    HostedThanks(CampaignId, PartnerId),
    HostedPass(CampaignId, PartnerId),
    HostedStyle,
    Doctor(CampaignId, PartnerId),
    /// With the hash in its name.
    DoctorProbe(CampaignId, PartnerId, String),
    DoctorStyle,
    Picture(CampaignId, PictureHash),
    /// What only an organizer may: [`Organizer`](super::organizers::auth::Organizer)
    /// opens it.
    Organizer(OrganizerRoute),
    OrganizerSession,
    OrganizerSignOut,
    OrganizerStyle,
    OrganizerScript,
    Health,
    WellKnown,
    /// What a problem's `type` leads to.
    Problem(String),
}

/// The routes that need an organizer, by how the organizer shows who they are.
#[derive(Debug)]
pub(crate) enum OrganizerRoute {
    /// With a bearer token.
    Api(ApiRoute),
    /// With the cookie, on our own pages.
    Page(PageRoute),
}

/// `/v1/organizer/...`.
#[derive(Debug)]
pub(crate) enum ApiRoute {
    Campaigns,
    /// Its settings.
    Campaign(CampaignId),
    Versions(CampaignId),
    Version(CampaignId, u64),
    Counts(CampaignId),
    Hide(CampaignId, EntryId),
    Approve(CampaignId, EntryId),
    HideMany(CampaignId),
    Queue(CampaignId),
    Feed(CampaignId, FeedSwitch),
    Release(CampaignId),
    Passes(CampaignId),
    EndPass(CampaignId, String),
    ServerKey(CampaignId, PartnerId, ServerKid),
    Letters(CampaignId),
    /// How the campaign's mail goes.
    MailHealth(CampaignId),
    /// The mail, sent to the organizer.
    TryMail(CampaignId),
    /// Whether mail is set up at all.
    MailSetup,
}

/// `/organizer/...`.
#[derive(Debug)]
pub(crate) enum PageRoute {
    Home,
    Dashboard(CampaignId),
    Moderation(CampaignId),
    Hide(CampaignId, EntryId),
    HideMany(CampaignId),
    Feed(CampaignId, FeedSwitch),
    Release(CampaignId),
}

/// What an organizer does to a campaign's feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FeedSwitch {
    Pause,
    Resume,
}

/// What belongs to a route whatever its handler answers.
pub(crate) struct Terms {
    /// For `Allow` and the preflight; HEAD goes with GET.
    pub(crate) methods: &'static str,
    /// Any site may read it: what protects is the session's Origin check.
    pub(crate) is_public: bool,
    /// `Cache-Control` of a successful GET.
    pub(crate) cache_control: &'static str,
}

pub(super) const NO_STORE: &str = "no-store";
/// Reads of the tally and the feed: the Worker's own cache is a second old.
pub(super) const WATCHED: &str = "public, max-age=1, stale-while-revalidate=5";
/// The first paint: seconds, since the feed is read again at once.
const PAINTED: &str = "public, max-age=5, stale-while-revalidate=10";
/// Named by their contents.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";
const STYLE: &str = "public, max-age=300";

/// The route of a path, or none.
pub(crate) fn find(path: &str) -> Option<Route> {
    let segments: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
    Some(match segments.as_slice() {
        ["embed", campaign, script] => Route::EmbedScript(
            parse_campaign(campaign)?,
            parse_partner(script.strip_suffix(".js")?)?,
        ),
        ["v1", "campaigns", campaign, resource] => {
            let campaign = parse_campaign(campaign)?;
            match *resource {
                "embed" => Route::Embed(campaign),
                "sessions" => Route::Sessions(campaign),
                "signatures" => Route::Signatures(campaign),
                "tally" => Route::Tally(campaign),
                "feed" => Route::Feed(campaign),
                "live" => Route::Live(campaign),
                "letters" => Route::Letters(campaign),
                "confirmations" => Route::Confirmations(campaign),
                _ => return None,
            }
        }
        ["v1", "campaigns", campaign, "embed", "rest"] => {
            Route::EmbedRest(parse_campaign(campaign)?)
        }
        ["v1", "campaigns", campaign, "confirmations", "resend"] => {
            Route::SendAgain(parse_campaign(campaign)?)
        }
        ["v1", "mail", adapter, "events"] => Route::MailEvents(Adapter::parse(adapter)?),
        ["assets", name] => Route::Asset((*name).to_owned()),
        ["c", "page.css"] => Route::HostedStyle,
        ["c", campaign] => Route::HostedLead(parse_campaign(campaign)?),
        ["c", campaign, partner] => {
            if let Some(hash) = parse_picture(partner) {
                return Some(Route::Picture(parse_campaign(campaign)?, hash));
            }
            Route::Hosted(parse_campaign(campaign)?, parse_partner(partner)?)
        }
        ["c", campaign, partner, "thanks"] => {
            Route::HostedThanks(parse_campaign(campaign)?, parse_partner(partner)?)
        }
        ["c", campaign, partner, "pass"] => {
            Route::HostedPass(parse_campaign(campaign)?, parse_partner(partner)?)
        }
        ["r", "link.js"] => Route::AskLinkScript,
        ["r", campaign] => Route::AskLink(parse_campaign(campaign)?),
        ["doctor", rest @ ..] => return find_doctor(rest),
        ["r", campaign, token, "stop"] => {
            Route::MailStop(parse_campaign(campaign)?, MailToken::parse(token))
        }
        ["r", campaign, token] => {
            Route::ManagePage(parse_campaign(campaign)?, MailToken::parse(token))
        }
        ["problems", kind] => Route::Problem((*kind).to_owned()),
        ["healthz"] => Route::Health,
        [".well-known", "undersigned"] => Route::WellKnown,
        _ => return find_organizer(&segments),
    })
}

fn find_doctor(segments: &[&str]) -> Option<Route> {
    Some(match segments {
        ["style.css"] => Route::DoctorStyle,
        [campaign, partner] => Route::Doctor(parse_campaign(campaign)?, parse_partner(partner)?),
        [campaign, partner, script] => Route::DoctorProbe(
            parse_campaign(campaign)?,
            parse_partner(partner)?,
            parse_probe(script)?,
        ),
        _ => return None,
    })
}

/// The hash of `probe.{hash}.js`.
fn parse_probe(script: &str) -> Option<String> {
    let hash = script.strip_prefix("probe.")?.strip_suffix(".js")?;
    let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| hash.to_owned())
}

fn find_organizer(segments: &[&str]) -> Option<Route> {
    let api = |route| Route::Organizer(OrganizerRoute::Api(route));
    let page = |route| Route::Organizer(OrganizerRoute::Page(route));
    Some(match segments {
        ["v1", "organizer", "campaigns", campaign, resource @ ..] => {
            api(find_organizer_api(parse_campaign(campaign)?, resource)?)
        }
        ["v1", "organizer", "campaigns"] => api(ApiRoute::Campaigns),
        ["v1", "organizer", "mail"] => api(ApiRoute::MailSetup),
        ["organizer"] => page(PageRoute::Home),
        ["organizer", "session"] => Route::OrganizerSession,
        ["organizer", "session", "end"] => Route::OrganizerSignOut,
        ["organizer", "style.css"] => Route::OrganizerStyle,
        ["organizer", "script.js"] => Route::OrganizerScript,
        ["organizer", "campaigns", campaign, rest @ ..] => {
            page(find_organizer_page(parse_campaign(campaign)?, rest)?)
        }
        _ => return None,
    })
}

fn find_organizer_api(campaign: CampaignId, resource: &[&str]) -> Option<ApiRoute> {
    Some(match resource {
        [] => ApiRoute::Campaign(campaign),
        ["versions"] => ApiRoute::Versions(campaign),
        ["versions", version] => ApiRoute::Version(campaign, version.parse().ok()?),
        ["counts"] => ApiRoute::Counts(campaign),
        ["mail"] => ApiRoute::MailHealth(campaign),
        ["mail", "try"] => ApiRoute::TryMail(campaign),
        ["letters"] => ApiRoute::Letters(campaign),
        ["queue"] => ApiRoute::Queue(campaign),
        ["held", "release"] => ApiRoute::Release(campaign),
        ["passes"] => ApiRoute::Passes(campaign),
        ["passes", pass, "end"] => ApiRoute::EndPass(campaign, (*pass).to_owned()),
        ["entries", "hide"] => ApiRoute::HideMany(campaign),
        ["entries", entry, "hide"] => ApiRoute::Hide(campaign, EntryId::parse(entry).ok()?),
        ["entries", entry, "approve"] => ApiRoute::Approve(campaign, EntryId::parse(entry).ok()?),
        ["feed", switch] => ApiRoute::Feed(campaign, parse_switch(switch)?),
        ["partners", partner, "server-keys", kid] => ApiRoute::ServerKey(
            campaign,
            parse_partner(partner)?,
            ServerKid::parse(kid).ok()?,
        ),
        _ => return None,
    })
}

fn find_organizer_page(campaign: CampaignId, page: &[&str]) -> Option<PageRoute> {
    Some(match page {
        [] => PageRoute::Dashboard(campaign),
        ["moderation"] => PageRoute::Moderation(campaign),
        ["held", "release"] => PageRoute::Release(campaign),
        ["entries", "hide"] => PageRoute::HideMany(campaign),
        ["entries", entry, "hide"] => PageRoute::Hide(campaign, EntryId::parse(entry).ok()?),
        ["feed", switch] => PageRoute::Feed(campaign, parse_switch(switch)?),
        _ => return None,
    })
}

impl Route {
    /// The route's terms.
    pub(crate) fn terms(&self) -> Terms {
        let (methods, is_public, cache_control) = match self {
            Self::EmbedScript(..) | Self::Embed(_) | Self::EmbedRest(_) => {
                ("GET, HEAD, OPTIONS", true, PAINTED)
            }
            Self::Sessions(_)
            | Self::Signatures(_)
            | Self::Letters(_)
            | Self::Confirmations(_)
            | Self::SendAgain(_) => ("POST, OPTIONS", true, NO_STORE),
            Self::Tally(_) | Self::Feed(_) => ("GET, HEAD, OPTIONS", true, WATCHED),
            Self::Live(_) => ("GET, OPTIONS", true, NO_STORE),
            Self::Asset(_) | Self::DoctorProbe(..) | Self::Picture(..) => {
                ("GET, HEAD, OPTIONS", true, IMMUTABLE)
            }
            Self::Health | Self::WellKnown => ("GET, HEAD, OPTIONS", true, NO_STORE),
            Self::Hosted(..)
            | Self::HostedPass(..)
            | Self::ManagePage(..)
            | Self::AskLink(_)
            | Self::MailStop(..) => ("GET, HEAD, POST", false, NO_STORE),
            Self::HostedLead(_) | Self::HostedThanks(..) | Self::Doctor(..) => {
                ("GET, HEAD", false, NO_STORE)
            }
            Self::Problem(_)
            | Self::HostedStyle
            | Self::DoctorStyle
            | Self::OrganizerStyle
            | Self::OrganizerScript
            | Self::AskLinkScript => ("GET, HEAD", false, STYLE),
            Self::MailEvents(_) | Self::OrganizerSession | Self::OrganizerSignOut => {
                ("POST", false, NO_STORE)
            }
            Self::Organizer(route) => (route.methods(), false, NO_STORE),
        };
        Terms {
            methods,
            is_public,
            cache_control,
        }
    }
}

impl OrganizerRoute {
    fn methods(&self) -> &'static str {
        match self {
            Self::Api(ApiRoute::Campaign(_)) => "GET, HEAD, PUT",
            Self::Api(
                ApiRoute::Campaigns
                | ApiRoute::Versions(_)
                | ApiRoute::Version(..)
                | ApiRoute::Counts(_)
                | ApiRoute::Queue(_)
                | ApiRoute::Letters(_)
                | ApiRoute::MailHealth(_)
                | ApiRoute::MailSetup,
            )
            | Self::Page(PageRoute::Home | PageRoute::Dashboard(_)) => "GET, HEAD",
            Self::Api(ApiRoute::Passes(_)) | Self::Page(PageRoute::Moderation(_)) => {
                "GET, HEAD, POST"
            }
            Self::Api(
                ApiRoute::Hide(..)
                | ApiRoute::Approve(..)
                | ApiRoute::HideMany(_)
                | ApiRoute::Feed(..)
                | ApiRoute::Release(_)
                | ApiRoute::EndPass(..)
                | ApiRoute::ServerKey(..)
                | ApiRoute::TryMail(_),
            )
            | Self::Page(
                PageRoute::Hide(..)
                | PageRoute::HideMany(_)
                | PageRoute::Feed(..)
                | PageRoute::Release(_),
            ) => "POST",
        }
    }
}

impl Terms {
    /// Whether the route has this method.
    pub(crate) fn has_method(&self, method: &str) -> bool {
        self.methods.split(", ").any(|known| known == method)
    }
}

fn parse_campaign(text: &str) -> Option<CampaignId> {
    CampaignId::parse(text).ok()
}

fn parse_partner(text: &str) -> Option<PartnerId> {
    PartnerId::parse(text).ok()
}

/// `picture.{hash}.png`; no partner has a dot in its id.
fn parse_picture(name: &str) -> Option<PictureHash> {
    PictureHash::parse(name.strip_prefix("picture.")?.strip_suffix(".png")?)
}

fn parse_switch(word: &str) -> Option<FeedSwitch> {
    match word {
        "pause" => Some(FeedSwitch::Pause),
        "resume" => Some(FeedSwitch::Resume),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_listed_is_not_stored() {
        for (path, cached) in [
            ("/v1/campaigns/a/tally", WATCHED),
            ("/v1/campaigns/a/feed", WATCHED),
            ("/v1/campaigns/a/embed", PAINTED),
            ("/v1/campaigns/a/embed/rest", PAINTED),
            ("/embed/a/b.js", PAINTED),
            ("/assets/widget.0123456789abcdef.wasm", IMMUTABLE),
            ("/c/a/picture.0123456789abcdef.png", IMMUTABLE),
            ("/v1/campaigns/a/sessions", NO_STORE),
            ("/v1/campaigns/a/signatures", NO_STORE),
            ("/v1/campaigns/a/confirmations", NO_STORE),
            ("/v1/organizer/campaigns/a/mail", NO_STORE),
            ("/c/a/b", NO_STORE),
            ("/r/a", NO_STORE),
            ("/r/a/b", NO_STORE),
            ("/doctor/a/b", NO_STORE),
            ("/doctor/a/b/probe.0123456789abcdef.js", IMMUTABLE),
            ("/v1/mail/postmark/events", NO_STORE),
            ("/v1/organizer/mail", NO_STORE),
            ("/organizer", NO_STORE),
            ("/organizer/session/end", NO_STORE),
            ("/organizer/campaigns/a/moderation", NO_STORE),
            ("/v1/organizer/campaigns/a/queue", NO_STORE),
        ] {
            assert_eq!(
                find(path).map(|route| route.terms().cache_control),
                Some(cached),
                "{path}"
            );
        }
    }

    #[test]
    fn a_path_that_is_almost_a_route_is_none() {
        for path in [
            "",
            "/",
            "/v1",
            "/v1/campaigns/a",
            "/v1/campaigns/A/tally",
            "/embed/a/b",
            "/v1/campaigns/a/tally/",
            "/v1/mail/smtp/events",
            "/v1/campaigns/a/confirmations/again",
            "/doctor/a",
            "/doctor/a/b/probe.js",
            "/doctor/a/b/probe.0123456789abcdeg.js",
            "/c/a/picture.0123456789ABCDEF.png",
            "/c/a/picture.0123456789abcdef.png/thanks",
            "/c/a/picture.0123456789abcde.png",
            "/v1/organizer/campaigns/a/entries/x/hide",
            "/v1/organizer/campaigns/a/entries/AAAAAAAAAAAAAAAA/show",
            "/v1/organizer/campaigns/a/feed",
            "/v1/organizer/campaigns/a/feed/stop",
            "/organizer/campaigns/a/queue",
        ] {
            assert!(find(path).is_none(), "{path}");
        }
    }
}
