//! How held signatures come to count after all.

use std::{collections::BTreeMap, rc::Rc};

use petition::Standing;
use protocol::limits::REMIND_AFTER_MS;

use super::{
    Ledger,
    alarm::{Due, Stored},
    counting::splits,
    mail_orders::{MailReason, recipient},
};
use commands::{By, Release, Released};

use crate::{
    error::InternalError,
    platform::now_ms,
    sql::Sql,
    store::{
        self,
        ledger::{
            counters::{self, Move},
            held::{self, HeldRow},
            mailbox,
            outbox::OrderKind,
        },
    },
};

impl Ledger {
    /// Releases one batch, in one transaction:
    ///
    /// 1. the oldest held signatures, at most a batch of them;
    /// 2. they are pending, or confirmed where their mailbox was quicker, and their entries part of a new public change;
    /// 3. the counters move, with the consents that waited with them;
    /// 4. mails that waited with them are ordered, within their mailboxes' caps.
    pub(super) fn release(self: &Rc<Self>, ask: &Release) -> Result<Released, InternalError> {
        let (released, due) = self.sql.transaction("ledger.release", |sql| {
            let nothing = Released {
                released: 0,
                is_complete: true,
            };
            // 1. Which.
            let Some(shard) = store::ledger::shard::load(sql)? else {
                return Ok((nothing, Stored::NOTHING));
            };
            let batch = held::load_batch(sql, ask.reason)?;
            let Some(last) = batch.last().map(|row| row.id) else {
                return Ok((nothing, Stored::NOTHING));
            };
            let consents = held::count_consents(sql, ask.reason, last)?;
            // 2. Pending.
            let sequence = store::ledger::shard::advance(sql, &shard.campaign, shard.number)?;
            held::release(sql, ask.reason, last, sequence, ask.shows_pending)?;
            // 3. The counters.
            move_counters(sql, &batch, &consents)?;
            // 4. The mails.
            let due = self.order_delayed(sql, &batch)?;
            let released = Released {
                released: u64::try_from(batch.len()).unwrap_or(u64::MAX),
                is_complete: batch.len() < held::BATCH,
            };
            Ok((released, self.add_due(sql, due)?))
        })?;
        self.arm_alarm(due);
        Ok(released)
    }

    /// Orders the mails that waited with these, as a claim that is not held has
    /// its mail ordered when it comes (`claiming.rs`).
    fn order_delayed(&self, sql: &Sql, batch: &[HeldRow]) -> Result<Due, InternalError> {
        let now = now_ms();
        let mut due = Due::ANNOUNCEMENT;
        for row in batch {
            let Some(supporter_key) = &row.mail_to else {
                continue;
            };
            let kept = mailbox::load(sql, supporter_key)?;
            let Some(released) = kept.iter().find(|one| one.id == row.id) else {
                return Err(InternalError::new(
                    "a released signature is not its mailbox's",
                ));
            };
            let (kind, about) = match recipient(&kept, &released.spelling) {
                Some(signature) => (OrderKind::AlreadySigned, signature.id),
                None => (OrderKind::Confirm, row.id),
            };
            if kind == OrderKind::Confirm {
                mailbox::plan_reminder(sql, supporter_key, now)?;
            }
            let reason = MailReason::submitted(kind);
            let at_ms = self.order_to_row(sql, supporter_key, about, reason, now)?;
            due.mail_at_ms = due.mail_at_ms.into_iter().chain(at_ms).min();
            due.mailbox_at_ms = Some(now + REMIND_AFTER_MS);
        }
        Ok(due)
    }
}

/// What moves of one key of a split.
#[derive(Default)]
struct Sum {
    signatures: u64,
    consents: u64,
}

fn move_counters(
    sql: &Sql,
    batch: &[HeldRow],
    consents_by_partner: &[(String, u64)],
) -> Result<(), InternalError> {
    let mut sums: BTreeMap<(&'static str, String, Standing), Sum> = BTreeMap::new();
    for row in batch {
        let stands = row.released;
        let (country, region) = (row.country.as_deref(), row.region.as_deref());
        let keys = splits(row.signed_at_ms, &row.language, country, region);
        for (split, key) in keys {
            let sum = sums.entry((split, key, stands)).or_default();
            sum.signatures += 1;
            sum.consents += row.consents;
        }
        let partner = (By::Partner.as_str(), row.partner.clone(), stands);
        sums.entry(partner).or_default().signatures += 1;
    }
    for (partner, consents) in consents_by_partner {
        let partner = (By::Partner.as_str(), partner.clone(), Standing::Pending);
        sums.entry(partner).or_default().consents += consents;
    }
    let moves: Vec<Move> = sums
        .into_iter()
        .map(|((split, key, stands), sum)| Move {
            split,
            key,
            gained: (sum.signatures > 0).then_some((stands, sum.signatures)),
            lost: (sum.signatures > 0).then_some((Standing::Held, sum.signatures)),
            consents: i64::try_from(sum.consents).unwrap_or(i64::MAX),
            refusals: 0,
        })
        .collect();
    moves
        .chunks(counters::MOVES_MAX)
        .try_for_each(|moves| counters::apply(sql, moves))
}
