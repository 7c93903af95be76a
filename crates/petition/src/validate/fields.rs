//! What a single field of a submission may hold.

use protocol::limits::{
    LANGUAGE_MAX_BYTES, NOTICES_MAX, PAGE_MAX_BYTES, POSTAL_CODE_MAX_BYTES, SOURCE_MAX_BYTES,
};
use protocol::{ConsentChoice, Display, FieldProblem, Submission, SupporterFields};

use crate::comment::clean_comment;
use crate::email::{EmailAddress, Mailboxes};
use crate::name::clean_name;
use crate::region::{
    derive_region, fold_code, parse_country, parse_postal_area, parse_postal_code, parse_province,
};
use crate::settings::{Comments, PostalCode, is_language};

use super::FormRules;

/// A text without the white space around it, if anything is left.
pub(super) fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// Where a supporter lives.
pub(super) struct Residence {
    pub(super) country: String,
    pub(super) postal_code: Option<String>,
    pub(super) region: Option<String>,
}

/// Checks field after field and collects what is wrong.
#[derive(Default)]
pub(super) struct Check {
    pub(super) problems: Vec<FieldProblem>,
}

impl Check {
    fn add(&mut self, pointer: &str, detail: impl Into<String>) {
        self.problems.push(FieldProblem::new(pointer, detail));
    }

    fn is_within(&mut self, pointer: &str, text: &str, limit: usize) -> bool {
        let got = text.len();
        if got > limit {
            self.add(pointer, format!("has {got} bytes, the limit is {limit}"));
        }
        got <= limit
    }

    /// A value, or a problem where there is none.
    fn demand<T>(&mut self, pointer: &str, value: Option<T>, detail: &str) -> Option<T> {
        if value.is_none() {
            self.add(pointer, detail);
        }
        value
    }

    pub(super) fn language(&mut self, sent: &str) -> Option<String> {
        if !self.is_within("/language", sent, LANGUAGE_MAX_BYTES) {
            return None;
        }
        let tag = is_language(sent).then(|| sent.to_owned());
        self.demand("/language", tag, "is not a language tag")
    }

    pub(super) fn name(&mut self, pointer: &str, typed: &str) -> Option<String> {
        clean_name(typed)
            .map_err(|error| self.add_kind(pointer, error.kind(), error.to_string()))
            .ok()
    }

    /// A problem that has a sentence of its own, or else its field's.
    fn add_kind(&mut self, pointer: &str, kind: Option<&str>, detail: String) {
        let mut problem = FieldProblem::new(pointer, detail);
        if let Some(kind) = kind {
            kind.clone_into(&mut problem.kind);
        }
        self.problems.push(problem);
    }

    pub(super) fn email(&mut self, typed: &str, mailboxes: Mailboxes) -> Option<EmailAddress> {
        EmailAddress::parse(typed, mailboxes)
            .map_err(|error| self.add_kind("/supporter/email", error.kind(), error.to_string()))
            .ok()
    }

    pub(super) fn place(
        &mut self,
        fields: &SupporterFields,
        rules: FormRules,
    ) -> Option<Residence> {
        let country = match given(fields.country.as_deref()) {
            None => "CA".to_owned(),
            Some(sent) => {
                let parsed = parse_country(sent);
                self.demand(
                    "/supporter/country",
                    parsed,
                    "is not an ISO 3166-1 alpha-2 code",
                )?
            }
        };
        if country != "CA" {
            return Some(Residence {
                country,
                postal_code: None,
                region: None,
            });
        }
        let before = self.problems.len();
        let postal_code = self.postal_code(fields, rules);
        let chosen = self.province(fields, rules.postal_code);
        let is_required =
            rules.postal_code == PostalCode::Required && self.problems.len() == before;
        if is_required && postal_code.is_none() && chosen.is_none() {
            self.add(
                "/supporter/postal_code",
                "is missing, and no province was chosen",
            );
        }
        let region = derive_region(postal_code.as_deref(), &country, chosen.as_deref());
        Some(Residence {
            country,
            postal_code,
            region,
        })
    }

    fn postal_code(&mut self, fields: &SupporterFields, rules: FormRules) -> Option<String> {
        let is_asked = rules.postal_code != PostalCode::Off;
        let sent = given(fields.postal_code.as_deref()).filter(|_| is_asked)?;
        let pointer = "/supporter/postal_code";
        let code = fold_code(sent);
        if !self.is_within(pointer, &code, POSTAL_CODE_MAX_BYTES) {
            return None;
        }
        let parsed = if rules.is_protected {
            parse_postal_area(&code)
        } else {
            parse_postal_code(&code)
        };
        self.demand(pointer, parsed, "is not a Canadian postal code")
    }

    fn province(&mut self, fields: &SupporterFields, rule: PostalCode) -> Option<String> {
        let sent = given(fields.region.as_deref()).filter(|_| rule != PostalCode::Off)?;
        let parsed = parse_province(sent);
        self.demand(
            "/supporter/region",
            parsed,
            "is not a province or territory of Canada",
        )
    }

    /// A reason is public text beside a name: without the name there is none.
    pub(super) fn comment(&mut self, sent: &Submission, rule: Comments) -> Option<String> {
        let typed = given(sent.comment.as_deref())?;
        let comment = match clean_comment(typed) {
            Ok(comment) => comment?,
            Err(error) => {
                self.add("/comment", error.to_string());
                return None;
            }
        };
        if rule == Comments::Off {
            self.add("/comment", "is not taken by this campaign");
        } else if sent.display == Display::Hidden {
            self.add("/comment", "is only taken from who is listed");
        }
        Some(comment)
    }

    pub(super) fn consents(&mut self, consents: &[ConsentChoice]) {
        let got = consents.len();
        if got > NOTICES_MAX {
            self.add(
                "/consents",
                format!("has {got} answers, the limit is {NOTICES_MAX}"),
            );
        }
        for (at, answer) in consents.iter().enumerate() {
            if consents
                .iter()
                .take(at)
                .any(|other| other.notice == answer.notice)
            {
                self.add(&format!("/consents/{at}"), "answers a notice a second time");
            }
        }
    }
}

/// What brought the supporter there; `None` if it is no name of that.
///
/// Neither this nor the page is a field that they see: nothing of them keeps
/// anybody from signing.
pub(super) fn parse_source(sent: &str) -> Option<String> {
    let is_source = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let is_one = sent.len() <= SOURCE_MAX_BYTES && sent.bytes().all(is_source);
    is_one.then(|| sent.to_owned())
}

/// The address of a page without its query and fragment, which can hold what
/// a campaign's mailing knows of the supporter; `None` if it is no web address.
pub(super) fn parse_page(sent: &str) -> Option<String> {
    if sent.len() > PAGE_MAX_BYTES {
        return None;
    }
    let page = sent.split(['?', '#']).next()?;
    let rest = page
        .strip_prefix("https://")
        .or_else(|| page.strip_prefix("http://"))?;
    let host = rest.split('/').next()?;
    let is_clean = page
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (is_clean && !host.is_empty() && !host.contains('@')).then(|| page.to_owned())
}
