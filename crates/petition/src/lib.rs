//! The rules of Undersigned: who is admitted, what is counted, what is shown.
//!
//! Pure functions from state, input and instant to a decision. No storage, no
//! HTTP, no clock and no randomness: what they need comes in as arguments, so
//! every rule is tested without a server.
//!
//! Invariant: the words of the wire come from `protocol` and are parsed
//! already; what leaves [`validate()`] is never checked again.
#![forbid(unsafe_code)]

pub mod admit;
mod clean;
pub mod comment;
pub mod consent;
pub mod dedup;
pub mod email;
mod goal;
mod kept;
pub mod live;
pub mod mail;
pub mod mailbox;
pub mod name;
pub mod network;
pub mod notices;
mod opening;
pub mod pass;
mod published;
pub mod rate;
pub mod region;
pub mod review;
pub mod schedule;
pub mod settings;
pub mod tally;
mod typed;
pub mod validate;
pub mod work;

pub use admit::{Admission, AdmitRules, Existing, Incoming, State, admit};
pub use comment::{CommentError, clean_comment};
pub use dedup::{
    DedupRule, derive_address_key, derive_name_key, derive_supporter_key, place_in_shard, shard_of,
    shard_of_lead,
};
pub use email::{CanonicalEmail, EmailAddress, EmailError, Mailboxes, Spelling};
pub use kept::KeptSignature;
pub use mail::{
    DEPLOYMENT_MAILS, MailPurpose, MailsSent, backoff_ms, domain_limit, is_given_up, mail_domain,
    mail_round_at, next_mail_at, pause_ms,
};
pub use mailbox::{
    CLAIM_SLOT, Confirmation, PlacedClaim, confirm, delays_mail, ends_hold, is_claim, place_claim,
    vanishes,
};
pub use name::{NameError, clean_name, fold_name, public_name};
pub use network::{AddressSource, Network, PeerInfo, derive_network_key, derive_pass_network_key};
pub use notices::{Shown, check_notices};
pub use opening::{Opening, Refusal};
pub use pass::{PassTerms, derive_pass_id};
pub use published::Published;
pub use rate::{Decision, HeldReason, Kept, Limit, LimitSettings, Limits, Rate};
pub use region::{COUNTRIES, PROVINCES, derive_region, parse_postal_area, parse_postal_code};
pub use review::{Reason, Review, review};
pub use settings::{
    CampaignMode, CampaignSettings, CollectionNotice, Comments, Control, Counts, Delivery, Letter,
    NextAction, NextStep, Notice, NoticeText, Outcome, OutcomeKind, Partner, PetitionText,
    PostalCode, SettingsError,
};
pub use tally::{Counters, Merged, Standing};
pub use validate::{FormRules, ValidSubmission, validate};
pub use work::{HeldShare, Pressure, demanded_bits, difficulty_bits};
