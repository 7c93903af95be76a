//! What an isolate remembers of campaigns, so that watching never meets the
//! objects that sign.
//!
//! A snapshot is fresh for a second. After that the old one is served while
//! one request refreshes it; only one that is far too old is waited for. No
//! request ever awaits another request's promise: the runtime forbids it.

use std::{cell::Cell, cell::OnceCell, cell::RefCell, collections::HashMap, rc::Rc};

use petition::{
    DedupRule, HeldShare,
    settings::{CampaignSettings, Partner},
};
use protocol::{
    Feed, Tally,
    ids::{CampaignId, PartnerId, ViewHash},
};

use commands::{
    BoundPass, Find, FindView, GoalMet, KeepView, Pictures, Registration, Snapshot, TakeSnapshot,
    ViewRecord, make_tally,
};

use super::{
    context::Edge,
    problem::{Failure, Refusal},
    response::Ready,
};
use crate::{error::InternalError, log, objects, platform::now_ms};

const FRESH_MS: i64 = 1_000;
const STALE_MS: i64 = 2_000;
const LISTED_MS: i64 = 300_000;
const UNLISTED_MS: i64 = 2_000;

/// Names that do not exist are a stranger's to choose: past so many, the
/// isolate forgets all of them. 4,096 names of 63 bytes are 256 KiB.
const DIRECTORY_MAX: usize = 4_096;

/// A block is some 4 KiB: 256 of them are 1 MiB.
const VIEWS_MAX: usize = 256;

thread_local! {
    static DIRECTORY: RefCell<HashMap<CampaignId, (Option<Registration>, i64)>> = RefCell::default();
    static CAMPAIGNS: RefCell<HashMap<CampaignId, Rc<CachedCampaign>>> = RefCell::default();
    static VIEWS: RefCell<HashMap<(CampaignId, ViewHash), Rc<ViewRecord>>> = RefCell::default();
}

/// A campaign as this isolate last saw it.
pub(crate) struct CachedCampaign {
    pub(crate) shards: u16,
    /// How it tells one person from another.
    pub(crate) rule: DedupRule,
    pub(crate) version: u64,
    pub(crate) settings: Rc<CampaignSettings>,
    pub(crate) feed: Feed,
    /// The count as organizers see it: that of a protected campaign's feed
    /// moves in steps.
    pub(crate) counted: u64,
    pub(crate) as_of_ms: i64,
    pub(crate) relays: u16,
    pub(crate) is_feed_paused: bool,
    /// The event passes that are in force, each with its network.
    pub(crate) passes: Vec<BoundPass>,
    pub(crate) goal_met: Option<GoalMet>,
    pub(crate) pictures: Pictures,
    /// The tally and the feed as responses, made at their first reading.
    pub(crate) tally_reply: OnceCell<Rc<Ready>>,
    pub(crate) feed_reply: OnceCell<Rc<Ready>>,
    /// How many of its latest signatures were held.
    pub(crate) held: HeldShare,
    places: std::collections::BTreeMap<String, u64>,
    taken_at_ms: i64,
    is_refreshing: Cell<bool>,
}

impl CachedCampaign {
    /// The partner, unless there is none or it was revoked.
    pub(crate) fn partner(&self, partner: &PartnerId) -> Result<&Partner, Refusal> {
        self.settings
            .partner(partner)
            .filter(|partner| !partner.is_revoked)
            .ok_or(Refusal::UnknownPartner)
    }

    /// The lead, whose pages are those that are no single partner's.
    pub(crate) fn lead(&self) -> Result<&Partner, Refusal> {
        let lead = self.settings.partner(&self.settings.lead);
        lead.ok_or(Refusal::UnknownPartner)
    }

    /// Whether so many come from a place that naming it points at nobody.
    pub(crate) fn shows_place(&self, place: &str) -> bool {
        self.places
            .get(place)
            .is_some_and(|count| *count >= protocol::limits::PLACE_SHOWN_FROM)
    }

