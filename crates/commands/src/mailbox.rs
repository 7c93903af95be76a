//! The commands of `LedgerDo` for whoever controls a mailbox, and about the
//! mails to it.
//!
//! A supporter has no login. Whoever has the token of a mail's link can read the
//! mailbox that the mail went to. The ledger stores the token's SHA-256 with the
//! key of its supporter.

use petition::{HeldReason, Standing};
use protocol::ids::{NoticeId, PartnerId, ReceiptId};
use serde::{Deserialize, Serialize};

use super::SpentWork;

/// SHA-256 of the token of a mail's link (`edge/src/mail/token.rs`).
pub type TokenHash = [u8; 32];

/// Asks for the page of a mail's link. It changes nothing, since mail scanners
/// follow links.
#[derive(Serialize, Deserialize)]
pub struct LoadPage {
    /// The token of the link.
    pub token: TokenHash,
}

/// The page of a mail's link.
#[derive(Serialize, Deserialize)]
pub struct PageLoaded {
    /// The page; none when the token is unknown, expired or used up, without
    /// saying which.
    pub page: Option<ManagePage>,
}

/// The supporter's own page: what was submitted in this campaign with the
/// spelling of the address that the link was mailed to.
#[derive(Serialize, Deserialize)]
pub struct ManagePage {
    /// The claims: submissions that wait for this mailbox, the oldest first;
    /// empty when none waits.
    pub claims: Vec<ManagedSignature>,
    /// The signatures of the household, by slot; empty when there is none.
    pub signatures: Vec<ManagedSignature>,
    /// When the link ends, in Unix milliseconds.
    pub expires_at_ms: i64,
    /// Whether something was submitted with another spelling of the address,
    /// which this link does not show.
    #[serde(default)]
    pub has_other_spelling: bool,
}

/// A claim or a signature, as its mailbox may read it.
#[derive(Serialize, Deserialize)]
pub struct ManagedSignature {
    /// The receipt, by which the page's commands name the signature.
    pub receipt: ReceiptId,
    /// Where the signature stands.
    pub standing: Standing,
    /// The given name.
    pub given_name: String,
    /// The family name; empty when none was given.
    pub family_name: String,
    /// The email address, as it was submitted.
    pub email: String,
    /// The postal code; empty when none was given.
    pub postal_code: String,
    /// The country, ISO 3166-1 alpha-2; none when it is not known.
    pub country: Option<String>,
    /// The region without its country, `ON`; none when it is not known.
    pub region: Option<String>,
    /// The language of the form, a BCP 47 tag.
    pub language: String,
    /// The partner through which the supporter signed.
    pub partner: PartnerId,
    /// The version of the petition's text that was shown, from 1.
    pub petition_version: u32,
    /// When the supporter signed, in Unix milliseconds.
    pub signed_at_ms: i64,
    /// When the mailbox confirmed, in Unix milliseconds; none before that.
    pub confirmed_at_ms: Option<i64>,
    /// Whether the public sees the name.
    pub listing: Listing,
    /// The name under which the supporter is or would be listed, "Anil K.".
    pub public_name: String,
    /// The supporter's comment; none when there is none.
    pub comment: Option<String>,
    /// The limit that holds the signature; none while it is not held.
    pub held_reason: Option<HeldReason>,
    /// Whether the supporter has asked for a review of the hold.
    pub is_review_asked: bool,
    /// The consents given with the signature, also those withdrawn since; empty
    /// when none was given.
    pub consents: Vec<ManagedConsent>,
}

/// Whether the public sees the supporter's name.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Listing {
    /// The supporter does not want to be listed.
    Unlisted,
    /// The supporter is listed, or will be when the signature counts.
    Listed,
    /// The name waits for a moderator.
    Waiting,
    /// A moderator has taken the entry out; the supporter cannot bring it back.
    TakenOut,
}

/// A "yes" to one consent notice, given by the supporter.
#[derive(Serialize, Deserialize)]
pub struct ManagedConsent {
    /// The id of the consent record, by which the page's commands name it.
    pub record_id: String,
    /// The partner to which the consent was given.
    pub partner: PartnerId,
    /// What the consent is for, a code of the campaign's settings.
    pub purpose: String,
    /// The notice that was shown.
    pub notice: NoticeId,
    /// The version of the notice, from 1.
    pub notice_version: u32,
    /// The language in which the notice was shown, a BCP 47 tag.
    pub language: String,
    /// When the consent was given, in Unix milliseconds.
    pub given_at_ms: i64,
    /// When the consent was withdrawn, in Unix milliseconds; none while it is
    /// given.
    pub withdrawn_at_ms: Option<i64>,
}

/// Carries out one act of the supporter's own page, in one transaction.
#[derive(Serialize, Deserialize)]
pub struct ActOnPage {
    /// The token of the link.
    pub token: TokenHash,
    /// What the supporter does.
    pub act: Act,
    /// How many signatures one mailbox may give, by the campaign's settings now.
    pub household_limit: u8,
    /// Whether the public sees signatures that are pending.
    pub shows_pending: bool,
}

