//! What nobody learns about a supporter: not from an answer, not from the
//! public count, not from the log.

mod logs;
mod mailbox_oracle;
mod no_oracle;
mod oracle;
