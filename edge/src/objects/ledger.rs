//! `LedgerDo`: one shard of a campaign's ledger, the durable truth.
//!
//! It is an object because only one place may decide "new or repeated", and
//! it is sharded by the leading bits of the supporter's key so that a large
//! campaign is not one object. It serves no reader: what the public sees is
//! announced to `CampaignDo` right after the commit, and again by an alarm
//! until that is acknowledged. Each command is one transaction.

mod sealed_address;

mod alarm;
mod announcing;
mod claiming;
mod confirming;
mod counting;
mod counting_at_once;
mod listing;
mod mail_orders;
mod mail_round;
mod mail_throttle;
mod mailing;
mod manage;
mod moderating;
mod rates;
mod releasing;
mod signing;
mod upkeep;

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use self::alarm::LedgerWork;
use commands::{CountBy, Counted, LedgerCommand};

use super::{encode_answer, parse_command, schedule::Alarm};
use crate::{error::InternalError, sql::Sql, store};

/// The Durable Object class.
#[durable_object(alarm)]
pub struct LedgerDo {
    ledger: Rc<Ledger>,
}

/// What an instance keeps in memory: only what storage can give again.
struct Ledger {
    state: State,
    env: Env,
    sql: Sql,
    alarm: Alarm<LedgerWork>,
    is_migrated: Cell<bool>,
    /// An announcement is on its way, or about to be.
    is_announcing: Cell<bool>,
    /// No mail goes out before: a provider is down, or has asked to wait.
    mail_paused_until_ms: Cell<i64>,
    /// The deployment has no place for a mail before.
    send_slots_from_ms: Cell<i64>,
    /// What the campaign acknowledged since the net last stored it.
    acknowledged: Cell<u64>,
}

impl DurableObject for LedgerDo {
    fn new(state: State, env: Env) -> Self {
        let sql = Sql::new(&state, crate::config::load_fault(&env));
        let ledger = Ledger {
            alarm: Alarm::new(&state),
            state,
            env,
            sql,
            is_migrated: Cell::new(false),
            is_announcing: Cell::new(false),
            mail_paused_until_ms: Cell::new(0),
            send_slots_from_ms: Cell::new(0),
            acknowledged: Cell::new(0),
        };
        Self {
            ledger: Rc::new(ledger),
        }
    }

    async fn fetch(&self, _request: Request) -> worker::Result<Response> {
        Response::error("commands come over RPC", 404)
    }

    async fn alarm(&self) -> worker::Result<Response> {
        // A handler that throws is retried only a few times: no error leaves it.
        self.ledger.on_alarm().await;
        Response::empty()
    }
}

#[wasm_bindgen]
impl LedgerDo {
    /// Executes one of `commands`.
    ///
    /// # Errors
    ///
    /// Storage failed; nothing was committed.
    pub fn command(&self, json: &str) -> Result<String, JsValue> {
        Ok(self.ledger.execute(json)?)
    }
}

impl Ledger {
    fn execute(self: &Rc<Self>, json: &str) -> Result<String, InternalError> {
        self.migrate()?;
        self.alarm.wake(&self.sql)?;
        match parse_command(json)? {
            LedgerCommand::Sign(ask) => encode_answer(&self.sign(&ask)?),
            LedgerCommand::Weigh(ask) => encode_answer(&self.weigh(&ask)?),
            LedgerCommand::CountBy(ask) => encode_answer(&self.count_by(&ask)?),
            LedgerCommand::Hide(ask) => encode_answer(&self.hide(&ask)?),
            LedgerCommand::Decide(ask) => encode_answer(&self.decide(&ask)?),
            LedgerCommand::HideMany(ask) => encode_answer(&self.hide_many(&ask)?),
            LedgerCommand::LoadModerationQueue(ask) => encode_answer(&self.load_queue(&ask)?),
            LedgerCommand::Release(ask) => encode_answer(&self.release(&ask)?),
            LedgerCommand::LoadPage(ask) => encode_answer(&self.load_page(&ask)?),
            LedgerCommand::ActOnPage(ask) => encode_answer(&self.act_on_page(&ask)?),
            LedgerCommand::AskLink(ask) => encode_answer(&self.ask_link(&ask)?),
            LedgerCommand::SendAgain(ask) => encode_answer(&self.send_again(&ask)?),
            LedgerCommand::FindConfirmation(ask) => encode_answer(&self.find_confirmation(&ask)?),
            LedgerCommand::MarkUndeliverable(ask) => encode_answer(&self.mark_undeliverable(&ask)?),
            LedgerCommand::LoadMailHealth(ask) => encode_answer(&self.load_mail_health(&ask)?),
        }
    }

    fn migrate(&self) -> Result<(), InternalError> {
        if !self.is_migrated.get() {
            store::LEDGER.apply(&self.sql)?;
            self.is_migrated.set(true);
        }
        Ok(())
    }

    fn count_by(&self, ask: &CountBy) -> Result<Counted, InternalError> {
        // One transaction, so that every split describes the same instant.
        self.sql.transaction("ledger.count_by", |sql| {
            let mut rows = Vec::new();
            for by in &ask.by {
                rows.extend(store::ledger::counters::load_split(sql, *by)?);
            }
            Ok(Counted {
                counters: store::ledger::counters::load_total(sql)?,
                rows,
                late: self.load_late(),
            })
        })
    }
}
