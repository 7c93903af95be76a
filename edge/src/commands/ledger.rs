//! What `LedgerDo` is asked.

use petition::{HeldReason, tally::Counters};
use protocol::{
    Control,
    ids::{CampaignId, EntryId, IdempotencyKey, NoticeId, PartnerId, ReceiptId, ViewHash},
    submission::NoticeRef,
};
use serde::{Deserialize, Serialize};

use super::TokenHash;

/// One verified submission, to be admitted or replayed in one transaction.
#[derive(Serialize, Deserialize)]
pub(crate) struct Sign {
    pub(crate) campaign: CampaignId,
    pub(crate) shard: u16,
    pub(crate) idempotency_key: IdempotencyKey,
    /// SHA-256 of the submission without its work.
    pub(crate) submission_digest: [u8; 32],
    pub(crate) supporter_key: [u8; 32],
    pub(crate) name_key: [u8; 32],
    pub(crate) rules: SignRules,
    pub(crate) supporter: SupporterRow,
    pub(crate) origin: SubmissionOrigin,
    /// The "yes" answers, one for each partner and purpose.
    pub(crate) consents: Vec<ConsentGiven>,
    /// The partners whose consent was refused: counted, never kept by person.
    pub(crate) refusals: Vec<PartnerId>,
    /// What is answered if the submission is not a replay.
    pub(crate) answer: SignedRow,
    /// The limits it is weighed against here, from the narrowest to the widest.
    #[serde(default)]
    pub(crate) buckets: Vec<Bucket>,
    /// The limit that it was over in another shard.
    #[serde(default)]
    pub(crate) over: Option<HeldReason>,
    /// The work that pays for it, where its session asked for some.
    #[serde(default)]
    pub(crate) spent_work: Option<SpentWork>,
    /// The link of a mail through which it was made: where it went to the very
    /// address of the submission, its mailbox has confirmed with that.
    #[serde(default)]
    pub(crate) link: Option<TokenHash>,
}

/// A solution of a session's work.
#[derive(Serialize, Deserialize)]
pub(crate) struct SpentWork {
    /// SHA-256 over session, address and counter.
    pub(crate) work: [u8; 32],
    /// When its session ends, and nobody can show it any more.
    pub(crate) expires_at_ms: i64,
}

/// Weighs a submission against limits whose meter lives in this shard, before
/// the shard of its supporter admits it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Weigh {
    /// The submission: it is charged once, however often it comes.
    pub(crate) charge: [u8; 16],
    /// The limits, from the narrowest to the widest.
    pub(crate) buckets: Vec<Bucket>,
    /// A narrower limit that it was over: these are not charged then.
    pub(crate) over: Option<HeldReason>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Weighed {
    /// The first limit that it is over, if any.
    pub(crate) over: Option<HeldReason>,
}

/// One limit, or this shard's share of it, and whose it is.
#[derive(Serialize, Deserialize)]
pub(crate) struct Bucket {
    /// Whose: `network:...`, `session:...`, `partner:...`, `campaign`.
    pub(crate) name: String,
    pub(crate) reason: HeldReason,
    pub(crate) interval_us: i64,
    pub(crate) burst: u32,
    /// Where its clock stands, for a number that does not refill.
    pub(crate) clock_ms: Option<i64>,
}

/// The campaign's rules that the ledger applies by its own clock.
#[derive(Serialize, Deserialize)]
pub(crate) struct SignRules {
    pub(crate) opens_at_ms: Option<i64>,
    pub(crate) closes_at_ms: Option<i64>,
    /// A session issued before the deadline may finish.
    pub(crate) session_issued_at_ms: i64,
    pub(crate) household_limit: u8,
    /// Whether the public sees signatures that are pending.
    #[serde(default = "does_show")]
    pub(crate) shows_pending: bool,
}

/// The version before knew only campaigns that do.
pub(super) fn does_show() -> bool {
    true
}

/// What is kept of the supporter herself.
#[derive(Serialize, Deserialize)]
pub(crate) struct SupporterRow {
    pub(crate) given_name: String,
    pub(crate) family_name: String,
    pub(crate) email: String,
    pub(crate) postal_code: String,
    /// What the public sees, or none when she is not listed.
    pub(crate) public_name: Option<String>,
    /// Her reason, where the campaign takes one and she is listed.
    #[serde(default)]
    pub(crate) comment: Option<String>,
    /// What of it waits for a moderator.
    #[serde(default)]
    pub(crate) reviewed: Reviewed,
}

/// What of a listed signature is not shown before somebody has looked at it.
#[derive(Serialize, Deserialize, Default)]
pub(crate) struct Reviewed {
    pub(crate) is_name_waiting: bool,
    pub(crate) is_comment_waiting: bool,
    /// The words of `petition::Reason`.
    pub(crate) reasons: Vec<String>,
}

