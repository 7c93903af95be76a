//! The part of the form that is evidence: what each organization asks, the
//! collection notice, and the button's label.
//!
//! `view` is the SHA-256 of these bytes as the widget shows them. They depend
//! on the campaign's settings, the partner and the language, and on nothing
//! else: no time, no tally, nothing typed.

use maud::{Markup, html};
use petition::Notice;
use protocol::{Choice, Control};

use super::{
    fields::error_line,
    problems::{FormProblem, form_problems, organization, problem_of},
};
use crate::{
    Mode, ViewInput,
    i18n::texts::{Words, in_language},
};

/// Renders the consent block as the widget shows it, whatever `input.mode` is:
/// the same bytes stand in [`crate::render_view`]'s widget view.
#[must_use]
pub fn render_consent_block(input: &ViewInput) -> String {
    consent_block(&ViewInput {
        mode: Mode::Widget,
        ..*input
    })
    .into_string()
}

/// The block inside a form, with what was answered and what is wrong.
pub(crate) fn consent_block(input: &ViewInput) -> Markup {
    let words = Words::of(input.language);
    let problems = form_problems(input);
    let notice = &input.settings.collection_notice;
    let text = in_language(
        &notice.text,
        input.language,
        &input.settings.default_language,
    );
    html! {
        div.us-consent-block data-us="consent-block" {
            @for notice in input.settings.notices_for(&input.partner.partner) {
                (consent(input, notice, &problems))
            }
            @if let Some(text) = text {
                p.us-notice data-us="collection-notice" data-notice=(notice.id)
                    data-version=(notice.version) { (text) }
            }
            button.us-button type="submit" data-us="submit" {
                (words.text("sign"))
            }
        }
    }
}

fn consent(input: &ViewInput, notice: &Notice, problems: &[FormProblem]) -> Markup {
    let fallback = &input.settings.default_language;
    let Some(text) = in_language(&notice.text, input.language, fallback) else {
        return html! {};
    };
    let name = format!("consent:{}", notice.notice);
    let id = format!("us-consent-{}", notice.notice);
    let problem = problem_of(problems, &name);
    html! {
        fieldset.us-consent data-us="consent" data-notice=(notice.notice)
            data-version=(notice.version) data-control=(control_name(notice.control))
            data-partner-name=(organization(input, notice))
            aria-describedby={ (id) "-text " (id) "-error" } {
            legend { (text.legend) }
            p id={ (id) "-text" } { (text.body) }
            (error_line(&name, &format!("{id}-error"), problem))
            (controls(input, notice, text.tick_label.as_deref(), problem.is_some()))
        }
    }
}

/// Yes and No with equal weight and neither selected, or one box not ticked.
fn controls(
    input: &ViewInput,
    notice: &Notice,
    tick_label: Option<&str>,
    is_wrong: bool,
) -> Markup {
    let words = Words::of(input.language);
    let name = format!("consent:{}", notice.notice);
    let answer = match input.mode {
        Mode::Hosted(form) => form.values.consent(notice.notice.as_str()),
        Mode::Widget => None,
    };
    let yes = words.text("consent-yes");
    match notice.control {
        // A required choice without an answer is "invalid" to a screen reader
        // unless an attribute says that it is not.
        Control::Choose => html! {
            label.us-option {
                input id={ "us-" (name) } type="radio" name=(name) value="yes" required
                    aria-invalid=(is_wrong) checked[answer == Some(Choice::Yes)];
                " " (yes)
            }
            label.us-option {
                input type="radio" name=(name) value="no" aria-invalid=(is_wrong)
                    checked[answer == Some(Choice::No)];
                " " (words.text("consent-no"))
            }
        },
        Control::Tick => html! {
            label.us-option {
                input id={ "us-" (name) } type="checkbox" name=(name) value="yes"
                    checked[answer == Some(Choice::Yes)];
                " " (tick_label.unwrap_or(&yes))
            }
        },
    }
}

/// The words beside the control that says yes: the record keeps them.
#[must_use]
pub fn consent_label(notice: &Notice, language: &str) -> String {
    let tick_label = match notice.control {
        Control::Choose => None,
        Control::Tick => notice
            .text
            .get(language)
            .and_then(|text| text.tick_label.clone()),
    };
    tick_label.unwrap_or_else(|| Words::of(language).text("consent-yes"))
}

fn control_name(control: Control) -> &'static str {
    match control {
        Control::Choose => "choose",
        Control::Tick => "tick",
    }
}
