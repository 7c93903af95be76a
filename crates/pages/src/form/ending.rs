//! What stands in the form's place before a campaign opens and after it has
//! closed: the day, or how it ended and what can be done now.

use maud::{Markup, html};
use petition::{Outcome, OutcomeKind};

use crate::{
    Mode, ViewInput,
    i18n::{
        dates::{full_day, opening},
        texts::{Words, in_language},
    },
    petition::hosted_url,
};

pub(crate) fn not_open(input: &ViewInput) -> Markup {
    let words = Words::of(input.language);
    let outcome = input.settings.outcome.as_ref();
    html! {
        div.us-closed data-us="closed" {
            @if let Some(date) = opening(input.settings, words, input.now_ms) {
                p { (words.with("opens", &[("date", &date)])) }
            } @else {
                @if let Some(outcome) = outcome {
                    h3 data-us="outcome" { (words.text(outcome_key(outcome.kind))) }
                }
                p {
                    (words.text("closed"))
                    @if matches!(input.mode, Mode::Widget) {
                        " "
                        a href={ (hosted_url(input)) "?lang=" (input.language) } target="_blank"
                            rel="noopener" { (words.text("own-page")) }
                    }
                }
                @if let Some(outcome) = outcome { (after(input, words, outcome)) }
            }
        }
    }
}

/// The last update with its day, and the next action.
fn after(input: &ViewInput, words: Words, outcome: &Outcome) -> Markup {
    let fallback = &input.settings.default_language;
    let update = in_language(&outcome.update, input.language, fallback);
    html! {
        @if let Some(update) = update { p { (update) } }
        @if let Some(day) = &outcome.updated_on {
            p.us-deadline { (words.with("outcome-update", &[("date", &full_day(words, day))])) }
        }
        @if let Some(next) = &outcome.next
            && let Some(label) = in_language(&next.label, input.language, fallback) {
            a.us-button data-us="next-action" href=(next.url) rel="noopener" { (label) }
        }
    }
}

pub(crate) fn outcome_key(kind: OutcomeKind) -> &'static str {
    match kind {
        OutcomeKind::Delivered => "outcome-delivered",
        OutcomeKind::Won => "outcome-won",
        OutcomeKind::Partly => "outcome-partly",
        OutcomeKind::NoAnswer => "outcome-no_answer",
    }
}
