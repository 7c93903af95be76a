//! How the outbox empties: by the ledger's alarm, a few mails at a time, each
//! at least once.
//!
//! A round is two transactions with the deliveries between them, of mails that
//! have their places (`mail_throttle.rs`). The first keeps the token of each link and moves the mail to later, so that a process
//! that ends in the middle sends it again, with the same name for the provider
//! and the same link. The second takes out what was delivered. Nothing in here
//! fails the alarm: a provider that is down is waited for, and asked about by
//! a few mails at a time, however many wait.

use std::rc::Rc;

use futures_util::future::join_all;
use petition::{backoff_ms, next_mail_at, pause_ms};
use protocol::limits::MAIL_LINK_LIFE_MS;

use super::{
    Ledger,
    alarm::{Due, LedgerWork},
    mail_round::{ROUND, Round, Sending, begin_one, is_given_up},
    upkeep::{Unreached, mark_claims},
};
use commands::TakeSnapshot;

use crate::{
    config::Config,
    error::InternalError,
    log,
    mail::{self, Mail, MailAttemptResult, MailConfig},
    objects,
    platform::{make_random, now_ms},
    sql::Sql,
    store::{
        self,
        ledger::{
            mail_sent,
            outbox::{self, SendSlot, Went},
        },
    },
};

/// One alarm delivers so long before the others get their turn.
const ROUNDS_MS: i64 = 5_000;

/// What a round came to.
enum MailRound {
    /// Nothing was due.
    Nothing,
    /// Some may be left.
    Went,
    /// Nothing goes out: all wait so many milliseconds.
    Stuck(i64),
}

impl Ledger {
    /// The alarm: delivers what is due, then sets when the next is.
    ///
    /// # Errors
    ///
    /// Something of ours failed: the alarm tries again by its own backoff, and
    /// organizers see that the mail fails.
    pub(super) async fn run_mail(self: &Rc<Self>) -> Result<(), InternalError> {
        match self.deliver_due().await {
            Ok(wait_ms) => self.plan_mail(wait_ms),
            Err(broken) => {
                self.note_failing()?;
                Err(broken)
            }
        }
    }

    fn note_failing(&self) -> Result<(), InternalError> {
        self.sql.transaction("ledger.note_failing", |sql| {
            let went = Went {
                has_failed: true,
                ..Went::default()
            };
            outbox::note(sql, went, now_ms())
        })
    }

    /// Rounds, until nothing is due or nothing goes out: how long all wait then.
    async fn deliver_due(self: &Rc<Self>) -> Result<Option<i64>, InternalError> {
        let begins = now_ms();
        let Some(round) = self.load_round().await? else {
            return Ok(None);
        };
        // Not logged each time: the organizers' pages say it, and since when.
        let Some(config) = &round.config.mail else {
            return Ok(Some(pause_ms(None)));
        };
        while now_ms() - begins < ROUNDS_MS {
            // What has its place goes, whatever becomes of the others.
            let placed = self.give_slots(&round, config).await;
            match self.deliver_round(&round, config).await? {
                MailRound::Nothing => return placed.map(|()| None),
                MailRound::Went => {}
                MailRound::Stuck(wait_ms) => return Ok(Some(wait_ms)),
            }
        }
        Ok(None)
    }

    /// Settings and campaign; none before the first signature.
    async fn load_round(&self) -> Result<Option<Round>, InternalError> {
        let Some(shard) = store::ledger::shard::load(&self.sql)? else {
            return Ok(None);
        };
        let config = Config::load(&self.env)?;
        let campaign = objects::campaign(&self.env, &shard.campaign)?;
        let ask = TakeSnapshot {
            known_version: None,
        };
        let settings = campaign.ask(ask).await?.settings;
        let settings = settings.ok_or_else(|| InternalError::new("a campaign has no settings"))?;
        Ok(Some(Round {
            shard,
            config,
            settings,
        }))
    }

    async fn deliver_round(
        self: &Rc<Self>,
        round: &Round,
        config: &MailConfig,
    ) -> Result<MailRound, InternalError> {
        let Some(sending) = self.begin(round)? else {
            return Ok(MailRound::Nothing);
        };
        if sending.is_empty() {
            // None of them could be read.
            return Ok(MailRound::Went);
        }
        let deliveries = sending.iter().map(|one| deliver(config, &one.mail));
        let deliveries = join_all(deliveries).await;
        self.end(&sending, &deliveries)
    }

    /// The first transaction of a round:
    ///
    /// 1. the mails that have their place and are due; one of three days is
    ///    given up;
    /// 2. counted for its mailbox, the first time;
    /// 3. the token of its link is kept, and the mail moved to later.
    ///
    /// None when no mail is due.
    fn begin(&self, round: &Round) -> Result<Option<Vec<Sending>>, InternalError> {
        let now = now_ms();
        self.sql.transaction("ledger.begin_mail", |sql| {
            let mut sending = Vec::new();
            let mut went = Went::default();
            // 1. Due.
            let orders = outbox::load_due(sql, SendSlot::OfDeployment, now, ROUND)?;
            if orders.is_empty() {
                return Ok(None);
            }
            for order in orders {
                if is_given_up(&order, now) {
                    outbox::remove(sql, &order)?;
                    went.given_up += 1;
                } else if let Some(one) = begin_one(sql, round, order, now)? {
                    sending.push(one);
                }
            }
            if went.given_up > 0 {
                outbox::note(sql, went, now)?;
            }
            Ok(Some(sending))
        })
    }

