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

/// How far past its limit a network is: from here on it is refused, or where
/// there is work to ask for, works harder.
pub const REFUSED_FROM_TIMES: u32 = 10;

/// Signatures are counted up to so many times [`REFUSED_FROM_TIMES`]: 2^3, where
/// the work stops growing, and one more for what drains meanwhile.
pub const SIGNATURES_COUNTED_TIMES: u32 = 9;

/// Bits that a network's signatures add as soon as they add any.
const SIGNING_LEAST_EXTRA: u32 = 3;

/// What is going on, as one isolate sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pressure {
    /// Sessions that the network asked for and that have not drained yet.
    pub network_sessions: u32,
    /// Signatures that came from the network and that have not drained yet.
    pub network_signatures: u32,
    /// How many of these are usual: the burst of the network's limit.
    pub network_burst: u32,
    /// Of the campaign's latest signatures, how many of 100 were held.
    pub held_percent: u8,
}

/// The bits of work for a new session; 0 where the deployment asks for none.
///
/// A network that asks for more sessions than its limit's burst pays a bit for
/// each doubling: twice the requests, twice the work for each. Ten times past
/// its limit's burst of signatures it pays three bits, and one more for each
/// doubling, whichever of the two is more. Where half of a
/// campaign's latest signatures are held it is under attack from everywhere,
/// and everybody pays one bit, then two; from 90 of 100 it is three: eight
/// times the work, which at the usual 16 bits is 0.4 s on a slow phone.
#[must_use]
pub fn difficulty_bits(base_bits: u8, pressure: &Pressure) -> u8 {
    if base_bits == 0 {
        return 0;
    }
    let times = pressure.network_sessions / pressure.network_burst.max(1);
    let by_sessions = times.checked_ilog2().unwrap_or(0).min(NETWORK_MAX_EXTRA);
    let by_network = by_sessions.max(by_signatures(pressure));
    let by_campaign = match pressure.held_percent {
        0..50 => 0,
        50..75 => 1,
        75..90 => 2,
        90.. => 3,
    };
    add_bits(base_bits, by_network + by_campaign)
}

/// The bits that a submission's session must have asked for: none while its
/// network is not far past its limit, so that a session made before holds. After
/// that one bit less than what a session asks for now, so that one which was
/// asked for a moment ago holds too.
#[must_use]
pub fn demanded_bits(base_bits: u8, pressure: &Pressure) -> u8 {
    match by_signatures(pressure) {
        0 => 0,
        _ if base_bits == 0 => 0,
        extra => add_bits(base_bits, extra - 1),
    }
}

fn by_signatures(pressure: &Pressure) -> u32 {
    let from = pressure
        .network_burst
        .max(1)
        .saturating_mul(REFUSED_FROM_TIMES);
    let doublings = (pressure.network_signatures / from).checked_ilog2();
    doublings.map_or(0, |doublings| {
        (SIGNING_LEAST_EXTRA + doublings).min(NETWORK_MAX_EXTRA)
    })
}

fn add_bits(base_bits: u8, extra: u32) -> u8 {
    let extra = u8::try_from(extra).unwrap_or(WORK_MAX_BITS);
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
                ..Pressure::default()
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
    fn far_past_its_limit_a_network_signs_with_harder_sessions() {
        let of = |network_signatures| Pressure {
            network_signatures,
            network_burst: 10,
            ..Pressure::default()
        };
        let asked = |signatures| difficulty_bits(16, &of(signatures));
        let demanded = |signatures| demanded_bits(16, &of(signatures));
        assert_eq!([0, 99, 100, 199].map(asked), [16, 16, 19, 19]);
        assert_eq!([200, 400, 800, 80_000].map(asked), [20, 21, 22, 22]);
        assert_eq!([0, 99, 100, 199].map(demanded), [0, 0, 18, 18]);
        assert_eq!([200, 400, 800, 80_000].map(demanded), [19, 20, 21, 21]);
        assert_eq!(demanded_bits(0, &of(80_000)), 0);
        assert_eq!(demanded_bits(22, &of(80_000)), 22);
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

    #[test]
    fn fewer_than_twenty_signatures_in_a_window_are_no_share() {
        let counters = |pending, held| Counters {
            pending,
            held,
            ..Counters::default()
        };
        let first = HeldShare::default().see(&counters(0, 0), 1_000_000);
        assert_eq!(first.see(&counters(5, 15), 1_030_000).percent(), 75);
        assert_eq!(first.see(&counters(4, 15), 1_030_000).percent(), 0);
    }
}
