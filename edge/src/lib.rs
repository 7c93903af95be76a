//! The edge: the only crate that knows `worker`.
//!
//! `router.rs` has every route; `handlers/` answers them; `*_do.rs` are the
//! Durable Objects, `store/` their SQL. A page is rendered by `pages`; a rule that
//! could be tested without a runtime is in `petition`, a word of the wire in
//! `protocol`.

mod address;
mod assets;
mod cache;
mod campaign_do;
mod config;
mod context;
mod directory_do;
mod entry;
mod error;
mod fault;
mod handlers;
mod inbound;
mod ledger_do;
mod limits;
mod log;
mod mail;
mod mail_token;
mod near_miss;
mod objects;
mod outbound;
mod page_fetch;
mod platform;
mod problem;
mod relay_do;
mod reply;
mod router;
mod schedule;
mod sealed;
mod sql;
mod store;
