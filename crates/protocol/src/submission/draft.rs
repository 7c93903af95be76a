//! A submission as it comes off the wire, before its required fields are
//! known to be there.
//!
//! serde stops at the first thing it does not like. A supporter needs every
//! field at fault at once, so the draft takes whatever has the right type,
//! and [`Draft::check`] collects.

use serde::Deserialize;

use crate::ids::{IdError, NoticeId, PartnerId, ViewHash};
use crate::problem::FieldProblem;

use super::{Choice, ConsentChoice, Display, NoticeRef, Submission, SupporterFields, WorkSolution};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Draft {
    partner: Option<String>,
    language: Option<String>,
    petition_version: Option<u32>,
    view: Option<String>,
    supporter: Option<SupporterDraft>,
    display: Option<Display>,
    comment: Option<String>,
    collection_notice: Option<NoticeDraft>,
    consents: Option<Vec<ConsentDraft>>,
    work: Option<WorkSolution>,
    page: Option<String>,
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SupporterDraft {
    given_name: Option<String>,
    family_name: Option<String>,
    email: Option<String>,
    postal_code: Option<String>,
    country: Option<String>,
    region: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticeDraft {
    id: Option<String>,
    version: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConsentDraft {
    notice: Option<String>,
    version: Option<u32>,
    choice: Option<Choice>,
}

/// Collects what is wrong, so that nothing stops at the first.
#[derive(Default)]
struct Problems(Vec<FieldProblem>);

impl Problems {
    fn add(&mut self, pointer: &str, detail: String) {
        self.0.push(FieldProblem::new(pointer, detail));
    }

    fn required<T>(&mut self, pointer: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.add(pointer, "is missing".to_owned());
        }
        value
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
        text: Option<String>,
        parse: fn(&str) -> Result<T, IdError>,
    ) -> Option<T> {
        let text = self.required(pointer, text);
        self.id(pointer, text, parse)
    }

    fn supporter(&mut self, draft: Option<SupporterDraft>) -> Option<SupporterFields> {
        let draft = self.required("/supporter", draft)?;
        let given_name = self.required("/supporter/given_name", draft.given_name);
        let email = self.required("/supporter/email", draft.email);
        Some(SupporterFields {
            given_name: given_name?,
            family_name: draft.family_name,
            email: email?,
            postal_code: draft.postal_code,
            country: draft.country,
            region: draft.region,
        })
    }

    fn notice(&mut self, draft: Option<NoticeDraft>) -> Option<NoticeRef> {
        let draft = self.required("/collection_notice", draft)?;
        let id = self.required_id("/collection_notice/id", draft.id, NoticeId::parse);
        let version = self.required("/collection_notice/version", draft.version);
        Some(NoticeRef {
            id: id?,
            version: version?,
        })
    }

    fn consents(&mut self, drafts: Option<Vec<ConsentDraft>>) -> Option<Vec<ConsentChoice>> {
        let drafts = self.required("/consents", drafts)?;
        let checked = drafts.into_iter().enumerate().map(|(at, draft)| {
            let pointer = format!("/consents/{at}");
            let notice =
                self.required_id(&format!("{pointer}/notice"), draft.notice, NoticeId::parse);
            let version = self.required(&format!("{pointer}/version"), draft.version);
            let choice = self.required(&format!("{pointer}/choice"), draft.choice);
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
        let partner = problems.required_id("/partner", self.partner, PartnerId::parse);
        let language = problems.required("/language", self.language);
        let petition_version = problems.required("/petition_version", self.petition_version);
        let view = problems.id("/view", self.view, ViewHash::parse);
        let supporter = problems.supporter(self.supporter);
        let display = problems.required("/display", self.display);
        let collection_notice = problems.notice(self.collection_notice);
        let consents = problems.consents(self.consents);
        Some(Submission {
            partner: partner?,
            language: language?,
            petition_version: petition_version?,
            view,
            supporter: supporter?,
            display: display?,
            comment: self.comment,
            collection_notice: collection_notice?,
            consents: consents?,
            work: self.work,
            page: self.page,
            source: self.source,
        })
    }
}
