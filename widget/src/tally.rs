//! Which of two tallies is the newer one, and whether its number is shown.

use core::cmp::Ordering;

use protocol::limits::COUNT_SHOWN_FROM;

/// A count and its instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Signatures counted.
    pub(crate) signatures: u32,
    /// RFC 3339 with `Z`, as the edge wrote it.
    pub(crate) as_of: String,
}

impl Tally {
    /// Whether this one replaces the other on the page.
    ///
    /// Of two from the same instant the larger wins: a signature's answer is
    /// the last published tally plus one with the same instant, and a cached
    /// snapshot must not undo it.
    pub(crate) fn replaces(&self, shown: &Self) -> bool {
        match instant(&self.as_of).cmp(instant(&shown.as_of)) {
            Ordering::Greater => true,
            Ordering::Equal => self.signatures > shown.signatures,
            Ordering::Less => false,
        }
    }

    /// Whether the number is shown; otherwise the organizations are.
    pub(crate) fn is_shown(&self) -> bool {
        u64::from(self.signatures) >= COUNT_SHOWN_FROM
    }
}

/// The text without its `Z`: so texts with and without a fraction of a second
/// compare as their instants do.
pub(crate) fn instant(as_of: &str) -> &str {
    as_of.strip_suffix('Z').unwrap_or(as_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(signatures: u32, as_of: &str) -> Tally {
        Tally {
            signatures,
            as_of: as_of.to_owned(),
        }
    }

    #[test]
    fn an_older_tally_never_replaces_a_newer_one() {
        let shown = tally(40, "2026-11-22T06:00:01Z");
        assert!(!tally(90, "2026-11-22T06:00:00Z").replaces(&shown));
        assert!(!tally(90, "2026-11-22T06:00:00.999Z").replaces(&shown));
        assert!(tally(39, "2026-11-22T06:00:01.001Z").replaces(&shown));
        assert!(tally(39, "2026-11-22T06:00:02Z").replaces(&shown));
    }

    #[test]
    fn of_one_instant_the_larger_count_stays() {
        let shown = tally(40, "2026-11-22T06:00:01Z");
        assert!(tally(41, "2026-11-22T06:00:01Z").replaces(&shown));
        assert!(!tally(40, "2026-11-22T06:00:01Z").replaces(&shown));
        assert!(!tally(39, "2026-11-22T06:00:01Z").replaces(&shown));
    }

    #[test]
    fn anything_replaces_nothing() {
        assert!(tally(0, "2026-11-22T06:00:01Z").replaces(&Tally::default()));
    }

    #[test]
    fn no_number_is_shown_below_twenty_five() {
        assert!(!tally(24, "").is_shown());
        assert!(tally(25, "").is_shown());
    }
}
