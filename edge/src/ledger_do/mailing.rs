//! How the outbox empties, by the ledger's alarm. Nothing in here fails the
//! alarm: whatever is down is waited for.

use std::rc::Rc;

use super::{Ledger, announcing::MAIL};
use crate::{
    broken::Broken,
    log,
    platform::now_ms,
    store::{
        due,
        outbox::{self, Went},
    },
};

/// When settings or the campaign cannot be had, all mails wait so long.
const AGAIN_MS: i64 = 60_000;

impl Ledger {
    /// The alarm: no mail can be set up yet, so what is ordered waits, and the
    /// organizers see since when.
    pub(super) fn ring_mail(self: &Rc<Self>) {
        if let Err(broken) = self.plan_mail(true) {
            log::error("the outbox's next turn", &broken);
        }
    }

    /// When the alarm rings for the next mail. After a failure that is nobody's
    /// mail's fault, all wait a minute.
    fn plan_mail(&self, has_failed: bool) -> Result<(), Broken> {
        let now = now_ms();
        let next = self.sql.transaction("ledger.plan_mail", |sql| {
            outbox::purge_salts(sql)?;
            let next = outbox::earliest_due(sql)?;
            let next = next.map(|at| at.max(if has_failed { now + AGAIN_MS } else { at }));
            if has_failed && next.is_some() {
                let went = Went {
                    has_failed,
                    ..Went::default()
                };
                outbox::note(sql, went, now)?;
            }
            match next {
                Some(at) => due::postpone(sql, MAIL, at)?,
                None => due::remove(sql, MAIL)?,
            }
            Ok(next)
        })?;
        self.mail_due_ms.set(next.unwrap_or(i64::MAX));
        Ok(())
    }
}
