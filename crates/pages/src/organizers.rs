//! The organizers' pages: signing in, the list of campaigns, the dashboard.
//!
//! They show counts and what is public already, never a supporter's personal
//! data; everything that acts is a POST.

pub(crate) mod held;
pub(crate) mod mail;
pub(crate) mod moderation;
pub(crate) mod moderation_queue;
pub(crate) mod tables;

use maud::{Markup, html};
use petition::{CampaignSettings, Counts};
use protocol::{CampaignId, CountRow, LateWork, Tally};

use crate::{
    ORGANIZER_CSS_PATH, ORGANIZER_JS_PATH,
    form::tally::percent,
    i18n::{
        dates::{deadline, opening, table_time},
        texts::{Words, in_language},
    },
    organizers::{
        held::held,
        mail::{MailStates, states},
        moderation::moderation_link,
        tables::count_table,
    },
    page::{Head, page},
};

/// One table of counts, as `GET .../counts?by=` gives it.
pub struct CountTable<'a> {
    /// `partner`, `day`, `language`, `country` or `region`.
    pub by: &'a str,
    /// The rows in the order to show.
    pub rows: &'a [CountRow],
}

/// The dashboard of one campaign.
pub struct DashboardInput<'a> {
    /// The language of the page: `en` or `fr`.
    pub language: &'a str,
    /// The campaign.
    pub settings: &'a CampaignSettings,
    /// The public tally, with its `as_of`.
    pub tally: &'a Tally,
    /// The breakdowns, in the order to show.
    pub tables: &'a [CountTable<'a>],
    /// Every state, and how mail goes.
    pub mail: MailStates<'a>,
    /// What of the campaign's own work is late.
    pub late: &'a [LateWork],
    /// How many held signatures were just released.
    pub released: Option<u64>,
    /// There are more of these than one request releases.
    pub is_more_held: bool,
    /// How many entries wait for a moderator.
    pub waiting: u64,
    /// Whether the public sees no entries at all.
    pub is_feed_paused: bool,
    /// How often its letter was opened: by a mail app, webmail, copied, printed;
    /// none where it has no letter.
    pub letters: Option<[u64; 4]>,
    /// Decides whether the campaign is open.
    pub now_ms: i64,
}

/// One campaign in the list.
pub struct CampaignLink<'a> {
    /// Its id; the link goes to `/organizer/campaigns/{campaign}`.
    pub campaign: &'a CampaignId,
    /// Its headline, or its id where it is not known.
    pub headline: &'a str,
    /// Its count, where it is known.
    pub signatures: Option<u64>,
}

/// The list of campaigns at `/organizer`.
pub struct CampaignsInput<'a> {
    /// The language of the page: `en` or `fr`.
    pub language: &'a str,
    /// The campaigns in the order to show.
    pub campaigns: &'a [CampaignLink<'a>],
}

/// Renders the page that an organizer without a cookie sees at `/organizer`:
/// its script reads `#token=` from the fragment, posts it to
/// `/organizer/session` as JSON, and reloads.
#[must_use]
pub fn render_sign_in(language: &str) -> String {
    let words = Words::of(language);
    let body = html! {
        h1 { (words.text("org-sign-in")) }
        p.org-alert role="alert" data-org="wrong" hidden { (words.text("org-token-wrong")) }
        p.org-alert role="alert" data-org="failed" hidden { (words.text("error-network")) }
        p role="status" data-org="status" hidden { (words.text("org-signing-in")) }
        form.org-sign-in method="post" action="/organizer/session" data-org="sign-in" {
            p { (words.text("org-sign-in-help")) }
            label for="token" { (words.text("org-token")) }
            input id="token" name="token" type="password" autocomplete="off" required;
            button type="submit" { (words.text("org-sign-in")) }
            noscript { p { (words.text("org-needs-script")) } }
        }
    };
    let title = words.text("org-sign-in");
    framed_page(words, &title, &html! {}, &body)
}

/// Renders the list of campaigns.
#[must_use]
pub fn render_campaigns(input: &CampaignsInput) -> String {
    let words = Words::of(input.language);
    let body = html! {
        h1 { (words.text("org-campaigns")) }
        @if input.campaigns.is_empty() { p { (words.text("org-no-campaigns")) } }
        ul.org-campaigns {
            @for link in input.campaigns {
                li {
                    a href={ "/organizer/campaigns/" (link.campaign) } { (link.headline) }
                    @if let Some(signatures) = link.signatures {
                        " " span.org-figure { (words.number(signatures)) }
                    }
                }
            }
        }
    };
    organizer_page(words, &words.text("org-campaigns"), &body)
}