    /// The second transaction: what was delivered or refused for good goes,
    /// the rest waits longer each time.
    fn end(
        self: &Rc<Self>,
        sending: &[Sending],
        deliveries: &[Result<MailAttemptResult, InternalError>],
    ) -> Result<MailRound, InternalError> {
        let now = now_ms();
        let (outcome, due) = self.sql.transaction("ledger.end_mail", |sql| {
            let mut ended = Ended::default();
            for (one, delivery) in sending.iter().zip(deliveries) {
                ended.settle(sql, one, delivery, now)?;
            }
            outbox::note(sql, ended.went, now)?;
            let due = match ended.marked {
                0 => None,
                _ => Some(self.add_due(sql, Due::ANNOUNCEMENT)?),
            };
            Ok((ended.outcome(), due))
        })?;
        self.announce_change(due);
        Ok(outcome)
    }

    /// When the alarm fires for the next mail, not before `wait_ms` where
    /// nothing goes out.
    fn plan_mail(self: &Rc<Self>, wait_ms: Option<i64>) -> Result<(), InternalError> {
        let now = now_ms();
        let paused_until_ms = wait_ms.map_or(0, |ms| now + ms);
        self.mail_paused_until_ms.set(paused_until_ms);
        let stored = self.sql.transaction("ledger.plan_mail", |sql| {
            outbox::purge_salts(sql)?;
            let next = outbox::earliest_due(sql, self.send_slots_from_ms.get())?
                .map(|at| at.max(paused_until_ms));
            if wait_ms.is_some() && next.is_some() {
                let went = Went {
                    has_failed: true,
                    ..Went::default()
                };
                outbox::note(sql, went, now)?;
            }
            let due = Due {
                rates: true,
                mailbox_at_ms: Some(now + MAIL_LINK_LIFE_MS),
                ..Due::default()
            };
            self.end_work(sql, LedgerWork::Mail, next, due)
        })?;
        self.arm_alarm(stored);
        Ok(())
    }
}

/// What the deliveries of a round came to, so far.
#[derive(Default)]
struct Ended {
    went: Went,
    /// Claims that wait for nothing any more.
    marked: u64,
    /// The longest wait that the provider has asked for.
    asked_s: Option<u32>,
}

impl Ended {
    fn settle(
        &mut self,
        sql: &Sql,
        one: &Sending,
        delivery: &Result<MailAttemptResult, InternalError>,
        now: i64,
    ) -> Result<(), InternalError> {
        let order = &one.order;
        let retry_after_s = match delivery {
            Ok(MailAttemptResult::Accepted { .. }) => {
                self.went.delivered += 1;
                return outbox::remove(sql, order);
            }
            Ok(MailAttemptResult::Undeliverable) => {
                self.went.given_up += 1;
                self.marked += refuse(sql, one, now)?;
                return Ok(());
            }
            Ok(MailAttemptResult::Later { retry_after_s }) => *retry_after_s,
            // Logged where it happened, without the address.
            Ok(MailAttemptResult::Misconfigured) | Err(_) => None,
        };
        self.went.has_failed = true;
        self.asked_s = self.asked_s.max(retry_after_s);
        let chance = u16::from_be_bytes(make_random());
        let wait_ms = backoff_ms(order.tries, chance, retry_after_s);
        outbox::postpone(sql, order, now + wait_ms)
    }

    /// A provider that takes some of them is asked for the next at once,
    /// unless it has said when.
    fn outcome(&self) -> MailRound {
        let went = self.went;
        if went.has_failed && (went.delivered == 0 || self.asked_s.is_some()) {
            MailRound::Stuck(pause_ms(self.asked_s))
        } else {
            MailRound::Went
        }
    }
}

/// A mail that was refused for good goes, and was none: it marks what waits for
/// its spelling, and the mailbox's other mails need not wait because of it.
/// Returns how many claims are marked.
fn refuse(sql: &Sql, one: &Sending, now: i64) -> Result<u64, InternalError> {
    let order = &one.order;
    outbox::remove(sql, order)?;
    mail_sent::remove(sql, &order.mail)?;
    let unreached = Unreached {
        supporter_key: &order.supporter_key,
        address_key: &one.address_key,
        spelling: &one.spelling,
    };
    let marked = mark_claims(sql, &unreached, now)?;
    let sent = mail_sent::load(sql, &order.supporter_key, order.purpose, now)?;
    if let Some(due_at_ms) = next_mail_at(sent, order.purpose, now) {
        outbox::hasten(sql, &order.supporter_key, due_at_ms)?;
    }
    Ok(marked)
}

/// Hands a mail over; what broke is logged here, by what it says itself.
async fn deliver(config: &MailConfig, mail: &Mail) -> Result<MailAttemptResult, InternalError> {
    let delivery = mail::deliver(config, mail).await;
    if let Err(broken) = &delivery {
        log::error("a mail", broken);
    }
    delivery
}
