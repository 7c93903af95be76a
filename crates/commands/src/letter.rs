//! The commands of `CampaignDo` about the campaign's letter.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How a supporter takes the campaign's letter out of the page. Whether they
/// send it is not known.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum LetterExit {
    /// The supporter opens the letter in their mail program.
    Mail,
    /// The supporter opens the letter in a mail service on the web.
    Webmail,
    /// The supporter copies the letter.
    Copy,
    /// The supporter prints the letter.
    Print,
}

impl LetterExit {
    /// Every exit, in the order of the organizers' answer.
    pub const ALL: [Self; 4] = [Self::Mail, Self::Webmail, Self::Copy, Self::Print];

    /// The word for the exit, as it is stored and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Webmail => "webmail",
            Self::Copy => "copy",
            Self::Print => "print",
        }
    }
}

/// Counts that a supporter has taken the letter out of the page.
#[derive(Serialize, Deserialize)]
pub struct CountLetter {
    /// How they took it.
    pub exit: LetterExit,
}

/// Asks how often each exit was used.
#[derive(Serialize, Deserialize)]
pub struct LoadLetters {}

/// How often each exit was used.
#[derive(Serialize, Deserialize)]
pub struct LettersOpened {
    /// The count of each exit. An exit that was never used is absent.
    pub opened: BTreeMap<LetterExit, u64>,
}
