//! What arrives when somebody signs, and what they get back.
//!
//! A parsed submission has the right shape and ids that are ids; whether its
//! values are allowed is `petition`'s to say. An optional field may be null
//! or absent, which means the same; a required one that is absent is reported
//! with all the others (see [`SubmissionError::Fields`]).

mod draft;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::feed::Entry;
use crate::ids::{NoticeId, PartnerId, ReceiptId, ViewHash};
use crate::lp::lp;
use crate::problem::FieldProblem;
use crate::tally::Tally;

use self::draft::Draft;

/// What a page sends when somebody signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Submission {
    /// The partner on whose page the supporter signs.
    pub partner: PartnerId,
    /// The language of the form, a BCP 47 tag.
    pub language: String,
    /// Version of the petition's text that was shown.
    pub petition_version: u32,
    /// Hash of the rendered consent block; none from a partner's own server.
    pub view: Option<ViewHash>,
    /// Who signs.
    pub supporter: SupporterFields,
    /// What may be listed.
    pub display: Display,
    /// The supporter's reason.
    pub comment: Option<String>,
    /// The collection notice that was shown.
    pub collection_notice: NoticeRef,
    /// The supporter's answer to each consent notice that was shown.
    pub consents: Vec<ConsentChoice>,
    /// The proof of work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work: Option<WorkSolution>,
    /// The page that the supporter signed on.
    pub page: Option<String>,
    /// What brought the supporter there, as the partner calls it.
    pub source: Option<String>,
}

/// Who signs, exactly as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SupporterFields {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: Option<String>,
    /// Email address.
    pub email: String,
    /// Canadian postal code.
    pub postal_code: Option<String>,
    /// Country, ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// A province chosen instead of a postal code (ADR 0001).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
}

/// What may be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Display {
    /// Counted, not listed.
    Hidden,
    /// Listed as "Anil K.".
    NameInitial,
}

/// A notice with the version that was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeRef {
    /// The notice.
    pub id: NoticeId,
    /// Its version.
    pub version: u32,
}

/// An answer to a consent notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentChoice {
    /// The notice.
    pub notice: NoticeId,
    /// The version that was shown.
    pub version: u32,
    /// The answer.
    pub choice: Choice,
}

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// The supporter consents.
    Yes,
    /// The supporter does not consent.
    No,
}

/// A solution of the session's proof of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkSolution {
    /// The counter that solves it.
    pub counter: u64,
}

/// Why a body is not a submission.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubmissionError {
    /// Not JSON, not an object, or one with a field twice.
    #[error("the body is not a submission: {category} at line {line}, column {column}")]
    Malformed {
        /// What is wrong, in words.
        category: &'static str,
        /// Line in the body, from 1.
        line: usize,
        /// Column in the line, from 1.
        column: usize,
    },
    /// Fields are missing, unknown or of another type, or an id is not written
    /// as one.
    #[error("{} fields of the submission are missing or malformed", .0.len())]
    Fields(Vec<FieldProblem>),
}

impl Submission {
    /// Parses a request's body.
    ///
    /// # Errors
    ///
    /// [`SubmissionError::Malformed`] for what is no submission at all,
    /// [`SubmissionError::Fields`] with a pointer for each field that is missing
    /// or of another type, for each part that has an unknown one, and for each id
    /// that is not one.
    pub fn parse(body: &[u8]) -> Result<Self, SubmissionError> {
        let draft: Draft = serde_json::from_slice(body).map_err(|error| {
            let category = match error.classify() {
                serde_json::error::Category::Data => "it is no object, or has a field twice",
                _ => "not JSON",
            };
            SubmissionError::Malformed {
                category,
                line: error.line(),
                column: error.column(),
            }
        })?;
        draft.check().map_err(SubmissionError::Fields)
    }

    /// Encodes the submission as JSON.
    ///
    /// # Panics
    ///
    /// Never: every key is a string and every value is finite.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "a struct of strings and integers is always JSON"
    )]
    pub fn encode(&self) -> String {
        serde_json::to_string(self).expect("strings and integers")
    }

    /// Derives what tells a retry from another submission: SHA-256 over
    /// [`lp()`] of every field except `work`, which a renewed session changes.
    ///
    /// Replay rows keep it, so its bytes are stored bytes.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        let supporter = &self.supporter;
        let display = match self.display {
            Display::Hidden => "hidden",
            Display::NameInitial => "name_initial",
        };
        let consents: Vec<Vec<u8>> = self.consents.iter().map(ConsentChoice::encode_lp).collect();
        let consents: Vec<&[u8]> = consents.iter().map(Vec::as_slice).collect();
        let notice = &self.collection_notice;
        let bytes = lp(&[
            b"undersigned/v1/submission",
            self.partner.as_str().as_bytes(),
            self.language.as_bytes(),
            &self.petition_version.to_be_bytes(),
            &optional(self.view.as_ref().map(ViewHash::as_str)),
            supporter.given_name.as_bytes(),
            &optional(supporter.family_name.as_deref()),
            supporter.email.as_bytes(),
            &optional(supporter.postal_code.as_deref()),
            &optional(supporter.country.as_deref()),
            &optional(supporter.region.as_deref()),
            display.as_bytes(),
            &optional(self.comment.as_deref()),
            &lp(&[notice.id.as_str().as_bytes(), &notice.version.to_be_bytes()]),
            &lp(&consents),
            &optional(self.page.as_deref()),
            &optional(self.source.as_deref()),
        ]);
        Sha256::digest(bytes).into()
    }
}

impl ConsentChoice {
    fn encode_lp(&self) -> Vec<u8> {
        let choice = match self.choice {
            Choice::Yes => "yes",
            Choice::No => "no",
        };
        lp(&[
            self.notice.as_str().as_bytes(),
            &self.version.to_be_bytes(),
            choice.as_bytes(),
        ])
    }
}

/// A list of one or of none, so that an empty text and no text differ.
fn optional(value: Option<&str>) -> Vec<u8> {
    value.map_or_else(|| lp(&[]), |text| lp(&[text.as_bytes()]))
}

/// Proof that a signature was taken, given back to the supporter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The receipt.
    pub id: ReceiptId,
}

/// The answer to a submission: the same for new, repeated and held ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureAnswer {
    /// The receipt.
    pub receipt: Receipt,
    /// The last published count plus one.
    pub tally: Tally,
    /// What would be listed; none when hidden.
    pub entry: Option<Entry>,
}
