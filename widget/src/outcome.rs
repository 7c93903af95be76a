//! What to do about an answer to a submission, and when to stop trying.

/// How often one press of the button is sent at most.
const TRIES: u32 = 4;
/// So long after the press nothing is tried again by itself: whoever waits for
/// an edge that hangs is told after the first try, and has the button.
const PATIENCE_MS: f64 = 15_000.0;

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Send the same again, with a new session.
    Renew,
    /// Send the same again after a wait; so many have failed by now.
    Wait(u32),
    /// Tell the supporter.
    Tell(Outcome),
}

/// What the supporter is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The edge has it.
    Signed,
    /// Some fields are not accepted.
    Fields,
    /// The edge could not be reached, or could not do its work.
    Unreachable,
    /// The edge refuses, and its problem says why.
    Refused,
}

impl Outcome {
    /// Whether what is sent next is another press, with a key of its own.
    ///
    /// Not after a refusal: a try before it may have reached the ledger, and
    /// its answer been lost. A changed body has a new key anyway.
    pub(crate) fn ends_press(self) -> bool {
        matches!(self, Self::Signed | Self::Fields)
    }
}

/// The tries of one press of the button.
#[derive(Debug, Default)]
pub(crate) struct Tries {
    failures: u32,
    is_renewed: bool,
}

impl Tries {
    /// Judges an answer by its status, 0 for none at all, so long after the
    /// press.
    ///
    /// Whatever may have reached the ledger is sent again with the same
    /// idempotency key and body, so that it counts once.
    pub(crate) fn judge(&mut self, status: u32, after_ms: f64) -> Step {
        match status {
            200..=299 => Step::Tell(Outcome::Signed),
            401 if !self.is_renewed => {
                self.is_renewed = true;
                Step::Renew
            }
            422 => Step::Tell(Outcome::Fields),
            0 | 408 | 425 | 500.. => {
                self.failures += 1;
                if self.failures < TRIES && after_ms < PATIENCE_MS {
                    Step::Wait(self.failures - 1)
                } else {
                    Step::Tell(Outcome::Unreachable)
                }
            }
            _ => Step::Tell(Outcome::Refused),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unreachable_edge_is_tried_four_times() {
        let mut tries = Tries::default();
        assert_eq!(tries.judge(0, 10.0), Step::Wait(0));
        assert_eq!(tries.judge(503, 900.0), Step::Wait(1));
        assert_eq!(tries.judge(408, 2_000.0), Step::Wait(2));
        assert_eq!(tries.judge(0, 5_000.0), Step::Tell(Outcome::Unreachable));
    }

    #[test]
    fn an_edge_that_hangs_is_not_waited_for_again() {
        let told = Step::Tell(Outcome::Unreachable);
        assert_eq!(Tries::default().judge(0, 20_000.0), told);
        assert_eq!(Tries::default().judge(504, PATIENCE_MS), told);
    }

    #[test]
    fn a_session_is_renewed_once_in_between() {
        let mut tries = Tries::default();
        assert_eq!(tries.judge(0, 0.0), Step::Wait(0));
        assert_eq!(tries.judge(401, 0.0), Step::Renew);
        assert_eq!(tries.judge(0, 0.0), Step::Wait(1));
        assert_eq!(tries.judge(401, 0.0), Step::Tell(Outcome::Refused));
    }

    #[test]
    fn a_press_outlives_a_refusal() {
        assert!(Outcome::Signed.ends_press());
        assert!(Outcome::Fields.ends_press());
        assert!(!Outcome::Unreachable.ends_press());
        assert!(!Outcome::Refused.ends_press());
    }

    #[test]
    fn a_refusal_is_not_repeated() {
        let told = |status| Tries::default().judge(status, 0.0);
        assert_eq!(told(201), Step::Tell(Outcome::Signed));
        assert_eq!(told(422), Step::Tell(Outcome::Fields));
        for status in [400, 403, 404, 405, 409, 413, 415, 429] {
            assert_eq!(told(status), Step::Tell(Outcome::Refused), "{status}");
        }
    }
}
