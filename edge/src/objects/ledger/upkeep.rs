//! What time does to a mailbox: it is reminded once, what it never confirmed
//! ends after thirty days, and links end.

use std::rc::Rc;

use petition::{MailPurpose, Spelling, Standing, State, next_mail_at};
use protocol::limits::CLAIM_KEEP_MS;

use super::{
    Ledger,
    alarm::{Due, LedgerWork},
    claiming::drop_claim,
    counting::shift,
    mail_orders::{MailReason, recipient},
    moderating::next_sequence,
};
use commands::{
    AskLink, Done, LoadMailHealth, MailHealth, MarkUndeliverable, MarkedUndeliverable, SendAgain,
};

use crate::{
    error::InternalError,
    platform::now_ms,
    sql::Sql,
    store::ledger::{
        mail_sent, mail_token,
        mailbox::{self, Kept},
        outbox::{self, OrderKind},
        spent_work,
    },
};

/// Rows that one transaction reminds or ends: some milliseconds of the
/// object's time.
const BATCH: i64 = 100;

impl Ledger {
    /// The alarm: reminders, ended claims, ended links; then when the next is.
    pub(super) fn run_mailboxes(self: &Rc<Self>) -> Result<(), InternalError> {
        let now = now_ms();
        let stored = self.sql.transaction("ledger.mailboxes", |sql| {
            let mut due = self.remind(sql, now)?;
            due.announcement = end_claims(sql, now)?;
            mail_token::purge(sql, now)?;
            mail_sent::purge(sql, now)?;
            mailbox::purge_confirmed(sql, now)?;
            outbox::purge(sql, now - CLAIM_KEEP_MS)?;
            let next = next_upkeep(sql)?;
            self.end_work(sql, LedgerWork::Mailbox, next, due)
        })?;
        self.arm_alarm(stored);
        Ok(())
    }

    /// Reminds each mailbox that has claims and no signature, once.
    fn remind(&self, sql: &Sql, now: i64) -> Result<Due, InternalError> {
        let mut due = Due::default();
        for supporter_key in mailbox::load_to_remind(sql, now, BATCH)? {
            mailbox::drop_reminder(sql, &supporter_key, true)?;
            let kept = mailbox::load(sql, &supporter_key)?;
            let is_answered = kept.iter().any(|one| one.is_confirmed());
            let Some(claim) = newest_claim(kept.iter()).filter(|_| !is_answered) else {
                continue;
            };
            let reason = MailReason::submitted(OrderKind::Reminder);
            let at_ms = self.order_to_row(sql, &supporter_key, claim.id, reason, now)?;
            due.mail_at_ms = due.mail_at_ms.into_iter().chain(at_ms).min();
        }
        Ok(due)
    }

    /// "Email me my link": to the spelling that was typed, if something was
    /// submitted with it, else to one that was. Of these to who has confirmed,
    /// else to who has signed, else to the newest claim's address.
    pub(super) fn ask_link(self: &Rc<Self>, ask: &AskLink) -> Result<Done, InternalError> {
        let now = now_ms();
        let typed = Spelling::of(&ask.address);
        self.order_in_command("ledger.ask_link", |sql| {
            // One work, one mail; the answer does not say so.
            if let Some(spent) = &ask.spent_work
                && !spent_work::spend(sql, spent)?
            {
                return Ok(None);
            }
            let kept = mailbox::load(sql, &ask.supporter_key)?;
            let is_typed = kept.iter().any(|one| one.spelling == typed);
            let of_spelling = || {
                let all = kept.iter();
                all.filter(|one| !is_typed || one.spelling == typed)
            };
            let household = || of_spelling().filter(|one| !one.is_claim());
            let signature = household()
                .find(|one| one.is_confirmed())
                .or_else(|| household().next());
            let (kind, row) = match (signature, newest_claim(of_spelling())) {
                (Some(signature), _) => (OrderKind::YourLink, signature),
                (None, Some(claim)) => (OrderKind::Confirm, claim),
                (None, None) => return Ok(None),
            };
            let purpose = MailPurpose::Asked;
            let reason = MailReason { kind, purpose };
            self.order_to_row(sql, &ask.supporter_key, row.id, reason, now)
        })
    }

    /// "Send again", for a claim that is still there.
    pub(super) fn send_again(self: &Rc<Self>, ask: &SendAgain) -> Result<Done, InternalError> {
        let now = now_ms();
        self.order_in_command("ledger.send_again", |sql| {
            let Some((claim, supporter_key)) = mailbox::find_claim(sql, &ask.receipt)? else {
                return Ok(None);
            };
            let kept = mailbox::load(sql, &supporter_key)?;
            let Some(claim) = kept
                .iter()
                .find(|one| one.id == claim && !one.delays_mail())
            else {
                return Ok(None);
            };
            let (kind, row) = match recipient(&kept, &claim.spelling) {
                Some(signature) => (OrderKind::AlreadySigned, signature.id),
                None => (OrderKind::Confirm, claim.id),
            };
            let reason = MailReason::submitted(kind);
            self.order_to_row(sql, &supporter_key, row, reason, now)
        })
    }

