//! SQL and nothing but SQL: one file for each object's tables.
//!
//! A failed read is an error, never an empty value. Schema changes are new
//! files in `edge/migrations/`; a file there is never edited.

pub(crate) mod campaign;
pub(crate) mod charge;
pub(crate) mod consent;
pub(crate) mod counters;
pub(crate) mod desk;
pub(crate) mod directory;
pub(crate) mod due;
pub(crate) mod erasure;
pub(crate) mod feed;
pub(crate) mod goal;
pub(crate) mod held;
pub(crate) mod ledger;
pub(crate) mod letter;
pub(crate) mod mail_queue;
pub(crate) mod mail_sent;
pub(crate) mod mail_token;
pub(crate) mod mailbox;
pub(crate) mod manage;
mod migrations;
pub(crate) mod moderation;
pub(crate) mod outbox;
pub(crate) mod pass;
pub(crate) mod picture;
pub(crate) mod published;
pub(crate) mod rate;
pub(crate) mod replay;
pub(crate) mod signature;
pub(crate) mod spent_work;

pub(crate) use migrations::{CAMPAIGN, DIRECTORY, LEDGER};
