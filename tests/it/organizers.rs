//! What organizers set, see and decide.

mod api;
mod feed_pause;
mod moderation;
mod passes;
mod settings;
mod unconfirmed;
