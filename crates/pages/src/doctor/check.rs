//! The doctor's look at a page from outside: the form that asks for its
//! address, and what was found.

use maud::{Markup, html};

use super::DoctorInput;
use crate::i18n::texts::Words;
use page_check::{Finding, Kind};

/// A page that was asked about.
pub struct CheckInput {
    /// As it was typed.
    pub asked: String,
    /// What came of the look at the page.
    pub outcome: CheckOutcome,
}

/// What came of it.
pub enum CheckOutcome {
    /// The page's address, and what was found there.
    Found(String, Vec<Finding>),
    /// The site answered with another status.
    Status(u16),
    /// A message that says why nothing was found.
    Nothing(&'static str),
}

/// The section with the form.
pub(crate) fn check(input: &DoctorInput, words: Words) -> Markup {
    let asked = input.check.map_or("", |check| check.asked.as_str());
    html! {
        section id="page" {
            h2 { (words.text("doctor-page")) }
            p { (words.text("doctor-page-help")) }
            form method="get" {
                input type="hidden" name="lang" value=(input.language);
                label for="doc-url" { (words.text("doctor-page-label")) }
                input id="doc-url" name="url" value=(asked) required dir="ltr" inputmode="url"
                    autocomplete="url" autocapitalize="none" spellcheck="false" maxlength="2048"
                    placeholder="https://";
                button type="submit" { (words.text("doctor-page-button")) }
            }
            @if let Some(check) = input.check { (outcome(&check.outcome, words)) }
        }
    }
}

fn outcome(outcome: &CheckOutcome, words: Words) -> Markup {
    let (url, findings) = match outcome {
        CheckOutcome::Found(url, findings) => (url, findings),
        CheckOutcome::Status(status) => {
            let said = words.with("doctor-page-status", &[("status", &status.to_string())]);
            return html! { p.doc-alert role="alert" { (said) } };
        }
        CheckOutcome::Nothing(key) => {
            return html! { p.doc-alert role="alert" { (words.text(key)) } };
        }
    };
    let is_fine = findings.iter().all(|finding| finding.kind != Kind::Bad);
    let key = if is_fine {
        "doctor-page-done"
    } else {
        "doctor-page-todo"
    };
    html! {
        p.doc-result role="status" { (isolated(words, key, &[("url", url)])) }
        ul.doc-findings { @for finding in findings { (line(finding, words)) } }
    }
}

fn line(finding: &Finding, words: Words) -> Markup {
    let (kind, state) = match finding.kind {
        Kind::Bad => ("bad", "check-state-bad"),
        Kind::Note => ("note", "check-state-note"),
        Kind::Good => ("good", "check-state-good"),
    };
    let values: Vec<_> = finding
        .values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    html! {
        li data-kind=(kind) data-check=(finding.key) {
            b { (words.text(state)) } " " (isolated(words, finding.key, &values))
            @if let Some((directive, value)) = &finding.add {
                " " strong {
                    (isolated(words, "check-add", &[("directive", directive), ("value", value)]))
                }
            }
            @if finding.key == "check-recorder" {
                " " strong { (words.text("check-recorder-todo")) }
            }
        }
    }
}

/// A message with each value as code, whichever way the language runs.
fn isolated(words: Words, key: &str, values: &[(&str, &str)]) -> Markup {
    // No text of a locale has it, and no value stands in the message itself.
    const MARK: char = '\u{1}';
    let marks: Vec<String> = (0..values.len())
        .map(|place| format!("{MARK}{place}{MARK}"))
        .collect();
    let named: Vec<_> = values
        .iter()
        .zip(&marks)
        .map(|((name, _), mark)| (*name, mark.as_str()))
        .collect();
    let text = words.with(key, &named);
    html! {
        @for (index, part) in text.split(MARK).enumerate() {
            @if index % 2 == 0 { (part) }
            @else if let Some((_, value)) = part.parse().ok().and_then(|at: usize| values.get(at)) {
                code dir="ltr" { (value) }
            }
        }
    }
}
