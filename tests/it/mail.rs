//! Mails: which are sent and when, by whom, and what is told of them later.

mod dev;
mod events;
mod given_up;
mod mail_breakers;
mod outages;
pub(crate) mod outbox;
mod providers;
mod spellings;
mod stop;
