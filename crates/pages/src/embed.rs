//! What only the widget in a partner's page has: the counter alone, what it
//! fetches later, a draft that is kept offline, and an embed that is unknown.

pub(crate) mod counter;
pub(crate) mod deferred_view;
#[cfg(test)]
mod document_tests;
pub(crate) mod offline_draft;
pub(crate) mod unknown_embed;
