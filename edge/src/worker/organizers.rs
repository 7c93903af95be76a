//! What organizers do: the API with its token, and the pages behind a cookie.

pub(super) mod api;
pub(super) mod auth;
pub(super) mod counts;
pub(super) mod mail;
pub(super) mod mail_setup;
mod moderation;
pub(super) mod moderation_api;
pub(super) mod moderation_page;
pub(super) mod pages;
pub(super) mod passes;
pub(super) mod server_keys;
pub(super) mod settings;
