//! What is wrong with a posted form, in words, by the field it belongs to.

use petition::Notice;
use protocol::{Control, FieldProblem};

use crate::{
    Mode, ViewInput,
    i18n::{
        sentences::FIELD_KINDS,
        texts::{Words, in_language},
    },
};

/// One problem as the form shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormProblem {
    /// The name of its field, or `None` where it belongs to no field.
    pub(crate) field: Option<String>,
    /// What to do about it.
    pub(crate) text: String,
}

/// The fields in the form's order; consent comes after them.
const ORDER: [&str; 6] = [
    "given_name",
    "family_name",
    "email",
    "postal_code",
    "country",
    "comment",
];

/// The problems of a hosted form: what belongs to no field, then in the form's
/// order; none in the widget.
pub(crate) fn form_problems(input: &ViewInput) -> Vec<FormProblem> {
    let Mode::Hosted(form) = input.mode else {
        return Vec::new();
    };
    let mut problems: Vec<FormProblem> = Vec::new();
    for found in form
        .problems
        .iter()
        .flat_map(|problem| describe(input, problem))
    {
        if !problems.contains(&found) {
            problems.push(found);
        }
    }
    problems.sort_by_key(|problem| problem.field.as_deref().map(place_of));
    problems
}

/// Where a field stands in the form; the consents keep their own order.
fn place_of(field: &str) -> usize {
    ORDER
        .iter()
        .position(|name| *name == field)
        .unwrap_or(ORDER.len())
}

/// The text of one field's problem.
pub(crate) fn problem_of<'a>(problems: &'a [FormProblem], field: &str) -> Option<&'a str> {
    let found = problems
        .iter()
        .find(|problem| problem.field.as_deref() == Some(field));
    found.map(|problem| problem.text.as_str())
}

/// The name of the organization that a notice belongs to.
pub(crate) fn organization<'a>(input: &ViewInput<'a>, notice: &'a Notice) -> &'a str {
    let partner = input.settings.partner(&notice.partner);
    partner
        .and_then(|partner| in_language(&partner.name, input.language, &partner.language))
        .map_or(notice.partner.as_str(), String::as_str)
}

fn describe(input: &ViewInput, problem: &FieldProblem) -> Vec<FormProblem> {
    let words = Words::of(input.language);
    let pointer = problem.pointer.as_str();
    if pointer == "/consents" {
        return unanswered(input);
    }
    if is_of_the_view(pointer) && has_alert(input) {
        return Vec::new();
    }
    let (field, text) = match field_of(pointer) {
        Some("postal_code") if input.settings.is_protected() => (
            Some("postal_code".to_owned()),
            words.text("error-postal_area"),
        ),
        Some(field) => {
            let kind = problem.kind.as_str();
            let sentence = if FIELD_KINDS.contains(&kind) {
                kind
            } else {
                field
            };
            (
                Some(field.to_owned()),
                words.text(&format!("error-{sentence}")),
            )
        }
        None if is_of_the_view(pointer) => (None, words.text("error-again")),
        None => (None, words.text("error-other")),
    };
    vec![FormProblem { field, text }]
}

/// One for each notice that wants an answer and has none.
fn unanswered(input: &ViewInput) -> Vec<FormProblem> {
    let Mode::Hosted(form) = input.mode else {
        return Vec::new();
    };
    let words = Words::of(input.language);
    let notices = input.settings.notices_for(&input.partner.partner);
    notices
        .into_iter()
        .filter(|notice| notice.control == Control::Choose)
        .filter(|notice| form.values.consent(notice.notice.as_str()).is_none())
        .map(|notice| FormProblem {
            field: Some(format!("consent:{}", notice.notice)),
            text: words.with("error-consent", &[("org", organization(input, notice))]),
        })
        .collect()
}

/// Whether the summary already says what is wrong with the whole form.
fn has_alert(input: &ViewInput) -> bool {
    matches!(input.mode, Mode::Hosted(form) if form.alert.is_some())
}

/// Whether a problem comes from a form that was rendered before the petition
/// or a notice changed: signing the fresh form fixes it.
fn is_of_the_view(pointer: &str) -> bool {
    matches!(
        pointer,
        "/petition_version" | "/collection_notice" | "/view"
    ) || pointer.starts_with("/consents/")
}

fn field_of(pointer: &str) -> Option<&str> {
    match pointer {
        "/supporter/given_name" => Some("given_name"),
        "/supporter/family_name" => Some("family_name"),
        "/supporter/email" => Some("email"),
        "/supporter/postal_code" | "/supporter/region" => Some("postal_code"),
        "/supporter/country" => Some("country"),
        "/comment" => Some("comment"),
        _ => None,
    }
}
