//! `CampaignDo`: a campaign's settings, merged tally and feed window.
//!
//! It is one object per campaign because the tally is one number. Readers do
//! not meet it: the Worker caches its snapshot for a second or two, and the
//! relays push its changes. It decides nothing about a signature; a ledger's
//! announcement replaces that shard's absolute counters if it is newer.

mod feed;
mod passes;
mod pictures;
mod publishing;
mod settings;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use petition::{Published, settings::CampaignSettings};
use protocol::live::LiveMessage;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use self::pictures::Painted;
use commands::{
    CampaignCommand, Done, Goals, LettersOpened, Snapshot, TakeSnapshot, VersionsListed, ViewFound,
};

use crate::objects::{encode_answer, parse_command};
use crate::{
    error::InternalError,
    platform::now_ms,
    sql::Sql,
    store::{self, campaign::settings as table},
};

/// The Durable Object class.
#[durable_object(fetch)]
pub struct CampaignDo {
    campaign: Rc<Campaign>,
}

/// What an instance keeps in memory: only what storage can give again, and
/// the change that is about to be published.
struct Campaign {
    state: State,
    env: Env,
    sql: Sql,
    is_migrated: Cell<bool>,
    settings: RefCell<Option<(u64, Rc<CampaignSettings>)>>,
    unpublished: RefCell<Option<LiveMessage>>,
    /// Painted for settings that have not been stored yet.
    unsaved_pictures: RefCell<Vec<Painted>>,
    is_publishing: Cell<bool>,
}

impl DurableObject for CampaignDo {
    fn new(state: State, env: Env) -> Self {
        let sql = Sql::new(&state, crate::config::load_fault(&env));
        let campaign = Campaign {
            state,
            env,
            sql,
            is_migrated: Cell::new(false),
            settings: RefCell::new(None),
            unpublished: RefCell::new(None),
            unsaved_pictures: RefCell::default(),
            is_publishing: Cell::new(false),
        };
        Self {
            campaign: Rc::new(campaign),
        }
    }

    async fn fetch(&self, _request: Request) -> worker::Result<Response> {
        Response::error("commands come over RPC", 404)
    }
}

#[wasm_bindgen]
impl CampaignDo {
    /// Executes one of `commands`.
    ///
    /// # Errors
    ///
    /// Storage failed; nothing was committed.
    pub fn command(&self, json: &str) -> Result<String, JsValue> {
        Ok(self.campaign.execute(json)?)
    }
}

impl Campaign {
    fn execute(self: &Rc<Self>, json: &str) -> Result<String, InternalError> {
        if !self.is_migrated.get() {
            store::CAMPAIGN.apply(&self.sql)?;
            self.is_migrated.set(true);
        }
        match parse_command(json)? {
            CampaignCommand::PutSettings(ask) => encode_answer(&self.put_settings(&ask)?),
            CampaignCommand::FindSettings(ask) => encode_answer(&self.find_settings(&ask)?),
            CampaignCommand::ListVersions(_) => encode_answer(&VersionsListed {
                versions: table::load_versions(&self.sql)?,
            }),
            CampaignCommand::TakeSnapshot(ask) => encode_answer(&self.take_snapshot(&ask)?),
            CampaignCommand::KeepView(ask) => {
                self.sql.transaction("campaign.keep_view", |sql| {
                    table::insert_view(sql, &ask.view, ask.now_ms)
                })?;
                encode_answer(&Done {})
            }
            CampaignCommand::FindView(ask) => encode_answer(&ViewFound {
                view: table::load_view(&self.sql, &ask.hash)?,
            }),
            CampaignCommand::FindPicture(ask) => encode_answer(&self.find_picture(&ask)?),
            CampaignCommand::Announce(ask) => encode_answer(&self.merge(&ask)?),
            CampaignCommand::JoinRelay(ask) => {
                self.sql.transaction("campaign.join_relay", |sql| {
                    table::insert_relay(sql, ask.relay)
                })?;
                encode_answer(&Done {})
            }
            CampaignCommand::PauseFeed(ask) => encode_answer(&self.pause_feed(&ask)?),
            CampaignCommand::CreatePass(ask) => encode_answer(&self.create_pass(&ask)?),
            CampaignCommand::BindPass(ask) => encode_answer(&self.bind_pass(&ask)?),
            CampaignCommand::EndPass(ask) => encode_answer(&self.end_pass(&ask)?),
            CampaignCommand::ListPasses(_) => encode_answer(&self.list_passes()?),
            CampaignCommand::CountLetter(ask) => {
                self.sql.transaction("campaign.count_letter", |sql| {
                    store::campaign::letter::count(sql, ask.exit)
                })?;
                encode_answer(&Done {})
            }
            CampaignCommand::LoadLetters(_) => encode_answer(&LettersOpened {
                opened: store::campaign::letter::load(&self.sql)?,
            }),
        }
    }

    /// The settings in force, from memory if these are they.
    fn settings(&self) -> Result<Option<(u64, Rc<CampaignSettings>)>, InternalError> {
        let version = table::load_version(&self.sql)?;
        if let Some((known, settings)) = &*self.settings.borrow()
            && *known == version
        {
            return Ok(Some((version, settings.clone())));
        }
        let Some(settings) = table::load_settings(&self.sql, version)? else {
            return Ok(None);
        };
        let loaded = (version, Rc::new(settings));
        self.settings.replace(Some(loaded.clone()));
        Ok(Some(loaded))
    }

    /// What is published of a protected campaign's count; open pages hear of a
    /// number that has moved.
    fn settle(self: &Rc<Self>, settings: &CampaignSettings) -> Result<Published, InternalError> {
        let now_ms = now_ms();
        let has_moved = self.sql.transaction("campaign.settle", |sql| {
            store::campaign::published::settle(sql, settings, now_ms)
        })?;
        if has_moved {
            self.clear_pages(Vec::new())?;
        }
        store::campaign::published::load(&self.sql)
    }

    fn take_snapshot(self: &Rc<Self>, ask: &TakeSnapshot) -> Result<Snapshot, InternalError> {
        let merged = table::load_merged(&self.sql)?;
        let (version, settings) = match self.settings()? {
            Some((version, settings)) => (version, Some(settings)),
            None => (0, None),
        };
        let protected = settings.as_deref().filter(|one| one.is_protected());
        let published = protected.map(|one| self.settle(one)).transpose()?;
        let goals = match &settings {
            Some(settings) => store::campaign::goal::load(&self.sql, settings)?,
            None => Goals::default(),
        };
        let relays = table::load_relays(&self.sql)?;
        let is_feed_paused = store::campaign::feed::is_paused(&self.sql)?;
        let entries = if is_feed_paused {
            Vec::new()
        } else {
            store::campaign::feed::load(&self.sql)?
        };
        Ok(Snapshot {
            version,
            settings: settings
                .filter(|_| ask.known_version != Some(version))
                .map(|settings| CampaignSettings::clone(&settings)),
            counters: merged.counters,
            published: published.map(|published| published.signatures),
            as_of_ms: published.map_or(merged.as_of_ms, |published| published.as_of_ms),
            places: merged.places,
            goals,
            entries,
            is_feed_paused,
            relays: relays.last().map_or(1, |last| last + 1),
            passes: self.load_passes_in_force()?,
            pictures: store::campaign::picture::load(&self.sql)?,
        })
    }
}
