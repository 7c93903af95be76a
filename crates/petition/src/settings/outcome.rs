//! How a petition ended, as its organizers say.

use serde::{Deserialize, Serialize};

use super::Texts;

/// How a petition ended. It is shown once the campaign is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// What came of it.
    pub kind: OutcomeKind,
    /// The last update, by language; none: nothing more is said.
    #[serde(default)]
    pub update: Texts,
    /// The day of the update, `2026-12-01`.
    #[serde(default)]
    pub updated_on: Option<String>,
    /// What a reader can do now.
    #[serde(default)]
    pub next: Option<NextAction>,
}

/// What came of a petition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeKind {
    /// It was handed over, and the answer is still to come.
    Delivered,
    /// What it asks was done.
    Won,
    /// Some of it was done.
    Partly,
    /// There was none.
    NoAnswer,
}

/// A link to what can be done next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextAction {
    /// Its words, by language.
    pub label: Texts,
    /// Where it leads, an https address.
    pub url: String,
}
