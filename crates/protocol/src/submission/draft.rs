//! A submission as it comes off the wire, before its required fields are
//! known to be there.
//!
//! serde stops at the first thing it does not like. A supporter needs every
//! field at fault at once, so the draft takes a value of any type and fields of
//! any name, and [`Draft::check`] collects. A field that comes twice makes the
//! part that it stands in unreadable.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::ids::{IdError, NoticeId, PartnerId, ViewHash};
use crate::problem::FieldProblem;

use super::{Choice, ConsentChoice, Display, NoticeRef, Submission, SupporterFields, WorkSolution};

/// A value that came: of the type that is wanted, or of another.
#[derive(Deserialize)]
#[serde(untagged)]
enum Sent<T> {
    Whole(T),
    Other(IgnoredAny),
}

/// A field: null is as good as absent.
type Field<T> = Option<Sent<T>>;

/// Fields that the part of the submission does not have.
type Unknown = BTreeMap<String, serde_json::Value>;

#[derive(Deserialize)]
pub(super) struct Draft {
    partner: Field<String>,
    language: Field<String>,
    petition_version: Field<u32>,
    view: Field<String>,
    supporter: Field<SupporterDraft>,
    display: Field<Display>,
    comment: Field<String>,
    collection_notice: Field<NoticeDraft>,
    consents: Field<Vec<Sent<ConsentDraft>>>,
    work: Field<WorkSolution>,
    page: Field<String>,
    source: Field<String>,
    #[serde(flatten)]
    unknown: Unknown,
}

#[derive(Deserialize)]
struct SupporterDraft {
    given_name: Field<String>,
    family_name: Field<String>,
    email: Field<String>,
    postal_code: Field<String>,
    country: Field<String>,
    region: Field<String>,
    #[serde(flatten)]
    unknown: Unknown,
}

#[derive(Deserialize)]
struct NoticeDraft {
    id: Field<String>,
    version: Field<u32>,
    #[serde(flatten)]
    unknown: Unknown,
}

#[derive(Deserialize)]
struct ConsentDraft {
    notice: Field<String>,
    version: Field<u32>,
    choice: Field<Choice>,
    #[serde(flatten)]
    unknown: Unknown,
}

const TEXT: &str = "is not a text";
const VERSION: &str = "is not a whole number from 0 to 4294967295";
const OBJECT: &str = "is not an object with each field once";

/// Collects what is wrong, so that nothing stops at the first.
#[derive(Default)]
struct Problems(Vec<FieldProblem>);

impl Problems {
    fn add(&mut self, pointer: &str, detail: impl Into<String>) {
        self.0.push(FieldProblem::new(pointer, detail));
    }

    /// The value, if there is one of the right type; `wanted` says of another
    /// what it is not.
    fn optional<T>(&mut self, pointer: &str, field: Field<T>, wanted: &str) -> Option<T> {
        match field? {
            Sent::Whole(value) => Some(value),
            Sent::Other(_) => {
                self.add(pointer, wanted);
                None
            }
        }
    }

    fn required<T>(&mut self, pointer: &str, field: Field<T>, wanted: &str) -> Option<T> {
        if field.is_none() {
            self.add(pointer, "is missing");
        }
        self.optional(pointer, field, wanted)
    }

    fn id<T>(
        &mut self,
        pointer: &str,
        text: Option<String>,
        parse: fn(&str) -> Result<T, IdError>,
    ) -> Option<T> {
        parse(&text?)
            .map_err(|error| self.add(pointer, error.to_string()))
            .ok()
    }

    fn required_id<T>(
        &mut self,
        pointer: &str,
        field: Field<String>,
        parse: fn(&str) -> Result<T, IdError>,
    ) -> Option<T> {
        let text = self.required(pointer, field, TEXT);
        self.id(pointer, text, parse)
    }

    /// Of a field that nobody knows only the place is named: its name was sent.
    fn unknown(&mut self, pointer: &str, unknown: &Unknown, known: &str) {
        if !unknown.is_empty() {
            self.add(pointer, format!("has a field other than {known}"));
        }
    }

