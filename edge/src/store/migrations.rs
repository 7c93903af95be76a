//! Which migrations each object has, and how they are applied.

use crate::{
    error::InternalError,
    sql::{Sql, count_value},
};

/// The schema of one kind of object, oldest step first.
pub(crate) struct Migrations(&'static [&'static str]);

/// The tables of `DirectoryDo`.
pub(crate) const DIRECTORY: Migrations = Migrations(&[
    include_str!("../../migrations/directory/0001_campaigns.sql"),
    include_str!("../../migrations/directory/0002_mail_queue.sql"),
    include_str!("../../migrations/directory/0003_dedup_rule.sql"),
]);

/// The tables of `LedgerDo`.
pub(crate) const LEDGER: Migrations = Migrations(&[
    include_str!("../../migrations/ledger/0001_ledger.sql"),
    include_str!("../../migrations/ledger/0002_rates.sql"),
    include_str!("../../migrations/ledger/0003_moderation.sql"),
    include_str!("../../migrations/ledger/0004_mailbox.sql"),
    include_str!("../../migrations/ledger/0005_past_consents.sql"),
    include_str!("../../migrations/ledger/0006_mail_places.sql"),
    include_str!("../../migrations/ledger/0007_due_failures.sql"),
    include_str!("../../migrations/ledger/0008_kept_rates.sql"),
    include_str!("../../migrations/ledger/0009_spellings.sql"),
]);

/// The tables of `CampaignDo`.
pub(crate) const CAMPAIGN: Migrations = Migrations(&[
    include_str!("../../migrations/campaign/0001_campaign.sql"),
    include_str!("../../migrations/campaign/0003_feed_pause.sql"),
    include_str!("../../migrations/campaign/0004_passes.sql"),
    include_str!("../../migrations/campaign/0005_goal.sql"),
    include_str!("../../migrations/campaign/0006_next_step.sql"),
    include_str!("../../migrations/campaign/0007_picture.sql"),
    include_str!("../../migrations/campaign/0008_published.sql"),
]);

impl Migrations {
    /// Applies the steps that this storage has not seen, in one transaction.
    ///
    /// Called at an object's first command, not by its constructor: an object
    /// that is only constructed writes nothing.
    ///
    /// # Errors
    ///
    /// SQLite's message; nothing was applied.
    pub(crate) fn apply(&self, sql: &Sql) -> Result<(), InternalError> {
        sql.transaction("migrate", |sql| {
            sql.run(
                "CREATE TABLE IF NOT EXISTS migration (step INTEGER PRIMARY KEY)",
                Vec::new(),
            )?;
            let applied = sql
                .row("SELECT count(*) AS count FROM migration", Vec::new())?
                .map_or(Ok(0), |row| row.count("count"))?;
            for (step, statements) in (1_u64..).zip(self.0.iter()) {
                if step > applied {
                    sql.run(statements, Vec::new())?;
                    sql.run(
                        "INSERT INTO migration (step) VALUES (?)",
                        vec![count_value(step)?],
                    )?;
                }
            }
            Ok(())
        })
    }
}
