//! What an object's one alarm is for: rows of what is due, and what becomes of
//! a row that fails.
//!
//! Not the storage of the rows, not the alarm itself and not the work: the edge
//! has those (`edge/src/objects/schedule.rs`).
//!
//! Invariants: a row that fails keeps back no other row, and it is never lost.
//! It is tried again at most [`BACKOFF_MOST_MS`] and a quarter later, so work
//! goes on by itself when the fault is gone. In any hour it fires at most 18
//! times, whatever else happens (see [`retry_after_ms`]).

use std::collections::BTreeMap;

/// The wait after the first failure: 1 s.
const BACKOFF_FIRST_MS: i64 = 1_000;

/// The longest wait: ten minutes.
pub const BACKOFF_MOST_MS: i64 = 600_000;

/// How long a row waits after so many failures in a row: 1 s, and twice as long
/// each time, up to ten minutes; a quarter more or less, so that the shards of
/// a campaign do not all come back at the same instant.
///
/// The waits of the first ten failures are 1 + 2 + 4 + ... + 512 s = 1,023 s.
/// With the least chance they are three quarters of that, 767 s, and each later
/// one 450 s: in the first hour 11 runs and (3,600 - 767) / 450 = 6 more, so
/// at most 17 and the first.
///
/// `chance` is uniform over all 65,536 values.
#[must_use]
pub fn retry_after_ms(failures: u32, chance: u16) -> i64 {
    let doublings = failures.saturating_sub(1).min(20);
    let wait_ms = (BACKOFF_FIRST_MS << doublings).min(BACKOFF_MOST_MS);
    let spread_ms = wait_ms / 2 * i64::from(chance) / i64::from(u16::MAX);
    wait_ms - wait_ms / 4 + spread_ms
}

/// One kind of work: when it is due, and how it has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueRow {
    /// When it is due, in Unix milliseconds.
    pub at_ms: i64,
    /// Rings in a row that it did not get through, the present one among them.
    pub failures: u32,
    /// When it was due the first time that it did not get through.
    pub failing_since_ms: Option<i64>,
}

impl DueRow {
    /// Work that is due then and has not failed.
    #[must_use]
    pub fn at(at_ms: i64) -> Self {
        Self {
            at_ms,
            failures: 0,
            failing_since_ms: None,
        }
    }

    /// Since when the work is late, if it is by more than its usual delay.
    #[must_use]
    pub fn late_since_ms(&self, now_ms: i64, usual_delay_ms: i64) -> Option<i64> {
        let since_ms = self.failing_since_ms.unwrap_or(self.at_ms);
        let delay_ms = now_ms.saturating_sub(since_ms);
        (delay_ms > usual_delay_ms).then_some(since_ms)
    }
}

/// What a command, or work that was done, changes of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Due then, unless it is due already.
    Add(i64),
    /// Due then or sooner. A row that fails waits for its own time: otherwise
    /// each new order would ring for what cannot be done.
    Hasten(i64),
    /// The work was done, and is due again then, or never.
    Done(Option<i64>),
}

/// All rows of one object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule<W>(BTreeMap<W, DueRow>);

impl<W: Copy + Ord> Schedule<W> {
    /// The rows as they are stored.
    pub fn of(rows: impl IntoIterator<Item = (W, DueRow)>) -> Self {
        Self(rows.into_iter().collect())
    }

    /// The row of one kind of work.
    #[must_use]
    pub fn row(&self, work: W) -> Option<DueRow> {
        self.0.get(&work).copied()
    }

    /// When the alarm has to ring: for the earliest row.
    #[must_use]
    pub fn alarm_at_ms(&self) -> Option<i64> {
        self.0.values().map(|row| row.at_ms).min()
    }

    /// Changes one row; whether anything is another than before.
    pub fn change(&mut self, work: W, change: Change) -> bool {
        let before = self.row(work);
        let after = match (change, before) {
            (Change::Add(at_ms) | Change::Hasten(at_ms), None) => Some(DueRow::at(at_ms)),
            (Change::Hasten(at_ms), Some(row)) if row.failures == 0 => {
                Some(DueRow::at(row.at_ms.min(at_ms)))
            }
            (Change::Add(_) | Change::Hasten(_), Some(row)) => Some(row),
            (Change::Done(next), _) => next.map(DueRow::at),
        };
        match after {
            Some(row) => self.0.insert(work, row),
            None => self.0.remove(&work),
        };
        after != before
    }

    /// What is due, in the order of the kinds. Each row counts as failed from
    /// here on and is due again after its wait, until [`Change::Done`] says that
    /// the work was done: so a run that never ends, in whatever way, has
    /// postponed its rows and no others.
    pub fn begin(&mut self, now_ms: i64, mut chance: impl FnMut() -> u16) -> Vec<W> {
        let mut begun = Vec::new();
        for (work, row) in &mut self.0 {
            if row.at_ms > now_ms {
                continue;
            }
            let failures = row.failures.saturating_add(1);
            *row = DueRow {
                at_ms: now_ms.saturating_add(retry_after_ms(failures, chance())),
                failures,
                failing_since_ms: row.failing_since_ms.or(Some(row.at_ms)),
            };
            begun.push(*work);
        }
        begun
    }

