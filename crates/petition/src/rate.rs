//! How often something may happen, as one number for each who does it.
//!
//! The generic cell rate algorithm (ITU-T I.371 annex A): what is kept is the
//! theoretical arrival time, the instant at which the bucket is empty again,
//! and the interval that made it, since limits change while they are kept.
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

/// A shard has a share of a limit from so many at once on.
const SHARED_FROM: u32 = 100;

/// A rate: so many at once, and one more in each interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// What one costs: the time in which it drains, in microseconds, at least 1.
    pub interval_us: i64,
    /// How many may come at once, at least 1.
    pub burst: u32,
}

/// What is kept of who comes: how much is in the bucket, as an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The theoretical arrival time, in Unix microseconds.
    pub arrival_us: i64,
    /// The interval that made it, in microseconds: a limit may have changed
    /// since. 0 where it is not known.
    pub interval_us: i64,
}

/// What a rate says to one more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether it is within the rate.
    pub is_within: bool,
    /// What to keep. What is over the rate costs nothing: a flood does not
    /// lengthen its own punishment.
    pub kept: Kept,
    /// How long until one more is within it, in microseconds; 0 where this is.
    pub wait_us: i64,
}

impl Rate {
    /// A rate of the whole `limit`, kept in one place.
    #[must_use]
    pub fn whole(limit: Limit) -> Self {
        Self::divided(limit, 1)
    }

    /// The share of `limit` that the shard numbered `shard` of `shards` has, if
    /// it is large enough to be shared: the shares together are the limit, to
    /// the last one.
    ///
    /// For a partner's and a campaign's signatures, which are many and fall on
    /// the shards evenly: of 100 and more, chance makes one shard meet its end
    /// a third early at most (three standard deviations, the mean of a rare
    /// event being its variance). `None` for what is fewer: its meter lives in
    /// one shard.
    #[must_use]
    pub fn share(limit: Limit, shard: u16, shards: u16) -> Option<Self> {
        let parts = u32::from(shards.max(1));
        let mean = limit.burst / parts;
        if parts > 1 && mean < SHARED_FROM {
            return None;
        }
        let is_larger = u32::from(shard) < limit.burst % parts;
        Some(Self {
            interval_us: interval_us(limit, parts),
            burst: (mean + u32::from(is_larger)).max(1),
        })
    }

    /// A rate of `limit` in one of `shards` equal parts, each at least 1.
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
    /// For what is few, falls on the shards like dice and is delayed, not held:
    /// a domain's mails. Of ten by eight shards, one shard often gets three; a
    /// plain eighth would delay them for hours. So a part may burst to its mean
    /// and three standard deviations more, never to more than the whole. What
    /// drains is divided exactly.
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

    /// A number that does not refill: a rate whose clock stands still (its
    /// `now_us` is always the same).
    #[must_use]
    pub fn number(number: u32) -> Self {
        Self {
            interval_us: 1,
            burst: number.max(1),
        }
    }

    /// Decides about one that comes at `now_us`, by what was kept; nothing is
    /// before the first.
    ///
    /// What another limit kept is judged by this one: as many are in the bucket
    /// as were, and never more than it holds.
    #[must_use]
    pub fn decide(&self, kept: Option<Kept>, now_us: i64) -> Decision {
        let interval_us = self.interval_us.max(1);
        let most_us = interval_us.saturating_mul(i64::from(self.burst.max(1)));
        let arrival_us = self
            .carry_over(kept, now_us)
            .min(now_us.saturating_add(most_us));
        let next_us = arrival_us.max(now_us).saturating_add(interval_us);
        let over_us = next_us.saturating_sub(now_us).saturating_sub(most_us);
        let arrival_us = if over_us <= 0 { next_us } else { arrival_us };
        Decision {
            is_within: over_us <= 0,
            kept: self.keep(arrival_us),
            wait_us: over_us.max(0),
        }
    }

    /// Takes the next place that is free for one that comes at `now_us`, now or
    /// later: what to keep, and how long it has to wait. Whoever has a place is
    /// not weighed again, so a queue is walked once; another limit's queue
    /// keeps its number, and drains as fast as this one does.
    #[must_use]
    pub fn reserve(&self, kept: Option<Kept>, now_us: i64) -> (Kept, i64) {
        let interval_us = self.interval_us.max(1);
        let most_us = interval_us.saturating_mul(i64::from(self.burst.max(1)));
        let arrival_us = self.carry_over(kept, now_us).max(now_us);
        let next_us = arrival_us.saturating_add(interval_us);
        let wait_us = next_us.saturating_sub(now_us).saturating_sub(most_us);
        (self.keep(next_us), wait_us.max(0))
    }

    /// What was kept, under this rate, without one more.
    #[must_use]
    pub fn hold(&self, kept: Option<Kept>, now_us: i64) -> Kept {
        self.keep(self.carry_over(kept, now_us))
    }

    /// How many are in the bucket at `now_us`, rounded down.
    #[must_use]
    pub fn count(&self, kept: Kept, now_us: i64) -> u32 {
        let ahead_us = self.carry_over(Some(kept), now_us).saturating_sub(now_us);
        u32::try_from(ahead_us.max(0) / self.interval_us.max(1)).unwrap_or(u32::MAX)
    }

