//! How a supporter signs: the page load's session, the signed request, and what
//! it has in common with the hosted form.

mod attested;
mod command;
pub(super) mod confirmations;
mod message;
pub(super) mod sessions;
pub(super) mod signatures;
mod signer;
pub(super) mod submissions;
