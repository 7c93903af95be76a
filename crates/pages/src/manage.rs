//! A supporter's own page: what their mailbox has in a campaign, and a form for
//! each thing that they can do with it.
//!
//! It is for whoever holds the link, and works without a script. Every act is
//! a POST of a form of its own; nothing in here changes anything by being
//! read. Its address is a key, so nothing on it is fetched with that address
//! and no other site learns of it.

pub(crate) mod link_page;
pub(crate) mod signature;
#[cfg(test)]
mod tests;

use maud::{Markup, html};
use petition::{CampaignSettings, Standing};

use crate::{
    PAGE_CSS_PATH, ViewInput,
    form::{
        LINK_FIELD,
        letter::next_action,
        share::{Shared, share},
    },
    i18n::{
        dates::full_date,
        texts::{Words, direction},
    },
    manage::{
        link_page::link_form,
        signature::{claim, signature},
    },
    page::{Head, page},
    petition::{hosted_url, next_step, petition_text},
};
use commands::{ManagePage, time};

/// The page to render.
pub struct ManageInput<'a> {
    /// The campaign, the partner through whom the supporter signed and the
    /// supporter's language; its mode does not matter.
    pub view: &'a ViewInput<'a>,
    /// What the supporter's mailbox has; none where the link is good for
    /// nothing.
    pub page: Option<&'a ManagePage>,
    /// The link's own token, for the form that carries it on.
    pub link: &'a str,
    /// The widget's style sheet.
    pub style_url: &'a str,
}

/// Renders the whole page. Where the link is good for nothing the bytes depend
/// on campaign and language alone: not on the link, nor on why.
#[must_use]
pub fn render_manage(input: &ManageInput) -> String {
    let words = Words::of(input.view.language);
    let Some(page) = input.page else {
        let title = words.text("manage-gone-title");
        return frame(input.view, input.style_url, &title, &gone(input, &title));
    };
    let title = words.text(title_key(page, input.view.settings));
    let body = html! {
        h2.us-headline { (title) }
        (petition(input.view))
        @for one in &page.signatures { (signature(input.view, one)) }
        (claims(input.view, page))
        @if page.has_other_spelling { p { (words.text("manage-other-spelling")) } }
        @if is_counted(page, input.view.settings) {
            (after(input.view))
        } @else {
            (sign_here(input, page))
        }
        p.us-hint {
            (words.with("manage-lasts", &[
                ("date", &full_date(words, &time::encode_ms(page.expires_at_ms))),
            ]))
        }
    };
    frame(input.view, input.style_url, &title, &body)
}

/// What stands first on it, in one sentence.
fn title_key(page: &ManagePage, settings: &CampaignSettings) -> &'static str {
    match (page.signatures.first(), page.claims.len()) {
        _ if is_counted(page, settings) => "manage-counted",
        (Some(one), _) => match one.standing {
            Standing::Held => "manage-held",
            Standing::Withdrawn => "manage-withdrawn",
            Standing::Pending | Standing::Confirmed | Standing::Undeliverable => {
                "manage-confirm-title"
            }
        },
        (None, 0) => "manage-nothing",
        (None, 1) => "manage-confirm-title",
        (None, _) => "manage-choose-title",
    }
}

fn is_counted(page: &ManagePage, settings: &CampaignSettings) -> bool {
    let counts = |standing| signature::is_counted(standing, settings);
    page.signatures.iter().any(|one| counts(one.standing))
}

/// Which petition it is about.
fn petition(view: &ViewInput) -> Markup {
    let words = Words::of(view.language);
    html! {
        @if let Some(text) = petition_text(view) {
            p.us-manage-petition {
                strong { (text.headline) }
                br;
                span.us-addressee {
                    (words.with("addressee", &[("addressee", &text.addressee)]))
                }
            }
        }
    }
}

