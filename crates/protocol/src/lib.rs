//! The words both sides of Undersigned speak.
//!
//! The edge and the widget link this crate, so that a request is signed and
//! checked, and a message written and read, by one definition. It has no
//! clock, no I/O and no randomness: instants and random bytes come in as
//! arguments.
//!
//! Without features it holds what the widget needs and nothing that costs
//! bytes there: no serde, no structured-fields parser. `json` adds the types
//! that travel as JSON, `verify` what only the edge does.
//!
//! Invariant: what goes into a MAC or a hash goes through [`lp()`] first, except
//! where a published standard fixes the bytes (RFC 9421, RFC 9530).
#![forbid(unsafe_code)]

pub mod base64;
pub mod digest;
pub mod ids;
pub mod limits;
pub mod lp;
pub mod mac;
pub mod message;
pub mod work;

#[cfg(feature = "json")]
pub mod embed;
#[cfg(feature = "json")]
pub mod feed;
#[cfg(feature = "json")]
pub mod live;
#[cfg(feature = "json")]
pub mod problem;
#[cfg(feature = "json")]
pub mod submission;
#[cfg(feature = "json")]
pub mod tally;

#[cfg(feature = "verify")]
pub mod keys;
#[cfg(feature = "verify")]
pub mod server_key;
#[cfg(feature = "verify")]
pub mod session;
#[cfg(feature = "verify")]
pub mod verify;

pub use digest::encode_content_digest;
pub use ids::{
    CampaignId, EntryId, IdError, IdempotencyKey, NoticeId, PartnerId, ReceiptId, ServerKid,
    ViewHash,
};
pub use lp::lp;
pub use mac::{derive_hmac, verify_hmac};
pub use message::{
    Request, SignedHeaders, encode_signature_base, encode_signature_params, sign_message,
};

#[cfg(feature = "json")]
pub use embed::{Assets, Control, EmbedAnswer, NoticeShown, RestAnswer};
#[cfg(feature = "json")]
pub use feed::{Entry, Feed};
#[cfg(feature = "json")]
pub use live::LiveMessage;
#[cfg(feature = "json")]
pub use problem::{FieldProblem, Problem};
#[cfg(feature = "json")]
pub use submission::{
    Choice, ConsentChoice, Display, NoticeRef, Receipt, SignatureAnswer, Submission,
    SubmissionError, SupporterFields, WorkSolution,
};
#[cfg(feature = "json")]
pub use tally::{CountRow, CountsAnswer, LateWork, Tally};

#[cfg(feature = "verify")]
pub use digest::{DigestError, verify_content_digest};
#[cfg(feature = "verify")]
pub use keys::{KeyError, MasterKey, MasterKeys};
#[cfg(feature = "verify")]
pub use server_key::ServerKeyId;
#[cfg(feature = "verify")]
pub use session::{
    Session, SessionAnswer, SessionError, SessionPayload, SessionRequest, SessionWork,
};
#[cfg(feature = "verify")]
pub use verify::{MessageError, SignatureInput};
