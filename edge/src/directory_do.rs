//! `DirectoryDo`: which campaigns exist, with how many shards.
//!
//! It is one object per deployment because an object that is addressed by an
//! unknown name leaves files for good: nobody addresses another object for a
//! campaign that is not listed here. It is not asked on the way of a
//! signature: the Worker caches its answers, the "no" too.

use std::cell::Cell;

use wasm_bindgen::prelude::wasm_bindgen;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use crate::{
    broken::Broken,
    commands::{DirectoryCommand, Found, Listed, Registered},
    objects::{encode_answer, parse_command},
    sql::Sql,
    store,
};

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
    /// Carries out one command of `commands.rs`.
    ///
    /// # Errors
    ///
    /// Storage failed; nothing was committed.
    pub fn command(&self, json: &str) -> Result<String, wasm_bindgen::JsValue> {
        Ok(self.carry_out(json)?)
    }
}

impl DirectoryDo {
    fn carry_out(&self, json: &str) -> Result<String, Broken> {
        if !self.is_migrated.get() {
            store::DIRECTORY.apply(&self.sql)?;
            self.is_migrated.set(true);
        }
        match parse_command(json)? {
            DirectoryCommand::Register(ask) => {
                let shards = self.sql.transaction("directory.register", |sql| {
                    store::directory::register(sql, &ask.campaign, ask.shards, ask.now_ms)
                })?;
                encode_answer(&Registered { shards })
            }
            DirectoryCommand::Find(ask) => encode_answer(&Found {
                shards: store::directory::find(&self.sql, &ask.campaign)?,
            }),
            DirectoryCommand::List(_) => encode_answer(&Listed {
                campaigns: store::directory::list(&self.sql)?,
            }),
        }
    }
}
