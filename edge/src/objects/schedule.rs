//! An object's one alarm: due rows, arming, and what an alarm does. The same
//! for every object that has one.
//!
//! The rules are `petition::schedule`'s, the rows are in the object's `due`
//! table, and the object says by [`Work`] which kinds of work it has.
//!
//! Invariants: the alarm is set for the earliest row, whatever became of the
//! work; and what failed is tried again by its own backoff alone, so the alarm
//! neither spins nor stops.
//!
//! 1. A command plans what it makes due in its own transaction
//!    ([`Alarm::plan`]), and the alarm is set after the commit
//!    ([`Alarm::commit`]).
//! 2. A run counts every due row as failed and moves it to later, in one
//!    transaction, and sets the alarm, before it does anything
//!    ([`Alarm::on_alarm`]). A process that ends in the middle has lost nothing.
//! 3. Each due work runs. One that gets through says when it is due next; one
//!    that fails is logged and stays where step 2 has put it.
//! 4. An object that wakes for another reason reads its rows and sets the alarm
//!    anew ([`Alarm::wake`]): an alarm that the platform has given up, or never
//!    had, costs no more than the wait for the next request.

use std::cell::{Cell, RefCell};

use petition::schedule::{Change, Schedule, retry_after_ms};
use worker::{State, Storage};

use crate::{
    error::InternalError,
    log,
    platform::{make_random, now_ms},
    sql::Sql,
    store::due,
};

/// An alarm fires within milliseconds. One that is overdue by more than this
/// is set anew by the next command.
const OVERDUE_MS: i64 = 2_000;

/// The kinds of work that one kind of object has, in the order in which they
/// run: what takes no time comes first.
pub(crate) trait Work: Copy + Ord + 'static {
    /// Every kind.
    const ALL: &'static [Self];
    /// The name of the transaction that begins a run, `ledger.begin_due`.
    const BEGIN: &'static str;

    /// The word in the `due` table, the log and the organizers' API.
    fn as_str(self) -> &'static str;

    /// How long it may be overdue before organizers are shown it.
    fn usual_delay_ms(self) -> i64;
}

/// The rows that a transaction has stored, for [`Alarm::commit`].
#[must_use]
pub(crate) struct Planned<W>(Option<Schedule<W>>);

impl<W> Planned<W> {
    /// A transaction that made nothing due.
    pub(crate) const fn nothing() -> Self {
        Self(None)
    }
}

/// The alarm of one object.
pub(crate) struct Alarm<W> {
    storage: Storage,
    /// The rows as they are stored; none before they were read. Only this
    /// object writes them.
    stored: RefCell<Option<Schedule<W>>>,
    /// What the alarm was set to, as far as this instance knows.
    set_to_ms: Cell<Option<i64>>,
    /// Rings in a row that could not begin.
    failed_rings: Cell<u32>,
}

impl<W: Work> Alarm<W> {
    /// The alarm of the object with this state.
    pub(crate) fn new(state: &State) -> Self {
        Self {
            storage: state.storage(),
            stored: RefCell::new(None),
            set_to_ms: Cell::new(None),
            failed_rings: Cell::new(0),
        }
    }

    /// Before each command: reads the rows the first time, and sets an alarm
    /// that is missing or overdue.
    ///
    /// # Errors
    ///
    /// The rows could not be read.
    pub(crate) fn wake(&self, sql: &Sql) -> Result<(), InternalError> {
        let is_first = self.stored.borrow().is_none();
        if is_first {
            self.stored.replace(Some(load(sql)?));
        }
        let is_overdue = self.alarm_at_ms().is_some_and(|at| {
            let last = self.set_to_ms.get().map_or(at, |set_to| set_to.max(at));
            last.saturating_add(OVERDUE_MS) < now_ms()
        });
        if is_first || is_overdue {
            self.set(self.alarm_at_ms().map(|at| at.max(now_ms())));
        }
        Ok(())
    }

    /// Stores what a command changes, in its own transaction; rows that stay as
    /// they are cost no statement. Once in a transaction.
    ///
    /// # Errors
    ///
    /// Storage failed, or the object did not [wake](Self::wake).
    pub(crate) fn plan(
        &self,
        sql: &Sql,
        changes: &[(W, Change)],
    ) -> Result<Planned<W>, InternalError> {
        let stored = self.stored.borrow();
        let stored = stored
            .as_ref()
            .ok_or_else(|| InternalError::new("an object planned before it woke"))?;
        let mut planned: Option<Schedule<W>> = None;
        for (work, change) in changes {
            let mut schedule = planned.clone().unwrap_or_else(|| stored.clone());
            if schedule.change(*work, *change) {
                keep(sql, &schedule, *work)?;
                planned = Some(schedule);
            }
        }
        Ok(Planned(planned))
    }

