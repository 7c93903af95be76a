//! Whether the values of a submission are allowed.
//!
//! Not whether they fit the campaign's notices ([`check_notices`](crate::check_notices)),
//! and not whether the supporter has signed before.
//!
//! Invariant: every field at fault is reported at once, by a pointer, and no
//! problem repeats what was sent.

mod fields;

use protocol::{ConsentChoice, Display, FieldProblem, Submission};

use crate::email::{EmailAddress, Mailboxes};
use crate::settings::{CampaignSettings, Comments, PostalCode};

use self::fields::{Check, given, parse_page, parse_source};

/// A submission whose every value is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidSubmission {
    /// The language of the form, a BCP 47 tag as sent.
    pub language: String,
    /// Given name, clean.
    pub given_name: String,
    /// Family name, clean.
    pub family_name: Option<String>,
    /// The address that is stored, hashed and mailed.
    pub email: EmailAddress,
    /// Postal code as `K1A 0B1`, or in protected mode as `K1A`; only in Canada,
    /// only where it is asked for.
    pub postal_code: Option<String>,
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Province or territory; only in Canada.
    pub region: Option<String>,
    /// What may be listed.
    pub display: Display,
    /// The supporter's reason, clean; only from listed supporters, only where
    /// it is asked for.
    pub comment: Option<String>,
    /// The supporter's answers to the consent notices.
    pub consents: Vec<ConsentChoice>,
    /// The page that the supporter signed on, without query or fragment.
    pub page: Option<String>,
    /// What brought the supporter there.
    pub source: Option<String>,
}

/// What a campaign's form asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormRules {
    /// Whether it asks for a postal code.
    pub postal_code: PostalCode,
    /// Whether it takes reasons.
    pub comments: Comments,
    /// Whether it is a protected campaign's.
    pub is_protected: bool,
    /// Which mailboxes it can write to.
    pub mailboxes: Mailboxes,
}

impl FormRules {
    /// The rules of a campaign, where mail can be sent to these mailboxes.
    #[must_use]
    pub fn new(settings: &CampaignSettings, mailboxes: Mailboxes) -> Self {
        Self {
            mailboxes,
            postal_code: settings.postal_code,
            comments: settings.comments,
            is_protected: settings.is_protected(),
        }
    }
}

/// Checks the values of a submission.
///
/// Texts that are empty or all white space are as good as none. Where no
/// country is given it is Canada. A postal code and a province are dropped
/// outside Canada and where the campaign does not ask for them. In protected
/// mode a postal code is cut to its first three characters, and a listing that
/// was asked for on a form of before is none.
///
/// # Errors
///
/// A problem for each field at fault.
pub fn validate(
    submission: &Submission,
    rules: FormRules,
) -> Result<ValidSubmission, Vec<FieldProblem>> {
    let mut check = Check::default();
    let fields = &submission.supporter;
    let language = check.language(&submission.language);
    let given_name = check.name("/supporter/given_name", &fields.given_name);
    let family_name = given(fields.family_name.as_deref())
        .and_then(|typed| check.name("/supporter/family_name", typed));
    let email = check.email(&fields.email, rules.mailboxes);
    let place = check.place(fields, rules);
    let comment = check.comment(submission, rules.comments);
    check.consents(&submission.consents);
    let page = given(submission.page.as_deref()).and_then(parse_page);
    let source = given(submission.source.as_deref()).and_then(parse_source);
    let valid = || {
        let place = place?;
        Some(ValidSubmission {
            language: language?,
            given_name: given_name?,
            family_name,
            email: email?,
            postal_code: place.postal_code,
            country: place.country,
            region: place.region,
            display: if rules.is_protected {
                Display::Hidden
            } else {
                submission.display
            },
            comment,
            consents: submission.consents.clone(),
            page,
            source,
        })
    };
    valid()
        .filter(|_| check.problems.is_empty())
        .ok_or(check.problems)
}
