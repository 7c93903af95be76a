//! What `LedgerDo` is asked about its counts.

use petition::tally::Counters;
use serde::{Deserialize, Serialize};

/// What the counts are split by.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum By {
    Partner,
    Day,
    Language,
    Country,
    Region,
}

impl By {
    /// Every way to split, in the order of the organizers' page.
    pub const ALL: [Self; 5] = [
        Self::Partner,
        Self::Day,
        Self::Language,
        Self::Country,
        Self::Region,
    ];

    /// The word in the query, the answer and the ledger's table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::Day => "day",
            Self::Language => "language",
            Self::Country => "country",
            Self::Region => "region",
        }
    }

    /// The way with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.as_str() == word)
    }
}

/// Asks one shard for its counts.
#[derive(Serialize, Deserialize)]
pub struct CountBy {
    pub by: Vec<By>,
}

#[derive(Serialize, Deserialize)]
pub struct Counted {
    pub counters: Counters,
    pub rows: Vec<CountedRow>,
    /// What of the shard's own work is late.
    #[serde(default)]
    pub late: Vec<Late>,
}

/// Work of an alarm that is overdue by more than its usual delay.
#[derive(Serialize, Deserialize)]
pub struct Late {
    /// `announcement`, `mail`, `mailbox`, `purge` or `rates`.
    pub work: String,
    /// When it was due first.
    pub since_ms: i64,
}

/// The counters of one key, in one shard.
#[derive(Serialize, Deserialize)]
pub struct CountedRow {
    pub by: By,
    pub key: String,
    pub counters: Counters,
    pub consents: u64,
}
