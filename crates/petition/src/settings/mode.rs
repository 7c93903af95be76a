//! Protected mode, for people at risk: what it forbids, and how its count moves.
//!
//! Invariant: in protected mode nothing that everybody sees depends on one
//! supporter alone.

use protocol::limits::{PUBLISHED_EVERY_MS, PUBLISHED_STEP};
use serde::{Deserialize, Serialize};

use super::CampaignSettings;

/// Whether those who sign may come to harm by being known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CampaignMode {
    /// A petition like any other.
    #[default]
    Open,
    /// Signed on the edge's own page only, without names in public, and counted
    /// in steps.
    Protected,
}

impl CampaignMode {
    /// Whether it is open: what a campaign is that says nothing.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::Open
    }
}

impl CampaignSettings {
    /// Whether the campaign is in protected mode.
    #[must_use]
    pub fn is_protected(&self) -> bool {
        self.mode == CampaignMode::Protected
    }
}

/// What a protected campaign publishes of so many signatures: whole steps only,
/// so that one more or one fewer is rarely seen.
#[must_use]
pub fn published_count(signatures: u64) -> u64 {
    signatures - signatures % PUBLISHED_STEP
}

/// The instant from which on a protected campaign's count stands, at an
/// instant; both in Unix milliseconds. Until the next one it does not move, so
/// that no change follows anybody's signature.
#[must_use]
pub fn published_since_ms(now_ms: i64) -> i64 {
    now_ms - now_ms.rem_euclid(PUBLISHED_EVERY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_protected_count_has_whole_steps_only() {
        for (signatures, published) in [(0, 0), (24, 0), (25, 25), (49, 25), (1841, 1825)] {
            assert_eq!(published_count(signatures), published, "{signatures}");
        }
        assert_eq!(published_count(u64::MAX) % PUBLISHED_STEP, 0);
    }

    #[test]
    fn a_protected_count_stands_from_one_full_hour_to_the_next() {
        let six = 1_795_327_200_000;
        for (now_ms, since_ms) in [
            (six, six),
            (six + 3_599_999, six),
            (six + 3_600_000, six + 3_600_000),
            (six - 1, six - 3_600_000),
        ] {
            assert_eq!(published_since_ms(now_ms), since_ms);
        }
    }
}
