//! The form shown again, after a post that was not taken: with what was typed,
//! and a sentence for whatever was in the way.

use protocol::FieldProblem;

use pages::{FormAlert, FormValues};

use crate::{
    log,
    platform::make_uuid,
    worker::{
        problem::{Failure, Refusal},
        response::Reply,
    },
};

/// What stands in the form when it is shown.
#[derive(Default)]
pub(in crate::worker) struct Redisplay {
    /// What the supporter's browser asks for (`Accept-Language`): the page is
    /// no-store.
    pub(in crate::worker) wishes: Vec<String>,
    pub(in crate::worker) values: FormValues,
    pub(in crate::worker) problems: Vec<FieldProblem>,
    pub(in crate::worker) alert: Option<FormAlert>,
    pub(in crate::worker) idempotency_key: String,
}

/// What belongs to the answer whatever stands in the form.
pub(in crate::worker) struct FormStatus {
    status: u16,
    headers: Vec<(&'static str, String)>,
}

impl Redisplay {
    /// A request of its own.
    pub(in crate::worker) fn new(values: FormValues, wishes: Vec<String>) -> Self {
        Self {
            wishes,
            values,
            idempotency_key: make_uuid(),
            ..Self::default()
        }
    }

    /// The form with what was typed, after a failure. What broke is logged
    /// here, since the page is the response.
    pub(in crate::worker) fn after(
        failure: Failure,
        values: FormValues,
        idempotency_key: String,
    ) -> (Self, FormStatus) {
        let (status, kind, _) = failure.describe();
        let mut redisplay = Self {
            values,
            alert: Some(FormAlert {
                kind,
                retry_after_s: None,
            }),
            idempotency_key,
            ..Self::default()
        };
        let mut headers = Vec::new();
        match failure {
            Failure::Refused(Refusal::Invalid(problems)) => {
                redisplay.alert = redisplay.alert.filter(|_| is_outdated(&problems));
                redisplay.problems = problems;
            }
            Failure::Refused(Refusal::TooMany(too_many)) => {
                redisplay.alert = Some(FormAlert {
                    kind,
                    retry_after_s: Some(too_many.retry_after_s),
                });
                headers = too_many.headers();
            }
            // Else it would be refused for ever.
            Failure::Refused(Refusal::KeyReused) => redisplay.idempotency_key = make_uuid(),
            Failure::Refused(_) => {}
            Failure::InternalError(broken) => log::error("a hosted form", &broken),
        }
        (redisplay, FormStatus { status, headers })
    }
}

impl FormStatus {
    pub(in crate::worker) fn with(self, page: Reply) -> Reply {
        self.headers
            .into_iter()
            .fold(page.with_status(self.status), |page, (name, value)| {
                page.with_header(name, value)
            })
    }
}

/// Whether the form was older than the petition or its notices.
fn is_outdated(problems: &[FieldProblem]) -> bool {
    problems.iter().any(|problem| {
        matches!(
            problem.pointer.as_str(),
            "/view" | "/petition_version" | "/collection_notice"
        )
    })
}