    fn supporter(&mut self, field: Field<SupporterDraft>) -> Option<SupporterFields> {
        let draft = self.required("/supporter", field, OBJECT)?;
        let known = "given_name, family_name, email, postal_code, country and region";
        self.unknown("/supporter", &draft.unknown, known);
        let given_name = self.required("/supporter/given_name", draft.given_name, TEXT);
        let family_name = self.optional("/supporter/family_name", draft.family_name, TEXT);
        let email = self.required("/supporter/email", draft.email, TEXT);
        let postal_code = self.optional("/supporter/postal_code", draft.postal_code, TEXT);
        let country = self.optional("/supporter/country", draft.country, TEXT);
        let region = self.optional("/supporter/region", draft.region, TEXT);
        Some(SupporterFields {
            given_name: given_name?,
            family_name,
            email: email?,
            postal_code,
            country,
            region,
        })
    }

    fn notice(&mut self, field: Field<NoticeDraft>) -> Option<NoticeRef> {
        let pointer = "/collection_notice";
        let draft = self.required(pointer, field, OBJECT)?;
        self.unknown(pointer, &draft.unknown, "id and version");
        let id = self.required_id("/collection_notice/id", draft.id, NoticeId::parse);
        let version = self.required("/collection_notice/version", draft.version, VERSION);
        Some(NoticeRef {
            id: id?,
            version: version?,
        })
    }

    fn consents(&mut self, field: Field<Vec<Sent<ConsentDraft>>>) -> Option<Vec<ConsentChoice>> {
        let drafts = self.required("/consents", field, "is not a list")?;
        let checked = drafts.into_iter().enumerate().map(|(at, sent)| {
            let pointer = format!("/consents/{at}");
            let draft = self.required(&pointer, Some(sent), OBJECT)?;
            self.unknown(&pointer, &draft.unknown, "notice, version and choice");
            let notice =
                self.required_id(&format!("{pointer}/notice"), draft.notice, NoticeId::parse);
            let version = self.required(&format!("{pointer}/version"), draft.version, VERSION);
            let wanted = "is neither yes nor no";
            let choice = self.required(&format!("{pointer}/choice"), draft.choice, wanted);
            Some(ConsentChoice {
                notice: notice?,
                version: version?,
                choice: choice?,
            })
        });
        // Each is looked at before any is given up, so that every problem is found.
        checked.collect::<Vec<_>>().into_iter().collect()
    }
}

impl Draft {
    /// The submission, or every field that keeps it from being one.
    pub(super) fn check(self) -> Result<Submission, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let submission = self.collect(&mut problems);
        submission
            .filter(|_| problems.0.is_empty())
            .ok_or(problems.0)
    }

    fn collect(self, problems: &mut Problems) -> Option<Submission> {
        let known = "those of a submission";
        problems.unknown("", &self.unknown, known);
        let partner = problems.required_id("/partner", self.partner, PartnerId::parse);
        let language = problems.required("/language", self.language, TEXT);
        let petition_version =
            problems.required("/petition_version", self.petition_version, VERSION);
        let view = problems.optional("/view", self.view, TEXT);
        let view = problems.id("/view", view, ViewHash::parse);
        let supporter = problems.supporter(self.supporter);
        let wanted = "is neither hidden nor name_initial";
        let display = problems.required("/display", self.display, wanted);
        let comment = problems.optional("/comment", self.comment, TEXT);
        let collection_notice = problems.notice(self.collection_notice);
        let consents = problems.consents(self.consents);
        let wanted = "is not an object with a counter alone";
        let work = problems.optional("/work", self.work, wanted);
        let page = problems.optional("/page", self.page, TEXT);
        let source = problems.optional("/source", self.source, TEXT);
        Some(Submission {
            partner: partner?,
            language: language?,
            petition_version: petition_version?,
            view,
            supporter: supporter?,
            display: display?,
            comment,
            collection_notice: collection_notice?,
            consents: consents?,
            work,
            page,
            source,
        })
    }
}
