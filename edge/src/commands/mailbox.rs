//! What `LedgerDo` is asked by who can read a mailbox, and about its mails.
//!
//! A supporter has no login. Whoever has the token of a mail can read the
//! mailbox it went to; the ledger knows its SHA-256 and whose key it is for.

use petition::{HeldReason, Standing};
use protocol::ids::{NoticeId, PartnerId, ReceiptId};
use serde::{Deserialize, Serialize};

use super::SpentWork;

/// SHA-256 of a mail's token (`mail_token.rs`).
pub(crate) type TokenHash = [u8; 32];

/// Asks for what a mailbox may see and decide. Changes nothing.
#[derive(Serialize, Deserialize)]
pub(crate) struct LoadPage {
    pub(crate) token: TokenHash,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct PageLoaded {
    /// None when the token is unknown, expired or used up: all the same.
    pub(crate) page: Option<HerPage>,
}

/// What was submitted in this campaign with the very address that a link was
/// mailed to.
#[derive(Serialize, Deserialize)]
pub(crate) struct HerPage {
    /// Submissions that wait for this mailbox, oldest first.
    pub(crate) claims: Vec<HerSignature>,
    /// The household's signatures, by their slots.
    pub(crate) signatures: Vec<HerSignature>,
    /// When the link ends.
    pub(crate) expires_at_ms: i64,
    /// Something was submitted with another spelling of the address, which this
    /// link does not show.
    #[serde(default)]
    pub(crate) has_other_spelling: bool,
}

/// One submission or signature, as its mailbox may read it.
#[derive(Serialize, Deserialize)]
pub(crate) struct HerSignature {
    /// Names it in what she does.
    pub(crate) receipt: ReceiptId,
    pub(crate) standing: Standing,
    pub(crate) given_name: String,
    pub(crate) family_name: String,
    pub(crate) email: String,
    pub(crate) postal_code: String,
    pub(crate) country: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) language: String,
    /// Through whom she signed.
    pub(crate) partner: PartnerId,
    pub(crate) petition_version: u32,
    pub(crate) signed_at_ms: i64,
    pub(crate) confirmed_at_ms: Option<i64>,
    pub(crate) listing: Listing,
    /// As what she is or would be listed.
    pub(crate) public_name: String,
    pub(crate) comment: Option<String>,
    /// Which limit holds it, while it is held.
    pub(crate) held_reason: Option<HeldReason>,
    /// She has asked a person to look at the hold.
    pub(crate) is_review_asked: bool,
    pub(crate) consents: Vec<HerConsent>,
}

/// Whether the public sees her name.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Listing {
    /// She does not want to be listed.
    Unlisted,
    /// She is, or will be when the signature counts.
    Listed,
    /// A moderator looks at it first.
    Waiting,
    /// A moderator has taken it out; she cannot bring it back.
    TakenOut,
}

/// One "yes".
#[derive(Serialize, Deserialize)]
pub(crate) struct HerConsent {
    /// Names it in what she does.
    pub(crate) record_id: String,
    /// To whom.
    pub(crate) partner: PartnerId,
    pub(crate) purpose: String,
    pub(crate) notice: NoticeId,
    pub(crate) notice_version: u32,
    pub(crate) language: String,
    pub(crate) given_at_ms: i64,
    pub(crate) withdrawn_at_ms: Option<i64>,
}

/// Does one thing to what a mailbox has, in one transaction.
#[derive(Serialize, Deserialize)]
pub(crate) struct ActOnPage {
    pub(crate) token: TokenHash,
    pub(crate) act: Act,
    /// The campaign's, by its settings now.
    pub(crate) household_limit: u8,
    /// Whether the public sees signatures that are pending.
    pub(crate) shows_pending: bool,
}

/// What she does. Again, or where there is nothing to do, it changes nothing.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Act {
    /// "Yes, that was me": a claim, or a signature that was never confirmed.
    Confirm { receipt: ReceiptId },
    /// "That was not me": one claim, or all.
    Discard { receipt: Option<ReceiptId> },
    /// Lists her by her initial; whether her place is shown is the campaign's.
    List {
        receipt: ReceiptId,
        shows_region: bool,
        shows_country: bool,
    },
    /// Takes her out of every list.
    Unlist { receipt: ReceiptId },
    /// Withdraws one consent.
    WithdrawConsent { record_id: String },
    /// Takes the signature back; her consents are hers to withdraw.
    TakeBack { receipt: ReceiptId },
    /// Asks a person to look at a hold.
    AskReview { receipt: ReceiptId },
}

#[derive(Serialize, Deserialize)]
pub(crate) struct PageActed {
    /// Her page afterwards; none when the token is of no use (any more).
    pub(crate) page: Option<HerPage>,
    /// Whether something has changed.
    pub(crate) is_changed: bool,
}

/// "Email me my link": to the address that signed, if any did, within the caps.
/// The answer is the same whether there is one.
#[derive(Serialize, Deserialize)]
pub(crate) struct AskLink {
    pub(crate) supporter_key: [u8; 32],
    /// As it was typed.
    #[serde(default)]
    pub(crate) address: String,
    /// The work that pays for it, where it was asked with scripts.
    #[serde(default)]
    pub(crate) spent_work: Option<SpentWork>,
}

/// "Send again", asked by the page that has the receipt of a claim.
#[derive(Serialize, Deserialize)]
pub(crate) struct SendAgain {
    pub(crate) receipt: ReceiptId,
}

/// Asks whether a mailbox has confirmed the submission with this receipt.
#[derive(Serialize, Deserialize)]
pub(crate) struct FindConfirmation {
    pub(crate) receipt: ReceiptId,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct ConfirmationFound {
    /// False for whatever is unknown, repeated, vanished or waiting.
    pub(crate) is_confirmed: bool,
}

/// A provider says that mail to an address comes back, or was complained of.
#[derive(Serialize, Deserialize)]
pub(crate) struct MarkUndeliverable {
    pub(crate) supporter_key: [u8; 32],
    /// Where the mail went. The version before said the mailbox alone, of which
    /// no other spelling is marked.
    #[serde(default)]
    pub(crate) address: String,
    /// It came back.
    #[serde(default)]
    pub(crate) is_bounce: bool,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct MarkedUndeliverable {
    /// How many claims wait for nothing now.
    pub(crate) claims: u64,
}

/// Asks one shard how its mail goes.
#[derive(Serialize, Deserialize)]
pub(crate) struct LoadMailHealth {}

/// How the mail of one shard goes.
#[derive(Serialize, Deserialize, Default, Clone, Debug, PartialEq, Eq)]
pub(crate) struct MailHealth {
    /// Mails that wait: for their turn, for a breaker, or for the provider.
    pub(crate) waiting: u64,
    /// Mails that the provider has taken.
    pub(crate) delivered: u64,
    /// Mails given up after three days, or refused for good.
    pub(crate) given_up: u64,
    /// Since when no mail has gone out although some should have.
    pub(crate) failing_since_ms: Option<i64>,
    /// Until when a breaker keeps mails back.
    pub(crate) delayed_until_ms: Option<i64>,
    /// Supporters who have asked a person to look at their hold.
    pub(crate) reviews_asked: u64,
}
