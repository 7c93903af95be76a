//! The promises, each against the real edge on real workerd.
//!
//! A file is named after what it proves, a test after the promise it keeps.
//! Each test has a campaign of its own; those that kill, restart or break the
//! edge have an edge of their own, the others share one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "tests: a panic is how a broken promise is told, and what was printed before it says where"
)]

mod doctor;
mod embed;
mod every_file;
mod examples;
mod faults;
mod fuzz_corpus;
mod hosted;
mod http;
mod languages;
mod mail;
mod manage;
mod objects;
mod organizers;
mod privacy;
mod promises;
mod rate_limits;
mod signing;
mod simulation;
