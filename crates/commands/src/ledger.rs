//! What `LedgerDo` is asked.

use petition::HeldReason;
use protocol::{
    Control,
    ids::{CampaignId, EntryId, IdempotencyKey, NoticeId, PartnerId, ReceiptId, ViewHash},
    submission::NoticeRef,
};
use serde::{Deserialize, Serialize};

use super::TokenHash;

/// One verified submission, to be admitted or replayed in one transaction.
#[derive(Serialize, Deserialize)]
pub struct Sign {
    pub campaign: CampaignId,
    pub shard: u16,
    pub idempotency_key: IdempotencyKey,
    /// SHA-256 of the submission without its work.
    pub submission_digest: [u8; 32],
    pub supporter_key: [u8; 32],
    pub name_key: [u8; 32],
    pub rules: SignRules,
    pub supporter: SupporterRow,
    pub origin: SubmissionOrigin,
    /// The "yes" answers, one for each partner and purpose.
    pub consents: Vec<ConsentGiven>,
    /// The partners whose consent was refused: counted, never kept by person.
    pub refusals: Vec<PartnerId>,
    /// What is answered if the submission is not a replay.
    pub answer: SignedRow,
    /// The limits it is weighed against here, from the narrowest to the widest.
    #[serde(default)]
    pub buckets: Vec<Bucket>,
    /// The limit that it was over in another shard.
    #[serde(default)]
    pub over: Option<HeldReason>,
    /// The work that pays for it, where its session asked for some.
    #[serde(default)]
    pub spent_work: Option<SpentWork>,
    /// The link of a mail through which it was made: where it went to the very
    /// address of the submission, its mailbox has confirmed with that.
    #[serde(default)]
    pub link: Option<TokenHash>,
}

/// A solution of a session's work.
#[derive(Serialize, Deserialize)]
pub struct SpentWork {
    /// SHA-256 over session, address and counter.
    pub work: [u8; 32],
    /// When its session ends, and nobody can show it any more.
    pub expires_at_ms: i64,
}

/// Weighs a submission against limits whose meter lives in this shard, before
/// the shard of its supporter admits it.
#[derive(Serialize, Deserialize)]
pub struct Weigh {
    /// The submission: it is charged once, however often it comes.
    pub charge: [u8; 16],
    /// The limits, from the narrowest to the widest.
    pub buckets: Vec<Bucket>,
    /// A narrower limit that it was over: these are not charged then.
    pub over: Option<HeldReason>,
}

#[derive(Serialize, Deserialize)]
pub struct Weighed {
    /// The first limit that it is over, if any.
    pub over: Option<HeldReason>,
}

/// One limit, or this shard's share of it, and whose it is.
#[derive(Serialize, Deserialize)]
pub struct Bucket {
    /// Whose: `network:...`, `session:...`, `partner:...`, `campaign`.
    pub name: String,
    pub reason: HeldReason,
    pub interval_us: i64,
    pub burst: u32,
    /// Where its clock stands, for a number that does not refill.
    pub clock_ms: Option<i64>,
}

/// The campaign's rules that the ledger applies by its own clock.
#[derive(Serialize, Deserialize)]
pub struct SignRules {
    pub opens_at_ms: Option<i64>,
    pub closes_at_ms: Option<i64>,
    /// A session issued before the deadline may finish.
    pub session_issued_at_ms: i64,
    pub household_limit: u8,
    /// Whether the public sees signatures that are pending.
    #[serde(default = "does_show")]
    pub shows_pending: bool,
}

/// The version before knew only campaigns that do.
pub(crate) fn does_show() -> bool {
    true
}

/// What is kept of the supporter herself.
#[derive(Serialize, Deserialize)]
pub struct SupporterRow {
    pub given_name: String,
    pub family_name: String,
    pub email: String,
    pub postal_code: String,
    /// What the public sees, or none when she is not listed.
    pub public_name: Option<String>,
    /// Her reason, where the campaign takes one and she is listed.
    #[serde(default)]
    pub comment: Option<String>,
    /// What of it waits for a moderator.
    #[serde(default)]
    pub reviewed: Reviewed,
}

/// What of a listed signature is not shown before somebody has looked at it.
#[derive(Serialize, Deserialize, Default)]
pub struct Reviewed {
    pub is_name_waiting: bool,
    pub is_comment_waiting: bool,
    /// The words of `petition::Reason`.
    pub reasons: Vec<String>,
}

/// How, where and through whom the submission came.
#[derive(Serialize, Deserialize)]
pub struct SubmissionOrigin {
    pub partner: PartnerId,
    pub language: String,
    pub country: Option<String>,
    pub region: Option<String>,
    /// `widget`, `hosted` or `server`.
    pub channel: String,
    /// The page's origin; of a partner's server the name of its key.
    pub origin: String,
    pub page: Option<String>,
    pub source: Option<String>,
    /// Empty for a partner's server.
    pub session_id: String,
    pub petition_version: u32,
    /// The rendered block; none when a partner's server attests what it showed.
    pub view: Option<ViewHash>,
    pub collection_notice: NoticeRef,
}

impl SubmissionOrigin {
    /// The block's hash as the column and the event's hash have it: empty when
    /// we have not seen what was shown.
    pub fn view_column(&self) -> &str {
        self.view.as_ref().map_or("", ViewHash::as_str)
    }
}

/// One "yes" with what was shown.
#[derive(Serialize, Deserialize)]
pub struct ConsentGiven {
    pub record_id: String,
    pub partner: PartnerId,
    pub purpose: String,
    pub notice: NoticeId,
    pub version: u32,
    /// SHA-256 of the notice as it was written, lower-case hex.
    pub notice_hash: String,
    pub control: Control,
    pub control_label: String,
}

/// What a replay needs to answer the same again.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct SignedRow {
    pub receipt: ReceiptId,
    pub entry: Option<EntryId>,
    pub shows_region: bool,
    pub shows_country: bool,
    pub signatures: u64,
    pub goal: u64,
    pub as_of_ms: i64,
    pub signed_at_ms: i64,
    /// The answer's entry has her reason: by the campaign's setting alone.
    #[serde(default)]
    pub shows_comment: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signed {
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

/// Takes one entry out of the public feed for good.
#[derive(Serialize, Deserialize)]
pub struct Hide {
    pub entry: EntryId,
}

#[derive(Serialize, Deserialize)]
pub struct Hidden {
    /// Whether this shard has such an entry.
    pub is_found: bool,
}

/// Lets a batch of held signatures count after all.
#[derive(Serialize, Deserialize)]
pub struct Release {
    /// Only those over this limit.
    pub reason: Option<HeldReason>,
    /// Whether the public sees signatures that are pending.
    pub shows_pending: bool,
}

#[derive(Serialize, Deserialize)]
pub struct Released {
    pub released: u64,
    /// Whether none is left in this shard.
    pub is_complete: bool,
}
