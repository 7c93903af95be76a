//! Each guarantee, tested against the real edge on real workerd.
//!
//! A folder is a feature, a file is named after what it tests, and a test after
//! the guarantee that it checks.
//! Each test has a campaign of its own; those that kill, restart or break the
//! edge have an edge of their own, the others share one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "tests: a panic reports a broken guarantee, and what was printed before it says where"
)]

mod doctor;
mod embed;
mod every_file;
mod examples;
mod faults;
mod fuzz_corpus;
mod guarantees;
mod hosted;
mod http;
mod languages;
mod mail;
mod manage;
mod objects;
mod organizers;
mod privacy;
mod rate_limits;
mod signing;
mod simulation;
