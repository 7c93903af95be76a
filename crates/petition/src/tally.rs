//! Counting: what a shard has, and what all shards have together.
//!
//! Invariant: a shard's counters are absolute and numbered, so that an
//! announcement that is lost, repeated or late cannot make the tally wrong.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::admit::State;
use crate::settings::Counts;

/// Where a signature stands, as it is counted: its state, and whether its
/// mailbox cannot be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Submitted, not confirmed.
    Pending,
    /// Confirmed.
    Confirmed,
    /// Kept back.
    Held,
    /// Taken back.
    Withdrawn,
    /// Submitted, and the mail came back.
    Undeliverable,
}

impl Standing {
    /// Every standing, in the order of the counters.
    pub const ALL: [Self; 5] = [
        Self::Pending,
        Self::Confirmed,
        Self::Held,
        Self::Withdrawn,
        Self::Undeliverable,
    ];

    /// Where a signature in this state stands.
    #[must_use]
    pub fn of(state: State, is_undeliverable: bool) -> Self {
        match state {
            State::Pending if is_undeliverable => Self::Undeliverable,
            State::Pending => Self::Pending,
            State::Confirmed => Self::Confirmed,
            State::Held => Self::Held,
            State::Withdrawn => Self::Withdrawn,
        }
    }
}

impl From<State> for Standing {
    fn from(state: State) -> Self {
        Self::of(state, false)
    }
}

/// How many signatures stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counters {
    /// Submitted, not confirmed.
    pub pending: u64,
    /// Confirmed.
    pub confirmed: u64,
    /// Kept back.
    pub held: u64,
    /// Taken back.
    pub withdrawn: u64,
    /// Submitted, and the mail came back.
    #[serde(default)]
    pub undeliverable: u64,
}

impl Counters {
    /// Counts one more.
    pub fn add(&mut self, standing: impl Into<Standing>) {
        let count = self.of_mut(standing.into());
        *count = count.saturating_add(1);
    }

    /// Counts one fewer; there is never one fewer than none.
    pub fn sub(&mut self, standing: impl Into<Standing>) {
        let count = self.of_mut(standing.into());
        *count = count.saturating_sub(1);
    }

    /// How many stand there.
    #[must_use]
    pub fn of(&self, standing: impl Into<Standing>) -> u64 {
        let mut counters = *self;
        *counters.of_mut(standing.into())
    }

    /// How many the public is shown.
    #[must_use]
    pub fn counted(&self, counts: Counts) -> u64 {
        match counts {
            Counts::Submitted => self.pending.saturating_add(self.confirmed),
            Counts::Confirmed => self.confirmed,
        }
    }

    fn of_mut(&mut self, standing: Standing) -> &mut u64 {
        match standing {
            Standing::Pending => &mut self.pending,
            Standing::Confirmed => &mut self.confirmed,
            Standing::Held => &mut self.held,
            Standing::Withdrawn => &mut self.withdrawn,
            Standing::Undeliverable => &mut self.undeliverable,
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
            undeliverable: sum.undeliverable.saturating_add(one.undeliverable),
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
    fn held_withdrawn_and_undeliverable_never_count_and_pending_counts_where_submitted_does() {
        let counters = Counters {
            pending: 1,
            confirmed: 20,
            held: 300,
            withdrawn: 4000,
            undeliverable: 50_000,
        };
        assert_eq!(counters.counted(Counts::Submitted), 21);
        assert_eq!(counters.counted(Counts::Confirmed), 20);
    }

    #[test]
    fn a_standing_is_counted_up_and_down_and_never_below_none() {
        for standing in Standing::ALL {
            let mut counters = Counters::default();
            counters.add(standing);
            assert_eq!(counters.of(standing), 1);
            let all = Standing::ALL.map(|one| counters.of(one));
            assert_eq!(all.iter().sum::<u64>(), 1);
            counters.sub(standing);
            counters.sub(standing);
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
