//! How a ledger's changes reach the campaign: at once from memory, and by an
//! alarm every five seconds until they are acknowledged.

use std::rc::Rc;

use super::Ledger;
use crate::{
    alarm,
    broken::Broken,
    commands::Announce,
    log, objects,
    platform::{now_ms, sleep_ms},
    sql::Sql,
    store::{
        self, due,
        ledger::Shard,
        replay,
        signature::{load_entries_since, load_removed_since},
    },
};

/// Signatures of so many milliseconds share one announcement. Eight shards
/// make at most 160 merges a second, and a page sees a change well within one.
const ANNOUNCE_AFTER_MS: u64 = 50;

/// The net under the announcement in memory.
const ANNOUNCE_AGAIN_MS: i64 = 5_000;

const ANNOUNCEMENT: &str = "announcement";
const PURGE: &str = "purge";
const RATES: &str = "rates";
pub(super) const MAIL: &str = "mail";
pub(super) const MAILBOX: &str = "mailbox";

/// How long a rate's row may outlive its arrival time. The table is read whole
/// then: some milliseconds for a hundred thousand networks.
const RATES_PURGE_MS: i64 = 600_000;

/// What a change makes due.
#[derive(Clone, Copy, Default)]
pub(super) struct Due {
    pub(super) announcement: bool,
    pub(super) purge: bool,
    pub(super) rates: bool,
    /// When a mail that was ordered may go out.
    pub(super) mail_at_ms: Option<i64>,
    /// When a mailbox is to be reminded, or what waits for it ends.
    pub(super) mailbox_at_ms: Option<i64>,
    /// When the alarm has to ring for it; none when that is stored already.
    pub(super) alarm_at_ms: Option<i64>,
}

impl Due {
    /// The change is to be announced.
    pub(super) const ANNOUNCEMENT: Self = Self {
        announcement: true,
        purge: false,
        rates: false,
        mail_at_ms: None,
        mailbox_at_ms: None,
        alarm_at_ms: None,
    };

    /// A replay row was stored, and has to be purged some day.
    pub(super) const PURGE: Self = Self {
        announcement: false,
        purge: true,
        rates: false,
        mail_at_ms: None,
        mailbox_at_ms: None,
        alarm_at_ms: None,
    };
}

impl Ledger {
    /// Stores what is due, unless that is stored already, and reads when the
    /// alarm has to ring: in the change's own transaction, so that nothing can
    /// fail after its commit.
    pub(super) fn add_due(&self, sql: &Sql, due: Due) -> Result<Due, Broken> {
        let now = now_ms();
        let is_announcement_new = due.announcement && !self.is_announcement_due.get();
        let is_purge_new = due.purge && !self.is_purge_due.get();
        let is_rates_new = due.rates && !self.is_rates_due.get();
        if is_rates_new {
            due::add(sql, RATES, now + RATES_PURGE_MS)?;
        }
        if is_announcement_new {
            due::add(sql, ANNOUNCEMENT, now + ANNOUNCE_AGAIN_MS)?;
        }
        if is_purge_new {
            due::add(sql, PURGE, now + protocol::limits::REPLAY_KEEP_MS)?;
        }
        let paused_until_ms = self.mail_paused_until_ms.get();
        let places_from_ms = self.mail_places_from_ms.get();
        let mail_at_ms = due
            .mail_at_ms
            .map(|at| at.max(paused_until_ms).max(places_from_ms));
        let is_mail_sooner = mail_at_ms.filter(|at| *at < self.mail_due_ms.get());
        if let Some(at_ms) = is_mail_sooner {
            due::hasten(sql, MAIL, at_ms)?;
        }
        let is_mailbox_sooner = due
            .mailbox_at_ms
            .filter(|at| *at < self.mailbox_due_ms.get());
        if let Some(at_ms) = is_mailbox_sooner {
            due::hasten(sql, MAILBOX, at_ms)?;
        }
        let is_new = is_announcement_new || is_purge_new || is_rates_new;
        let alarm_at_ms = if is_new || is_mail_sooner.is_some() || is_mailbox_sooner.is_some() {
            due::earliest(sql)?
        } else {
            None
        };
        Ok(Due {
            mail_at_ms,
            alarm_at_ms,
            ..due
        })
    }

