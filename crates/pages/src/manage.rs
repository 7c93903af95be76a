//! A supporter's own page: what her mailbox has in a campaign, and a form for
//! each thing that she can do with it.
//!
//! It is for whoever holds the link, and works without a script. Every act is
//! a POST of a form of its own; nothing in here changes anything by being
//! read. Its address is a key, so nothing on it is fetched with that address
//! and no other site is told of it.

use maud::{Markup, html};
use petition::{CampaignSettings, Standing};
use protocol::CampaignId;

use super::{
    PAGE_CSS_PATH, ViewInput,
    dates::full_date,
    form::{LINK_FIELD, hosted_url, next_step, petition_text},
    managed_signature::{claim, signature},
    letter::next_action,
    link_page::link_form,
    page::{Head, page},
    share::{Shared, share},
    texts::{Words, direction},
};
use commands::{ManagePage, time};

/// The page to render.
pub struct ManageInput<'a> {
    /// The campaign, the partner through whom she signed and her language; its
    /// mode does not matter.
    pub view: &'a ViewInput<'a>,
    /// What her mailbox has; none where the link is good for nothing.
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
    let Some(her) = input.page else {
        let title = words.text("her-gone-title");
        return frame(input.view, input.style_url, &title, &gone(input, &title));
    };
    let title = words.text(title_key(her, input.view.settings));
    let body = html! {
        h2.us-headline { (title) }
        (petition(input.view))
        @for one in &her.signatures { (signature(input.view, one)) }
        (claims(input.view, her))
        @if her.has_other_spelling { p { (words.text("her-other-spelling")) } }
        @if is_counted(her, input.view.settings) {
            (after(input.view))
        } @else {
            (sign_here(input, her))
        }
        p.us-hint {
            (words.with("her-lasts", &[
                ("date", &full_date(words, &time::encode_ms(her.expires_at_ms))),
            ]))
        }
    };
    frame(input.view, input.style_url, &title, &body)
}

/// What stands first on it, in one sentence.
fn title_key(her: &ManagePage, settings: &CampaignSettings) -> &'static str {
    match (her.signatures.first(), her.claims.len()) {
        _ if is_counted(her, settings) => "her-counted",
        (Some(one), _) => match one.standing {
            Standing::Held => "her-held",
            Standing::Withdrawn => "her-withdrawn",
            Standing::Pending | Standing::Confirmed | Standing::Undeliverable => {
                "her-confirm-title"
            }
        },
        (None, 0) => "her-nothing",
        (None, 1) => "her-confirm-title",
        (None, _) => "her-choose-title",
    }
}

fn is_counted(her: &ManagePage, settings: &CampaignSettings) -> bool {
    let counts = |standing| super::managed_signature::is_counted(standing, settings);
    her.signatures.iter().any(|one| counts(one.standing))
}

/// Which petition it is about.
fn petition(view: &ViewInput) -> Markup {
    let words = Words::of(view.language);
    html! {
        @if let Some(text) = petition_text(view) {
            p.us-her-petition {
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
fn claims(view: &ViewInput, her: &ManagePage) -> Markup {
    let words = Words::of(view.language);
    let has_signature = her
        .signatures
        .iter()
        .any(|one| one.standing == Standing::Confirmed);
    let intro = match (has_signature, her.claims.len()) {
        (true, _) => "her-again-what",
        (false, 1) => "her-confirm-what",
        (false, _) => "her-choose-what",
    };
    html! {
        @if her.claims.is_empty() && her.signatures.is_empty() && !her.has_other_spelling {
            p { (words.text("her-nothing-what")) }
        } @else if !her.claims.is_empty() {
            section.us-her-claims {
                @if has_signature { h3 { (words.text("her-again-title")) } }
                p { (words.text(intro)) }
                @for one in &her.claims { (claim(view, one, has_signature)) }
            }
        }
    }
}

/// The way to the form for whoever reads the mailbox, whatever others have
/// submitted with its address: what is signed there is confirmed by the link.
fn sign_here(input: &ManageInput, her: &ManagePage) -> Markup {
    let words = Words::of(input.view.language);
    let email = her.claims.iter().chain(&her.signatures).next();
    let email = email.map_or("", |one| one.email.as_str());
    // By its path alone: it stays on this site.
    let (campaign, partner) = (&input.view.settings.campaign, &input.view.partner.partner);
    html! {
        form.us-her-own method="post" action={ "/c/" (campaign) "/" (partner) } {
            p { (words.text("her-own-what")) }
            input type="hidden" name="step" value="change";
            input type="hidden" name="language" value=(input.view.language);
            input type="hidden" name="email" value=(email);
            input type="hidden" name=(LINK_FIELD) value=(input.link);
            button.us-link type="submit" { (words.text("her-own")) }
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
        section.us-her-after {
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
        p { (words.text("her-gone-what")) }
        (link_form(input.view, ""))
    }
}

/// The frame of the pages under `/r/`: no link to another site but those to
/// share with.
fn frame(view: &ViewInput, style_url: &str, title: &str, main: &Markup) -> String {
    frame_with(view, (style_url, None), title, main)
}

/// The same, with a script where the address is no key.
pub(super) fn frame_with(
    view: &ViewInput,
    (style_url, script): (&str, Option<&str>),
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
            header.us-page-head { h1 { (words.text("her-page")) } }
            main {
                div.us lang=(view.language) dir=(direction(view.language)) {
                    (languages(view))
                    (main)
                }
            }
            footer.us-page-foot {
                p { (words.with("her-contact", &[("contact", contact)])) }
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

/// Where "Email me my link" is.
pub(super) fn link_path(campaign: &CampaignId) -> String {
    format!("/r/{campaign}")
}
