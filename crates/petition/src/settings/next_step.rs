//! What a supporter is asked to do next, once they have signed.

use serde::{Deserialize, Serialize};

use super::{NextAction, Texts};

/// One next action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    /// A link.
    Link(NextAction),
    /// A letter that the supporter sends from a program of their own.
    Letter(Letter),
}

/// A letter to a representative. Its text never comes back: the supporter
/// changes it and sends it with a program of their own, or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Its subject, by language.
    pub subject: Texts,
    /// Its text, by language, with line ends.
    pub text: Texts,
    /// Where the supporter finds whom to write to; none: the text says it.
    #[serde(default)]
    pub find: Option<NextAction>,
}
