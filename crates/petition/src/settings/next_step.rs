//! What a supporter is asked to do next, once she has signed.

use serde::{Deserialize, Serialize};

use super::{NextAction, Texts};

/// One next action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    /// A link.
    Link(NextAction),
    /// A letter that she sends from a program of her own.
    Letter(Letter),
}

/// A letter to a representative. Its text never comes back: she changes it and
/// sends it by a program of hers, or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Its subject, by language.
    pub subject: Texts,
    /// Its text, by language, with line ends.
    pub text: Texts,
    /// Where she finds whom to write to; none: the text says it.
    #[serde(default)]
    pub find: Option<NextAction>,
}
