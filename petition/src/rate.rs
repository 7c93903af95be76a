//! How often something may happen, as one number for each who does it.
//!
//! The generic cell rate algorithm (ITU-T I.371 annex A): what is kept is the
//! theoretical arrival time, the instant at which the bucket is empty again.
//! Not the storage of it, and not what becomes of who is over a limit: a
//! signature over one is held, never refused (design of the product, 4.7).
//!
//! Invariant: of any submissions, however they come, at most the burst and
//! what has drained since the first are within a rate.

mod limits;

pub use self::limits::{HeldReason, Limit, LimitSettings, Limits};

/// Microseconds in an hour: limits are said by the hour and kept in
/// microseconds, so that 100 million an hour is still a whole interval (36).
const HOUR_US: i64 = 3_600_000_000;

/// A rate: so many at once, and one more in each interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// What one costs: the time in which it drains, in microseconds, at least 1.
    pub interval_us: i64,
    /// How many may come at once, at least 1.
    pub burst: u32,
}

/// What a rate says to one more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether it is within the rate.
    pub is_within: bool,
    /// The theoretical arrival time to keep, in Unix microseconds. What is over
    /// the rate costs nothing: a flood does not lengthen its own punishment.
    pub arrival_us: i64,
    /// How long until one more is within it, in microseconds; 0 where this is.
    pub wait_us: i64,
}

impl Rate {
    /// A rate of `limit` in one of `shards` equal parts.
    ///
    /// For what spreads over all shards evenly and in numbers: a partner's or
    /// a campaign's signatures. Each part has its fraction, at least 1.
    #[must_use]
    pub fn divided(limit: Limit, shards: u16) -> Self {
        let shards = u32::from(shards.max(1));
        Self {
            interval_us: interval_us(limit, shards),
            burst: limit.burst.div_ceil(shards).max(1),
        }
    }

    /// A rate of `limit` in one of `shards` parts, with room for chance.
    ///
    /// For what is few and falls on the shards like dice: a network's or a
    /// session's signatures go where each supporter's key says. Of ten by
    /// eight shards, one shard often gets three; a plain eighth would hold
    /// honest people. So a part may burst to its mean and three standard
    /// deviations more (the mean of a rare event is its variance), never to
    /// more than the whole. Over all shards a network that aims well gets at
    /// most that much more at once; what drains is divided exactly.
    #[must_use]
    pub fn scattered(limit: Limit, shards: u16) -> Self {
        let parts = u32::from(shards.max(1));
        let mean = limit.burst.div_ceil(parts).max(1);
        let room = if parts == 1 { 0 } else { 3 * ceil_sqrt(mean) };
        Self {
            interval_us: interval_us(limit, parts),
            burst: mean.saturating_add(room).min(limit.burst.max(1)),
        }
    }

    /// A number that does not refill, in one of `shards` parts: a rate whose
    /// clock stands still (its `now_us` is always the same).
    #[must_use]
    pub fn number(number: u32, shards: u16) -> Self {
        let limit = Limit {
            per_hour: 1,
            burst: number,
        };
        Self {
            interval_us: 1,
            ..Self::scattered(limit, shards)
        }
    }

    /// Decides about one that comes at `now_us`; `arrival_us` is what was kept,
    /// none before the first.
    #[must_use]
    pub fn decide(&self, arrival_us: Option<i64>, now_us: i64) -> Decision {
        let interval_us = self.interval_us.max(1);
        let arrival_us = arrival_us.unwrap_or(now_us);
        let next_us = arrival_us.max(now_us).saturating_add(interval_us);
        let most_us = interval_us.saturating_mul(i64::from(self.burst.max(1)));
        let over_us = next_us.saturating_sub(now_us).saturating_sub(most_us);
        Decision {
            is_within: over_us <= 0,
            arrival_us: if over_us <= 0 { next_us } else { arrival_us },
            wait_us: over_us.max(0),
        }
    }

    /// Takes the next place that is free for one that comes at `now_us`, now or
    /// later: the arrival time to keep, and how long it has to wait. Whoever
    /// has a place is not weighed again, so a queue is walked once.
    #[must_use]
    pub fn reserve(&self, arrival_us: Option<i64>, now_us: i64) -> (i64, i64) {
        let decision = self.decide(arrival_us, now_us);
        let interval_us = self.interval_us.max(1);
        let arrival_us = if decision.is_within {
            decision.arrival_us
        } else {
            decision.arrival_us.max(now_us).saturating_add(interval_us)
        };
        (arrival_us, decision.wait_us)
    }
}

