//! The clocks of the machine, for deadlines and for what is signed.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, SecondsFormat};

/// The monotonic clock.
#[expect(clippy::disallowed_methods, reason = "the tests run natively")]
pub fn now() -> Instant {
    Instant::now()
}

/// Unix milliseconds.
#[expect(clippy::disallowed_methods, reason = "the tests run natively")]
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

/// Unix seconds.
pub fn now_s() -> i64 {
    now_ms().div_euclid(1_000)
}

/// An instant in Unix milliseconds as RFC 3339 with `Z`.
pub fn encode_ms(ms: i64) -> String {
    let instant = DateTime::from_timestamp_millis(ms).unwrap();
    instant.to_rfc3339_opts(SecondsFormat::Millis, true)
}
