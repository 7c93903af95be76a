//! The commands of `LedgerDo` about signing, limits and held signatures.

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
    /// The campaign.
    pub campaign: CampaignId,
    /// The number of this shard, from 0. The supporter's key decides it.
    pub shard: u16,
    /// The key that makes a retry the same request.
    pub idempotency_key: IdempotencyKey,
    /// SHA-256 of the submission without its work (`Submission::digest`).
    pub submission_digest: [u8; 32],
    /// The keyed hash of the canonical email address.
    pub supporter_key: [u8; 32],
    /// The keyed hash of the folded name.
    pub name_key: [u8; 32],
    /// The campaign's rules.
    pub rules: SignRules,
    /// The supporter's details.
    pub supporter: SupporterRow,
    /// How, where and through whom the submission came.
    pub origin: SubmissionOrigin,
    /// The "yes" answers, one for each partner and purpose; empty when there is
    /// none.
    pub consents: Vec<ConsentGiven>,
    /// The partner of each "no" answer. The ledger counts it and stores nothing
    /// of it for the person.
    pub refusals: Vec<PartnerId>,
    /// The answer, unless the submission is a replay.
    pub answer: SignedRow,
    /// The limits whose meter is in this shard, from the narrowest to the
    /// widest; empty when other shards have all of them.
    #[serde(default)]
    pub buckets: Vec<Bucket>,
    /// The first limit that the submission was over in another shard; none when
    /// it was within all of them.
    #[serde(default)]
    pub over: Option<HeldReason>,
    /// The work that pays for the submission; none where its session asked for
    /// none, and from a partner's server.
    #[serde(default)]
    pub spent_work: Option<SpentWork>,
    /// The token of the mail's link through which the form was opened; none for
    /// any other form. Where the link was mailed to the address of the
    /// submission, the submission is confirmed at once.
    #[serde(default)]
    pub link: Option<TokenHash>,
}

/// A solution of a session's work, which pays for one submission.
#[derive(Serialize, Deserialize)]
pub struct SpentWork {
    /// SHA-256 over the session, the address and the counter.
    pub work: [u8; 32],
    /// When the session ends, in Unix milliseconds; after that nobody can send
    /// the work again.
    pub expires_at_ms: i64,
}

/// Weighs a submission against limits whose meter is in this shard, before the
/// supporter's shard admits it.
#[derive(Serialize, Deserialize)]
pub struct Weigh {
    /// A keyed hash of the submission and the meter. A submission is charged
    /// once, however often it comes.
    pub charge: [u8; 16],
    /// The limits, from the narrowest to the widest.
    pub buckets: Vec<Bucket>,
    /// The narrower limit that the submission was already over, which then
    /// charges these limits nothing; none when it was within all of them.
    pub over: Option<HeldReason>,
}

/// What the limits say to a submission.
#[derive(Serialize, Deserialize)]
pub struct Weighed {
    /// The first limit that the submission is over, here or before; none when it
    /// is within all of them.
    pub over: Option<HeldReason>,
}

/// A limit, or this shard's share of it, and whom it is for.
#[derive(Serialize, Deserialize)]
pub struct Bucket {
    /// Whom the limit is for: `session:...`, `hosted:...`, `network:...`,
    /// `pass:...`, `partner:...` or `campaign`.
    pub name: String,
    /// The reason with which a signature over this limit is held.
    pub reason: HeldReason,
    /// The time in which one submission drains, in microseconds, at least 1.
    pub interval_us: i64,
    /// How many submissions may come at once, at least 1.
    pub burst: u32,
    /// Where the limit's clock stands, in Unix milliseconds, for a number that
    /// does not refill: the end of an event pass. None for the ledger's clock.
    pub clock_ms: Option<i64>,
}

/// The campaign's rules, which the ledger applies by its own clock.
#[derive(Serialize, Deserialize)]
pub struct SignRules {
    /// When the campaign opens, in Unix milliseconds; none when it opened at
    /// once.
    pub opens_at_ms: Option<i64>,
    /// When the campaign closes, in Unix milliseconds; none when it never does.
    pub closes_at_ms: Option<i64>,
    /// When the session was issued, or the request of a partner's server
    /// arrived, in Unix milliseconds. A session from before the deadline may
    /// still sign.
    pub session_issued_at_ms: i64,
    /// How many signatures one mailbox may give, at least 1.
    pub household_limit: u8,
    /// Whether the public sees signatures that are pending. Where it does not, a
    /// submission is a claim until its mailbox confirms.
    #[serde(default = "does_show")]
    pub shows_pending: bool,
}

/// The version before sends no `shows_pending`: each of its campaigns shows them.
pub(crate) fn does_show() -> bool {
    true
}

/// The supporter's details that the ledger stores.
#[derive(Serialize, Deserialize)]
pub struct SupporterRow {
    /// The given name.
    pub given_name: String,
    /// The family name; empty when none was given.
    pub family_name: String,
    /// The email address, as it is stored and mailed to.
    pub email: String,
    /// The postal code; empty when none was given.
    pub postal_code: String,
    /// The name that the public sees, "Anil K."; none when the supporter is not
    /// listed.
    pub public_name: Option<String>,
    /// The supporter's comment, where the campaign takes comments and they are
    /// listed; none otherwise.
    #[serde(default)]
    pub comment: Option<String>,
    /// What of the entry waits for a moderator.
    #[serde(default)]
    pub reviewed: Reviewed,
}