/// What waits for this mailbox: one, or one of several to choose.
fn claims(view: &ViewInput, page: &ManagePage) -> Markup {
    let words = Words::of(view.language);
    let has_signature = page
        .signatures
        .iter()
        .any(|one| one.standing == Standing::Confirmed);
    let intro = match (has_signature, page.claims.len()) {
        (true, _) => "manage-again-what",
        (false, 1) => "manage-confirm-what",
        (false, _) => "manage-choose-what",
    };
    html! {
        @if page.claims.is_empty() && page.signatures.is_empty() && !page.has_other_spelling {
            p { (words.text("manage-nothing-what")) }
        } @else if !page.claims.is_empty() {
            section.us-manage-claims {
                @if has_signature { h3 { (words.text("manage-again-title")) } }
                p { (words.text(intro)) }
                @for one in &page.claims { (claim(view, one, has_signature)) }
            }
        }
    }
}

/// The way to the form for whoever reads the mailbox, whatever others have
/// submitted with its address: what is signed there is confirmed by the link.
fn sign_here(input: &ManageInput, page: &ManagePage) -> Markup {
    let words = Words::of(input.view.language);
    let email = page.claims.iter().chain(&page.signatures).next();
    let email = email.map_or("", |one| one.email.as_str());
    // By its path alone: it stays on this site.
    let (campaign, partner) = (&input.view.settings.campaign, &input.view.partner.partner);
    html! {
        form.us-manage-own method="post" action={ "/c/" (campaign) "/" (partner) } {
            p { (words.text("manage-own-what")) }
            input type="hidden" name="step" value="change";
            input type="hidden" name="language" value=(input.view.language);
            input type="hidden" name="email" value=(email);
            input type="hidden" name=(LINK_FIELD) value=(input.link);
            button.us-link type="submit" { (words.text("manage-own")) }
        }
    }
}

/// Once it counts: sharing, by links that carry the petition's own address,
/// and what happens next.
fn after(view: &ViewInput) -> Markup {
    let words = Words::of(view.language);
    let url = hosted_url(view);
    let headline = petition_text(view).map_or("", |text| text.headline.as_str());
    html! {
        section.us-manage-after {
            @if !view.settings.is_protected() {
                h3 { (words.text("share")) }
                (share(words, Some(&Shared { url: &url, headline })))
            }
            (next_action(view, true))
            (next_step(view))
        }
    }
}

/// Unknown, expired and used up are one: whoever tries links learns nothing.
fn gone(input: &ManageInput, title: &str) -> Markup {
    let words = Words::of(input.view.language);
    html! {
        h2.us-headline { (title) }
        p { (words.text("manage-gone-what")) }
        (link_form(input.view, ""))
    }
}

/// The frame of the pages under `/r/`: no link to another site but those to
/// share with.
fn frame(view: &ViewInput, style_url: &str, title: &str, main: &Markup) -> String {
    frame_with(view, style_url, None, title, main)
}

/// The same, with a script where the address is no key.
pub(super) fn frame_with(
    view: &ViewInput,
    style_url: &str,
    script: Option<&str>,
    title: &str,
    main: &Markup,
) -> String {
    let words = Words::of(view.language);
    let contact = &view.settings.collection_notice.privacy_contact;
    let head = Head {
        language: view.language,
        title,
        styles: &[style_url, PAGE_CSS_PATH],
        script,
        card: None,
    };
    let body = html! {
        body.us-page {
            header.us-page-head { h1 { (words.text("manage-page")) } }
            main {
                div.us lang=(view.language) dir=(direction(view.language)) {
                    (languages(view))
                    (main)
                }
            }
            footer.us-page-foot {
                p { (words.with("manage-contact", &[("contact", contact)])) }
                p { (words.text("hosted-note")) }
            }
        }
    };
    page(&head, &body)
}

/// The same address in the other languages: what stands in it stays there.
fn languages(view: &ViewInput) -> Markup {
    let all = view.settings.petition.keys();
    let others: Vec<_> = all.filter(|language| *language != view.language).collect();
    html! {
        @if !others.is_empty() {
            nav.us-languages aria-label=(Words::of(view.language).text("languages")) {
                @for language in others {
                    a lang=(language) hreflang=(language) href={ "?lang=" (language) } {
                        (Words::of(language).text("language-name"))
                    }
                    " "
                }
            }
        }
    }
}
