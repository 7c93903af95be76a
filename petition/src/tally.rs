//! Counting: what a shard has, and what all shards have together.
//!
//! Invariant: a shard's counters are absolute and numbered, so that an
//! announcement that is lost, repeated or late cannot make the tally wrong.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::admit::State;
use crate::settings::Counts;

/// How many signatures stand in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counters {
    /// Submitted, not confirmed.
    pub pending: u64,
    /// Confirmed.
    pub confirmed: u64,
    /// Kept back.
    pub held: u64,
    /// Taken back.
    pub withdrawn: u64,
}

impl Counters {
    /// Counts one more in a state.
    pub fn add(&mut self, state: State) {
        let count = self.of_mut(state);
        *count = count.saturating_add(1);
    }

    /// Counts one fewer in a state; there is never one fewer than none.
    pub fn sub(&mut self, state: State) {
        let count = self.of_mut(state);
        *count = count.saturating_sub(1);
    }

    /// How many stand in a state.
    #[must_use]
    pub fn of(&self, state: State) -> u64 {
        match state {
            State::Pending => self.pending,
            State::Confirmed => self.confirmed,
            State::Held => self.held,
            State::Withdrawn => self.withdrawn,
        }
    }

    /// How many are told to the public.
    #[must_use]
    pub fn counted(&self, counts: Counts) -> u64 {
        match counts {
            Counts::Submitted => self.pending.saturating_add(self.confirmed),
            Counts::Confirmed => self.confirmed,
        }
    }

    fn of_mut(&mut self, state: State) -> &mut u64 {
        match state {
            State::Pending => &mut self.pending,
            State::Confirmed => &mut self.confirmed,
            State::Held => &mut self.held,
            State::Withdrawn => &mut self.withdrawn,
        }
    }
}

impl std::iter::Sum for Counters {
    fn sum<I: Iterator<Item = Self>>(shards: I) -> Self {
        shards.fold(Self::default(), |sum, one| Self {
            pending: sum.pending.saturating_add(one.pending),
            confirmed: sum.confirmed.saturating_add(one.confirmed),
            held: sum.held.saturating_add(one.held),
            withdrawn: sum.withdrawn.saturating_add(one.withdrawn),
        })
    }
}

/// The latest counters of each shard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged(BTreeMap<u16, (u64, Counters)>);

impl Merged {
    /// Takes a shard's announcement; `false` if a later one, or this one, is
    /// there already.
    pub fn merge(&mut self, shard: u16, sequence: u64, counters: Counters) -> bool {
        let is_new = is_newer(self.0.get(&shard).map(|(known, _)| *known), sequence);
        if is_new {
            self.0.insert(shard, (sequence, counters));
        }
        is_new
    }

    /// The sum over the shards.
    #[must_use]
    pub fn total(&self) -> Counters {
        self.0.values().map(|(_, counters)| *counters).sum()
    }
}

/// Whether an announcement is later than the latest known of its shard.
#[must_use]
pub fn is_newer(known: Option<u64>, sequence: u64) -> bool {
    known.is_none_or(|known| known < sequence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn held_and_withdrawn_never_count_and_pending_counts_where_submitted_does() {
        let counters = Counters {
            pending: 1,
            confirmed: 20,
            held: 300,
            withdrawn: 4000,
        };
        assert_eq!(counters.counted(Counts::Submitted), 21);
        assert_eq!(counters.counted(Counts::Confirmed), 20);
    }

    #[test]
    fn a_state_is_counted_up_and_down_and_never_below_none() {
        for state in State::ALL {
            let mut counters = Counters::default();
            counters.add(state);
            assert_eq!(counters.of(state), 1);
            assert_eq!(
                State::ALL.map(|one| counters.of(one)).iter().sum::<u64>(),
                1
            );
            counters.sub(state);
            counters.sub(state);
            assert_eq!(counters, Counters::default());
        }
    }

    #[test]
    fn a_late_or_repeated_announcement_changes_nothing() {
        let counters = |pending| Counters {
            pending,
            ..Counters::default()
        };
        let mut merged = Merged::default();
        assert!(merged.merge(0, 2, counters(5)));
        assert!(merged.merge(1, 1, counters(7)));
        assert!(!merged.merge(0, 1, counters(4)));
        assert!(!merged.merge(0, 2, counters(9)));
        assert_eq!(merged.total(), counters(12));
    }
}
