//! Errors on the wire (RFC 9457, `application/problem+json`).
//!
//! A problem depends on the request alone and never repeats what was sent;
//! which status goes with which kind is the edge's to say.

use serde::{Deserialize, Serialize};

/// A problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The kind, a relative URI: `/problems/{kind}`.
    pub r#type: String,
    /// The kind in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong with this request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// One for each field at fault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// What to quote to the operator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// When it can be tried again, in seconds: `Retry-After`, for who reads
    /// the body alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<i64>,
}

/// A field at fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    /// Where it stands, a JSON pointer (RFC 6901): `/supporter/email`.
    pub pointer: String,
    /// What is wrong with it, in English.
    pub detail: String,
    /// Which of the form's messages says it to the supporter: `email`.
    pub kind: String,
}

impl FieldProblem {
    /// A problem of the form's field that a pointer names: the last of its
    /// names, or `consent` for all that belongs to an answer.
    #[must_use]
    pub fn new(pointer: &str, detail: impl Into<String>) -> Self {
        let kind = if pointer.starts_with("/consents") {
            "consent"
        } else {
            pointer.rsplit('/').next().unwrap_or_default()
        };
        Self {
            pointer: pointer.to_owned(),
            detail: detail.into(),
            kind: kind.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absent_is_not_written() {
        let mut problem = Problem {
            r#type: "/problems/closed".into(),
            title: "The campaign is closed".into(),
            status: 409,
            detail: None,
            errors: vec![],
            request_id: None,
            retry_after_s: None,
        };
        assert_eq!(
            serde_json::to_string(&problem).unwrap(),
            r#"{"type":"/problems/closed","title":"The campaign is closed","status":409}"#
        );
        problem
            .errors
            .push(FieldProblem::new("/supporter/email", "has no @"));
        assert_eq!(problem.errors[0].kind, "email");
        let text = serde_json::to_string(&problem).unwrap();
        assert_eq!(serde_json::from_str::<Problem>(&text).unwrap(), problem);
    }
}
