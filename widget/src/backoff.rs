//! How long to wait before trying again: exponential, with full jitter, so
//! that ten thousand pages cut off together do not come back together.

/// The longest wait before the first new try.
const FIRST_MS: u32 = 1_000;
/// The longest wait before any retry.
const MAX_MS: u32 = 60_000;
/// The mean wait between two snapshots of a page without a socket.
const POLL_MS: u32 = 5_000;
/// After a socket has opened: the snapshot may come from a cache of up to two
/// seconds, so one taken this much later has all that was sent before.
const SETTLE_MS: u32 = 3_000;
/// While a socket is open: snapshots continue, in case the connection has died
/// silently.
const OPEN_POLL_MS: u32 = 60_000;

/// A wait between 0 and `min(60 s, 1 s * 2^failures)`; `random` is uniform.
pub(crate) fn retry_ms(failures: u32, random: u32) -> u32 {
    let ceiling = 1_u32
        .checked_shl(failures)
        .and_then(|times| FIRST_MS.checked_mul(times));
    scale(ceiling.unwrap_or(MAX_MS).min(MAX_MS), random)
}

/// Why the next snapshot is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Snapshot {
    /// There is no socket: the page has only snapshots.
    Polling,
    /// The socket has just opened.
    Settling,
    /// The socket has been open for a while.
    Checking,
}

/// The wait before the next snapshot, varied by up to a fifth.
pub(crate) fn snapshot_ms(kind: Snapshot, random: u32) -> u32 {
    let mean = match kind {
        Snapshot::Polling => POLL_MS,
        Snapshot::Settling => SETTLE_MS,
        Snapshot::Checking => OPEN_POLL_MS,
    };
    mean - mean / 5 + scale(mean / 5 * 2, random)
}

/// `max * random / 2^32`, which is below `max`.
fn scale(max: u32, random: u32) -> u32 {
    let product = u64::from(max) * u64::from(random);
    u32::try_from(product >> 32).unwrap_or(max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retry_waits_longer_each_time_up_to_a_minute() {
        let most: Vec<u32> = (0..9)
            .map(|failures| retry_ms(failures, u32::MAX))
            .collect();
        assert_eq!(
            most,
            [
                999, 1999, 3999, 7999, 15_999, 31_999, 59_999, 59_999, 59_999
            ]
        );
        assert_eq!(retry_ms(u32::MAX, u32::MAX), 59_999);
    }

    #[test]
    fn a_retry_is_spread_over_the_whole_wait() {
        assert_eq!(retry_ms(3, 0), 0);
        assert_eq!(retry_ms(3, u32::MAX / 2), 3999);
    }

    #[test]
    fn polling_stays_close_to_five_seconds() {
        assert_eq!(snapshot_ms(Snapshot::Polling, 0), 4_000);
        assert_eq!(snapshot_ms(Snapshot::Polling, u32::MAX), 5_999);
        assert_eq!(snapshot_ms(Snapshot::Settling, 0), 2_400);
        assert_eq!(snapshot_ms(Snapshot::Checking, 0), 48_000);
    }
}