/// What of a listed signature is not shown before a moderator has approved it.
#[derive(Serialize, Deserialize, Default)]
pub struct Reviewed {
    /// Whether the name waits, and with it the whole entry.
    pub is_name_waiting: bool,
    /// Whether the comment waits.
    pub is_comment_waiting: bool,
    /// Why they wait: the words of `petition::Reason`; empty when nothing does.
    pub reasons: Vec<String>,
}

/// How, where and through whom a submission came.
#[derive(Serialize, Deserialize)]
pub struct SubmissionOrigin {
    /// The partner through which the supporter signs.
    pub partner: PartnerId,
    /// The language of the form, a BCP 47 tag.
    pub language: String,
    /// The supporter's country, ISO 3166-1 alpha-2; none when it is not known.
    pub country: Option<String>,
    /// The supporter's region without its country, `ON`; none when it is not
    /// known.
    pub region: Option<String>,
    /// `widget`, `hosted` or `server`.
    pub channel: String,
    /// The page's origin; for a partner's server, the name of its key.
    pub origin: String,
    /// The page's address without query and fragment; none when it was not
    /// told.
    pub page: Option<String>,
    /// What brought the supporter to the page, as the partner calls it; none
    /// when the tag named nothing.
    pub source: Option<String>,
    /// The id of the session; empty for a partner's server, which has none.
    pub session_id: String,
    /// The version of the petition's text that was shown, from 1.
    pub petition_version: u32,
    /// The rendered consent block that was shown; none when a partner's server
    /// attests what it showed.
    pub view: Option<ViewHash>,
    /// The collection notice that was shown.
    pub collection_notice: NoticeRef,
}

impl SubmissionOrigin {
    /// The hash of the rendered consent block, as the ledger's column and the
    /// consent event's hash have it: empty when a partner's server attests.
    pub fn view_column(&self) -> &str {
        self.view.as_ref().map_or("", ViewHash::as_str)
    }
}

/// A "yes" to one consent notice, with what was shown.
#[derive(Serialize, Deserialize)]
pub struct ConsentGiven {
    /// The id of the consent record, a random UUID.
    pub record_id: String,
    /// The partner to which the consent is given.
    pub partner: PartnerId,
    /// What the consent is for, a code of the campaign's settings.
    pub purpose: String,
    /// The notice.
    pub notice: NoticeId,
    /// The version of the notice, from 1.
    pub version: u32,
    /// SHA-256 of the notice in the form's language, in lower-case hexadecimal.
    pub notice_hash: String,
    /// How the supporter indicated the choice.
    pub control: Control,
    /// The label of the control that means "yes"; empty when a partner's server
    /// attests.
    pub control_label: String,
}

/// The answer to a submission, stored so that a replay is answered the same. It
/// has no name: the entry is rebuilt from the request.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct SignedRow {
    /// The receipt.
    pub receipt: ReceiptId,
    /// The id of the public entry; none when the supporter is not listed.
    pub entry: Option<EntryId>,
    /// Whether the entry names the region: enough signatures came from there.
    pub shows_region: bool,
    /// Whether the entry names the country: enough signatures came from there.
    pub shows_country: bool,
    /// The count of signatures in the answer's tally.
    pub signatures: u64,
    /// The goal in the answer's tally, in signatures.
    pub goal: u64,
    /// When the answer's tally was published, in Unix milliseconds.
    pub as_of_ms: i64,
    /// When the submission arrived, in Unix milliseconds.
    pub signed_at_ms: i64,
    /// Whether the answer's entry has the supporter's comment. The campaign's
    /// setting decides it, never a moderator.
    #[serde(default)]
    pub shows_comment: bool,
}

/// What came of a submission.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signed {
    /// The submission is new, repeated, held or replayed: the answer does not
    /// tell which.
    Accepted(Box<SignedRow>),
    /// The submission is accepted, and confirmed by the link through which its
    /// form was opened.
    Confirmed(Box<SignedRow>),
    /// The idempotency key came with another submission before.
    KeyReused,
    /// The work has paid for another submission.
    WorkSpent,
    /// The campaign is not open.
    Closed,
}

/// Takes one entry out of the public feed for good. The version before sends it;
/// this one sends [`Decide`](super::Decide).
#[derive(Serialize, Deserialize)]
pub struct Hide {
    /// The entry.
    pub entry: EntryId,
}

/// Whether there was an entry to hide.
#[derive(Serialize, Deserialize)]
pub struct Hidden {
    /// Whether this shard has such an entry.
    pub is_found: bool,
}

/// Releases a batch of held signatures, so that they count, the oldest first.
#[derive(Serialize, Deserialize)]
pub struct Release {
    /// The limit that they were over; none for every held signature.
    pub reason: Option<HeldReason>,
    /// Whether the public sees signatures that are pending.
    pub shows_pending: bool,
}

/// How far a release has come.
#[derive(Serialize, Deserialize)]
pub struct Released {
    /// How many signatures this batch released.
    pub released: u64,
    /// Whether none is left in this shard.
    pub is_complete: bool,
}