/// The arrival time that is left of one kept by a rate of another interval:
/// as many are in the queue as were, and drain as fast as they do now.
#[must_use]
pub fn rescale(arrival_us: i64, now_us: i64, (was_us, is_us): (i64, i64)) -> i64 {
    let ahead_us = i128::from(arrival_us.saturating_sub(now_us).max(0));
    let scaled_us = ahead_us * i128::from(is_us.max(1)) / i128::from(was_us.max(1));
    now_us.saturating_add(i64::try_from(scaled_us).unwrap_or(i64::MAX))
}

fn interval_us(limit: Limit, parts: u32) -> i64 {
    (HOUR_US / i64::from(limit.per_hour.max(1)))
        .saturating_mul(i64::from(parts))
        .max(1)
}

fn ceil_sqrt(value: u32) -> u32 {
    let root = value.isqrt();
    root + u32::from(root * root < value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE_US: i64 = 60_000_000;

    #[test]
    fn a_burst_is_within_and_the_next_waits_its_interval() {
        let rate = Rate {
            interval_us: MINUTE_US,
            burst: 3,
        };
        let now_us = 1_795_327_200_000_000;
        let mut kept = None;
        for _ in 0..3 {
            let decision = rate.decide(kept, now_us);
            assert!(decision.is_within);
            assert_eq!(decision.wait_us, 0);
            kept = Some(decision.arrival_us);
        }
        let over = rate.decide(kept, now_us);
        assert_eq!((over.is_within, over.wait_us), (false, MINUTE_US));
        assert_eq!(Some(over.arrival_us), kept, "what is over costs nothing");
        assert!(!rate.decide(kept, now_us + MINUTE_US - 1).is_within);
        assert!(rate.decide(kept, now_us + MINUTE_US).is_within);
    }

    #[test]
    fn a_clock_that_steps_back_lets_nobody_in() {
        let rate = Rate {
            interval_us: MINUTE_US,
            burst: 1,
        };
        let kept = Some(rate.decide(None, 10 * MINUTE_US).arrival_us);
        assert!(!rate.decide(kept, 0).is_within);
    }

    #[test]
    fn a_shards_part_is_at_least_one_and_never_more_than_the_whole() {
        let limit = Limit {
            per_hour: 30,
            burst: 10,
        };
        let minutes = |minutes| minutes * MINUTE_US;
        let rate = |interval_us, burst| Rate { interval_us, burst };
        assert_eq!(Rate::divided(limit, 1), rate(minutes(2), 10));
        assert_eq!(Rate::divided(limit, 8), rate(minutes(16), 2));
        assert_eq!(Rate::divided(limit, 256), rate(minutes(512), 1));
        assert_eq!(Rate::scattered(limit, 1), rate(minutes(2), 10));
        assert_eq!(Rate::scattered(limit, 8), rate(minutes(16), 8));
        assert_eq!(Rate::scattered(limit, 256), rate(minutes(512), 4));
        assert_eq!(Rate::number(1_000, 8), rate(1, 161));
    }

    #[test]
    fn who_comes_over_a_rate_has_a_place_one_interval_after_the_last() {
        let rate = Rate {
            interval_us: MINUTE_US,
            burst: 2,
        };
        let mut kept = None;
        let waits = [0; 5].map(|now_us| {
            let (arrival_us, wait_us) = rate.reserve(kept, now_us);
            kept = Some(arrival_us);
            wait_us / MINUTE_US
        });
        assert_eq!(waits, [0, 0, 1, 2, 3]);
        assert_eq!(rate.reserve(kept, 10 * MINUTE_US).1, 0);
    }

    #[test]
    fn a_queue_that_drains_faster_is_shorter_in_time_and_not_in_number() {
        let hours = |hours: i64| hours * 60 * MINUTE_US;
        assert_eq!(
            rescale(hours(30), hours(10), (MINUTE_US, MINUTE_US / 4)),
            hours(15)
        );
        assert_eq!(rescale(hours(30), hours(10), (1, 3)), hours(70));
        assert_eq!(rescale(hours(9), hours(10), (1, 3)), hours(10));
        assert_eq!(rescale(i64::MAX, 0, (1, i64::MAX)), i64::MAX);
    }

    #[test]
    fn a_number_does_not_refill() {
        let rate = Rate::number(2, 1);
        let ends_at_us = 1_795_327_200_000_000;
        let first = rate.decide(None, ends_at_us);
        let second = rate.decide(Some(first.arrival_us), ends_at_us);
        assert!(first.is_within && second.is_within);
        assert!(!rate.decide(Some(second.arrival_us), ends_at_us).is_within);
    }
}