/// What a supporter does on their own page. Done again, or where there is
/// nothing to do, it changes nothing.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Confirms a claim, or a signature that no mailbox has confirmed: "Yes,
    /// that was me".
    Confirm {
        /// The claim or signature.
        receipt: ReceiptId,
    },
    /// Erases claims: "That was not me".
    Discard {
        /// The claim; none for every claim of the page.
        receipt: Option<ReceiptId>,
    },
    /// Lists the supporter by given name and initial.
    List {
        /// The signature.
        receipt: ReceiptId,
        /// Whether the entry names the region: enough signatures came from
        /// there.
        shows_region: bool,
        /// Whether the entry names the country: enough signatures came from
        /// there.
        shows_country: bool,
    },
    /// Takes the supporter out of every list.
    Unlist {
        /// The signature.
        receipt: ReceiptId,
    },
    /// Withdraws one consent of a signature.
    WithdrawConsent {
        /// The id of the consent record.
        record_id: String,
    },
    /// Takes the signature back. Its consents stay until they are withdrawn.
    TakeBack {
        /// The signature.
        receipt: ReceiptId,
    },
    /// Asks an organizer to review the hold of a signature.
    AskReview {
        /// The held signature.
        receipt: ReceiptId,
    },
}

/// What an act has changed.
#[derive(Serialize, Deserialize)]
pub struct PageActed {
    /// The page afterwards; none when the token is of no use, or no more.
    pub page: Option<ManagePage>,
    /// Whether anything has changed.
    pub is_changed: bool,
}

/// Orders the mail of "Email me my link", within the mailbox's caps, if anything
/// was submitted with the address. The answer is the same if nothing was.
#[derive(Serialize, Deserialize)]
pub struct AskLink {
    /// The keyed hash of the canonical email address.
    pub supporter_key: [u8; 32],
    /// The address in the spelling that was typed; empty from the version
    /// before. Where nothing was submitted with this spelling, the mail goes to
    /// one with which something was.
    #[serde(default)]
    pub address: String,
    /// The work that pays for it, where it was asked with scripts; none from the
    /// form without scripts, and from the version before.
    #[serde(default)]
    pub spent_work: Option<SpentWork>,
}

/// Orders the mail of "Send again", within the mailbox's caps, for the page that
/// has the receipt of a claim.
#[derive(Serialize, Deserialize)]
pub struct SendAgain {
    /// The receipt. One that is no claim's orders nothing.
    pub receipt: ReceiptId,
}

/// Asks whether the submission with a receipt was confirmed.
#[derive(Serialize, Deserialize)]
pub struct FindConfirmation {
    /// The receipt.
    pub receipt: ReceiptId,
}

/// Whether a submission was confirmed.
#[derive(Serialize, Deserialize)]
pub struct ConfirmationFound {
    /// Whether the mailbox has confirmed. False for a receipt that is unknown,
    /// repeated or waiting, and for a submission that was erased.
    pub is_confirmed: bool,
}

/// Marks the claims of an address as undeliverable: its mail came back, or was
/// complained of.
#[derive(Serialize, Deserialize)]
pub struct MarkUndeliverable {
    /// The keyed hash of the canonical email address.
    pub supporter_key: [u8; 32],
    /// The address that the mail went to, in the provider's spelling. Claims of
    /// another spelling are not marked, so an empty one, from the version
    /// before, marks none.
    #[serde(default)]
    pub address: String,
    /// Whether the mail came back. It then counts for none of the mailbox's
    /// caps.
    #[serde(default)]
    pub is_bounce: bool,
}

/// How many claims were marked.
#[derive(Serialize, Deserialize)]
pub struct MarkedUndeliverable {
    /// The claims that were not marked before.
    pub claims: u64,
}

/// Asks one shard for the health of its mail.
#[derive(Serialize, Deserialize)]
pub struct LoadMailHealth {}

/// The health of one shard's mail.
#[derive(Serialize, Deserialize, Default, Clone, Debug, PartialEq, Eq)]
pub struct MailHealth {
    /// The mails that wait for their turn, for a limit or for the provider.
    pub waiting: u64,
    /// The mails that the provider has accepted.
    pub delivered: u64,
    /// The mails that the provider refused for good, or that were given up three
    /// days after the first try.
    pub given_up: u64,
    /// Since when deliveries have failed and no mail has left, in Unix
    /// milliseconds; none once a mail leaves.
    pub failing_since_ms: Option<i64>,
    /// Until when a limit delays mails, in Unix milliseconds; none when it
    /// delays none.
    pub delayed_until_ms: Option<i64>,
    /// The held signatures whose supporter has asked for a review.
    pub reviews_asked: u64,
}
