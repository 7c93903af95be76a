//! What to do about an answer to a submission, and when to stop trying.

/// The most tries of one attempt.
const MAX_TRIES: u32 = 4;
/// After this time nothing is retried automatically: if the edge hangs, the
/// supporter is shown so after the first try, and can press the button.
const RETRY_UNTIL_MS: f64 = 15_000.0;

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Send the same again, with a new session.
    Renew,
    /// Send the same again after a wait, which depends on the failures so far.
    Wait(u32),
    /// Stop, and show the supporter the outcome.
    Finish(Outcome),
}

/// What the supporter is shown.
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
    /// Whether the next submission is a new attempt, with a key of its own.
    ///
    /// Not after a refusal: an earlier try may have reached the ledger, and its
    /// answer may have been lost. A changed body has a new key anyway.
    pub(crate) fn ends_attempt(self) -> bool {
        matches!(self, Self::Signed | Self::Fields)
    }
}

/// The tries of one attempt.
#[derive(Debug, Default)]
pub(crate) struct Tries {
    failures: u32,
    is_renewed: bool,
}

impl Tries {
    /// The next step after an answer with this status (0 for no answer), this
    /// long after the attempt started.
    ///
    /// Whatever may have reached the ledger is sent again with the same
    /// idempotency key and body, so that it counts once.
    pub(crate) fn next_step(&mut self, status: u32, after_ms: f64) -> Step {
        match status {
            200..=299 => Step::Finish(Outcome::Signed),
            401 if !self.is_renewed => {
                self.is_renewed = true;
                Step::Renew
            }
            422 => Step::Finish(Outcome::Fields),
            0 | 408 | 425 | 500.. => {
                self.failures += 1;
                if self.failures < MAX_TRIES && after_ms < RETRY_UNTIL_MS {
                    Step::Wait(self.failures - 1)
                } else {
                    Step::Finish(Outcome::Unreachable)
                }
            }
            _ => Step::Finish(Outcome::Refused),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unreachable_edge_is_tried_four_times() {
        let mut tries = Tries::default();
        assert_eq!(tries.next_step(0, 10.0), Step::Wait(0));
        assert_eq!(tries.next_step(503, 900.0), Step::Wait(1));
        assert_eq!(tries.next_step(408, 2_000.0), Step::Wait(2));
        assert_eq!(
            tries.next_step(0, 5_000.0),
            Step::Finish(Outcome::Unreachable)
        );
    }

    #[test]
    fn an_edge_that_hangs_is_not_waited_for_again() {
        let finish = Step::Finish(Outcome::Unreachable);
        assert_eq!(Tries::default().next_step(0, 20_000.0), finish);
        assert_eq!(Tries::default().next_step(504, RETRY_UNTIL_MS), finish);
    }

    #[test]
    fn a_session_is_renewed_once_in_between() {
        let mut tries = Tries::default();
        assert_eq!(tries.next_step(0, 0.0), Step::Wait(0));
        assert_eq!(tries.next_step(401, 0.0), Step::Renew);
        assert_eq!(tries.next_step(0, 0.0), Step::Wait(1));
        assert_eq!(tries.next_step(401, 0.0), Step::Finish(Outcome::Refused));
    }

    #[test]
    fn an_attempt_continues_after_a_refusal() {
        assert!(Outcome::Signed.ends_attempt());
        assert!(Outcome::Fields.ends_attempt());
        assert!(!Outcome::Unreachable.ends_attempt());
        assert!(!Outcome::Refused.ends_attempt());
    }

    #[test]
    fn a_refusal_is_not_repeated() {
        let step = |status| Tries::default().next_step(status, 0.0);
        assert_eq!(step(201), Step::Finish(Outcome::Signed));
        assert_eq!(step(422), Step::Finish(Outcome::Fields));
        for status in [400, 403, 404, 405, 409, 413, 415, 429] {
            assert_eq!(step(status), Step::Finish(Outcome::Refused), "{status}");
        }
    }
}
