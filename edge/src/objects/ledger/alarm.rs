//! What a ledger's alarm is for: five kinds of work, and what makes each due.
//!
//! How rows, alarm and failures go together is `schedule.rs`'s.

use std::rc::Rc;

use petition::schedule::Change;
use protocol::limits::REPLAY_KEEP_MS;

use super::Ledger;
use commands::Late;

use crate::{
    error::InternalError,
    objects::schedule::{Planned, Work},
    platform::now_ms,
    sql::Sql,
};

/// The net under the announcement in memory.
pub(super) const ANNOUNCE_AGAIN_MS: i64 = 5_000;

/// How long a rate's row may outlive its arrival time. The table is read whole
/// then: some milliseconds for a hundred thousand networks.
pub(super) const RATES_PURGE_MS: i64 = 600_000;

/// The work of a ledger's alarm, in the order in which it runs: what may wait
/// for another object or a provider comes last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum LedgerWork {
    /// Replay rows whose time has passed go.
    Purge,
    /// Rates that are empty again go.
    Rates,
    /// Reminders, claims and links that end.
    Mailbox,
    /// Announcements are repeated until the campaign has everything.
    Announcement,
    /// Mails go out.
    Mail,
}

impl Work for LedgerWork {
    const ALL: &'static [Self] = &[
        Self::Purge,
        Self::Rates,
        Self::Mailbox,
        Self::Announcement,
        Self::Mail,
    ];
    const BEGIN: &'static str = "ledger.begin_due";

    fn as_str(self) -> &'static str {
        match self {
            Self::Purge => "purge",
            Self::Rates => "rates",
            Self::Mailbox => "mailbox",
            Self::Announcement => "announcement",
            Self::Mail => "mail",
        }
    }

    /// An announcement is seen in the public count. A minute more or less of
    /// the others is seen by nobody.
    fn usual_delay_ms(self) -> i64 {
        match self {
            Self::Announcement => 10_000,
            Self::Purge | Self::Rates | Self::Mailbox | Self::Mail => 60_000,
        }
    }
}

/// What a change makes due.
#[derive(Clone, Copy, Default)]
pub(super) struct Due {
    pub(super) announcement: bool,
    pub(super) purge: bool,
    pub(super) rates: bool,
    /// When a mail that was ordered may go out.
    pub(super) mail_at_ms: Option<i64>,
    /// When a mailbox is to be reminded, or what waits for it ends.
    pub(super) mailbox_at_ms: Option<i64>,
}

impl Due {
    /// The change is to be announced.
    pub(super) const ANNOUNCEMENT: Self = Self {
        announcement: true,
        purge: false,
        rates: false,
        mail_at_ms: None,
        mailbox_at_ms: None,
    };

    /// A replay row was stored, and has to be purged some day.
    pub(super) const PURGE: Self = Self {
        announcement: false,
        purge: true,
        rates: false,
        mail_at_ms: None,
        mailbox_at_ms: None,
    };

    fn changes(&self, now: i64) -> Vec<(LedgerWork, Change)> {
        let add = |is_due: bool, at_ms| is_due.then_some(Change::Add(at_ms));
        let changes = [
            (LedgerWork::Purge, add(self.purge, now + REPLAY_KEEP_MS)),
            (LedgerWork::Rates, add(self.rates, now + RATES_PURGE_MS)),
            (LedgerWork::Mailbox, self.mailbox_at_ms.map(Change::Hasten)),
            (
                LedgerWork::Announcement,
                add(self.announcement, now + ANNOUNCE_AGAIN_MS),
            ),
            (LedgerWork::Mail, self.mail_at_ms.map(Change::Hasten)),
        ];
        changes
            .into_iter()
            .filter_map(|(work, change)| Some((work, change?)))
            .collect()
    }
}

/// What a transaction has made due and stored, for [`Ledger::arm_alarm`].
#[must_use]
pub(super) struct Stored {
    is_announcement: bool,
    planned: Planned<LedgerWork>,
}

impl Stored {
    /// A command that changed nothing.
    pub(super) const NOTHING: Self = Self {
        is_announcement: false,
        planned: Planned::nothing(),
    };
}

impl Ledger {
    /// Stores what is due, unless that is stored already: in the change's own
    /// transaction, so that nothing can fail after its commit.
    pub(super) fn add_due(&self, sql: &Sql, due: Due) -> Result<Stored, InternalError> {
        self.store_due(sql, due, None)
    }

    /// The same after the work of an alarm, which is due again then, or never.
    pub(super) fn end_work(
        &self,
        sql: &Sql,
        work: LedgerWork,
        next_ms: Option<i64>,
        due: Due,
    ) -> Result<Stored, InternalError> {
        self.store_due(sql, due, Some((work, Change::Done(next_ms))))
    }

    fn store_due(
        &self,
        sql: &Sql,
        due: Due,
        done: Option<(LedgerWork, Change)>,
    ) -> Result<Stored, InternalError> {
        let not_before_ms = self
            .mail_paused_until_ms
            .get()
            .max(self.send_slots_from_ms.get());
        let due = Due {
            mail_at_ms: due.mail_at_ms.map(|at| at.max(not_before_ms)),
            ..due
        };
        let mut changes: Vec<_> = done.into_iter().collect();
        changes.extend(due.changes(now_ms()));
        Ok(Stored {
            is_announcement: due.announcement,
            planned: self.alarm.plan(sql, &changes)?,
        })
    }

    /// After the commit: the alarm follows the rows, and the change is
    /// announced in a moment.
    pub(super) fn arm_alarm(self: &Rc<Self>, stored: Stored) {
        self.alarm.commit(stored.planned);
        if stored.is_announcement {
            self.announce_soon();
        }
    }

    /// The alarm fires.
    pub(super) async fn on_alarm(self: &Rc<Self>) {
        if let Err(broken) = self.migrate() {
            return self.alarm.retry_alarm(&broken);
        }
        let run = async |work| match work {
            LedgerWork::Purge => self.run_purge(),
            LedgerWork::Rates => self.run_rates(),
            LedgerWork::Mailbox => self.run_mailboxes(),
            LedgerWork::Announcement => self.run_announcement().await,
            LedgerWork::Mail => self.run_mail().await,
        };
        self.alarm.on_alarm(&self.sql, run).await;
    }

    /// What is late, for organizers.
    pub(super) fn load_late(&self) -> Vec<Late> {
        let late = self.alarm.late().into_iter();
        late.map(|(work, since_ms)| Late {
            work: work.as_str().to_owned(),
            since_ms,
        })
        .collect()
    }
}
