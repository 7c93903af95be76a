//! The Durable Objects, and the Worker's side of them (`client.rs`).
//!
//! Each takes the commands of the crate `commands`, and each command is one
//! storage transaction.

mod campaign;
mod client;
mod directory;
mod ledger;
mod relay;
mod schedule;

pub(crate) use client::{campaign, directory, encode_answer, ledger, parse_command, relay};
