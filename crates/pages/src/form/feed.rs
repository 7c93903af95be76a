//! "Who's signing": the listed entries, and how many others there are.

use maud::{Markup, html};
use protocol::Entry;

use crate::{
    Mode, ViewInput,
    i18n::{countries::country_name, dates::full_date, texts::Words},
};

/// The feed below the form; paused, or with nobody in it, it is not to be seen
/// (`form.css`), since its heading would contradict the count. Names are
/// isolated by `<bdi>` and are never HTML.
pub(crate) fn feed(input: &ViewInput) -> Markup {
    let words = Words::of(input.language);
    html! {
        section.us-feed data-us="feed" {
            h3 { (words.text("feed")) }
            @if matches!(input.mode, Mode::Widget) {
                // Said aloud, when somebody is there to hear it; the list is not.
                div role="status" { button.us-link type="button" data-us="new" hidden {} }
            }
            ol.us-entries data-us="entries" tabindex="0" aria-label=(words.text("feed")) {
                @for entry in input.entries { (listed(words, entry)) }
            }
            p.us-others data-us="others" hidden[input.others == 0 || input.entries.is_empty()] {
                @if input.others > 0 { (words.plural("others", input.others)) }
            }
        }
    }
}

fn listed(words: Words, entry: &Entry) -> Markup {
    html! {
        li data-entry=(entry.id) {
            bdi.us-name translate="no" { (entry.name) }
            @if let Some(place) = place(words, entry) { " " span.us-place { (place) } }
            " " time datetime=(entry.signed_at) { (full_date(words, &entry.signed_at)) }
            @if let Some(comment) = &entry.comment { " " bdi.us-comment translate="no" { (comment) } }
        }
    }
}

/// The province of an entry, or else its country.
pub(crate) fn place(words: Words, entry: &Entry) -> Option<String> {
    let region = entry
        .region
        .as_deref()
        .filter(|region| petition::PROVINCES.contains(region));
    match (region, entry.country.as_deref()) {
        (Some(region), _) => Some(words.text(&format!("region-{region}"))),
        (None, Some(country)) => Some(country_name(words, country).to_owned()),
        (None, None) => None,
    }
}