    /// After the commit: the alarm follows the rows. Nothing here can fail a
    /// command that is committed: an alarm that could not be set is set by the
    /// next one.
    pub(crate) fn commit(&self, planned: Planned<W>) {
        if let Some(schedule) = planned.0 {
            self.stored.replace(Some(schedule));
            self.arm();
        }
    }

    /// What is late by more than its usual delay, and since when.
    pub(crate) fn late(&self) -> Vec<(W, i64)> {
        let stored = self.stored.borrow();
        let late = |schedule: &Schedule<W>| schedule.late(now_ms(), W::usual_delay_ms);
        stored.as_ref().map(late).unwrap_or_default()
    }

    /// The alarm fires: all that is due runs, and the alarm is set again.
    pub(crate) async fn on_alarm(
        &self,
        sql: &Sql,
        run: impl AsyncFn(W) -> Result<(), InternalError>,
    ) {
        let begun = match self.begin(sql) {
            Ok(begun) => begun,
            Err(broken) => return self.retry_alarm(&broken),
        };
        for work in begun {
            if let Err(broken) = run(work).await {
                log::error(&format!("the alarm's {}", work.as_str()), &broken);
            }
        }
        self.arm();
    }

    /// Not even the beginning of a run could be stored: the alarm fires again
    /// by the same backoff, which this instance alone remembers.
    pub(crate) fn retry_alarm(&self, broken: &InternalError) {
        log::error("the alarm", broken);
        let failures = self.failed_rings.get().saturating_add(1);
        self.failed_rings.set(failures);
        self.set(Some(now_ms() + retry_after_ms(failures, chance())));
    }

    fn begin(&self, sql: &Sql) -> Result<Vec<W>, InternalError> {
        // This ring has used it up.
        self.set_to_ms.set(None);
        let (begun, schedule) = sql.transaction(W::BEGIN, |sql| {
            let mut schedule = load(sql)?;
            let begun = schedule.begin(now_ms(), chance);
            for work in &begun {
                keep(sql, &schedule, *work)?;
            }
            Ok((begun, schedule))
        })?;
        self.failed_rings.set(0);
        self.commit(Planned(Some(schedule)));
        Ok(begun)
    }

    fn alarm_at_ms(&self) -> Option<i64> {
        self.stored.borrow().as_ref()?.alarm_at_ms()
    }

    /// Sets the alarm for the earliest row, unless it is.
    fn arm(&self) {
        let at_ms = self.alarm_at_ms();
        if at_ms != self.set_to_ms.get() {
            self.set(at_ms);
        }
    }

    /// Sets the alarm; without any row it stays as it is, and its ring finds
    /// nothing to do.
    ///
    /// Setting is synchronous: the promise settles when the runtime has stored
    /// the time, together with the writes of this turn, and the output gate
    /// waits for that.
    fn set(&self, at_ms: Option<i64>) {
        let Some(at_ms) = at_ms else { return };
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds since 1970 are below 2^53"
        )]
        let at = js_sys::Date::new(&(at_ms as f64).into());
        let set = self.storage.as_raw().set_alarm(at, js_sys::Object::new());
        match set {
            Ok(_stored) => self.set_to_ms.set(Some(at_ms)),
            Err(error) => {
                self.set_to_ms.set(None);
                log::error("an alarm could not be set", &InternalError::thrown(&error));
            }
        }
    }
}

/// The rows of the work that this build knows. A row of another one, which a
/// later deployment has stored, stays for it.
fn load<W: Work>(sql: &Sql) -> Result<Schedule<W>, InternalError> {
    let rows = due::load(sql)?;
    let known = rows.into_iter().filter_map(|(kind, row)| {
        let work = W::ALL.iter().find(|work| work.as_str() == kind)?;
        Some((*work, row))
    });
    Ok(Schedule::of(known))
}

fn keep<W: Work>(sql: &Sql, schedule: &Schedule<W>, work: W) -> Result<(), InternalError> {
    match schedule.row(work) {
        Some(row) => due::put(sql, work.as_str(), &row),
        None => due::remove(sql, work.as_str()),
    }
}

fn chance() -> u16 {
    u16::from_be_bytes(make_random())
}
