//! Instants as RFC 3339 text, always in UTC and with the same number of digits,
//! so that they compare as text.
//!
//! An instant that is outside the years that chrono knows is written as the
//! first one of 1970.

use chrono::{DateTime, SecondsFormat};

const MINUTE_MS: i64 = 60_000;

/// Encodes an instant in Unix milliseconds: `2026-11-22T06:00:00.000Z`.
#[must_use]
pub fn encode_ms(at_ms: i64) -> String {
    DateTime::from_timestamp_millis(at_ms)
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Encodes an instant in Unix milliseconds, cut to its minute, as public entries
/// have it: `2026-11-22T06:00:00Z`.
#[must_use]
pub fn encode_minute(at_ms: i64) -> String {
    DateTime::from_timestamp_millis(at_ms - at_ms.rem_euclid(MINUTE_MS))
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Parses RFC 3339 text with an offset to Unix milliseconds; none if it is
/// anything else.
#[must_use]
pub fn parse_ms(text: &str) -> Option<i64> {
    DateTime::parse_from_rfc3339(text)
        .ok()
        .map(|at| at.timestamp_millis())
}

/// Encodes the day in UTC of an instant in Unix milliseconds: `2026-11-22`.
#[must_use]
pub fn encode_day(at_ms: i64) -> String {
    DateTime::from_timestamp_millis(at_ms)
        .unwrap_or_default()
        .format("%Y-%m-%d")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_tells_the_minute_and_no_more() {
        assert_eq!(encode_minute(1_795_327_259_999), "2026-11-22T06:00:00Z");
        assert_eq!(encode_ms(1_795_327_259_999), "2026-11-22T06:00:59.999Z");
        assert_eq!(encode_day(1_795_327_259_999), "2026-11-22");
    }
}
