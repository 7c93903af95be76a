//! Submissions as a filled form makes them, every field free to be changed.

use protocol::{
    Choice, ConsentChoice, Display, EmbedAnswer, IdempotencyKey, Submission, SupporterFields,
};

use crate::{personal, random};

/// Somebody who has not signed anything yet.
#[derive(Clone, Debug)]
pub struct Supporter {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// An address that no other test has.
    pub email: String,
}

impl Supporter {
    /// Somebody new.
    pub fn new() -> Self {
        Self::with_email(&format!("s-{}@mail.example", random::hex::<8>()))
    }

    /// Somebody with this address.
    pub fn with_email(email: &str) -> Self {
        Self {
            given_name: "Anilkumari".to_owned(),
            family_name: "Khadgivaran".to_owned(),
            email: email.to_owned(),
        }
    }
}

impl Default for Supporter {
    fn default() -> Self {
        Self::new()
    }
}

/// A form of this view, filled by the supporter: listed, in Ontario, with the
/// same answer to every notice.
pub fn fill(embed: &EmbedAnswer, supporter: &Supporter, choice: Choice) -> Submission {
    personal::remember(&supporter.email);
    personal::remember(&supporter.given_name);
    personal::remember(&supporter.family_name);
    let answers = embed.notices.iter().map(|shown| ConsentChoice {
        notice: shown.notice.clone(),
        version: shown.version,
        choice,
    });
    Submission {
        partner: embed.partner.clone(),
        language: embed.language.clone(),
        petition_version: embed.petition_version,
        view: Some(embed.view.clone()),
        supporter: SupporterFields {
            given_name: supporter.given_name.clone(),
            family_name: Some(supporter.family_name.clone()),
            email: supporter.email.clone(),
            postal_code: Some("K1A 0B1".to_owned()),
            country: Some("CA".to_owned()),
            region: None,
        },
        display: Display::NameInitial,
        comment: None,
        collection_notice: embed.collection_notice.clone(),
        consents: answers.collect(),
        work: None,
        page: Some("https://www.refugee-council.example/act".to_owned()),
        source: Some("newsletter-3".to_owned()),
    }
}

/// A submission with the key that makes its retries the same request.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// What is sent.
    pub submission: Submission,
    /// The same for each retry.
    pub key: IdempotencyKey,
}

impl Attempt {
    /// A first try.
    pub fn new(submission: Submission) -> Self {
        Self {
            submission,
            key: random::idempotency_key(),
        }
    }
}
