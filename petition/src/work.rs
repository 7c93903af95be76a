//! How much work a session asks for.
//!
//! A pure rule on what the Worker knows without asking another object; the
//! work itself is `protocol::work`.
//!
//! Invariants: more pressure never asks for less work, and however much there
//! is, a slow phone needs at most 3 s on average.

use protocol::limits::WORK_MAX_BITS;

use crate::admit::State;
use crate::tally::Counters;

/// Most bits that a network's own pressure adds.
const NETWORK_MAX_EXTRA: u32 = 6;

/// What is going on, as one isolate sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pressure {
    /// Sessions that the network asked for and that have not drained yet.
    pub network_sessions: u32,
    /// How many of these are usual: the burst of the network's limit.
    pub network_burst: u32,
    /// Of the campaign's latest signatures, how many of 100 were held.
    pub held_percent: u8,
}

/// The bits of work for a new session; 0 where the deployment asks for none.
///
/// A network that asks for more sessions than its limit's burst pays a bit for
/// each doubling: twice the requests, twice the work for each. Where half of a
/// campaign's latest signatures are held it is under attack from everywhere,
/// and everybody pays one bit, then two; from 90 of 100 it is three: eight
/// times the work, which at the usual 16 bits is 0.4 s on a slow phone.
#[must_use]
pub fn difficulty_bits(base_bits: u8, pressure: &Pressure) -> u8 {
    if base_bits == 0 {
        return 0;
    }
    let times = pressure.network_sessions / pressure.network_burst.max(1);
    let by_network = times.checked_ilog2().unwrap_or(0).min(NETWORK_MAX_EXTRA);
    let by_campaign = match pressure.held_percent {
        0..50 => 0,
        50..75 => 1,
        75..90 => 2,
        90.. => 3,
    };
    let extra = u8::try_from(by_network + by_campaign).unwrap_or(WORK_MAX_BITS);
    base_bits.saturating_add(extra).min(WORK_MAX_BITS)
}

/// How many of a campaign's latest signatures were held, from the counters
/// that an isolate happens to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeldShare {
    since_ms: i64,
    before: Counters,
    percent: u8,
}

impl HeldShare {
    /// The latest is what came within so many milliseconds.
    const WINDOW_MS: i64 = 30_000;

    /// Fewer signatures in a window say nothing.
    const LEAST: u64 = 20;

    /// Of 100 signatures of the last whole window, how many were held.
    #[must_use]
    pub fn percent(&self) -> u8 {
        self.percent
    }

    /// What it is after these counters were seen. A release makes the held
    /// fewer, which is no sign of an attack.
    #[must_use]
    pub fn see(self, counters: &Counters, now_ms: i64) -> Self {
        if now_ms.saturating_sub(self.since_ms) < Self::WINDOW_MS {
            return self;
        }
        let all = |counters: &Counters| {
            State::ALL
                .iter()
                .map(|state| counters.of(*state))
                .fold(0, u64::saturating_add)
        };
        let came = all(counters).saturating_sub(all(&self.before));
        let held = counters.held.saturating_sub(self.before.held).min(came);
        let is_first = self.since_ms == 0;
        let percent = if is_first || came < Self::LEAST {
            0
        } else {
            u8::try_from(held.saturating_mul(100) / came).unwrap_or(100)
        };
        Self {
            since_ms: now_ms,
            before: *counters,
            percent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_doubling_of_a_network_is_a_bit_and_a_held_campaign_up_to_three() {
        let bits = |network_sessions, held_percent| {
            let pressure = Pressure {
                network_sessions,
                network_burst: 10,
                held_percent,
            };
            difficulty_bits(16, &pressure)
        };
        assert_eq!(
            [0, 10, 19, 20, 40, 80].map(|n| bits(n, 0)),
            [16, 16, 16, 17, 18, 19]
        );
        assert_eq!(
            [0, 49, 50, 75, 90, 100].map(|p| bits(0, p)),
            [16, 16, 17, 18, 19, 19]
        );
        assert_eq!(bits(20, 50), 18);
        assert_eq!(bits(u32::MAX, 100), 22);
    }

    #[test]
    fn the_held_of_the_last_window_are_a_share_of_all_that_came_in_it() {
        let counters = |pending, held| Counters {
            pending,
            held,
            ..Counters::default()
        };
        let first = HeldShare::default().see(&counters(1_000, 900), 1_000_000);
        assert_eq!(first.percent(), 0, "what came before is no window");
        let soon = first.see(&counters(1_000, 1_900), 1_010_000);
        assert_eq!(soon.percent(), 0);
        let attacked = soon.see(&counters(1_025, 975), 1_030_000);
        assert_eq!(attacked.percent(), 75);
        assert_eq!(attacked.see(&counters(1_025, 994), 1_060_000).percent(), 0);
        let released = attacked.see(&counters(2_000, 0), 1_060_000);
        assert_eq!(released.percent(), 0);
    }
}