    pub(crate) fn tally(&self) -> &Tally {
        &self.feed.tally
    }
}

/// The campaign, at most some seconds old.
///
/// # Errors
///
/// 404 when it is not listed or has no settings; no object is made for it.
pub(crate) async fn load_campaign(
    edge: &Edge,
    id: &CampaignId,
) -> Result<Rc<CachedCampaign>, Failure> {
    let known = CAMPAIGNS.with_borrow(|campaigns| campaigns.get(id).cloned());
    if let Some(campaign) = known {
        let age_ms = now_ms() - campaign.taken_at_ms;
        if age_ms < FRESH_MS {
            return Ok(campaign);
        }
        if age_ms < STALE_MS {
            refresh_behind(edge, id, &campaign);
            return Ok(campaign);
        }
    }
    let Some(registration) = load_registration(edge, id).await? else {
        return Err(Refusal::UnknownCampaign.into());
    };
    refresh(edge.env.clone(), id.clone(), registration)
        .await?
        .ok_or_else(|| Refusal::UnknownCampaign.into())
}

/// The campaign as it is now, for an organizer who has just changed it.
///
/// # Errors
///
/// As [`load_campaign`].
pub(crate) async fn load_campaign_anew(
    edge: &Edge,
    id: &CampaignId,
) -> Result<Rc<CachedCampaign>, Failure> {
    let Some(registration) = load_registration(edge, id).await? else {
        return Err(Refusal::UnknownCampaign.into());
    };
    refresh(edge.env.clone(), id.clone(), registration)
        .await?
        .ok_or_else(|| Refusal::UnknownCampaign.into())
}

/// Forgets what is known of a campaign, after its settings have changed.
pub(crate) fn forget(id: &CampaignId) {
    DIRECTORY.with_borrow_mut(|directory| directory.remove(id));
    CAMPAIGNS.with_borrow_mut(|campaigns| campaigns.remove(id));
}

fn refresh_behind(edge: &Edge, id: &CampaignId, campaign: &Rc<CachedCampaign>) {
    if campaign.is_refreshing.replace(true) {
        return;
    }
    let (env, id) = (edge.env.clone(), id.clone());
    let registration = Registration {
        shards: campaign.shards,
        rule: campaign.rule,
    };
    let campaign = Rc::clone(campaign);
    edge.context.wait_until(async move {
        if let Err(broken) = refresh(env, id, registration).await {
            log::error("a campaign's snapshot", &broken);
        }
        // Also when this request ended early: the next one may try.
        campaign.is_refreshing.set(false);
    });
}

async fn refresh(
    env: worker::Env,
    id: CampaignId,
    registration: Registration,
) -> Result<Option<Rc<CachedCampaign>>, InternalError> {
    let known = CAMPAIGNS.with_borrow(|campaigns| campaigns.get(&id).cloned());
    let ask = TakeSnapshot {
        known_version: known.as_ref().map(|known| known.version),
    };
    let taken_at_ms = now_ms();
    let snapshot = objects::campaign(&env, &id)?.ask(ask).await?;
    let held = known
        .as_ref()
        .map_or_else(HeldShare::default, |known| known.held);
    let held = held.see(&snapshot.counters, taken_at_ms);
    let settings = match (&snapshot.settings, known) {
        (Some(settings), _) => Rc::new(settings.clone()),
        (None, Some(known)) if known.version == snapshot.version => Rc::clone(&known.settings),
        _ => return Ok(None),
    };
    let campaign = Rc::new(make_campaign(
        snapshot,
        settings,
        registration,
        taken_at_ms,
        held,
    ));
    CAMPAIGNS.with_borrow_mut(|campaigns| campaigns.insert(id, Rc::clone(&campaign)));
    Ok(Some(campaign))
}

