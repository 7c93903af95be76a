//! Mails: which are sent and when, by whom, and what a provider reports later.

mod dev;
mod events;
mod given_up;
mod outages;
pub(crate) mod outbox;
mod providers;
mod spellings;
mod stop;
mod throttle;
