//! Dates and deadlines in words.

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use petition::CampaignSettings;

use super::texts::{Words, in_language};

/// A campaign's deadline by the clock of its own zone:
/// "4 September, 11:59 p.m. (Ottawa)", « 4 septembre, 23 h 59 (Ottawa) ».
/// The year is named where it is not the present one.
///
/// The time of day is the one written in `closes_at`, with its own offset.
pub(crate) fn deadline(settings: &CampaignSettings, language: &str, now_ms: i64) -> Option<String> {
    let words = Words::of(language);
    let closes_at = DateTime::parse_from_rfc3339(settings.closes_at.as_deref()?).ok()?;
    let date = date_beside(words, closes_at, now_ms);
    let time = words.in_digits(time_of_day(words, closes_at));
    let when = words.with("date-time", &[("date", &date), ("time", &time)]);
    let zone = in_language(&settings.closes_zone, language, &settings.default_language);
    Some(match zone {
        Some(zone) => words.with("deadline-zone", &[("deadline", &when), ("zone", zone)]),
        None => when,
    })
}

/// The day on which a campaign opens, while it is still to come.
pub(crate) fn opening(settings: &CampaignSettings, words: Words, now_ms: i64) -> Option<String> {
    let opens_at = DateTime::parse_from_rfc3339(settings.opens_at.as_deref()?).ok()?;
    (opens_at.timestamp_millis() > now_ms).then(|| date_beside(words, opens_at, now_ms))
}

/// The day on which a campaign closes, by the calendar of its own zone.
pub(crate) fn closing(settings: &CampaignSettings, words: Words) -> Option<String> {
    let closes_at = DateTime::parse_from_rfc3339(settings.closes_at.as_deref()?).ok()?;
    Some(with_year(words, closes_at))
}

/// "22 November 2026" of an instant, in UTC; the text itself if it is none.
pub(crate) fn full_date(words: Words, instant: &str) -> String {
    DateTime::parse_from_rfc3339(instant).map_or_else(
        |_| instant.to_owned(),
        |at| with_year(words, at.to_utc().fixed_offset()),
    )
}

/// "1 December 2026" of a day like `2026-12-01`; the text itself if it is none.
pub(crate) fn full_day(words: Words, day: &str) -> String {
    let Ok(date) = day.parse::<chrono::NaiveDate>() else {
        return day.to_owned();
    };
    with_year(
        words,
        date.and_time(chrono::NaiveTime::MIN)
            .and_utc()
            .fixed_offset(),
    )
}

/// "2026-11-22 06:00" of an instant, in UTC; the text itself if it is none.
pub(crate) fn table_time(instant: &str) -> String {
    DateTime::parse_from_rfc3339(instant).map_or_else(
        |_| instant.to_owned(),
        |at| at.to_utc().format("%Y-%m-%d %H:%M").to_string(),
    )
}

fn date_beside(words: Words, at: DateTime<FixedOffset>, now_ms: i64) -> String {
    let now_year =
        DateTime::from_timestamp_millis(now_ms).map(|now| now.with_timezone(at.offset()).year());
    if now_year == Some(at.year()) {
        let parts = [("day", &*day(words, at)), ("month", &*month(words, at))];
        words.in_digits(words.with("date", &parts))
    } else {
        with_year(words, at)
    }
}

fn with_year(words: Words, at: DateTime<FixedOffset>) -> String {
    let year = at.year().to_string();
    let parts = [
        ("day", &*day(words, at)),
        ("month", &*month(words, at)),
        ("year", &*year),
    ];
    words.in_digits(words.with("date-year", &parts))
}

fn day(words: Words, at: DateTime<FixedOffset>) -> String {
    match at.day() {
        1 => words.text("day-first"),
        day => day.to_string(),
    }
}

fn month(words: Words, at: DateTime<FixedOffset>) -> String {
    words.text(&format!("month-{}", at.month()))
}

fn time_of_day(words: Words, at: DateTime<FixedOffset>) -> String {
    let (is_afternoon, hour12) = at.hour12();
    let hour = if words.text("clock-hours") == "12" {
        hour12
    } else {
        at.hour()
    };
    let key = if is_afternoon { "time-pm" } else { "time-am" };
    let minute = format!("{:02}", at.minute());
    words.with(key, &[("hour", &hour.to_string()), ("minute", &minute)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{NOW_MS, settings};

    /// 1 June 2027.
    const SAME_YEAR_MS: i64 = 1_811_808_000_000;

    #[test]
    fn a_deadline_is_told_by_the_clock_of_its_zone() {
        let settings = settings();
        let told = |language| deadline(&settings, language, SAME_YEAR_MS);
        assert_eq!(told("en").unwrap(), "4 September, 11:59 p.m. (Ottawa)");
        assert_eq!(
            told("fr").unwrap(),
            "4 septembre, 23\u{a0}h\u{a0}59 (Ottawa)"
        );
        assert_eq!(told("ar").unwrap(), "4 سبتمبر، 11:59 مساءً (Ottawa)");
        assert_eq!(told("ar-EG").unwrap(), "٤ سبتمبر، ١١:٥٩ مساءً (Ottawa)");
        assert_eq!(told("ug").unwrap(), "4-سېنتەبىر، 23:59 (Ottawa)");
    }

    #[test]
    fn another_year_is_named() {
        let told = deadline(&settings(), "fr-CA", NOW_MS).unwrap();
        assert_eq!(told, "4 septembre 2027, 23\u{a0}h\u{a0}59 (Ottawa)");
    }

    #[test]
    fn noon_and_midnight_are_written_as_people_do() {
        let mut settings = settings();
        let mut told = |at: &str, language| {
            settings.closes_at = Some(at.to_owned());
            settings.closes_zone.clear();
            deadline(&settings, language, SAME_YEAR_MS).unwrap()
        };
        assert_eq!(
            told("2027-07-01T00:05:00-04:00", "en"),
            "1 July, 12:05 a.m."
        );
        assert_eq!(
            told("2027-07-01T12:00:00-04:00", "en"),
            "1 July, 12:00 p.m."
        );
        assert_eq!(
            told("2027-07-01T00:05:00-04:00", "fr"),
            "1er juillet, 0\u{a0}h\u{a0}05"
        );
    }

    #[test]
    fn a_campaign_without_a_deadline_tells_none() {
        let mut settings = settings();
        settings.closes_at = None;
        assert_eq!(deadline(&settings, "en", NOW_MS), None);
    }

    #[test]
    fn an_opening_is_told_until_it_has_come() {
        let mut settings = settings();
        settings.opens_at = Some("2026-12-01T09:00:00-05:00".to_owned());
        assert_eq!(
            opening(&settings, Words::of("en"), NOW_MS).unwrap(),
            "1 December"
        );
        assert_eq!(opening(&settings, Words::of("en"), SAME_YEAR_MS), None);
    }

    #[test]
    fn an_entry_tells_its_day_in_utc() {
        assert_eq!(
            full_date(Words::of("fr"), "2026-11-22T23:30:00-05:00"),
            "23 novembre 2026"
        );
        assert_eq!(full_date(Words::of("en"), "soon"), "soon");
        assert_eq!(table_time("2026-11-22T06:01:00Z"), "2026-11-22 06:01");
    }
}
