//! One of the two workers, as the load client knows it.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Result, bail, ensure};
use protocol::limits::FEED_ENTRIES;
use protocol::{CampaignId, Feed};
use tests::organizer::Organizer;
use tokio::time::{Instant, sleep};

use crate::wire::{self, Connection};

/// Far past the seconds that a worker's memory may be old.
const SHOWN_LIMIT: Duration = Duration::from_secs(20);
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// A worker with the campaign on it.
pub(crate) struct Target {
    /// What the tables call it.
    pub(crate) name: &'static str,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// The same as a signed request names it.
    pub(crate) authority: String,
    /// Its process.
    pub(crate) process: u32,
    campaign: CampaignId,
    /// Who counts where the public sees nothing.
    organizer: Option<Organizer>,
    /// Signatures that it has acknowledged.
    acknowledged: std::cell::Cell<u64>,
}

impl Target {
    /// A worker that runs.
    pub(crate) fn new(
        name: &'static str,
        (authority, process): (&str, u32),
        id: &CampaignId,
    ) -> Result<Self> {
        Ok(Self {
            name,
            address: authority.parse()?,
            authority: authority.to_owned(),
            process,
            campaign: id.clone(),
            organizer: None,
            acknowledged: std::cell::Cell::new(0),
        })
    }

    /// The same where nothing is public before a mailbox has confirmed.
    pub(crate) fn counted_by(self, organizer: Organizer) -> Self {
        Self {
            organizer: Some(organizer),
            ..self
        }
    }

    /// A GET of one of the campaign's resources.
    pub(crate) fn get(&self, resource: &str, headers: &str) -> Vec<u8> {
        let line = format!("GET /v1/campaigns/{}/{resource}", self.campaign);
        wire::encode(&line, &self.authority, headers, &[])
    }

    /// Counts what it has acknowledged, and waits until its public tally is
    /// that and the feed is full: a worker that is fast because it loses
    /// signatures is not measured.
    pub(crate) async fn await_signatures(&self, more: u64) -> Result<()> {
        let wanted = self.acknowledged.get() + more;
        self.acknowledged.set(wanted);
        if let Some(organizer) = &self.organizer {
            let rows = organizer.counts(&self.campaign, "partner").rows;
            let kept: u64 = rows.iter().map(|row| row.pending).sum();
            ensure!(
                kept == wanted,
                "{} acknowledged {wanted} and has {kept}",
                self.name
            );
            return Ok(());
        }
        let request = self.get("feed", "");
        let mut connection = Connection::open(self.address).await?;
        let limit = Instant::now() + SHOWN_LIMIT;
        loop {
            let status = connection.ask(&request).await?;
            let feed: Feed = match status {
                200 => serde_json::from_slice(connection.body())?,
                _ => bail!("{} answered {status} to the feed", self.name),
            };
            let shown = feed.tally.signatures;
            if shown == wanted && feed.entries.len() == FEED_ENTRIES {
                return Ok(());
            }
            if shown > wanted || Instant::now() > limit {
                bail!("{} acknowledged {wanted} and shows {shown}", self.name);
            }
            sleep(LOOK_AGAIN).await;
        }
    }
}
