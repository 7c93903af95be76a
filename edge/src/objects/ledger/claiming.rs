//! A submission where only what a mailbox confirms counts: a claim, whoever
//! sent it, and a mail to the mailbox.

use petition::{HeldReason, PlacedClaim, Spelling, Standing, State, delays_mail, place_claim};

use protocol::limits::MAIL_LINK_AFTER_MS;

use super::{
    Ledger,
    confirming::{Confirmed, CountedChange, confirm_one},
    counting::shift,
    mail_orders::{MailReason, Wanted, recipient},
    signing::Admitted,
};
use commands::Sign;

use crate::{
    error::InternalError,
    sql::Sql,
    store::{
        self,
        ledger::{
            erasure, mail_token,
            mailbox::{self, Kept},
            moderation,
            outbox::{self, OrderKind},
            signature::{self, NewSignature},
        },
    },
};

impl Ledger {
    /// Stores a claim:
    ///
    /// 1. its slot; a fourth of one spelling replaces the oldest, which is
    ///    erased;
    /// 2. the claim with its person: pending, or held over a limit;
    /// 3. the mail to the address as it was typed, in the outbox, and the
    ///    reminder; of one that is held with its mail, at its release
    ///    (`releasing.rs`).
    ///
    /// New, repeated and held submissions take the same way, and none is a
    /// change that the public sees. When the mail is due is nobody's to learn
    /// from the time of the answer: the alarm is set as for any other.
    pub(super) fn claim(
        &self,
        sql: &Sql,
        ask: &Sign,
        held_reason: Option<HeldReason>,
        now: i64,
    ) -> Result<Admitted, InternalError> {
        // 1. The slot.
        let kept = mailbox::load(sql, &ask.supporter_key)?;
        let spelling = Spelling::of(&ask.supporter.email);
        let slot = self.free_slot(sql, &kept, &spelling)?;
        // 2. The claim.
        let state = held_reason.map_or(State::Pending, |_| State::Held);
        // A change for the campaign's counters, and for nobody's page.
        let _sequence = store::ledger::shard::advance(sql, &ask.campaign, ask.shard)?;
        let row = signature::insert(
            sql,
            &NewSignature {
                held_reason,
                ..NewSignature::of(ask, slot, state)
            },
        )?;
        moderation::insert(sql, row, &ask.supporter)?;
        // 3. The mail.
        if held_reason.is_some_and(delays_mail) {
            // At its release.
        } else if let Some(signature) = recipient(&kept, &spelling) {
            let reason = MailReason::submitted(OrderKind::AlreadySigned);
            let _due = self.order_to_row(sql, &ask.supporter_key, signature.id, reason, now)?;
        } else {
            mailbox::plan_reminder(sql, &ask.supporter_key, now)?;
            let wanted = Wanted {
                supporter_key: &ask.supporter_key,
                campaign: &ask.campaign,
                shard: ask.shard,
                reason: MailReason::submitted(OrderKind::Confirm),
                address: &ask.supporter.email,
                language: &ask.origin.language,
            };
            let _due = self.order(sql, &wanted, now)?;
        }
        Ok(Admitted {
            row,
            new_state: Some(state),
            waits: true,
            tells_refusals: kept.is_empty(),
        })
    }

    /// Confirms a claim that was made through a link which was mailed to the
    /// very address that it names; whether it has.
    pub(super) fn confirm_by_link(
        &self,
        sql: &Sql,
        ask: &Sign,
        row: i64,
        now: i64,
    ) -> Result<bool, InternalError> {
        let Some(link) = &ask.link else {
            return Ok(false);
        };
        let address_key = self
            .address_keys(sql)?
            .of(&Spelling::of(&ask.supporter.email));
        let token = mail_token::load(sql, link, now)?;
        let is_own = token.is_some_and(|token| {
            token.supporter_key == ask.supporter_key && token.address_key == Some(address_key)
        });
        let all = mailbox::load(sql, &ask.supporter_key)?;
        let chosen = all.iter().find(|one| one.id == row && one.is_claim());
        let Some(chosen) = chosen.filter(|_| is_own) else {
            return Ok(false);
        };
        let confirmed = Confirmed {
            all: &all,
            chosen,
            address_key,
        };
        let change = CountedChange {
            sequence: store::ledger::shard::advance(sql, &ask.campaign, ask.shard)?,
            now_ms: now,
        };
        confirm_one(sql, &confirmed, ask.rules.household_limit, change)?;
        mail_token::turn_to_page(sql, link, now + MAIL_LINK_AFTER_MS)?;
        Ok(true)
    }

    /// A free slot, made free if there is none. A spelling of which nothing is
    /// left waits for no mail.
    fn free_slot(
        &self,
        sql: &Sql,
        kept: &[Kept],
        spelling: &Spelling,
    ) -> Result<u8, InternalError> {
        let claims = kept.iter().filter(|one| one.is_claim());
        let claims = claims.map(|one| PlacedClaim {
            slot: one.slot,
            signed_at_ms: one.signed_at_ms,
            is_same_spelling: one.spelling == *spelling,
        });
        let slot = place_claim(&claims.collect::<Vec<_>>());
        let Some(replaced) = kept.iter().find(|one| one.slot == slot) else {
            return Ok(slot);
        };
        drop_claim(sql, replaced)?;
        let mut left = kept.iter().filter(|one| one.id != replaced.id);
        let is_left = left.any(|one| one.spelling == replaced.spelling);
        if !is_left && replaced.spelling != *spelling {
            let address_key = self.address_keys(sql)?.of(&replaced.spelling);
            outbox::remove_of(sql, &replaced.supporter_key, &address_key)?;
        }
        Ok(slot)
    }
}

/// Erases a claim; its consents were never counted.
pub(super) fn drop_claim(sql: &Sql, claim: &Kept) -> Result<(), InternalError> {
    erasure::erase(sql, claim.id)?;
    let stood: Standing = claim.standing();
    shift(sql, claim, Some(stood), None, &[])
}
