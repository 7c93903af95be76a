//! What moderators do with the entries of a shard.
//!
//! Each command is one transaction, and what changes in public is announced
//! like a signature. A hidden entry stays hidden: nothing in here, and no
//! announcement, takes that back.

use std::rc::Rc;

use super::{
    Ledger,
    alarm::{Due, Stored},
};
use commands::{
    Decide, Decided, Decision, EntryState, Hidden, HiddenMany, Hide, HideMany, LoadModerationQueue,
    ModerationQueue,
};

use crate::{
    error::InternalError,
    platform::now_ms,
    sql::Sql,
    store::{
        self,
        ledger::{moderation, moderation_queue},
    },
};

impl Ledger {
    /// Takes an entry out of the feed, as the deployment before this one asks.
    pub(super) fn hide(self: &Rc<Self>, ask: &Hide) -> Result<Hidden, InternalError> {
        let decided = self.decide(&Decide {
            entries: vec![ask.entry.clone()],
            decision: Decision::Hide,
            shows_pending: true,
        })?;
        Ok(Hidden {
            is_found: !decided.entries.is_empty(),
        })
    }

    /// Carries out what a moderator decided. Again, or of a hidden entry, it
    /// changes nothing.
    pub(super) fn decide(self: &Rc<Self>, ask: &Decide) -> Result<Decided, InternalError> {
        let now = now_ms();
        let (entries, due) = self.sql.transaction("ledger.decide", |sql| {
            let mut entries = Vec::new();
            let mut sequence = None;
            for entry in &ask.entries {
                let Some(undecided) = moderation::load(sql, entry)? else {
                    continue;
                };
                let Some(comment_state) = undecided.after(ask.decision) else {
                    entries.push((entry.clone(), undecided.state()));
                    continue;
                };
                // All of them are one public change.
                let change = match sequence {
                    Some(change) => change,
                    None => next_sequence(sql)?,
                };
                sequence = Some(change);
                let state = if ask.decision == Decision::Hide {
                    store::ledger::signature::hide(sql, entry, change)?;
                    EntryState::Hidden
                } else {
                    moderation::approve(sql, undecided.signature, comment_state, now)?;
                    moderation::show(sql, undecided.signature, change, ask.shows_pending)?;
                    EntryState::Shown
                };
                entries.push((entry.clone(), state));
            }
            let due = match sequence {
                Some(_) => Some(self.add_due(sql, Due::ANNOUNCEMENT)?),
                None => None,
            };
            Ok((entries, due))
        })?;
        self.announce_change(due);
        Ok(Decided { entries })
    }

    /// Hides the newest entries of a source or a time, as many as asked for.
    pub(super) fn hide_many(self: &Rc<Self>, ask: &HideMany) -> Result<HiddenMany, InternalError> {
        let (hidden, due) = self.sql.transaction("ledger.hide_many", |sql| {
            moderation::hide_claims(sql, ask)?;
            if !moderation::has_many(sql, ask)? {
                return Ok((0, None));
            }
            let sequence = next_sequence(sql)?;
            let hidden = moderation::hide_many(sql, ask, sequence)?;
            let due = self.add_due(sql, Due::ANNOUNCEMENT)?;
            Ok((hidden, Some(due)))
        })?;
        self.announce_change(due);
        Ok(HiddenMany { hidden })
    }

    /// What a moderator looks at.
    pub(super) fn load_queue(
        &self,
        ask: &LoadModerationQueue,
    ) -> Result<ModerationQueue, InternalError> {
        self.sql.transaction("ledger.load_moderation_queue", |sql| {
            Ok(ModerationQueue {
                waiting: moderation::count_waiting(sql)?,
                queue: moderation_queue::load_queue(sql, ask.queued)?,
                shown: moderation_queue::load_shown(sql, ask.shown)?,
            })
        })
    }

    pub(super) fn announce_change(self: &Rc<Self>, due: Option<Stored>) {
        if let Some(due) = due {
            self.arm_alarm(due);
        }
    }
}

/// The sequence of the next public change, of a shard that has a signature.
pub(super) fn next_sequence(sql: &Sql) -> Result<u64, InternalError> {
    let shard = store::ledger::shard::load(sql)?
        .ok_or_else(|| InternalError::new("a shard with an entry does not know which it is"))?;
    store::ledger::shard::advance(sql, &shard.campaign, shard.number)
}
