//! The edge's time. The edge compares a signature's `created` with its own
//! clock, so a device whose clock is wrong must sign with the edge's time.

/// The edge's time when an answer arrived, advanced by the browser's monotonic
/// clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    /// The edge's time in Unix milliseconds.
    pub(crate) server_ms: f64,
    /// `performance.now()` when it arrived.
    pub(crate) arrived_ms: f64,
    /// The lifetime of the session that came with it, in seconds.
    pub(crate) lifetime_s: f64,
}

impl Clock {
    /// The edge's time in Unix seconds when the monotonic clock shows `now_ms`.
    pub(crate) fn seconds_at(&self, now_ms: f64) -> i64 {
        let seconds = (self.server_ms + (now_ms - self.arrived_ms)) / 1_000.0;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "an instant far below 2^53 ms; `as` saturates"
        )]
        let whole = seconds as i64;
        whole
    }

    /// Whether the session has less than a minute left.
    pub(crate) fn expires_soon(&self, now_ms: f64) -> bool {
        now_ms - self.arrived_ms > (self.lifetime_s - 60.0) * 1_000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLOCK: Clock = Clock {
        server_ms: 1_790_000_000_900.0,
        arrived_ms: 5_000.0,
        lifetime_s: 900.0,
    };

    #[test]
    fn the_time_of_the_edge_advances_with_the_monotonic_clock() {
        assert_eq!(CLOCK.seconds_at(5_000.0), 1_790_000_000);
        assert_eq!(CLOCK.seconds_at(5_100.0), 1_790_000_001);
        assert_eq!(CLOCK.seconds_at(65_000.0), 1_790_000_060);
    }

    #[test]
    fn a_session_is_renewed_a_minute_before_it_expires() {
        assert!(!CLOCK.expires_soon(5_000.0));
        assert!(!CLOCK.expires_soon(845_000.0));
        assert!(CLOCK.expires_soon(845_001.0));
    }
}
