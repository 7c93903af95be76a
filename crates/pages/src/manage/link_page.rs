//! "Email me my link": for who has lost the mail, or never got it.
//!
//! The page is the same whether the address has signed.

use maud::{Markup, html};

use super::frame_with;
use crate::{LINK_JS_PATH, ViewInput, i18n::texts::Words, petition::link_path};

/// How far it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// Nothing was entered yet.
    Asked,
    /// If the address has signed, a mail is ordered.
    Sent,
    /// That is no address.
    Wrong,
    /// Too much came from this network.
    TooMany,
}

/// The page to render.
pub struct LinkInput<'a> {
    /// The campaign and the language; its mode does not matter.
    pub view: &'a ViewInput<'a>,
    /// The widget's style sheet.
    pub style_url: &'a str,
    /// What the page says.
    pub state: LinkState,
    /// What was typed, where it is shown again.
    pub typed: &'a str,
    /// Whether its script may do the work of a session.
    pub has_script: bool,
}

/// Renders the whole page.
#[must_use]
pub fn render_link(input: &LinkInput) -> String {
    let words = Words::of(input.view.language);
    let is_sent = input.state == LinkState::Sent;
    let title = words.text(if is_sent { "link-sent" } else { "link-title" });
    let body = html! {
        h2.us-headline { (title) }
        @if is_sent {
            p { (words.text("link-sent-what")) }
        } @else {
            p { (words.text("link-what")) }
            (field(input.view, input.typed, input.state))
        }
    };
    let script = (input.has_script && !is_sent).then_some(LINK_JS_PATH);
    frame_with(input.view, input.style_url, script, &title, &body)
}

/// The form alone, for a page that says something else first.
pub(crate) fn link_form(view: &ViewInput, typed: &str) -> Markup {
    field(view, typed, LinkState::Asked)
}

fn field(view: &ViewInput, typed: &str, state: LinkState) -> Markup {
    let words = Words::of(view.language);
    let problem = match state {
        LinkState::Asked | LinkState::Sent => None,
        LinkState::Wrong => Some("error-email"),
        LinkState::TooMany => Some("pass-too-many"),
    };
    let to = format!(
        "{}?lang={}",
        link_path(&view.settings.campaign),
        view.language
    );
    html! {
        form method="post" action=(to) data-campaign=(view.settings.campaign)
            data-partner=(view.partner.partner) data-language=(view.language)
            data-working=(words.text("sending")) {
            div.us-field {
                label for="us-email" { (words.text("label-email")) }
                @if let Some(problem) = problem {
                    p.us-error id="us-email-error" role="alert" { (words.text(problem)) }
                }
                input id="us-email" name="email" type="email" required autocomplete="email"
                    autocapitalize="none" spellcheck="false" dir="ltr" maxlength="254" value=(typed)
                    aria-invalid[problem.is_some()]
                    aria-describedby=[problem.map(|_| "us-email-error")];
            }
            button.us-button type="submit" { (words.text("link-title")) }
        }
    }
}
