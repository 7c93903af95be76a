//! What to do about an answer to a submission, and when to stop trying.

/// How often one press of the button is sent at most.
const TRIES: u32 = 4;

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Send the same again, with a new session.
    Renew,
    /// Send the same again after a wait; so many have failed by now.
    Wait(u32),
    /// Tell her.
    Tell(Outcome),
}

/// What she is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The edge has it.
    Signed,
    /// Some fields are not accepted.
    Fields,
    /// The campaign takes no more signatures.
    Closed,
    /// The session is not accepted, and a new one isn't either.
    Expired,
    /// The edge could not be reached, or could not do its work.
    Unreachable,
    /// The edge refuses for a reason that she can't mend.
    Refused,
}

impl Outcome {
    /// The message that says it, where it is one sentence.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Closed => "error-closed",
            // A form that no field of hers can mend is older than its notices.
            Self::Expired | Self::Fields => "error-again",
            Self::Unreachable => "error-network",
            Self::Signed | Self::Refused => "error-other",
        }
    }
}

/// The tries of one press of the button.
#[derive(Debug, Default)]
pub(crate) struct Tries {
    failures: u32,
    is_renewed: bool,
}

impl Tries {
    /// Judges an answer by its status; 0 is none at all.
    ///
    /// Whatever may have reached the ledger is sent again with the same
    /// idempotency key and body, so that it counts once.
    pub(crate) fn judge(&mut self, status: u32) -> Step {
        match status {
            200..=299 => Step::Tell(Outcome::Signed),
            401 if !self.is_renewed => {
                self.is_renewed = true;
                Step::Renew
            }
            401 => Step::Tell(Outcome::Expired),
            409 => Step::Tell(Outcome::Closed),
            422 => Step::Tell(Outcome::Fields),
            0 | 408 | 425 | 429 | 500.. => {
                self.failures += 1;
                if self.failures < TRIES {
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
        assert_eq!(tries.judge(0), Step::Wait(0));
        assert_eq!(tries.judge(503), Step::Wait(1));
        assert_eq!(tries.judge(429), Step::Wait(2));
        assert_eq!(tries.judge(0), Step::Tell(Outcome::Unreachable));
    }

    #[test]
    fn a_session_is_renewed_once_in_between() {
        let mut tries = Tries::default();
        assert_eq!(tries.judge(0), Step::Wait(0));
        assert_eq!(tries.judge(401), Step::Renew);
        assert_eq!(tries.judge(0), Step::Wait(1));
        assert_eq!(tries.judge(401), Step::Tell(Outcome::Expired));
    }

    #[test]
    fn a_refusal_is_not_repeated() {
        let told = |status| Tries::default().judge(status);
        assert_eq!(told(201), Step::Tell(Outcome::Signed));
        assert_eq!(told(409), Step::Tell(Outcome::Closed));
        assert_eq!(told(422), Step::Tell(Outcome::Fields));
        for status in [400, 403, 404, 405, 413, 415] {
            assert_eq!(told(status), Step::Tell(Outcome::Refused), "{status}");
        }
    }
}