fn make_campaign(
    snapshot: Snapshot,
    settings: Rc<CampaignSettings>,
    registration: Registration,
    taken_at_ms: i64,
    held: HeldShare,
) -> CachedCampaign {
    let counted = snapshot.counters.counted(settings.counts);
    let signatures = snapshot.published.unwrap_or(counted);
    let goal = settings.goal_for(signatures, snapshot.goals.shown);
    let listed = u64::try_from(snapshot.entries.len()).unwrap_or(u64::MAX);
    let as_of_ms = if snapshot.as_of_ms == 0 {
        taken_at_ms
    } else {
        snapshot.as_of_ms
    };
    CachedCampaign {
        shards: registration.shards,
        rule: registration.rule,
        version: snapshot.version,
        feed: Feed {
            tally: make_tally(&settings.campaign, signatures, goal, as_of_ms),
            entries: snapshot.entries,
            others: signatures.saturating_sub(listed),
        },
        settings,
        counted,
        passes: snapshot.passes,
        pictures: snapshot.pictures,
        as_of_ms,
        relays: snapshot.relays,
        is_feed_paused: snapshot.is_feed_paused,
        goal_met: snapshot.goals.met,
        held,
        tally_reply: OnceCell::new(),
        feed_reply: OnceCell::new(),
        places: snapshot.places,
        taken_at_ms,
        is_refreshing: Cell::new(false),
    }
}

/// What never changes of a listed campaign; the "no" is remembered too.
pub(crate) async fn load_registration(
    edge: &Edge,
    id: &CampaignId,
) -> Result<Option<Registration>, InternalError> {
    let now = now_ms();
    let known = DIRECTORY.with_borrow(|directory| directory.get(id).copied());
    if let Some((registration, asked_at)) = known {
        let keep_ms = if registration.is_some() {
            LISTED_MS
        } else {
            UNLISTED_MS
        };
        if now - asked_at < keep_ms {
            return Ok(registration);
        }
    }
    let registration = objects::directory(&edge.env)?
        .ask(Find {
            campaign: id.clone(),
        })
        .await?
        .registration();
    DIRECTORY.with_borrow_mut(|directory| {
        if directory.len() >= DIRECTORY_MAX {
            directory.clear();
        }
        directory.insert(id.clone(), (registration, now));
    });
    Ok(registration)
}

/// Stores a rendered consent block before it is served, once per isolate.
///
/// # Errors
///
/// The campaign could not be reached: the block must not be served.
pub(crate) async fn keep_view(
    edge: &Edge,
    campaign: &CampaignId,
    view: ViewRecord,
) -> Result<(), InternalError> {
    let key = (campaign.clone(), view.hash.clone());
    if VIEWS.with_borrow(|views| views.contains_key(&key)) {
        return Ok(());
    }
    let ask = KeepView {
        view: view.clone(),
        now_ms: now_ms(),
    };
    objects::campaign(&edge.env, campaign)?.ask(ask).await?;
    remember_view(key, Rc::new(view));
    Ok(())
}

/// What a consent block showed, or none if it was never served.
///
/// # Errors
///
/// The campaign could not be reached.
pub(crate) async fn find_view(
    edge: &Edge,
    campaign: &CampaignId,
    hash: &ViewHash,
) -> Result<Option<Rc<ViewRecord>>, InternalError> {
    let key = (campaign.clone(), hash.clone());
    if let Some(view) = VIEWS.with_borrow(|views| views.get(&key).cloned()) {
        return Ok(Some(view));
    }
    let ask = FindView { hash: hash.clone() };
    let Some(view) = objects::campaign(&edge.env, campaign)?.ask(ask).await?.view else {
        return Ok(None);
    };
    let view = Rc::new(view);
    remember_view(key, Rc::clone(&view));
    Ok(Some(view))
}

fn remember_view(key: (CampaignId, ViewHash), view: Rc<ViewRecord>) {
    VIEWS.with_borrow_mut(|views| {
        if views.len() >= VIEWS_MAX {
            views.clear();
        }
        views.insert(key, view);
    });
}
