//! What every page says of its petition: its words, its addresses, and what
//! happens to it next.

use maud::{Markup, html};
use petition::{Counts, PetitionText};
use protocol::CampaignId;

use crate::{
    ViewInput,
    i18n::{
        dates::closing,
        texts::{Words, in_language},
    },
};

/// The petition's words in the view's language.
pub(crate) fn petition_text<'a>(input: &ViewInput<'a>) -> Option<&'a PetitionText> {
    in_language(
        &input.settings.petition,
        input.language,
        &input.settings.default_language,
    )
}

/// The name of the partner whose page it is.
pub(crate) fn partner_name<'a>(view: &ViewInput<'a>) -> &'a str {
    let partner = view.partner;
    in_language(&partner.name, view.language, &partner.language)
        .map_or(partner.partner.as_str(), String::as_str)
}

/// The address of the hosted page, where the form posts to.
pub(crate) fn hosted_url(input: &ViewInput) -> String {
    format!(
        "{}/c/{}/{}",
        input.edge_origin, input.settings.campaign, input.partner.partner
    )
}

/// Where "Email me my link" is.
pub(crate) fn link_path(campaign: &CampaignId) -> String {
    format!("/r/{campaign}")
}

/// What the petition is called, and to whom it goes: above the count.
pub(crate) fn heading(words: Words, text: &PetitionText) -> Markup {
    html! {
        h2.us-headline data-us="headline" part="headline" { (text.headline) }
        p.us-addressee data-us="addressee" {
            (words.with("addressee", &[("addressee", &text.addressee)]))
        }
    }
}

/// Whether a signature of the campaign waits for its mailbox.
pub(crate) fn waits_for_mailbox(view: &ViewInput) -> bool {
    view.settings.counts == Counts::Confirmed
}

/// Who delivers the petition, to whom, and after which day.
pub(crate) fn next_step(input: &ViewInput) -> Markup {
    let words = Words::of(input.language);
    let settings = input.settings;
    let closing = closing(settings, words);
    let lead = settings.partner(&settings.lead);
    let lead = lead.and_then(|lead| in_language(&lead.name, input.language, &lead.language));
    html! {
        @if let (Some(lead), Some(text)) = (lead, petition_text(input)) {
            p data-us="thanks-next" {
                (words.with("thanks-next", &[("lead", lead), ("addressee", &text.addressee)]))
                @if let Some(date) = &closing { " " (words.with("closes-on", &[("date", date)])) }
            }
        }
    }
}
