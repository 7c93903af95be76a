//! What `CampaignDo` is asked about the campaign's letter.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How a letter leaves the page: into a program of her own. Whether it is sent
/// then, nobody knows.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum LetterExit {
    Mail,
    Webmail,
    Copy,
    Print,
}

impl LetterExit {
    pub const ALL: [Self; 4] = [Self::Mail, Self::Webmail, Self::Copy, Self::Print];

    /// As it is stored and sent.
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

/// Counts that somebody has opened the letter.
#[derive(Serialize, Deserialize)]
pub struct CountLetter {
    pub exit: LetterExit,
}

/// Asks how often each was opened.
#[derive(Serialize, Deserialize)]
pub struct LoadLetters {}

#[derive(Serialize, Deserialize)]
pub struct LettersOpened {
    pub opened: BTreeMap<LetterExit, u64>,
}
