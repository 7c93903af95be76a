//! Whether a campaign takes a signature at this instant.

/// When a campaign takes signatures, and since when a supporter has been signing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The first instant, in Unix milliseconds; none when it opened at once.
    pub opens_at_ms: Option<i64>,
    /// The first instant after it, in Unix milliseconds; none when it never
    /// closes.
    pub closes_at_ms: Option<i64>,
    /// When the session was issued, in Unix milliseconds. One from before the
    /// deadline may finish: its life bounds by how much.
    pub session_issued_at_ms: i64,
}

/// Why a submission is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The campaign is not open, or not any more.
    CampaignClosed,
}

impl Opening {
    /// Why nothing can be signed now; none where it can.
    #[must_use]
    pub fn refusal(&self, now_ms: i64) -> Option<Refusal> {
        let has_opened = self.opens_at_ms.is_none_or(|opens_at| opens_at <= now_ms);
        let is_before_end = self
            .closes_at_ms
            .is_none_or(|closes_at| now_ms < closes_at || self.session_issued_at_ms < closes_at);
        (!has_opened || !is_before_end).then_some(Refusal::CampaignClosed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLOSED: Option<Refusal> = Some(Refusal::CampaignClosed);

    #[test]
    fn a_campaign_takes_signatures_from_its_first_to_before_its_last_instant() {
        let opening = Opening {
            opens_at_ms: Some(10),
            closes_at_ms: Some(20),
            session_issued_at_ms: 20,
        };
        for (now_ms, refusal) in [(9, CLOSED), (10, None), (19, None), (20, CLOSED)] {
            assert_eq!(opening.refusal(now_ms), refusal, "{now_ms}");
        }
        let always = Opening {
            opens_at_ms: None,
            closes_at_ms: None,
            ..opening
        };
        for now_ms in [i64::MIN, 0, i64::MAX] {
            assert_eq!(always.refusal(now_ms), None);
        }
    }

    #[test]
    fn a_session_from_before_the_deadline_may_finish_and_one_from_before_the_opening_may_not_begin()
    {
        let opening = Opening {
            opens_at_ms: Some(10),
            closes_at_ms: Some(20),
            session_issued_at_ms: 19,
        };
        for (now_ms, refusal) in [(9, CLOSED), (20, None), (1_000, None)] {
            assert_eq!(opening.refusal(now_ms), refusal, "{now_ms}");
        }
    }
}
