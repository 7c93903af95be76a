//! The tables of a ledger: one shard of a campaign.

pub(crate) mod charge;
pub(crate) mod consent;
pub(crate) mod counters;
pub(crate) mod erasure;
pub(crate) mod held;
pub(crate) mod mail_sent;
pub(crate) mod mail_token;
pub(crate) mod mailbox;
pub(crate) mod manage;
pub(crate) mod moderation;
pub(crate) mod moderation_queue;
pub(crate) mod outbox;
pub(crate) mod rate;
pub(crate) mod replay;
pub(crate) mod shard;
pub(crate) mod signature;
pub(crate) mod spent_work;
