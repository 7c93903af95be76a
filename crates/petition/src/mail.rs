//! When a mail may go out: caps, backoff, reminder.
//!
//! Not its text and not its delivery. What a mailbox has had is counted on the
//! supporter's key, so that the spellings of an address do not multiply it. A
//! mail that was refused or came back is none.
//!
//! Invariant: of any submissions, however they come, a mailbox gets at most
//! [`MAILS_MAX`] mails in a campaign and in fourteen days, and
//! [`LINK_MAILS_MAX`] more that were asked for by their form, all
//! [`MAIL_APART_MS`] apart. A confirmation begins the count anew.

use protocol::limits::{LINK_MAILS_MAX, MAIL_APART_MS, MAIL_KEEP_MS, MAILS_MAX};

use crate::{dedup::DedupRule, email::CanonicalEmail, rate::Limit};

/// The mails of a whole deployment where its operator has not said otherwise:
/// one campaign's, which are as many as the largest petition on record took.
/// Two such at once wait for each other.
pub const DEPLOYMENT_MAILS: Limit = Limit {
    per_hour: 144_000,
    burst: 20_000,
};

/// Mails that were ordered within half a second leave together: a person does
/// not notice, and an answer is long gone by then.
const MAIL_ROUND_MS: i64 = 500;

/// The first wait after a failed delivery: 30 s.
const BACKOFF_FIRST_MS: i64 = 30_000;

/// The longest: an hour, so that three days have some 75 tries.
const BACKOFF_MOST_MS: i64 = 3_600_000;

/// How long all mails wait when none goes out.
const PAUSE_MS: i64 = 60_000;

/// The longest wait that a provider can ask for: a day.
const RETRY_AFTER_MOST_MS: i64 = 24 * 3_600_000;

/// Providers with so many mailboxes that an hour of a large campaign is many
/// thousand mails to them: their limit is wider. Not a rule about addresses,
/// so it may change at any time.
const LARGE_PROVIDERS: [&str; 22] = [
    "aol.com",
    "bell.net",
    "cogeco.ca",
    "fastmail.com",
    "gmail.com",
    "gmx.com",
    "hotmail.ca",
    "hotmail.com",
    "hotmail.fr",
    "icloud.com",
    "live.ca",
    "live.com",
    "outlook.com",
    "proton.me",
    "rogers.com",
    "shaw.ca",
    "sympatico.ca",
    "telus.net",
    "videotron.ca",
    "yahoo.ca",
    "yahoo.com",
    "yahoo.fr",
];

/// How much wider.
const LARGE_TIMES: u32 = 40;

/// The limit of the mails to a domain, as canonical addresses have it.
#[must_use]
pub fn domain_limit(limit: Limit, domain: &str) -> Limit {
    if LARGE_PROVIDERS.contains(&domain) {
        limit.times(LARGE_TIMES)
    } else {
        limit
    }
}

/// The domain whose queue a mail stands in, as canonical addresses have it. A
/// stored address that no rule reads any more has what follows its last `@`: the
/// mails to one domain never share a queue with those to another.
#[must_use]
pub fn mail_domain(address: &str) -> String {
    let canonical = CanonicalEmail::parse(address, DedupRule::NEWEST).ok();
    let address = canonical.as_ref().map_or(address, CanonicalEmail::as_str);
    let domain = address
        .rsplit_once('@')
        .map_or(address, |(_, domain)| domain);
    domain.trim().to_lowercase()
}

/// What a mail is for, as far as the caps tell mails apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailPurpose {
    /// Somebody has submitted the address, or is reminded of that.
    Submitted,
    /// Somebody has typed it at "Email me my link".
    Asked,
}

impl MailPurpose {
    /// Most mails of a mailbox for this purpose, in fourteen days.
    #[must_use]
    pub fn most(self) -> u32 {
        match self {
            Self::Submitted => MAILS_MAX,
            Self::Asked => LINK_MAILS_MAX,
        }
    }
}

/// What a mailbox has had of late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MailsSent {
    /// How many mails for one purpose, of those that count still.
    pub count: u32,
    /// When the last one for any purpose was handed over, in Unix milliseconds.
    pub last_at_ms: Option<i64>,
}

/// When the next mail to a mailbox may go: at once, at the end of the fifteen
/// minutes, or not before some of what it had counts no more.
#[must_use]
pub fn next_mail_at(sent: MailsSent, purpose: MailPurpose, now_ms: i64) -> Option<i64> {
    if sent.count >= purpose.most() {
        return None;
    }
    let apart = sent
        .last_at_ms
        .map(|last| last.saturating_add(MAIL_APART_MS));
    Some(apart.map_or(now_ms, |at| at.max(now_ms)))
}

/// When mails are looked after once somebody has submitted an address: at the
/// second whole half second from now, whether one is due then or not. So neither
/// what is written with the answer nor what runs beside it tells whether the
/// mailbox has had a mail of late.
#[must_use]
pub fn mail_round_at(now_ms: i64) -> i64 {
    now_ms
        .div_euclid(MAIL_ROUND_MS)
        .saturating_add(2)
        .saturating_mul(MAIL_ROUND_MS)
}

