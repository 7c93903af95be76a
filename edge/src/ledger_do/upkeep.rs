//! What time does to a mailbox: it is reminded once, what it never confirmed
//! ends after thirty days, and links end.

use std::rc::Rc;

use petition::{Standing, State};
use protocol::limits::CLAIM_KEEP_MS;

use super::{
    Ledger,
    alarm::{Due, LedgerWork},
    claiming::drop_claim,
    counting::shift,
    mail_orders::recipient,
    moderating::next_sequence,
};
use crate::{
    broken::Broken,
    commands::{
        AskLink, Done, LoadMailHealth, MailHealth, MarkUndeliverable, MarkedUndeliverable,
        SendAgain,
    },
    platform::now_ms,
    sql::Sql,
    store::{
        mail_token,
        mailbox::{self, Kept},
        outbox::{self, OrderKind},
    },
};

/// Rows that one transaction reminds or ends: some milliseconds of the
/// object's time.
const BATCH: i64 = 100;

impl Ledger {
    /// The alarm: reminders, ended claims, ended links; then when the next is.
    pub(super) fn ring_mailboxes(self: &Rc<Self>) -> Result<(), Broken> {
        let now = now_ms();
        let stored = self.sql.transaction("ledger.mailboxes", |sql| {
            let mut due = self.remind(sql, now)?;
            due.announcement = end_claims(sql, now)?;
            mail_token::purge(sql, now)?;
            mailbox::purge_confirmed(sql, now)?;
            outbox::purge(sql, now - CLAIM_KEEP_MS)?;
            let next = next_upkeep(sql)?;
            self.end_work(sql, (LedgerWork::Mailbox, next), due)
        })?;
        self.arm_alarm(stored);
        Ok(())
    }

    /// Reminds each mailbox that has claims and no signature, once.
    fn remind(&self, sql: &Sql, now: i64) -> Result<Due, Broken> {
        let mut due = Due::default();
        for supporter_key in mailbox::load_to_remind(sql, now, BATCH)? {
            mailbox::drop_reminder(sql, &supporter_key, true)?;
            let kept = mailbox::load(sql, &supporter_key)?;
            let is_answered = kept.iter().any(Kept::is_confirmed);
            let Some(claim) = newest_claim(&kept).filter(|_| !is_answered) else {
                continue;
            };
            let whose = (&supporter_key, claim.id);
            let at_ms = self.order_to_row(sql, whose, (OrderKind::Reminder, now))?;
            due.mail_at_ms = due.mail_at_ms.into_iter().chain(at_ms).min();
        }
        Ok(due)
    }

    /// "Email me my link": to who has confirmed, else to who has signed, else
    /// to the newest claim's address.
    pub(super) fn ask_link(self: &Rc<Self>, ask: &AskLink) -> Result<Done, Broken> {
        let now = now_ms();
        self.order_in_command("ledger.ask_link", |sql| {
            let kept = mailbox::load(sql, &ask.supporter_key)?;
            let household = || kept.iter().filter(|one| !one.is_claim());
            let signature = household()
                .find(|one| one.is_confirmed())
                .or_else(|| household().next());
            let (kind, row) = match (signature, newest_claim(&kept)) {
                (Some(signature), _) => (OrderKind::YourLink, signature),
                (None, Some(claim)) => (OrderKind::Confirm, claim),
                (None, None) => return Ok(None),
            };
            self.order_to_row(sql, (&ask.supporter_key, row.id), (kind, now))
        })
    }

    /// "Send again", for a claim that is still there.
    pub(super) fn send_again(self: &Rc<Self>, ask: &SendAgain) -> Result<Done, Broken> {
        let now = now_ms();
        self.order_in_command("ledger.send_again", |sql| {
            let Some((claim, supporter_key)) = mailbox::find_claim(sql, &ask.receipt)? else {
                return Ok(None);
            };
            let kept = mailbox::load(sql, &supporter_key)?;
            if kept.iter().any(|one| one.id == claim && one.delays_mail()) {
                return Ok(None);
            }
            let (kind, row) = match recipient(&kept) {
                Some(signature) => (OrderKind::AlreadySigned, signature.id),
                None => (OrderKind::Confirm, claim),
            };
            self.order_to_row(sql, (&supporter_key, row), (kind, now))
        })
    }

    /// Mail to a mailbox comes back: what waits for it waits for nothing.
    pub(super) fn mark_undeliverable(
        self: &Rc<Self>,
        ask: &MarkUndeliverable,
    ) -> Result<MarkedUndeliverable, Broken> {
        let (claims, due) = self.sql.transaction("ledger.mark_undeliverable", |sql| {
            let claims = mark_claims(sql, &ask.supporter_key, now_ms())?;
            let due = match claims {
                0 => None,
                _ => Some(self.add_due(sql, Due::ANNOUNCEMENT)?),
            };
            Ok((claims, due))
        })?;
        self.announce_change(due);
        Ok(MarkedUndeliverable { claims })
    }

    /// How the mail goes.
    pub(super) fn load_mail_health(&self, _ask: &LoadMailHealth) -> Result<MailHealth, Broken> {
        outbox::load_health(&self.sql, now_ms())
    }

    /// A command that may order a mail, and answers the same whether it did.
    fn order_in_command(
        self: &Rc<Self>,
        command: &'static str,
        body: impl FnOnce(&Sql) -> Result<Option<i64>, Broken>,
    ) -> Result<Done, Broken> {
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

fn newest_claim(kept: &[Kept]) -> Option<&Kept> {
    let claims = kept
        .iter()
        .filter(|one| one.is_claim() && !one.is_undeliverable && !one.delays_mail());
    claims.max_by_key(|one| (one.signed_at_ms, one.slot))
}

/// Ends claims that nobody has confirmed in thirty days; whether any has.
fn end_claims(sql: &Sql, now: i64) -> Result<bool, Broken> {
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

/// Marks the claims of a mailbox; how many were not marked yet. A held one is
/// counted as held, whatever becomes of its mail.
pub(super) fn mark_claims(sql: &Sql, supporter_key: &[u8; 32], now: i64) -> Result<u64, Broken> {
    outbox::remove_of(sql, supporter_key)?;
    mailbox::drop_reminder(sql, supporter_key, false)?;
    let kept = mailbox::load(sql, supporter_key)?;
    let marked: Vec<&Kept> = kept
        .iter()
        .filter(|one| one.is_claim() && !one.is_undeliverable)
        .collect();
    if marked.is_empty() {
        return Ok(0);
    }
    let _sequence = next_sequence(sql)?;
    mailbox::mark_undeliverable(sql, supporter_key, now)?;
    for claim in marked.iter().filter(|one| one.state == State::Pending) {
        let step = (Some(Standing::Pending), Some(Standing::Undeliverable));
        shift(sql, claim, step, &[])?;
    }
    Ok(u64::try_from(marked.len()).unwrap_or(u64::MAX))
}

/// When there is something to do next.
fn next_upkeep(sql: &Sql) -> Result<Option<i64>, Broken> {
    let ends = mailbox::oldest_claim_ms(sql)?.map(|at| at + CLAIM_KEEP_MS);
    let nexts = [
        mailbox::earliest_reminder(sql)?,
        ends,
        mail_token::earliest_expiry(sql)?,
    ];
    Ok(nexts.into_iter().flatten().min())
}