    /// After the commit: the alarm follows the rows that it added.
    pub(super) fn arm_alarm(&self, due: Due) -> Result<(), Broken> {
        let Some(at_ms) = due.alarm_at_ms else {
            return Ok(());
        };
        alarm::set(&self.state, at_ms)?;
        self.is_announcement_due
            .set(self.is_announcement_due.get() || due.announcement);
        self.is_purge_due.set(self.is_purge_due.get() || due.purge);
        self.is_rates_due.set(self.is_rates_due.get() || due.rates);
        let sooner = |known: i64, at_ms: Option<i64>| at_ms.map_or(known, |at| known.min(at));
        self.mail_due_ms
            .set(sooner(self.mail_due_ms.get(), due.mail_at_ms));
        self.mailbox_due_ms
            .set(sooner(self.mailbox_due_ms.get(), due.mailbox_at_ms));
        Ok(())
    }

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
    async fn announce(&self) -> Result<(), Broken> {
        while let Some((shard, announce)) = self.load_announcement()? {
            let campaign = objects::campaign(&self.env, &shard.campaign)?;
            let acknowledged = campaign.ask(announce).await?.sequence;
            if acknowledged < shard.sequence {
                return Err(Broken::new(
                    "the campaign acknowledged less than it was told",
                ));
            }
            self.acknowledged.set(acknowledged);
        }
        Ok(())
    }

    /// What the campaign does not know yet.
    fn load_announcement(&self) -> Result<Option<(Shard, Announce)>, Broken> {
        let sql = &self.sql;
        let Some(shard) = store::ledger::load(sql)? else {
            return Ok(None);
        };
        let acknowledged = shard.acknowledged.max(self.acknowledged.get());
        if acknowledged >= shard.sequence {
            return Ok(None);
        }
        let announce = Announce {
            shard: shard.number,
            sequence: shard.sequence,
            counters: store::counters::load_total(sql)?,
            places: store::counters::load_places(sql, |counters| {
                counters.pending + counters.confirmed
            })?,
            confirmed_places: store::counters::load_places(sql, |counters| counters.confirmed)?,
            entries: load_entries_since(sql, acknowledged)?,
            removed: load_removed_since(sql, acknowledged)?,
            now_ms: now_ms(),
        };
        Ok(Some((shard, announce)))
    }

    /// The alarm: does what is due and sets itself again.
    pub(super) async fn ring(self: &Rc<Self>) -> Result<(), Broken> {
        self.migrate()?;
        let kinds = due::list(&self.sql, now_ms())?;
        let mut announced = Ok(());
        if kinds.iter().any(|kind| kind == ANNOUNCEMENT) {
            announced = self.ring_announcement().await;
        }
        // Before the failure of the other: a campaign that cannot be told
        // does not keep a mail back for longer than it has to.
        if kinds.iter().any(|kind| kind == MAIL) {
            self.ring_mail().await;
        }
        announced?;
        if kinds.iter().any(|kind| kind == PURGE) {
            self.ring_purge()?;
        }
        if kinds.iter().any(|kind| kind == RATES) {
            self.ring_rates()?;
        }
        if kinds.iter().any(|kind| kind == MAILBOX) {
            self.ring_mailboxes()?;
        }
        alarm::arm(&self.state, &self.sql)
    }

    /// After a failed alarm: tries again in five seconds, whatever was due.
    pub(super) fn ring_again(&self) {
        let again = self
            .sql
            .transaction("ledger.ring_again", |sql| {
                due::postpone(sql, ANNOUNCEMENT, now_ms() + ANNOUNCE_AGAIN_MS)
            })
            .and_then(|()| alarm::arm(&self.state, &self.sql));
        if let Err(broken) = again {
            log::error("a ledger's alarm could not be set again", &broken);
            // The next signature stores the rows and sets the alarm anew.
            self.is_announcement_due.set(false);
        }
    }

    async fn ring_announcement(&self) -> Result<(), Broken> {
        if !self.is_announcing.replace(true) {
            let announced = self.announce().await;
            self.is_announcing.set(false);
            announced?;
        }
        // No await from here to the end: nothing can sign in between.
        let is_behind = self.load_announcement()?.is_some();
        self.sql.transaction("ledger.ring_announcement", |sql| {
            store::ledger::acknowledge(sql, self.acknowledged.get())?;
            if is_behind {
                due::postpone(sql, ANNOUNCEMENT, now_ms() + ANNOUNCE_AGAIN_MS)
            } else {
                due::remove(sql, ANNOUNCEMENT)
            }
        })?;
        self.is_announcement_due.set(is_behind);
        Ok(())
    }

    fn ring_purge(&self) -> Result<(), Broken> {
        let is_left = self.sql.transaction("ledger.purge", |sql| {
            replay::purge(sql, now_ms())?;
            match replay::earliest_expiry(sql)? {
                Some(expires_at) => due::postpone(sql, PURGE, expires_at).map(|()| true),
                None => due::remove(sql, PURGE).map(|()| false),
            }
        })?;
        self.is_purge_due.set(is_left);
        Ok(())
    }

    fn ring_rates(&self) -> Result<(), Broken> {
        let is_left = self.sql.transaction("ledger.purge_rates", |sql| {
            let now = now_ms();
            let is_left = store::rate::purge(sql, now.saturating_mul(1_000))?;
            if is_left {
                due::postpone(sql, RATES, now + RATES_PURGE_MS)?;
            } else {
                due::remove(sql, RATES)?;
            }
            Ok(is_left)
        })?;
        self.is_rates_due.set(is_left);
        Ok(())
    }
}