    /// The arrival time of what was kept, by this rate's interval.
    fn carry_over(&self, kept: Option<Kept>, now_us: i64) -> i64 {
        let Some(kept) = kept else { return now_us };
        let interval_us = self.interval_us.max(1);
        if kept.interval_us <= 0 || kept.interval_us == interval_us {
            return kept.arrival_us;
        }
        let ahead_us = i128::from(kept.arrival_us.saturating_sub(now_us).max(0));
        let scaled_us = ahead_us * i128::from(interval_us) / i128::from(kept.interval_us);
        now_us.saturating_add(i64::try_from(scaled_us).unwrap_or(i64::MAX))
    }

    fn keep(&self, arrival_us: i64) -> Kept {
        Kept {
            arrival_us,
            interval_us: self.interval_us.max(1),
        }
    }
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
            kept = Some(decision.kept);
        }
        let over = rate.decide(kept, now_us);
        assert_eq!((over.is_within, over.wait_us), (false, MINUTE_US));
        assert_eq!(Some(over.kept), kept, "what is over costs nothing");
        assert!(!rate.decide(kept, now_us + MINUTE_US - 1).is_within);
        assert!(rate.decide(kept, now_us + MINUTE_US).is_within);
    }

    #[test]
    fn a_clock_that_steps_back_lets_nobody_in() {
        let rate = Rate {
            interval_us: MINUTE_US,
            burst: 1,
        };
        let kept = Some(rate.decide(None, 10 * MINUTE_US).kept);
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
        assert_eq!(Rate::number(1_000), rate(1, 1_000));
        assert_eq!(Rate::share(limit, 0, 1), Some(rate(minutes(2), 10)));
        assert_eq!(Rate::share(limit, 0, 2), None);
        let large = Limit {
            burst: 803,
            ..limit
        };
        let bursts = [0, 2, 3, 7].map(|shard| Rate::share(large, shard, 8).unwrap().burst);
        assert_eq!(bursts, [101, 101, 100, 100]);
    }

    #[test]
    fn who_comes_over_a_rate_has_a_place_one_interval_after_the_last() {
        let rate = Rate {
            interval_us: MINUTE_US,
            burst: 2,
        };
        let mut kept = None;
        let waits = [0; 5].map(|now_us| {
            let (next, wait_us) = rate.reserve(kept, now_us);
            kept = Some(next);
            wait_us / MINUTE_US
        });
        assert_eq!(waits, [0, 0, 1, 2, 3]);
        assert_eq!(rate.reserve(kept, 10 * MINUTE_US).1, 0);
    }

    #[test]
    fn a_queue_that_drains_faster_is_shorter_in_time_and_not_in_number() {
        let hours = |hours: i64| hours * 60 * MINUTE_US;
        let kept = |at, interval_us| {
            Some(Kept {
                arrival_us: at,
                interval_us,
            })
        };
        let by = |interval_us| Rate {
            interval_us,
            burst: 1,
        };
        let held = |rate: Rate, kept, now_us| rate.hold(kept, now_us).arrival_us;
        let (old, new) = (kept(hours(30), MINUTE_US), by(MINUTE_US / 4));
        assert_eq!(held(new, old, hours(10)), hours(15));
        assert_eq!(held(by(3), kept(hours(30), 1), hours(10)), hours(70));
        // What has drained has drained, and what is not known stays.
        assert_eq!(held(by(3), kept(hours(9), 1), hours(10)), hours(10));
        assert_eq!(held(by(3), kept(hours(30), 0), hours(10)), hours(30));
        assert_eq!(held(by(i64::MAX), kept(i64::MAX, 1), 0), i64::MAX);
    }

    #[test]
    fn a_raised_limit_frees_its_network_and_a_lowered_one_holds_it_an_interval() {
        let rate = |per_hour, burst| Rate::divided(Limit { per_hour, burst }, 1);
        let now_us = 1_795_327_200_000_000;
        let (low, high) = (rate(300, 100), rate(1_000_000, 1_000));
        let fill =
            |rate: Rate| (0..rate.burst).fold(None, |kept, _| Some(rate.decide(kept, now_us).kept));
        let used = fill(low);
        assert_eq!(low.decide(used, now_us).wait_us, low.interval_us);
        assert!(high.decide(used, now_us).is_within);
        // Of a row that does not say how it came about.
        let unknown = used.map(|kept| Kept {
            interval_us: 0,
            ..kept
        });
        assert!(high.decide(unknown, now_us).wait_us <= high.interval_us);
        let lowered = low.decide(fill(high), now_us);
        assert_eq!(
            (lowered.is_within, lowered.wait_us),
            (false, low.interval_us)
        );
    }

    #[test]
    fn a_number_does_not_refill() {
        let rate = Rate::number(2);
        let ends_at_us = 1_795_327_200_000_000;
        let first = rate.decide(None, ends_at_us);
        let second = rate.decide(Some(first.kept), ends_at_us);
        assert!(first.is_within && second.is_within);
        assert!(!rate.decide(Some(second.kept), ends_at_us).is_within);
    }
}