/// Renders one campaign's dashboard.
#[must_use]
pub fn render_dashboard(input: &DashboardInput) -> String {
    let words = Words::of(input.language);
    let settings = input.settings;
    let text = in_language(
        &settings.petition,
        input.language,
        &settings.default_language,
    );
    let headline = text.map_or(settings.campaign.as_str(), |text| &text.headline);
    let body = html! {
        nav { a href="/organizer" { (words.text("org-campaigns")) } }
        h1 { (headline) }
        (total(input, words))
        (late(input, words))
        (states(input, words))
        (held(input, words))
        (moderation_link(input, words))
        (letters(input, words))
        div.org-tables {
            @for table in input.tables { (count_table(input, table)) }
        }
    };
    organizer_page(words, headline, &body)
}

/// The one number, how far it is, and what it means.
fn total(input: &DashboardInput, words: Words) -> Markup {
    let (signatures, goal) = (input.tally.signatures, input.tally.goal);
    let rule = match input.settings.counts {
        Counts::Submitted => "org-counts-submitted",
        Counts::Confirmed => "org-counts-confirmed",
    };
    html! {
        section.org-total aria-labelledby="total" {
            h2 #total { (words.text("org-signatures")) }
            p.org-number { (words.number(signatures)) }
            p { (words.with("org-goal", &[("goal", &words.number(goal))])) }
            div.org-bar { svg width=(percent(signatures, goal)) height="100%" {} }
            p.org-quiet { strong { (state(input, words)) } }
            p.org-quiet {
                (words.text(rule)) " "
                (words.with("org-as-of", &[("time", &table_time(&input.tally.as_of))]))
            }
        }
    }
}

/// "Late since 4 September, 11:59: the public count and list."
fn late(input: &DashboardInput, words: Words) -> Markup {
    html! {
        @for late in input.late {
            @let name = match late.work.as_str() {
                "announcement" => "org-late-announcement",
                "mail" => "org-late-mail",
                "mailbox" => "org-late-mailbox",
                "purge" => "org-late-purge",
                _ => "org-late-rates",
            };
            p.org-alert { (words.with(name, &[("time", &table_time(&late.since))])) }
        }
    }
}

/// How often the letter was opened, by the way it took.
fn letters(input: &DashboardInput, words: Words) -> Markup {
    let Some(opened) = input.letters else {
        return html! {};
    };
    let names = ["mail", "webmail", "copy", "print"];
    let shown = opened.map(|count| words.number(count));
    let values: Vec<_> = names
        .into_iter()
        .zip(shown.iter().map(String::as_str))
        .collect();
    html! {
        section.org-total aria-labelledby="letters" {
            h2 #letters { (words.text("org-letters")) }
            p.org-number { (words.number(opened.iter().sum())) }
            p.org-quiet { (words.with("org-letters-by", &values)) }
        }
    }
}

/// "Open until 4 September, 11:59 p.m. (Ottawa)", "Opens on 1 June.", "Closed".
fn state(input: &DashboardInput, words: Words) -> String {
    let settings = input.settings;
    if let Some(date) = opening(settings, words, input.now_ms) {
        return words.with("opens", &[("date", &date)]);
    }
    if !settings.is_open(input.now_ms) {
        return words.text("org-closed");
    }
    match deadline(settings, input.language, input.now_ms) {
        Some(deadline) => words.with("deadline", &[("deadline", &deadline)]),
        None => words.text("org-open"),
    }
}

/// A page of somebody who has signed in, with the way out.
pub(crate) fn organizer_page(words: Words, title: &str, main: &Markup) -> String {
    let sign_out = html! {
        form method="post" action="/organizer/session/end" {
            button type="submit" { (words.text("org-sign-out")) }
        }
    };
    framed_page(words, title, &sign_out, main)
}

fn framed_page(words: Words, title: &str, sign_out: &Markup, main: &Markup) -> String {
    let title = format!("{title} – {} – Undersigned", words.text("org-title"));
    let head = Head {
        language: words.tag(),
        title: &title,
        styles: &[ORGANIZER_CSS_PATH],
        script: Some(ORGANIZER_JS_PATH),
        card: None,
    };
    let body = html! {
        body {
            header {
                p { a href="/organizer" { "Undersigned" } " " (words.text("org-title")) }
                (sign_out)
            }
            main { (main) }
        }
    };
    page(&head, &body)
}
