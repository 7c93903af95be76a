//! The hosted page at `/c/{campaign}/{partner}`: the same view in a page of
//! its own, for those whose browser or host page runs no script.
//!
//! It loads two style sheets and nothing else. Where the widget shows and
//! hides rows by its script, this page shows them all, or lets the style
//! sheet follow the ticked box.

pub(crate) mod card;
pub(crate) mod pass;
pub(crate) mod picture;

use maud::{Markup, html};
use petition::Notice;
use protocol::{Choice, NoticeId};

use crate::{
    Mode, PAGE_CSS_PATH, ViewInput,
    form::{
        confirm::{Waiting, confirm_plain},
        letter::next_action,
        problems::organization,
        share::{Shared, share},
        tally::tally,
        view,
    },
    hosted::card::Card,
    i18n::texts::{Words, direction},
    page::{Head, page},
    petition::{hosted_url, link_path, next_step, partner_name, petition_text, waits_for_mailbox},
};

/// The hosted page to render.
pub struct HostedInput<'a> {
    /// The view, with `Mode::Hosted`.
    pub view: &'a ViewInput<'a>,
    /// The widget's style sheet, such as `/assets/style.0123456789abcdef.css`.
    pub style_url: &'a str,
    /// The picture that a link to the page shows, if there is one already.
    pub picture_url: Option<&'a str>,
}

/// The page after a signature.
pub struct ThanksInput<'a> {
    /// The campaign, partner, language and tally; its mode does not matter.
    pub view: &'a ViewInput<'a>,
    /// The supporter's answer to each notice, where it is known; else empty.
    pub choices: &'a [(NoticeId, Choice)],
    /// The widget's style sheet.
    pub style_url: &'a str,
    /// As of [`HostedInput`]: who shares this page shares the petition.
    pub picture_url: Option<&'a str>,
    /// What waits for its mailbox, where the page answers the form itself.
    pub waiting: Option<&'a Waiting<'a>>,
}

/// Renders the whole hosted page, `<!doctype html>` included.
#[must_use]
pub fn render_hosted(input: &HostedInput) -> String {
    let words = Words::of(input.view.language);
    let (headline, partner) = titled(input.view);
    let title = match partner {
        _ if is_in_trouble(input.view) => format!("{} – {headline}", words.text("problems")),
        Some(partner) => format!("{headline} – {partner}"),
        None => headline,
    };
    let card = card(input.view, input.picture_url);
    shared_page(
        input.view,
        &title,
        input.style_url,
        card.as_ref(),
        &view(input.view),
    )
}

/// Renders the whole thank-you page. It names nobody, since a redirect leads to
/// it and a name in an address would reach logs; except for the address that
/// waits for its mailbox, on a page that answers the form itself (ADR 9).
#[must_use]
pub fn render_thanks(input: &ThanksInput) -> String {
    let words = Words::of(input.view.language);
    let view = input.view;
    let is_waiting = waits_for_mailbox(view);
    let thanks = words.text(if is_waiting {
        "confirm-heading"
    } else {
        "thanks-plain"
    });
    let url = hosted_url(view);
    let headline = petition_text(view).map_or("", |text| text.headline.as_str());
    let body = html! {
        div.us lang=(view.language) dir=(direction(view.language)) {
            section.us-thanks {
                h2.us-headline tabindex="-1" autofocus { (thanks) }
                @if is_waiting { (confirm_plain(view, input.waiting)) }
                (tally(view, true))
                @if !view.settings.is_protected() {
                    (share(words, Some(&Shared { url: &url, headline })))
                }
                (next_action(view, true))
                (next_step(view))
                (choices(input))
                p { a href={ (url) "?lang=" (view.language) } { (words.text("sign-another")) } }
            }
        }
    };
    let card = card(view, input.picture_url);
    let title = format!("{thanks} – {}", titled(view).0);
    shared_page(view, &title, input.style_url, card.as_ref(), &body)
}

/// What a page's title says of the petition and the partner. Titles stay in a
/// browser's history and on its tabs: that of a protected campaign says neither.
fn titled<'a>(view: &ViewInput<'a>) -> (String, Option<&'a str>) {
    if view.settings.is_protected() {
        return (Words::of(view.language).text("protected-title"), None);
    }
    let headline = petition_text(view).map_or("", |text| text.headline.as_str());
    (headline.to_owned(), Some(partner_name(view)))
}

/// What a link to the page shows: nothing, of a protected campaign, since a
/// link that says what it leads to tells it to whoever sees the message.
fn card<'a>(view: &'a ViewInput<'a>, picture_url: Option<&'a str>) -> Option<Card<'a>> {
    let is_shared = !view.settings.is_protected();
    is_shared.then(|| Card::new(view, picture_url))
}

fn is_in_trouble(view: &ViewInput) -> bool {
    match view.mode {
        Mode::Hosted(form) => {
            !form.problems.is_empty()
                || form
                    .alert
                    .is_some_and(|alert| alert.kind != "campaign-closed")
        }
        Mode::Widget => false,
    }
}

/// "You said yes to A. You said no to B."
fn choices(input: &ThanksInput) -> Markup {
    let words = Words::of(input.view.language);
    let known = |id: &NoticeId| -> Option<&Notice> {
        input
            .view
            .settings
            .notices
            .iter()
            .find(|notice| notice.notice == *id)
    };
    let sentences: Vec<String> = input
        .choices
        .iter()
        .filter_map(|(id, choice)| Some((known(id)?, choice)))
        .map(|(notice, choice)| {
            let key = match choice {
                Choice::Yes => "choices-yes",
                Choice::No => "choices-no",
            };
            words.with(key, &[("org", organization(input.view, notice))])
        })
        .collect();
    html! {
        @if !sentences.is_empty() { p { (sentences.join(" ")) } }
    }
}

/// A page that nobody shares.
pub(super) fn whole_page(view: &ViewInput, style_url: &str, title: &str, main: &Markup) -> String {
    shared_page(view, title, style_url, None, main)
}

fn shared_page(
    view: &ViewInput,
    title: &str,
    style_url: &str,
    card: Option<&Card>,
    main: &Markup,
) -> String {
    let words = Words::of(view.language);
    let partner = partner_name(view);
    let site = view.partner.origins.first();
    let head = Head {
        language: view.language,
        title,
        styles: &[style_url, PAGE_CSS_PATH],
        script: None,
        card,
    };
    let body = html! {
        body.us-page {
            header.us-page-head {
                h1 { (words.with("hosted-by", &[("partner", partner)])) }
            }
            main { (main) }
            footer.us-page-foot {
                @if let Some(site) = site {
                    p {
                        a href=(site) rel="noreferrer" {
                            (words.with("hosted-back", &[("partner", partner)]))
                        }
                    }
                }
                // The page that it leads to does not say which petition it is.
                p {
                    a href={ (link_path(&view.settings.campaign)) "?lang=" (view.language) } {
                        (words.text("link-find"))
                    }
                }
                p { (words.text("hosted-note")) }
            }
        }
    };
    page(&head, &body)
}
