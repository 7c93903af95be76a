//! A submission where only what a mailbox confirms counts: a claim, whoever
//! sent it, and a mail to the mailbox.

use petition::{HeldReason, Standing, State, delays_mail, is_claim, place_claim};

use super::{
    Ledger,
    counting::shift,
    mail_orders::{Wanted, recipient},
    signing::Admitted,
};
use crate::{
    broken::Broken,
    commands::Sign,
    sql::Sql,
    store::{
        self, erasure,
        mailbox::{self, Kept},
        moderation,
        outbox::OrderKind,
        signature::{self, NewSignature},
    },
};

impl Ledger {
    /// Stores a claim:
    ///
    /// 1. its slot; a fourth of one mailbox replaces the oldest, which is
    ///    erased;
    /// 2. the claim with its person: pending, or held over a limit;
    /// 3. the mail that asks its mailbox, in the outbox, and the reminder; of one
    ///    that is held with its mail, at its release (`releasing.rs`).
    ///
    /// New, repeated and held submissions take the same way, and none is a
    /// change that the public sees. Returns when the mail is due, or none when
    /// the mailbox has had its five.
    pub(super) fn claim(
        &self,
        sql: &Sql,
        ask: &Sign,
        (held_reason, now): (Option<HeldReason>, i64),
    ) -> Result<(Admitted, Option<i64>), Broken> {
        // 1. The slot.
        let kept = mailbox::load(sql, &ask.supporter_key)?;
        let slot = free_slot(sql, &kept)?;
        // 2. The claim.
        let state = held_reason.map_or(State::Pending, |_| State::Held);
        // A change for the campaign's counters, and for nobody's page.
        let _sequence = store::ledger::advance(sql, &ask.campaign, ask.shard)?;
        let row = signature::insert(
            sql,
            &NewSignature {
                held_reason,
                ..NewSignature::of(ask, slot, state)
            },
        )?;
        moderation::insert(sql, row, &ask.supporter)?;
        // 3. The mail.
        let mail_at_ms = if held_reason.is_some_and(delays_mail) {
            None
        } else if let Some(signature) = recipient(&kept) {
            let whose = (&ask.supporter_key, signature.id);
            self.order_to_row(sql, whose, (OrderKind::AlreadySigned, now))?
        } else {
            mailbox::plan_reminder(sql, &ask.supporter_key, now)?;
            let wanted = Wanted {
                supporter_key: &ask.supporter_key,
                campaign: (&ask.campaign, ask.shard),
                kind: OrderKind::Confirm,
                address: &ask.supporter.email,
                language: &ask.origin.language,
            };
            self.order(sql, &wanted, now)?
        };
        let admitted = Admitted {
            row,
            new_state: Some(state),
            waits: true,
            tells_refusals: kept.is_empty(),
        };
        Ok((admitted, mail_at_ms))
    }
}

/// A free slot, made free if there is none.
fn free_slot(sql: &Sql, kept: &[Kept]) -> Result<u8, Broken> {
    let claims: Vec<(u8, i64)> = kept
        .iter()
        .filter(|one| is_claim(one.slot))
        .map(|one| (one.slot, one.signed_at_ms))
        .collect();
    let slot = place_claim(&claims);
    if let Some(replaced) = kept.iter().find(|one| one.slot == slot) {
        drop_claim(sql, replaced)?;
    }
    Ok(slot)
}

/// Erases a claim; its consents were never counted.
pub(super) fn drop_claim(sql: &Sql, claim: &Kept) -> Result<(), Broken> {
    erasure::erase(sql, claim.id)?;
    let stood: Standing = claim.standing();
    shift(sql, claim, (Some(stood), None), &[])
}