/// How long to wait after a delivery has failed so many times, in
/// milliseconds: doubled each time, up to an hour, and up to a quarter less or
/// more by `chance`, so that thousands do not come back at once. What the
/// provider asked for is honoured where it is longer.
#[must_use]
pub fn backoff_ms(failures: u32, chance: u16, retry_after_s: Option<u32>) -> i64 {
    let doublings = failures.saturating_sub(1).min(16);
    let wait_ms = (BACKOFF_FIRST_MS << doublings).min(BACKOFF_MOST_MS);
    let spread_ms = wait_ms / 2 * i64::from(chance) / i64::from(u16::MAX);
    let asked_ms = i64::from(retry_after_s.unwrap_or(0)).saturating_mul(1_000);
    (wait_ms * 3 / 4 + spread_ms).max(asked_ms.min(RETRY_AFTER_MOST_MS))
}

/// How long all mails wait when none goes out, in milliseconds: a minute, or
/// what the provider asked for. A few ask for all, however many wait.
#[must_use]
pub fn pause_ms(retry_after_s: Option<u32>) -> i64 {
    let asked_ms = i64::from(retry_after_s.unwrap_or(0)).saturating_mul(1_000);
    asked_ms.clamp(PAUSE_MS, RETRY_AFTER_MOST_MS)
}

/// Whether a mail that was ordered then is given up by now.
#[must_use]
pub fn is_given_up(ordered_at_ms: i64, now_ms: i64) -> bool {
    now_ms.saturating_sub(ordered_at_ms) >= MAIL_KEEP_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_mail_waits_fifteen_minutes_and_the_sixth_until_one_counts_no_more() {
        let next = |count, last_at_ms, now_ms| {
            let sent = MailsSent { count, last_at_ms };
            next_mail_at(sent, MailPurpose::Submitted, now_ms)
        };
        assert_eq!(next(0, None, 7), Some(7));
        assert_eq!(next(1, Some(7), 8), Some(7 + 900_000));
        assert_eq!(next(4, Some(7), 900_008), Some(900_008));
        assert_eq!(next(5, Some(7), i64::MAX), None);
    }

    #[test]
    fn mails_leave_after_the_answer_and_within_a_second() {
        for now_ms in [0, 1, 499, 500, 1_795_240_800_123, -1] {
            let wait_ms = mail_round_at(now_ms) - now_ms;
            assert!((501..=1_000).contains(&wait_ms), "{now_ms}: {wait_ms}");
            assert_eq!(mail_round_at(now_ms) % 500, 0);
        }
    }

    #[test]
    fn two_links_are_asked_for_whatever_was_submitted() {
        let next = |count| {
            let sent = MailsSent {
                count,
                last_at_ms: Some(0),
            };
            next_mail_at(sent, MailPurpose::Asked, 1)
        };
        assert_eq!(
            [next(0), next(1), next(2)],
            [Some(900_000), Some(900_000), None]
        );
    }

    #[test]
    fn a_failing_provider_is_asked_less_and_less_often() {
        assert_eq!(backoff_ms(1, 0, None), 22_500);
        assert_eq!(backoff_ms(1, u16::MAX, None), 37_500);
        assert_eq!(backoff_ms(2, 0, None), 45_000);
        assert_eq!(backoff_ms(40, 0, None), 2_700_000);
        assert_eq!(backoff_ms(40, u16::MAX, None), 4_500_000);
    }

    #[test]
    fn what_a_provider_asks_for_is_honoured_up_to_a_day() {
        assert_eq!(backoff_ms(1, 0, Some(1)), 22_500);
        assert_eq!(backoff_ms(1, 0, Some(600)), 600_000);
        assert_eq!(backoff_ms(1, 0, Some(u32::MAX)), 86_400_000);
    }

    #[test]
    fn when_none_goes_out_all_wait_a_minute_or_what_was_asked_for() {
        assert_eq!(pause_ms(None), 60_000);
        assert_eq!(pause_ms(Some(3)), 60_000);
        assert_eq!(pause_ms(Some(600)), 600_000);
        assert_eq!(pause_ms(Some(u32::MAX)), 86_400_000);
    }

    #[test]
    fn a_large_provider_has_a_wider_limit() {
        let limit = Limit {
            per_hour: 2,
            burst: 1,
        };
        assert_eq!(domain_limit(limit, "school.example"), limit);
        assert_eq!(domain_limit(limit, "gmail.com"), limit.times(40));
    }

    #[test]
    fn a_mail_is_given_up_after_three_days() {
        assert!(!is_given_up(0, 3 * 86_400_000 - 1));
        assert!(is_given_up(0, 3 * 86_400_000));
    }

    #[test]
    fn every_stored_address_has_a_queue_of_its_domain() {
        for (address, domain) in [
            ("anil@school.example", "school.example"),
            ("a.nil@googlemail.com", "gmail.com"),
            ("shop@anil.fastmail.com", "fastmail.com"),
            ("name@M\u{fc}nchen.example", "xn--mnchen-3ya.example"),
            // Taken once, and refused by a later rule.
            ("\"anil k\"@School.example ", "school.example"),
            ("a@b@exam_ple.org", "exam_ple.org"),
            ("anil", "anil"),
        ] {
            assert_eq!(mail_domain(address), domain, "{address}");
        }
    }
}
