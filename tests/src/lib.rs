//! What the integration tests are written in: the real edge as a process, and
//! a client that speaks to it as the widget, a browser or an organizer would.
//!
//! Nothing in here is a mock: a [`Runtime`] is bare workerd with what
//! `cargo xtask dist` built, on a free port, with a state folder of its own.
//! What a test needs of it is waited for on a condition, with a deadline that
//! says what was waited for.
//!
//! Invariant: whatever a test sends about a person is remembered, and a
//! runtime that ends with any of it in its log has failed ([`personal`]).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    reason = "test support: a panic reports a broken guarantee"
)]

pub mod campaign;
pub mod clock;
pub mod database;
pub mod dev;
pub mod every_file;
pub mod hosted;
pub mod http;
pub mod live;
pub mod mail_server;
pub mod mailbox;
pub mod organizer;
pub mod page;
pub mod personal;
pub mod place;
pub mod post;
pub mod python;
pub mod random;
pub mod raw;
pub mod runtime;
pub mod secrets;
pub mod site;
pub mod solve;
pub mod submission;
pub mod tier;
pub mod wait;

pub use campaign::{Campaign, Outline};
pub use http::{Answer, Ask, Http};
pub use page::Page;
pub use post::Post;
pub use runtime::{Configuration, Runtime, Setup};
