//! Which goal a campaign shows: the next one before the last is reached, so
//! that a page never asks for what is done already.
//!
//! Not a count: what is counted is `tally`'s. Invariant: a goal that was shown
//! is not taken back while the settings still have it, however many
//! signatures are withdrawn.

use crate::settings::CampaignSettings;

/// A campaign moves on to its next goal at nine tenths of this one.
const MOVES_ON_AT_TENTHS: u64 = 9;

impl CampaignSettings {
    /// Every goal, lowest first.
    pub fn all_goals(&self) -> impl Iterator<Item = u64> {
        std::iter::once(self.goal).chain(self.goals.iter().copied())
    }

    /// The goal to show beside so many signatures, where `shown` is the highest
    /// one that was shown before; 0 for none.
    #[must_use]
    pub fn goal_for(&self, signatures: u64, shown: u64) -> u64 {
        let is_ahead =
            |goal: &u64| signatures.saturating_mul(10) < goal.saturating_mul(MOVES_ON_AT_TENTHS);
        let last = self.goals.last().copied().unwrap_or(self.goal);
        let due = self.all_goals().find(is_ahead).unwrap_or(last);
        if self.all_goals().any(|goal| goal == shown) {
            due.max(shown)
        } else {
            due
        }
    }

    /// The goals that so many signatures meet, lowest first.
    pub fn goals_met(&self, signatures: u64) -> impl Iterator<Item = u64> {
        self.all_goals().take_while(move |goal| *goal <= signatures)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(goal: u64, goals: &[u64]) -> CampaignSettings {
        let text = include_str!("../tests/campaign.json");
        let mut settings: CampaignSettings = serde_json::from_str(text).unwrap();
        (settings.goal, settings.goals) = (goal, goals.to_vec());
        settings
    }

    #[test]
    fn the_next_goal_comes_at_nine_tenths_of_this_one() {
        let settings = settings(100, &[500, 1000]);
        for (signatures, goal) in [
            (0, 100),
            (89, 100),
            (90, 500),
            (449, 500),
            (450, 1000),
            (u64::MAX, 1000),
        ] {
            assert_eq!(settings.goal_for(signatures, 0), goal, "{signatures}");
        }
    }

    #[test]
    fn a_goal_never_goes_down_unless_the_settings_drop_it() {
        let settings = settings(100, &[500, 1000]);
        assert_eq!(settings.goal_for(80, 500), 500);
        assert_eq!(settings.goal_for(460, 500), 1000);
        assert_eq!(settings.goal_for(80, 700), 100, "700 is none of its goals");
    }

    #[test]
    fn a_single_goal_stays_where_it_is() {
        let settings = settings(3000, &[]);
        for signatures in [0, 2999, 3000, 9000] {
            assert_eq!(settings.goal_for(signatures, 0), 3000);
        }
        assert_eq!(settings.goals_met(2999).count(), 0);
        assert_eq!(settings.goals_met(3000).collect::<Vec<_>>(), [3000]);
    }

    #[test]
    fn every_goal_up_to_the_count_is_met() {
        let settings = settings(100, &[500, 1000]);
        assert_eq!(settings.goals_met(999).collect::<Vec<_>>(), [100, 500]);
    }
}
