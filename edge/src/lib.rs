//! The edge: the only crate that knows `worker`.
//!
//! `worker/` is the stateless Worker: its routes, and a folder for each feature.
//! `objects/` are the Durable Objects, `store/` is their SQL, `mail/` speaks with
//! mail providers. A page is rendered by `pages`; a rule that could be tested
//! without a runtime is in `petition`, a word of the wire in `protocol`.

mod config;
mod error;
mod fault;
mod log;
mod mail;
mod objects;
mod outbound;
mod platform;
mod sql;
mod store;
mod stream;
mod worker;
