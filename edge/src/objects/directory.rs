//! `DirectoryDo`: which campaigns exist, with how many shards, and the queue
//! of all their mails.
//!
//! It is one object per deployment because an object that is addressed by an
//! unknown name leaves files for good: nobody addresses another object for a
//! campaign that is not listed here. It is not asked on the way of a
//! signature: the Worker caches its answers, the "no" too, and a mail has
//! time.

use std::cell::Cell;

use petition::Rate;
use wasm_bindgen::prelude::wasm_bindgen;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use commands::{DirectoryCommand, Found, Listed, Registered, SendSlots, TakeSendSlots};

use crate::objects::{encode_answer, parse_command};
use crate::{
    error::InternalError,
    platform::now_ms,
    sql::Sql,
    store::{self, directory::mail_queue},
};

/// How far ahead send slots are given out.
const SEND_SLOTS_MS: i64 = 60_000;

/// Nobody waits for longer before asking again: the limit may have changed.
const ASK_AFTER_MOST_MS: i64 = 600_000;

/// The Durable Object class.
#[durable_object(fetch)]
pub struct DirectoryDo {
    sql: Sql,
    is_migrated: Cell<bool>,
}

impl DurableObject for DirectoryDo {
    fn new(state: State, env: Env) -> Self {
        Self {
            sql: Sql::new(&state, crate::config::load_fault(&env)),
            is_migrated: Cell::new(false),
        }
    }

    async fn fetch(&self, _request: Request) -> worker::Result<Response> {
        Response::error("commands come over RPC", 404)
    }
}

#[wasm_bindgen]
impl DirectoryDo {
    /// Executes one of `commands`.
    ///
    /// # Errors
    ///
    /// Storage failed; nothing was committed.
    pub fn command(&self, json: &str) -> Result<String, wasm_bindgen::JsValue> {
        Ok(self.execute(json)?)
    }
}

impl DirectoryDo {
    fn execute(&self, json: &str) -> Result<String, InternalError> {
        if !self.is_migrated.get() {
            store::DIRECTORY.apply(&self.sql)?;
            self.is_migrated.set(true);
        }
        match parse_command(json)? {
            DirectoryCommand::Register(ask) => {
                let shards = self.sql.transaction("directory.register", |sql| {
                    store::directory::campaigns::register(
                        sql,
                        &ask.campaign,
                        ask.shards,
                        ask.now_ms,
                    )
                })?;
                encode_answer(&Registered { shards })
            }
            DirectoryCommand::Find(ask) => encode_answer(&Found::new(
                store::directory::campaigns::find(&self.sql, &ask.campaign)?,
            )),
            DirectoryCommand::List(_) => encode_answer(&Listed {
                campaigns: store::directory::campaigns::list(&self.sql)?,
            }),
            DirectoryCommand::TakeSendSlots(ask) => encode_answer(&self.take_send_slots(&ask)?),
        }
    }

    /// Gives out send slots of the next minute only. So a slot that nobody uses,
    /// since its ledger ended or its mail was no longer wanted, costs little,
    /// and another limit is in force at once.
    fn take_send_slots(&self, ask: &TakeSendSlots) -> Result<SendSlots, InternalError> {
        let rate = Rate::divided(ask.limit, 1);
        let now_us = now_ms().saturating_mul(1_000);
        self.sql.transaction("directory.take_send_slots", |sql| {
            let mut kept = mail_queue::load(sql)?.map(|kept| rate.hold(Some(kept), now_us));
            let mut waits_ms = Vec::new();
            let mut ask_after_ms = 0;
            for _ in 0..ask.count {
                let (next, wait_us) = rate.reserve(kept, now_us);
                let next_ms = wait_us.div_euclid(1_000);
                if next_ms > SEND_SLOTS_MS {
                    ask_after_ms = (next_ms - SEND_SLOTS_MS / 2).min(ASK_AFTER_MOST_MS);
                    break;
                }
                waits_ms.push(next_ms);
                kept = Some(next);
            }
            if let Some(kept) = kept {
                mail_queue::put(sql, kept)?;
            }
            Ok(SendSlots {
                waits_ms,
                ask_after_ms,
            })
        })
    }
}
