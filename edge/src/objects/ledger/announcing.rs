//! How a ledger's changes reach the campaign: at once from memory, and by the
//! alarm until they are acknowledged.

use std::rc::Rc;

use super::{
    Ledger,
    alarm::{ANNOUNCE_AGAIN_MS, Due, LedgerWork, RATES_PURGE_MS},
};
use commands::Announce;

use crate::{
    error::InternalError,
    log, objects,
    platform::{now_ms, sleep_ms},
    store::{
        self,
        ledger::{
            charge, replay,
            shard::Shard,
            signature::{load_entries_since, load_removed_since},
        },
    },
};

/// Signatures of so many milliseconds share one announcement. Eight shards
/// make at most 160 merges a second, and a page sees a change well within one.
const ANNOUNCE_AFTER_MS: u64 = 50;

impl Ledger {
    /// Announces in a moment, unless that is on its way already.
    pub(super) fn announce_soon(self: &Rc<Self>) {
        if self.is_announcing.replace(true) {
            return;
        }
        let ledger = Rc::clone(self);
        self.state.wait_until(async move {
            sleep_ms(ANNOUNCE_AFTER_MS).await;
            if let Err(broken) = ledger.announce().await {
                // The alarm's row is stored: it tries again.
                log::error("an announcement", &broken);
            }
            ledger.is_announcing.set(false);
        });
    }

    /// Announces until the campaign has everything.
    async fn announce(&self) -> Result<(), InternalError> {
        while let Some((shard, announce)) = self.load_announcement()? {
            let campaign = objects::campaign(&self.env, &shard.campaign)?;
            let acknowledged = campaign.ask(announce).await?.sequence;
            if acknowledged < shard.sequence {
                return Err(InternalError::new(
                    "the campaign acknowledged less than it was told",
                ));
            }
            self.acknowledged.set(acknowledged);
        }
        Ok(())
    }

    /// What the campaign does not know yet.
    fn load_announcement(&self) -> Result<Option<(Shard, Announce)>, InternalError> {
        let sql = &self.sql;
        let Some(shard) = store::ledger::shard::load(sql)? else {
            return Ok(None);
        };
        let acknowledged = shard.acknowledged.max(self.acknowledged.get());
        if acknowledged >= shard.sequence {
            return Ok(None);
        }
        let announce = Announce {
            shard: shard.number,
            sequence: shard.sequence,
            counters: store::ledger::counters::load_total(sql)?,
            places: store::ledger::counters::load_places(sql, |counters| {
                counters.pending + counters.confirmed
            })?,
            confirmed_places: store::ledger::counters::load_places(sql, |counters| {
                counters.confirmed
            })?,
            entries: load_entries_since(sql, acknowledged)?,
            removed: load_removed_since(sql, acknowledged)?,
            now_ms: now_ms(),
        };
        Ok(Some((shard, announce)))
    }

    /// The alarm: what the campaign does not know yet, if that is not on its
    /// way already.
    pub(super) async fn run_announcement(self: &Rc<Self>) -> Result<(), InternalError> {
        if !self.is_announcing.replace(true) {
            let announced = self.announce().await;
            self.is_announcing.set(false);
            announced?;
        }
        // No await from here to the end: nothing can sign in between.
        let is_behind = self.load_announcement()?.is_some();
        let stored = self.sql.transaction("ledger.run_announcement", |sql| {
            store::ledger::shard::acknowledge(sql, self.acknowledged.get())?;
            let next_ms = is_behind.then(|| now_ms() + ANNOUNCE_AGAIN_MS);
            self.end_work(sql, LedgerWork::Announcement, next_ms, Due::default())
        })?;
        self.arm_alarm(stored);
        Ok(())
    }

    /// The alarm: replay rows whose time has passed, and what was charged.
    pub(super) fn run_purge(self: &Rc<Self>) -> Result<(), InternalError> {
        let stored = self.sql.transaction("ledger.purge", |sql| {
            let now = now_ms();
            replay::purge(sql, now)?;
            charge::purge(sql, now)?;
            store::ledger::spent_work::purge(sql, now)?;
            let expiries = [replay::earliest_expiry(sql)?, charge::earliest_expiry(sql)?];
            let next_ms = expiries.into_iter().flatten().min();
            self.end_work(sql, LedgerWork::Purge, next_ms, Due::default())
        })?;
        self.arm_alarm(stored);
        Ok(())
    }

    /// The alarm: rates that are empty again.
    pub(super) fn run_rates(self: &Rc<Self>) -> Result<(), InternalError> {
        let stored = self.sql.transaction("ledger.purge_rates", |sql| {
            let now = now_ms();
            let is_left = store::ledger::rate::purge(sql, now.saturating_mul(1_000))?;
            let next_ms = is_left.then_some(now + RATES_PURGE_MS);
            self.end_work(sql, LedgerWork::Rates, next_ms, Due::default())
        })?;
        self.arm_alarm(stored);
        Ok(())
    }
}
