//! The page where the code of an event pass is entered.

use maud::{Markup, html};

use super::whole_page;
use crate::{
    ViewInput,
    i18n::texts::{Words, direction},
    petition::{hosted_url, petition_text},
};

/// How far it went.
#[derive(Clone, PartialEq, Eq)]
pub enum PassState {
    /// Nothing was entered yet.
    Asked,
    /// The pass is this network's now.
    Bound {
        /// How many signatures it is good for.
        signatures: u32,
        /// RFC 3339, in UTC.
        ends_at: String,
    },
    /// It is another network's.
    Taken,
    /// There is no such pass, or it has ended.
    Unknown,
    /// Too much came from this network.
    TooMany,
}

/// The page to render.
pub struct PassInput<'a> {
    /// The campaign, partner and language; its mode does not matter.
    pub view: &'a ViewInput<'a>,
    /// The widget's style sheet.
    pub style_url: &'a str,
    /// What the page says.
    pub state: PassState,
}

/// Renders the whole page.
#[must_use]
pub fn render_pass(input: &PassInput) -> String {
    let view = input.view;
    let words = Words::of(view.language);
    let heading = match input.state {
        PassState::Bound { .. } => words.text("pass-bound"),
        _ => words.text("pass-title"),
    };
    let body = html! {
        div.us lang=(view.language) dir=(direction(view.language)) {
            h2.us-headline { (heading) }
            (content(input, words))
        }
    };
    let headline = petition_text(view).map_or("", |text| text.headline.as_str());
    whole_page(
        view,
        input.style_url,
        &format!("{heading} – {headline}"),
        &body,
    )
}

fn content(input: &PassInput, words: Words) -> Markup {
    let url = hosted_url(input.view);
    let problem = match &input.state {
        PassState::Bound {
            signatures,
            ends_at,
        } => {
            let number = words.number((*signatures).into());
            return html! {
                p { (words.with("pass-terms", &[("number", &number)])) " "
                    time datetime=(ends_at) { (crate::i18n::dates::table_time(ends_at)) } "." }
                p { a href={ (url) "?lang=" (input.view.language) } { (words.text("sign")) } }
            };
        }
        PassState::Asked => None,
        PassState::Taken => Some("pass-taken"),
        PassState::Unknown => Some("pass-unknown"),
        PassState::TooMany => Some("pass-too-many"),
    };
    html! {
        p { (words.text("pass-what")) }
        form.us-form method="post" action={ (url) "/pass?lang=" (input.view.language) } {
            div.us-field {
                label for="us-pass" { (words.text("pass-code")) }
                @if let Some(problem) = problem {
                    p.us-error id="us-pass-error" role="alert" { (words.text(problem)) }
                }
                input id="us-pass" name="code" required autocomplete="off"
                    autocapitalize="characters" spellcheck="false" dir="ltr" maxlength="40"
                    aria-invalid[problem.is_some()]
                    aria-describedby=[problem.map(|_| "us-pass-error")];
            }
            button.us-button type="submit" { (words.text("pass-use")) }
        }
    }
}
