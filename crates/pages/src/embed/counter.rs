//! The layout `counter`: the thermometer alone, and the tag that shows it
//! elsewhere.

use maud::html;

use crate::{
    ViewInput,
    form::tally::tally,
    i18n::texts::{Words, direction},
    petition::{hosted_url, petition_text},
};

/// Renders the counter: one `<div class="us" data-us="view">`.
#[must_use]
pub fn render_counter(input: &ViewInput) -> String {
    let words = Words::of(input.language);
    let markup = html! {
        div.us lang=(input.language) dir=(direction(input.language)) data-us="view"
            role="group" aria-label=[petition_text(input).map(|text| &text.headline)] {
            @if let Some(text) = petition_text(input) {
                p part="headline" {
                    // The class makes it 44 px high.
                    a.us-option href=(format!("{}?lang={}", hosted_url(input), input.language))
                        target="_blank" rel="noopener" data-us="petition" { (text.headline) }
                }
            }
            (tally(input, false))
            details.us-text {
                summary { (words.text("counter-show")) }
                p { label for="us-counter-tag" { (words.text("counter-tag")) } }
                div.us-field {
                    textarea id="us-counter-tag" data-us="counter-tag" rows="6" readonly dir="ltr"
                        spellcheck="false" { (tag(input)) }
                }
                button.us-link type="button" data-us="counter-copy" { (words.text("counter-copy")) }
            }
        }
    };
    markup.into_string()
}

/// What a page pastes to show the same.
fn tag(input: &ViewInput) -> String {
    format!(
        "<script async data-cfasync=\"false\" data-layout=\"counter\" \
         src=\"{}/embed/{}/{}.js?layout=counter\"></script>",
        input.edge_origin, input.settings.campaign, input.partner.partner
    )
}
