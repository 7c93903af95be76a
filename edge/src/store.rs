//! SQL and nothing but SQL: one folder for each object's tables.
//!
//! A failed read is an error, never an empty value. Schema changes are new
//! files in `edge/migrations/`; a file there is never edited.

pub(crate) mod campaign;
pub(crate) mod directory;
pub(crate) mod due;
pub(crate) mod ledger;
mod migrations;

pub(crate) use migrations::{CAMPAIGN, DIRECTORY, LEDGER};
