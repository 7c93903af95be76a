//! What the objects keep: one transaction for each command, nothing lost by a
//! kill, one effect of a retry.

mod alarms;
mod campaign_transactions;
mod durability;
mod ledger_transactions;
mod replay_rows;
mod replays;
mod two_services;
