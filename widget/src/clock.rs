//! The edge's time, so that a device with a wrong clock can sign (design of
//! the protocol: `created` is judged by the edge's clock).

/// The edge's clock as it stood when an answer came, carried on by the
/// browser's monotonic one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    /// What the edge said, in Unix milliseconds.
    pub(crate) server_ms: f64,
    /// `performance.now()` when it arrived.
    pub(crate) arrived_ms: f64,
    /// How long what came with it lives, in seconds.
    pub(crate) life_s: f64,
}

impl Clock {
    /// Unix seconds at the edge when the monotonic clock says `now_ms`.
    pub(crate) fn seconds_at(&self, now_ms: f64) -> i64 {
        let seconds = (self.server_ms + (now_ms - self.arrived_ms)) / 1_000.0;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "an instant far below 2^53 ms; `as` saturates"
        )]
        let whole = seconds as i64;
        whole
    }

    /// Whether it has less than a minute left.
    pub(crate) fn is_over(&self, now_ms: f64) -> bool {
        now_ms - self.arrived_ms > (self.life_s - 60.0) * 1_000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLOCK: Clock = Clock {
        server_ms: 1_790_000_000_900.0,
        arrived_ms: 5_000.0,
        life_s: 900.0,
    };

    #[test]
    fn the_edge_s_time_goes_on_with_the_monotonic_clock() {
        assert_eq!(CLOCK.seconds_at(5_000.0), 1_790_000_000);
        assert_eq!(CLOCK.seconds_at(5_100.0), 1_790_000_001);
        assert_eq!(CLOCK.seconds_at(65_000.0), 1_790_000_060);
    }

    #[test]
    fn a_session_is_renewed_a_minute_before_it_expires() {
        assert!(!CLOCK.is_over(5_000.0));
        assert!(!CLOCK.is_over(845_000.0));
        assert!(CLOCK.is_over(845_001.0));
    }
}