/// How, where and through whom the submission came.
#[derive(Serialize, Deserialize)]
pub(crate) struct SubmissionOrigin {
    pub(crate) partner: PartnerId,
    pub(crate) language: String,
    pub(crate) country: Option<String>,
    pub(crate) region: Option<String>,
    /// `widget`, `hosted` or `server`.
    pub(crate) channel: String,
    /// The page's origin; of a partner's server the name of its key.
    pub(crate) origin: String,
    pub(crate) page: Option<String>,
    pub(crate) source: Option<String>,
    /// Empty for a partner's server.
    pub(crate) session_id: String,
    pub(crate) petition_version: u32,
    /// The rendered block; none when a partner's server attests what it showed.
    pub(crate) view: Option<ViewHash>,
    pub(crate) collection_notice: NoticeRef,
}

impl SubmissionOrigin {
    /// The block's hash as the column and the event's hash have it: empty when
    /// we have not seen what was shown.
    pub(crate) fn view_column(&self) -> &str {
        self.view.as_ref().map_or("", ViewHash::as_str)
    }
}

/// One "yes" with what was shown.
#[derive(Serialize, Deserialize)]
pub(crate) struct ConsentGiven {
    pub(crate) record_id: String,
    pub(crate) partner: PartnerId,
    pub(crate) purpose: String,
    pub(crate) notice: NoticeId,
    pub(crate) version: u32,
    /// SHA-256 of the notice as it was written, lower-case hex.
    pub(crate) notice_hash: String,
    pub(crate) control: Control,
    pub(crate) control_label: String,
}

/// What a replay needs to answer the same again.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub(crate) struct SignedRow {
    pub(crate) receipt: ReceiptId,
    pub(crate) entry: Option<EntryId>,
    pub(crate) shows_region: bool,
    pub(crate) shows_country: bool,
    pub(crate) signatures: u64,
    pub(crate) goal: u64,
    pub(crate) as_of_ms: i64,
    pub(crate) signed_at_ms: i64,
    /// The answer's entry has her reason: by the campaign's setting alone.
    #[serde(default)]
    pub(crate) shows_comment: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Signed {
    /// New, repeated or replayed: the caller cannot tell which.
    Accepted(Box<SignedRow>),
    /// The same, and confirmed by the link through which it was made.
    Confirmed(Box<SignedRow>),
    /// The key was used for another submission.
    KeyReused,
    /// Its work has paid for another submission.
    WorkSpent,
    /// The campaign is not open.
    Closed,
}

/// What the counts are split by.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub(crate) enum By {
    Partner,
    Day,
    Language,
    Country,
    Region,
}

impl By {
    /// Every way to split, in the order of the organizers' page.
    pub(crate) const ALL: [Self; 5] = [
        Self::Partner,
        Self::Day,
        Self::Language,
        Self::Country,
        Self::Region,
    ];

    /// The word in the query, the answer and the ledger's table.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::Day => "day",
            Self::Language => "language",
            Self::Country => "country",
            Self::Region => "region",
        }
    }

    /// The way with this word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.as_str() == word)
    }
}

/// Asks one shard for its counts.
#[derive(Serialize, Deserialize)]
pub(crate) struct CountBy {
    pub(crate) by: Vec<By>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Counted {
    pub(crate) counters: Counters,
    pub(crate) rows: Vec<CountedRow>,
    /// What of the shard's own work is late.
    #[serde(default)]
    pub(crate) late: Vec<Late>,
}

/// Work of an alarm that is overdue by more than its usual delay.
#[derive(Serialize, Deserialize)]
pub(crate) struct Late {
    /// `announcement`, `mail`, `mailbox`, `purge` or `rates`.
    pub(crate) work: String,
    /// When it was due first.
    pub(crate) since_ms: i64,
}

/// The counters of one key, in one shard.
#[derive(Serialize, Deserialize)]
pub(crate) struct CountedRow {
    pub(crate) by: By,
    pub(crate) key: String,
    pub(crate) counters: Counters,
    pub(crate) consents: u64,
}

/// Takes one entry out of the public feed for good.
#[derive(Serialize, Deserialize)]
pub(crate) struct Hide {
    pub(crate) entry: EntryId,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Hidden {
    /// Whether this shard has such an entry.
    pub(crate) is_found: bool,
}

/// Lets a batch of held signatures count after all.
#[derive(Serialize, Deserialize)]
pub(crate) struct Release {
    /// Only those over this limit.
    pub(crate) reason: Option<HeldReason>,
    /// Whether the public sees signatures that are pending.
    pub(crate) shows_pending: bool,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Released {
    pub(crate) released: u64,
    /// Whether none is left in this shard.
    pub(crate) is_complete: bool,
}
