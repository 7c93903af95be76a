//! The moderators' page: the feed's switch, what waits, what is shown, and
//! hiding many at once.
//!
//! It shows names and reasons that the public does not see (yet): it is read
//! behind the cookie and kept by no cache.

use maud::{Markup, html};
use petition::CampaignSettings;

use super::{
    DashboardInput,
    moderation_queue::{queue, shown},
    organizer_page,
    tables::partner_name,
};
use crate::i18n::texts::{Words, in_language};
use commands::QueueEntry;

/// The moderators' page of one campaign.
pub struct ModerationInput<'a> {
    /// The language of the page: `en` or `fr`.
    pub language: &'a str,
    /// The campaign.
    pub settings: &'a CampaignSettings,
    /// Whether the public sees no entries at all.
    pub is_feed_paused: bool,
    /// How many entries wait, on this page and after it.
    pub waiting: u64,
    /// What waits, the oldest first.
    pub queue: &'a [QueueEntry],
    /// What is shown, the newest first.
    pub shown: &'a [QueueEntry],
    /// A moderator is at work in the queue: the focus goes on there.
    pub is_decided: bool,
    /// How many entries were just hidden together.
    pub hidden: Option<u64>,
    /// There are more of these than one request hides.
    pub is_more: bool,
}

/// Renders the moderators' page.
#[must_use]
pub fn render_moderation(input: &ModerationInput) -> String {
    let words = Words::of(input.language);
    let campaign = &input.settings.campaign;
    let body = html! {
        nav {
            a href="/organizer" { (words.text("org-campaigns")) } " "
            a href={ "/organizer/campaigns/" (campaign) } { (headline(input)) }
        }
        h1 { (words.text("org-moderation")) }
        p.org-done role="status" data-org="done" hidden[input.hidden.is_none()] {
            @if let Some(hidden) = input.hidden {
                (words.plural("org-hidden", hidden))
                @if input.is_more { " " (words.text("org-hidden-more")) }
            }
        }
        (feed_switch(input, words))
        (queue(input, words))
        (shown(input, words))
        (hide_many(input, words))
    };
    organizer_page(words, &words.text("org-moderation"), &body)
}

/// The dashboard's way to this page.
pub(crate) fn moderation_link(input: &DashboardInput, words: Words) -> Markup {
    let campaign = &input.settings.campaign;
    html! {
        section.org-moderation aria-labelledby="moderation" {
            h2 #moderation { (words.text("org-moderation")) }
            @if input.is_feed_paused { p.org-alert { (words.text("org-paused")) } }
            p {
                a href={ "/organizer/campaigns/" (campaign) "/moderation" } {
                    (words.plural("org-waiting", input.waiting))
                }
            }
        }
    }
}

fn headline<'a>(input: &ModerationInput<'a>) -> &'a str {
    let settings = input.settings;
    in_language(
        &settings.petition,
        input.language,
        &settings.default_language,
    )
    .map_or(settings.campaign.as_str(), |text| &text.headline)
}

/// One button that takes every entry off every open page, or brings all back.
fn feed_switch(input: &ModerationInput, words: Words) -> Markup {
    let (state, switch) = if input.is_feed_paused {
        ("org-paused", "resume")
    } else {
        ("org-running", "pause")
    };
    html! {
        section.org-switch aria-labelledby="feed" {
            h2 #feed { (words.text("feed")) }
            p.org-alert[input.is_feed_paused] data-org="feed-state" { (words.text(state)) }
            form method="post"
                action={ "/organizer/campaigns/" (input.settings.campaign) "/feed/" (switch) } {
                button type="submit" { (words.text(&format!("org-{switch}"))) }
            }
        }
    }
}

/// All of a source, or of a time.
fn hide_many(input: &ModerationInput, words: Words) -> Markup {
    let settings = input.settings;
    html! {
        section.org-many aria-labelledby="many" {
            h2 #many { (words.text("org-many")) }
            p.org-quiet { (words.text("org-many-help")) }
            form method="post" data-confirm=(words.text("org-many-confirm"))
                action={ "/organizer/campaigns/" (settings.campaign) "/entries/hide" } {
                (field(words, "source", &html! {
                    input id="many-source" name="source" type="text" maxlength="40"
                        pattern="[A-Za-z0-9_\\-]+" autocapitalize="none" autocomplete="off"
                        spellcheck="false" dir="ltr";
                }))
                (field(words, "partner", &html! {
                    select id="many-partner" name="partner" {
                        option value="" { (words.text("org-every-partner")) }
                        @for partner in &settings.partners {
                            option value=(partner.partner) {
                                (partner_name(settings, input.language, partner.partner.as_str()))
                            }
                        }
                    }
                }))
                (field(words, "from", &html! {
                    input id="many-from" name="from" type="datetime-local" max="9999-12-31T23:59";
                }))
                (field(words, "to", &html! {
                    input id="many-to" name="to" type="datetime-local" max="9999-12-31T23:59";
                }))
                button type="submit" { (words.text("org-many-hide")) }
            }
        }
    }
}

fn field(words: Words, name: &str, control: &Markup) -> Markup {
    html! {
        div {
            label for={ "many-" (name) } { (words.text(&format!("org-many-{name}"))) }
            (control)
        }
    }
}
