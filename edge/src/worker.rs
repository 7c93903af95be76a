//! The stateless Worker: from a request to a response.
//!
//! `router.rs` has every route and `dispatch.rs` leads each to its handler. A
//! folder is a feature; a handler reads the request, asks the objects and writes
//! the answer. What is remembered here is an isolate's, and only ever a copy.

mod assets;
mod campaign_cache;
mod client_network;
mod context;
mod dispatch;
mod doctor;
mod embed;
mod entry;
mod error_page;
mod health;
mod hosted;
mod mail;
mod manage;
mod near_miss;
mod organizers;
mod page_policy;
mod problem;
mod problem_page;
mod rate_limits;
mod request;
mod response;
mod router;
mod same_origin;
mod shards;
mod signing;
mod static_files;