    /// What is late by more than its usual delay, and since when.
    #[must_use]
    pub fn late(&self, now_ms: i64, usual_delay_ms: impl Fn(W) -> i64) -> Vec<(W, i64)> {
        let rows = self.0.iter();
        rows.filter_map(|(work, row)| {
            let since_ms = row.late_since_ms(now_ms, usual_delay_ms(*work))?;
            Some((*work, since_ms))
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START_MS: i64 = 1_795_327_200_000;
    const HOUR_MS: i64 = 3_600_000;
    const WORKS: [u8; 5] = [0, 1, 2, 3, 4];

    fn all_due() -> Schedule<u8> {
        Schedule::of(WORKS.map(|work| (work, DueRow::at(START_MS + i64::from(work)))))
    }

    /// Rings at the alarm's instants until `until_ms`; what fails is not done.
    /// The instants at which each work was begun.
    fn ring(
        schedule: &mut Schedule<u8>,
        until_ms: i64,
        chance: u16,
        fails: impl Fn(u8) -> bool,
    ) -> Vec<(i64, u8)> {
        let mut begun = Vec::new();
        while let Some(now_ms) = schedule.alarm_at_ms().filter(|at| *at < until_ms) {
            for work in schedule.begin(now_ms, || chance) {
                begun.push((now_ms, work));
                if !fails(work) {
                    schedule.change(work, Change::Done(Some(now_ms + HOUR_MS / 2)));
                }
            }
        }
        begun
    }

    #[test]
    fn whichever_work_fails_all_others_are_done_and_its_rings_are_bounded() {
        for failing in WORKS {
            for chance in [0, u16::MAX / 2, u16::MAX] {
                let mut schedule = all_due();
                let hour = START_MS + HOUR_MS;
                let begun = ring(&mut schedule, hour, chance, |work| work == failing);
                let count = |work| begun.iter().filter(|(_, one)| *one == work).count();
                assert!((10..=18).contains(&count(failing)), "{}", count(failing));
                for other in WORKS.into_iter().filter(|work| *work != failing) {
                    assert_eq!(count(other), 2, "{other} beside {failing}");
                }
                // The fault is gone: it is done within the longest wait.
                let again = ring(
                    &mut schedule,
                    hour + BACKOFF_MOST_MS * 5 / 4,
                    chance,
                    |_| false,
                );
                assert!(again.iter().any(|(_, work)| *work == failing));
                assert_eq!(schedule.row(failing).unwrap().failures, 0);
                assert_eq!(schedule.row(failing).unwrap().failing_since_ms, None);
            }
        }
    }

    #[test]
    fn what_every_work_has_is_done_where_every_work_fails_for_a_while() {
        let mut schedule = all_due();
        let begun = ring(&mut schedule, START_MS + HOUR_MS, 0, |_| true);
        assert!(begun.len() <= 18 * WORKS.len(), "{}", begun.len());
        let later = ring(&mut schedule, START_MS + 2 * HOUR_MS, 0, |_| false);
        for work in WORKS {
            assert!(later.iter().any(|(_, one)| *one == work));
        }
    }

    #[test]
    fn the_waits_double_to_ten_minutes_and_are_spread_by_a_quarter() {
        let waits = [1, 2, 3, 10, 11, u32::MAX].map(|failures| retry_after_ms(failures, 0));
        assert_eq!(waits, [750, 1_500, 3_000, 384_000, 450_000, 450_000]);
        assert_eq!(retry_after_ms(1, u16::MAX), 1_250);
        assert_eq!(retry_after_ms(u32::MAX, u16::MAX), 750_000);
    }

    #[test]
    fn nothing_hastens_what_fails() {
        let mut schedule = Schedule::of([(0, DueRow::at(START_MS))]);
        assert_eq!(schedule.begin(START_MS, || 0), [0]);
        let begun = schedule.row(0).unwrap();
        assert_eq!(begun.failing_since_ms, Some(START_MS));
        for change in [Change::Hasten(0), Change::Add(0)] {
            assert!(!schedule.change(0, change));
        }
        assert_eq!(schedule.row(0), Some(begun));
        assert!(schedule.change(0, Change::Done(Some(9))));
        assert!(!schedule.change(0, Change::Hasten(9)));
        assert!(!schedule.change(0, Change::Add(5)), "it is due already");
        assert!(schedule.change(0, Change::Hasten(5)));
        assert_eq!(schedule.alarm_at_ms(), Some(5));
        assert!(schedule.change(0, Change::Done(None)));
        assert_eq!(schedule.alarm_at_ms(), None);
    }

    #[test]
    fn what_is_late_is_late_since_it_was_first_due() {
        let mut schedule = all_due();
        let late = |schedule: &Schedule<u8>, after_ms| schedule.late(START_MS + after_ms, |_| 50);
        assert_eq!(late(&schedule, 50), []);
        assert_eq!(late(&schedule, 51), [(0, START_MS)], "nobody has rung");
        let begun = ring(&mut schedule, START_MS + HOUR_MS, 0, |work| work == 3);
        assert!(begun.len() > WORKS.len());
        assert_eq!(late(&schedule, HOUR_MS), [(3, START_MS + 3)]);
    }
}
