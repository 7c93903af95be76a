//! The commands of `LedgerDo` about its counts.

use petition::tally::Counters;
use serde::{Deserialize, Serialize};

/// A property that the counts are split by.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The partner through which a supporter signed; for consents, the partner
    /// to which they were given.
    Partner,
    /// The day in UTC on which a submission came: `2026-11-22`.
    Day,
    /// The language of the form, a BCP 47 tag.
    Language,
    /// The country, `CA`; the key is empty where none is known.
    Country,
    /// The region, `CA-ON`; the key is empty where none is known.
    Region,
}

impl By {
    /// Every property, in the order of the organizers' page.
    pub const ALL: [Self; 5] = [
        Self::Partner,
        Self::Day,
        Self::Language,
        Self::Country,
        Self::Region,
    ];

    /// The word for the property in the query, the answer and the ledger's table.
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

    /// Parses the word for a property; none if it is no such word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.as_str() == word)
    }
}

/// Asks one shard for its counts.
#[derive(Serialize, Deserialize)]
pub struct CountBy {
    /// The properties to split the counts by; empty for the total alone.
    pub by: Vec<By>,
}

/// The counts of one shard. All of them describe the same instant.
#[derive(Serialize, Deserialize)]
pub struct Counted {
    /// All signatures of the shard, by where they stand.
    pub counters: Counters,
    /// A row for each value of each property, in the order of the properties.
    pub rows: Vec<CountedRow>,
    /// The work of the shard's alarm that is late; empty when nothing is.
    #[serde(default)]
    pub late: Vec<Late>,
}

/// Work of an alarm that is overdue by more than its usual delay.
#[derive(Serialize, Deserialize)]
pub struct Late {
    /// `announcement`, `mail`, `mailbox`, `purge` or `rates`.
    pub work: String,
    /// When the work was first due, in Unix milliseconds.
    pub since_ms: i64,
}

/// The counts of one value of a property, in one shard.
#[derive(Serialize, Deserialize)]
pub struct CountedRow {
    /// The property.
    pub by: By,
    /// The value of the property; empty where it is not known.
    pub key: String,
    /// The signatures with this value, by where they stand.
    pub counters: Counters,
    /// The consents that count: given and not withdrawn. Those of a signature
    /// that is held, or of a claim, do not count yet.
    pub consents: u64,
}
