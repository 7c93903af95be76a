//! What settings promise to those who sign, and new ones may not take back.

use super::{CampaignSettings, Counts};

/// What new settings would take back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WeakenedGuarantees {
    /// That nothing counts which no mailbox has confirmed.
    pub counts: bool,
    /// The protection.
    pub mode: bool,
    /// That no more of supporters is handed over.
    pub delivery: bool,
}

impl WeakenedGuarantees {
    /// Whether they would take back anything.
    #[must_use]
    pub fn is_any(self) -> bool {
        self != Self::default()
    }
}

impl CampaignSettings {
    /// What `after` in the place of these would take back.
    #[must_use]
    pub fn weakened_by(&self, after: &Self) -> WeakenedGuarantees {
        WeakenedGuarantees {
            counts: self.counts == Counts::Confirmed && after.counts == Counts::Submitted,
            mode: self.is_protected() && !after.is_protected(),
            delivery: self.collection_notice.delivery < after.collection_notice.delivery,
        }
    }
}
