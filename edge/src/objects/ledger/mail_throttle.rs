//! The mail throttle: how many mails may go to one domain, of one campaign, and
//! of the whole deployment. A mail over a limit is delayed, never dropped.
//!
//! A mail first gets a send slot of its domain and its campaign, of which each
//! shard has its part. When that slot has come, it gets one of the deployment,
//! from the directory; not before, or the mails to one slow domain would hold
//! the slots of all others.

use petition::{Limits, Rate, domain_limit, mail_domain};

use super::{
    Ledger,
    mail_round::{ROUND, Round, is_given_up, open_or_postpone},
};
use commands::TakeSendSlots;

use super::sealed_address::DayKey;
use crate::{
    error::InternalError,
    mail::MailConfig,
    objects,
    platform::{make_random, now_ms},
    sql::Sql,
    store::ledger::{
        outbox::{self, Order, SendSlot, Went},
        rate,
    },
};

/// Mails that get their slots at once: 16 rounds of 6. An outbox that empties
/// at 1,300 a second asks the directory 14 times in one.
const SLOTS_AT_ONCE: u64 = 96;

/// Ledgers that found no slot left ask again within so long of each other:
/// half of what the directory gives out ahead, so no slot is left over.
const ASK_SPREAD_MS: i64 = 30_000;

impl Ledger {
    /// Gives slots to mails that are due, unless enough for a round have them.
    /// Where the deployment has none left, it is asked again after a while; mails
    /// with a slot go meanwhile.
    pub(super) async fn give_slots(
        &self,
        round: &Round,
        config: &MailConfig,
    ) -> Result<(), InternalError> {
        let now = now_ms();
        if outbox::count_due(&self.sql, SendSlot::OfDeployment, now, ROUND)? == ROUND {
            return Ok(());
        }
        self.sql.transaction("ledger.weigh_mail", |sql| {
            for order in outbox::load_due(sql, SendSlot::None, now, SLOTS_AT_ONCE)? {
                place_here(sql, round, order, now)?;
            }
            Ok(())
        })?;
        if now < self.send_slots_from_ms.get() {
            return Ok(());
        }
        let orders = outbox::load_due(&self.sql, SendSlot::OfCampaign, now, SLOTS_AT_ONCE)?;
        if orders.is_empty() {
            return Ok(());
        }
        let ask = TakeSendSlots {
            count: u32::try_from(orders.len()).unwrap_or(u32::MAX),
            limit: config.limit,
        };
        let slots = objects::directory(&self.env)?.ask(ask).await?;
        let now = now_ms();
        let has_all = slots.waits_ms.len() == orders.len();
        self.sql.transaction("ledger.place_mail", |sql| {
            let last_ms = slots.waits_ms.last().copied().unwrap_or(0);
            for (mut order, wait_ms) in orders.into_iter().zip(slots.waits_ms) {
                order.slot = SendSlot::OfDeployment;
                outbox::postpone(sql, &order, now + wait_ms)?;
            }
            let delay_ms = if has_all { last_ms } else { slots.ask_after_ms };
            if delay_ms > 0 {
                outbox::note_delay(sql, now + delay_ms)?;
            }
            Ok(())
        })?;
        if !has_all {
            // By chance, or the same ledger would always be the first to ask.
            let chance = u16::from_be_bytes(make_random());
            let later_ms = ASK_SPREAD_MS * i64::from(chance) / i64::from(u16::MAX);
            self.send_slots_from_ms
                .set(now + slots.ask_after_ms + later_ms);
        }
        Ok(())
    }
}

/// Gives a mail its place among those of its domain and its campaign, or gives
/// it up.
fn place_here(sql: &Sql, round: &Round, mut order: Order, now: i64) -> Result<(), InternalError> {
    if is_given_up(&order, now) {
        outbox::remove(sql, &order)?;
        let went = Went {
            given_up: 1,
            ..Went::default()
        };
        return outbox::note(sql, went, now);
    }
    let Some((_, address)) = open_or_postpone(sql, round, &mut order, now)? else {
        return Ok(());
    };
    order.slot = SendSlot::OfCampaign;
    let wait_ms = wait_here(sql, round, &address, now)?;
    outbox::postpone(sql, &order, now + wait_ms)?;
    if wait_ms > 0 {
        outbox::note_delay(sql, now + wait_ms)?;
    }
    Ok(())
}

/// Takes a place in the queues of a domain and the campaign; how long it has to
/// wait, in milliseconds.
fn wait_here(sql: &Sql, round: &Round, address: &str, now: i64) -> Result<i64, InternalError> {
    let settings = &round.settings;
    let limits = Limits::of(&[&round.config.limits, &settings.limits]);
    let domain = mail_domain(address);
    let campaign = &round.shard.campaign;
    let bucket = DayKey::domain_bucket(&round.config.dedup_master, campaign, &domain);
    let of_domain = domain_limit(limits.mail_domain, &domain);
    let rates = [
        (bucket.as_str(), Rate::scattered(of_domain, settings.shards)),
        ("mail", Rate::divided(limits.mail, settings.shards)),
    ];
    let kept = rate::load(sql, &rates.each_ref().map(|(name, _)| *name))?;
    let now_us = now.saturating_mul(1_000);
    let slots = rates.each_ref().map(|(name, rate)| {
        let (next, wait_us) = rate.reserve(kept.get(*name).copied(), now_us);
        ((*name, next), wait_us)
    });
    rate::put(sql, &slots.map(|(next, _)| next))?;
    let wait_us = slots.iter().map(|(_, wait_us)| *wait_us).max();
    Ok(wait_us.unwrap_or(0).div_euclid(1_000))
}