    /// Mail to an address comes back, or was complained of: what was submitted
    /// with this spelling waits for nothing. What came back was no mail, so it
    /// keeps no other from its mailbox.
    pub(super) fn mark_undeliverable(
        self: &Rc<Self>,
        ask: &MarkUndeliverable,
    ) -> Result<MarkedUndeliverable, InternalError> {
        let now = now_ms();
        let spelling = Spelling::of(&ask.address);
        let (claims, due) = self.sql.transaction("ledger.mark_undeliverable", |sql| {
            if mailbox::load(sql, &ask.supporter_key)?.is_empty() {
                return Ok((0, None));
            }
            let unreached = Unreached {
                supporter_key: &ask.supporter_key,
                address_key: &self.address_keys(sql)?.of(&spelling),
                spelling: &spelling,
            };
            let claims = mark_claims(sql, &unreached, now)?;
            let mut due = Due {
                announcement: claims > 0,
                ..Due::default()
            };
            if ask.is_bounce {
                due.mail_at_ms = give_back(sql, &unreached, now)?;
            }
            Ok((claims, Some(self.add_due(sql, due)?)))
        })?;
        if let Some(due) = due {
            self.arm_alarm(due);
        }
        Ok(MarkedUndeliverable { claims })
    }

    /// How the mail goes.
    pub(super) fn load_mail_health(
        &self,
        _ask: &LoadMailHealth,
    ) -> Result<MailHealth, InternalError> {
        outbox::load_health(&self.sql, now_ms())
    }

    /// A command that may order a mail, and answers the same whether it did.
    fn order_in_command(
        self: &Rc<Self>,
        command: &'static str,
        body: impl FnOnce(&Sql) -> Result<Option<i64>, InternalError>,
    ) -> Result<Done, InternalError> {
        let due = self.sql.transaction(command, |sql| {
            let mail_at_ms = body(sql)?;
            self.add_due(
                sql,
                Due {
                    mail_at_ms,
                    ..Due::default()
                },
            )
        })?;
        self.arm_alarm(due);
        Ok(Done {})
    }
}

fn newest_claim<'a>(kept: impl Iterator<Item = &'a Kept>) -> Option<&'a Kept> {
    let claims = kept.filter(|one| one.is_claim() && !one.is_undeliverable && !one.delays_mail());
    claims.max_by_key(|one| (one.signed_at_ms, one.slot))
}

/// Ends claims that nobody has confirmed in thirty days; whether any has.
fn end_claims(sql: &Sql, now: i64) -> Result<bool, InternalError> {
    let ended = mailbox::load_claims_before(sql, now - CLAIM_KEEP_MS, BATCH)?;
    if ended.is_empty() {
        return Ok(false);
    }
    // A change for the campaign's counters, and for nobody's page.
    let _sequence = next_sequence(sql)?;
    for claim in &ended {
        drop_claim(sql, claim)?;
    }
    Ok(true)
}

/// A spelling of an address that mail does not reach.
pub(super) struct Unreached<'a> {
    pub(super) supporter_key: &'a [u8; 32],
    pub(super) address_key: &'a [u8; 32],
    pub(super) spelling: &'a Spelling,
}

/// Marks the claims of a spelling; how many were not marked yet. A held one is
/// counted as held, whatever becomes of its mail.
pub(super) fn mark_claims(
    sql: &Sql,
    unreached: &Unreached<'_>,
    now: i64,
) -> Result<u64, InternalError> {
    let supporter_key = unreached.supporter_key;
    outbox::remove_of(sql, supporter_key, unreached.address_key)?;
    let kept = mailbox::load(sql, supporter_key)?;
    let (marked, left): (Vec<&Kept>, Vec<&Kept>) = kept
        .iter()
        .filter(|one| one.is_claim() && !one.is_undeliverable)
        .partition(|one| one.spelling == *unreached.spelling);
    if left.is_empty() {
        mailbox::drop_reminder(sql, supporter_key, false)?;
    }
    if marked.is_empty() {
        return Ok(0);
    }
    let _sequence = next_sequence(sql)?;
    for claim in &marked {
        mailbox::mark_undeliverable(sql, claim, now)?;
        if claim.state == State::Pending {
            let (stood, stands) = (Some(Standing::Pending), Some(Standing::Undeliverable));
            shift(sql, claim, stood, stands, &[])?;
        }
    }
    Ok(u64::try_from(marked.len()).unwrap_or(u64::MAX))
}

/// What a spelling was sent came back, and was no mail: when what waits for its
/// mailbox may go.
fn give_back(sql: &Sql, unreached: &Unreached<'_>, now: i64) -> Result<Option<i64>, InternalError> {
    let supporter_key = unreached.supporter_key;
    mail_sent::remove_of(sql, supporter_key, unreached.address_key)?;
    let purpose = MailPurpose::Submitted;
    let sent = mail_sent::load(sql, supporter_key, purpose, now)?;
    let due_at_ms = next_mail_at(sent, purpose, now);
    if let Some(due_at_ms) = due_at_ms {
        outbox::hasten(sql, supporter_key, due_at_ms)?;
    }
    Ok(due_at_ms)
}

/// When there is something to do next.
fn next_upkeep(sql: &Sql) -> Result<Option<i64>, InternalError> {
    let ends = mailbox::oldest_claim_ms(sql)?.map(|at| at + CLAIM_KEEP_MS);
    let nexts = [
        mailbox::earliest_reminder(sql)?,
        ends,
        mail_token::earliest_expiry(sql)?,
        mail_sent::earliest_expiry(sql)?,
    ];
    Ok(nexts.into_iter().flatten().min())
}
