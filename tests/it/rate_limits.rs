//! Limits, and the signatures that are held over them.

pub(crate) mod held;
mod held_mail;
mod held_mailbox;
mod limits;
mod networks;
