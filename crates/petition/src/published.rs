//! What everybody sees of a protected campaign's count.
//!
//! Invariant: it is the count as it stood when the hour began, in whole steps.

use crate::settings::{published_count, published_since_ms};

/// The count that is published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// In whole steps.
    pub signatures: u64,
    /// When it last moved, in Unix milliseconds.
    pub as_of_ms: i64,
    /// When its hour began, in Unix milliseconds; 0 before the first.
    pub since_ms: i64,
}

impl Published {
    /// Whether a new hour has begun.
    #[must_use]
    pub fn is_over(&self, now_ms: i64) -> bool {
        published_since_ms(now_ms) > self.since_ms
    }

    /// What is published after this, given how many signatures count and when
    /// that last changed.
    #[must_use]
    pub fn next(self, counted: u64, changed_at_ms: i64, now_ms: i64) -> Self {
        let since_ms = published_since_ms(now_ms);
        let next = Self {
            signatures: published_count(counted),
            as_of_ms: self.as_of_ms,
            since_ms,
        };
        if !next.has_moved_from(&self) {
            return next;
        }
        Self {
            // Pages take no tally that is older than what they were shown before
            // the campaign was protected; since then this does not move.
            as_of_ms: since_ms.max(changed_at_ms),
            ..next
        }
    }

    /// Whether pages have to be sent the number.
    #[must_use]
    pub fn has_moved_from(&self, before: &Self) -> bool {
        before.since_ms == 0 || self.signatures != before.signatures
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR_MS: i64 = 3_600_000;

    #[test]
    fn within_its_hour_the_number_stays() {
        let first = Published::default().next(100, 5, HOUR_MS + 1);
        assert!(!first.is_over(2 * HOUR_MS - 1));
        assert!(first.is_over(2 * HOUR_MS));
    }

    #[test]
    fn the_first_number_is_as_new_as_what_pages_were_shown_before() {
        let late = Published::default().next(100, HOUR_MS + 7, HOUR_MS + 9);
        assert_eq!(late.as_of_ms, HOUR_MS + 7);
        let early = Published::default().next(100, 5, HOUR_MS + 9);
        assert_eq!((early.as_of_ms, early.since_ms), (HOUR_MS, HOUR_MS));
    }

    #[test]
    fn a_number_that_does_not_move_keeps_its_time() {
        let first = Published::default().next(1_000, 5, HOUR_MS);
        let same = first.next(1_001, 2 * HOUR_MS - 1, 2 * HOUR_MS);
        assert_eq!(same.signatures, first.signatures);
        assert!(!same.has_moved_from(&first));
        assert_eq!(
            (same.as_of_ms, same.since_ms),
            (first.as_of_ms, 2 * HOUR_MS)
        );
        let more = same.next(5_000, 2 * HOUR_MS + 1, 3 * HOUR_MS);
        assert!(more.has_moved_from(&same) && more.as_of_ms == 3 * HOUR_MS);
    }
}
