//! The view: petition, tally, form, thanks and feed in one element, the same
//! in the widget's shadow root and in the hosted page.
//!
//! Its `data-us` hooks and field names are version 1 of the contract with the
//! widget (`view=1`): a hook is never renamed, only added.

pub(crate) mod confirm;
pub(crate) mod consent_block;
pub(crate) mod ending;
pub(crate) mod feed;
pub(crate) mod fields;
pub(crate) mod input;
pub(crate) mod letter;
#[cfg(test)]
mod order_tests;
pub(crate) mod problems;
#[cfg(test)]
mod protected_tests;
pub(crate) mod share;
pub(crate) mod tally;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod thanks_order_tests;
pub(crate) mod values;

use maud::{Markup, html};
use petition::PetitionText;

use crate::{
    HostedForm, Mode, ViewInput,
    form::{
        consent_block::consent_block,
        ending::not_open,
        feed::feed,
        fields::FieldContext,
        problems::{FormProblem, form_problems},
        tally::tally,
    },
    i18n::{
        language_switch::{FORM_ID, language_switch},
        sentences::{sentence_of, wait_line},
        texts::{Words, direction},
    },
    petition::{heading, hosted_url, petition_text},
};

/// Renders the view: one `<div class="us" data-us="view">`.
#[must_use]
pub fn render_view(input: &ViewInput) -> String {
    view(input).into_string()
}

pub(super) fn view(input: &ViewInput) -> Markup {
    let words = Words::of(input.language);
    let is_open = input.settings.is_open(input.now_ms);
    let is_hosted = is_hosted(input);
    let text = petition_text(input);
    html! {
        div.us lang=(input.language) dir=(direction(input.language)) data-us="view" {
            (language_switch(input, is_open))
            @if let Some(text) = text { (heading(words, text)) }
            (tally(input, is_hosted))
            @if let Some(text) = text { (ask(words, text)) }
            @if is_open && !is_hosted { (fold(words)) }
            @if is_open && input.settings.is_protected() {
                p.us-keep data-us="protected" { (words.text("protected-note")) }
            }
            @if is_open { (form(input)) } @else { (not_open(input)) }
            @if is_open && !is_hosted { (thanks()) }
            @if !input.settings.is_protected() { (feed(input)) }
        }
    }
}

pub(super) fn is_hosted(input: &ViewInput) -> bool {
    matches!(input.mode, Mode::Hosted(_))
}

/// Opens and closes the form in the layout `compact`; hidden in any other.
fn fold(words: Words) -> Markup {
    html! {
        button.us-button.us-fold type="button" data-us="fold" aria-expanded="false" {
            span { (words.text("sign")) }
            span { (words.text("fold-close")) }
        }
    }
}

/// What it asks, in short and, unfolded, whole.
fn ask(words: Words, text: &PetitionText) -> Markup {
    html! {
        p data-us="ask" part="ask" { (text.ask) }
        details.us-text data-us="petition-text" {
            summary { (words.text("read-petition")) }
            @for paragraph in &text.text { p { (paragraph) } }
        }
    }
}

/// The field of the form that carries the link of a mail, from the page of that
/// link.
pub const LINK_FIELD: &str = "mail_link";

/// The form of an open campaign.
fn form(input: &ViewInput) -> Markup {
    let words = Words::of(input.language);
    let problems = form_problems(input);
    let fields = FieldContext {
        input,
        words,
        problems: &problems,
    };
    html! {
        form data-us="form" id=[is_hosted(input).then_some(FORM_ID)] method="post"
            action=(hosted_url(input)) novalidate {
            @if let Mode::Hosted(form) = input.mode { (hidden_fields(input, form)) }
            (summary(input, &problems))
            (fields.render())
            (consent_block(input))
            p.us-status data-us="status" role="status" {}
        }
    }
}

/// What the widget's script knows by itself and the hosted form must carry.
fn hidden_fields(input: &ViewInput, form: &HostedForm) -> Markup {
    let notice = &input.settings.collection_notice;
    let fields = [
        ("session", form.session.to_owned()),
        ("idempotency_key", form.idempotency_key.to_owned()),
        ("language", input.language.to_owned()),
        ("view", form.view.to_owned()),
        (
            "petition_version",
            input.settings.petition_version.to_string(),
        ),
        ("collection_notice", notice.id.to_string()),
        ("collection_notice_version", notice.version.to_string()),
    ];
    html! {
        @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
        @if let Some(link) = form.values.filled(LINK_FIELD) {
            input type="hidden" name=(LINK_FIELD) value=(link);
        }
        @for notice in input.settings.notices_for(&input.partner.partner) {
            input type="hidden" name={ "version:" (notice.notice) } value=(notice.version);
        }
    }
}

/// Every problem in one place, each a link to its field. In the widget it is
/// empty and hidden until its script has something to say.
fn summary(input: &ViewInput, problems: &[FormProblem]) -> Markup {
    let words = Words::of(input.language);
    let alert = match input.mode {
        Mode::Hosted(form) => form.alert,
        Mode::Widget => None,
    };
    let is_shown = alert.is_some() || !problems.is_empty();
    html! {
        div.us-problems data-us="problems" tabindex="-1" role="alert" hidden[!is_shown]
            autofocus[is_shown] {
            h3 { (words.text("problems")) }
            @if let Some(alert) = alert {
                p { (words.text(sentence_of(alert.kind))) }
                @if let Some(retry_after_s) = alert.retry_after_s {
                    p { (wait_line(words, retry_after_s)) }
                }
            }
            ul data-us="problem-list" {
                @for problem in problems {
                    li {
                        @if let Some(field) = &problem.field {
                            a href={ "#us-" (field) } { (problem.text) }
                        } @else {
                            (problem.text)
                        }
                    }
                }
            }
        }
    }
}

/// What the widget shows after a signature: its script fills it, moves the
/// tally below the heading, and puts in what [`crate::render_rest`] has.
fn thanks() -> Markup {
    html! {
        section.us-thanks data-us="thanks" hidden {
            h3 data-us="thanks-heading" tabindex="-1" aria-describedby="us-count" {}
            p data-us="thanks-choices" {}
        }
    }
}
