//! What `CampaignDo` is asked about the campaign's letter.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How a letter leaves the page: into a program of her own. Whether it is sent
/// then, nobody knows.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LetterExit {
    Mail,
    Webmail,
    Copy,
    Print,
}

impl LetterExit {
    pub(crate) const ALL: [Self; 4] = [Self::Mail, Self::Webmail, Self::Copy, Self::Print];

    /// As it is stored and sent.
    pub(crate) fn as_str(self) -> &'static str {
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
pub(crate) struct CountLetter {
    pub(crate) exit: LetterExit,
}

/// Asks how often each was opened.
#[derive(Serialize, Deserialize)]
pub(crate) struct LoadLetters {}

#[derive(Serialize, Deserialize)]
pub(crate) struct LettersOpened {
    pub(crate) opened: BTreeMap<LetterExit, u64>,
}
