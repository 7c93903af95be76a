//! How a merged change reaches the relays: merged again for a moment, then
//! told to every relay that holds sockets.

use std::rc::Rc;

use petition::live;
use protocol::{ids::CampaignId, live::LiveMessage};

use super::Campaign;
use commands::Publish;

use crate::{
    error::InternalError, log, objects, platform::sleep_ms, store::campaign::settings as table,
};

/// The announcements of so many milliseconds share one message.
const PUBLISH_AFTER_MS: u64 = 30;

/// How often a relay that fails is tried again; its sockets are likely gone,
/// and those who reconnect read the feed first.
const PUBLISH_TRIES: u32 = 4;

impl Campaign {
    /// Publishes a change in a moment.
    pub(super) fn publish_soon(self: &Rc<Self>, message: LiveMessage) {
        let merged = match self.unpublished.take() {
            Some(older) => live::merge(older, message),
            None => message,
        };
        self.unpublished.replace(Some(merged));
        if !self.is_publishing.replace(true) {
            let campaign = Rc::clone(self);
            self.state
                .wait_until(async move { campaign.publish().await });
        }
    }

    async fn publish(&self) {
        loop {
            sleep_ms(PUBLISH_AFTER_MS).await;
            let Some(message) = self.unpublished.take() else {
                break;
            };
            let relays = match table::load_relays(&self.sql) {
                Ok(relays) => relays,
                Err(broken) => {
                    log::error("the relays", &broken);
                    continue;
                }
            };
            let published = relays
                .into_iter()
                .map(|relay| self.publish_to(relay, &message));
            futures_util::future::join_all(published).await;
        }
        self.is_publishing.set(false);
    }

    /// Sends a message to one relay, and forgets it if it has no socket left.
    async fn publish_to(&self, relay: u16, message: &LiveMessage) {
        for attempt in 1..=PUBLISH_TRIES {
            match self
                .ask_relay(&message.tally.campaign, relay, message)
                .await
            {
                Ok(0) => {
                    let forgotten = self.sql.transaction("campaign.leave_relay", |sql| {
                        table::remove_relay(sql, relay)
                    });
                    if let Err(broken) = forgotten {
                        log::error("a relay could not be forgotten", &broken);
                    }
                    return;
                }
                Ok(_) => return,
                Err(broken) if attempt == PUBLISH_TRIES => log::error("a relay", &broken),
                Err(_) => sleep_ms(u64::from(attempt) * 250).await,
            }
        }
    }

    async fn ask_relay(
        &self,
        campaign: &CampaignId,
        relay: u16,
        message: &LiveMessage,
    ) -> Result<u64, InternalError> {
        let relay = objects::relay(&self.env, campaign, relay)?;
        Ok(relay
            .ask(Publish {
                message: message.clone(),
            })
            .await?
            .sockets)
    }
}
