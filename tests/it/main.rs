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

mod addresses;
mod alarms;
mod campaign_transactions;
mod claims;
mod comments;
mod confirming;
mod deadlines;
mod dev_mail;
mod doctor;
mod durability;
mod embedding;
mod every_file;
mod examples;
mod faults;
mod feed_pause;
mod fuzz_corpus;
mod goals;
mod header_fields;
mod held;
mod held_mail;
mod held_mailbox;
mod hosted_confirmed;
mod hosted_form;
mod hostile_text;
mod http_contract;
mod key_rotation;
mod languages;
mod ledger_transactions;
mod letters;
mod limits;
mod links;
mod live;
mod logs;
mod mail;
mod mail_breakers;
mod mail_events;
mod mail_given_up;
mod mail_stop;
mod mailbox_oracle;
mod mailing;
mod manage;
mod moderation;
mod near_miss;
mod networks;
mod no_oracle;
mod one_person_once;
mod oracle;
mod order_of_checks;
mod organizers;
mod other_clients;
mod outages;
mod passes;
mod pictures;
mod promises;
mod protected;
mod refused_bodies;
mod refused_sessions;
mod refused_signatures;
mod refused_submissions;
mod replay_rows;
mod replays;
mod server_keys;
mod simulation;
mod spellings;
mod taken_back;
mod two_services;
mod unconfirmed;
mod unknown_names;
mod vectors;
mod work;
