//! The doctor: a page that tells a partner's web admin what to paste into their
//! page and what to allow there, with a probe that tests the page.
//!
//! It runs no script; a click on a box selects all of it.

pub(crate) mod check;
pub(crate) mod probe;

use maud::{Markup, html};
use petition::{CampaignSettings, settings::Partner};

use crate::{
    DOCTOR_CSS_PATH,
    doctor::check::{CheckInput, check},
    i18n::texts::{Words, direction, in_language},
    organizers::tables::partner_name,
    page::{Head, page},
};

/// The page to render.
pub struct DoctorInput<'a> {
    /// The campaign's settings.
    pub settings: &'a CampaignSettings,
    /// Whose page it is.
    pub partner: &'a Partner,
    /// As [`doctor_language`] picks it.
    pub language: &'a str,
    /// Such as `https://edge.example`: no slash at the end.
    pub edge_origin: &'a str,
    /// The pinned loader's name and integrity.
    pub loader: (&'a str, &'a str),
    /// The probe's script that the page offers.
    pub probe: &'a Probe,
    /// The page that was asked about, if one was.
    pub check: Option<&'a CheckInput>,
}

/// The probe's script in the page's language.
pub struct Probe {
    /// The first digits of the SHA-256 of its bytes, as they stand in its address.
    pub hash: String,
    /// Its bytes' hash for the tag: `sha256-` and base64.
    pub integrity: String,
}

/// The language asked for if the interface speaks it, else the partner's.
pub fn doctor_language(asked: Option<&str>, partner: &Partner) -> String {
    let words = asked
        .and_then(Words::known)
        .unwrap_or_else(|| Words::of(&partner.language));
    words.tag().to_owned()
}

/// Renders the whole page.
#[must_use]
pub fn render_doctor(input: &DoctorInput) -> String {
    let words = Words::of(input.language);
    let partner = partner_name(
        input.settings,
        input.language,
        input.partner.partner.as_str(),
    );
    let title = words.text("doctor-title");
    let body = html! {
        body {
            header {
                p.doc-name { (title) }
                h1 { (words.with("doctor-for", &[("partner", &partner)])) }
                @if let Some(headline) = headline(input) { p.doc-quiet { (headline) } }
                (languages(input))
            }
            main {
                // What both look for is the form's, which a protected campaign
                // never has in a partner's page.
                @let is_checked = !input.settings.is_protected();
                @if is_checked && input.check.is_some() { (check(input, words)) }
                (tags(input, words))
                (policy(input, words))
                (origins(input, words))
                @if is_checked && input.check.is_none() { (check(input, words)) }
                @if is_checked { (probe(input, words)) }
            }
        }
    };
    let head = Head {
        language: input.language,
        title: &format!("{title} – {partner}"),
        styles: &[DOCTOR_CSS_PATH],
        script: None,
        card: None,
    };
    page(&head, &body)
}

fn headline<'a>(input: &DoctorInput<'a>) -> Option<&'a str> {
    let settings = input.settings;
    in_language(
        &settings.petition,
        input.language,
        &settings.default_language,
    )
    .map(|text| text.headline.as_str())
}

fn languages(input: &DoctorInput) -> Markup {
    html! {
        nav {
            @for words in Words::all() {
                @let tag = words.tag();
                a href={ "?lang=" (tag) } lang=(tag) dir=(direction(tag)) hreflang=(tag)
                    aria-current=[(tag == input.language).then_some("page")] {
                    (words.text("language-name"))
                }
            }
        }
    }
}

/// What is pasted or copied; one click selects it.
fn code(text: &str) -> Markup {
    html! { pre dir="ltr" tabindex="0" { code { (text) } } }
}

fn tags(input: &DoctorInput, words: Words) -> Markup {
    let (edge, campaign) = (input.edge_origin, &input.settings.campaign);
    let partner = &input.partner.partner;
    let (name, integrity) = input.loader;
    let tag = format!(
        "<script async data-cfasync=\"false\" src=\"{edge}/embed/{campaign}/{partner}.js\"></script>"
    );
    let pinned = format!(
        "<script async data-cfasync=\"false\" crossorigin=\"anonymous\"\n  \
         data-campaign=\"{campaign}\" data-partner=\"{partner}\"\n  \
         src=\"{edge}/assets/{name}\" integrity=\"{integrity}\"></script>"
    );
    html! {
        section {
            h2 { (words.text("doctor-tag")) }
            p { (words.text("doctor-tag-help")) }
            (code(&tag))
            details {
                summary { (words.text("doctor-pinned")) }
                p { (words.text("doctor-pinned-help")) }
                (code(&pinned))
            }
        }
    }
}

/// All that a page has to allow, as `docs/embedding.md` has it.
pub(super) fn policy_text(edge_origin: &str) -> String {
    let sockets = edge_origin.replacen("http", "ws", 1);
    format!(
        "default-src 'none'; script-src {edge_origin} 'wasm-unsafe-eval'; \
         connect-src {edge_origin} {sockets};\n\
         require-trusted-types-for 'script'; trusted-types undersigned"
    )
}

fn policy(input: &DoctorInput, words: Words) -> Markup {
    if input.settings.is_protected() {
        let edge = input.edge_origin;
        return html! {
            section {
                h2 { (words.text("doctor-policy")) }
                p { (words.text("doctor-protected")) }
                (code(&format!("script-src {edge}; frame-src {edge}")))
            }
        };
    }
    let frame = format!("frame-src {}", input.edge_origin);
    html! {
        section {
            h2 { (words.text("doctor-policy")) }
            p { (words.text("doctor-policy-help")) }
            (code(&policy_text(input.edge_origin)))
            p { (words.text("doctor-policy-more")) }
            p { (words.text("doctor-policy-frame")) }
            (code(&frame))
        }
    }
}

fn origins(input: &DoctorInput, words: Words) -> Markup {
    let lead = partner_name(input.settings, input.language, input.settings.lead.as_str());
    html! {
        section {
            h2 { (words.text("doctor-origins")) }
            @if input.partner.origins.is_empty() {
                p.doc-alert { (words.text("doctor-origins-none")) }
            } @else {
                p { (words.text("doctor-origins-help")) }
                ul { @for origin in &input.partner.origins { li { bdi dir="ltr" { (origin) } } } }
            }
            p.doc-quiet { (words.with("doctor-origins-lead", &[("lead", &lead)])) }
        }
    }
}

fn probe(input: &DoctorInput, words: Words) -> Markup {
    let (edge, campaign) = (input.edge_origin, &input.settings.campaign);
    let (partner, language) = (&input.partner.partner, input.language);
    let Probe { hash, integrity } = input.probe;
    let tag = format!(
        "<script async data-cfasync=\"false\" crossorigin=\"anonymous\"\n  \
         src=\"{edge}/doctor/{campaign}/{partner}/probe.{hash}.js?lang={language}\"\n  \
         integrity=\"{integrity}\"></script>"
    );
    html! {
        section {
            h2 { (words.text("doctor-probe")) }
            p { (words.text("doctor-probe-help")) }
            (code(&tag))
            p { (words.with("doctor-probe-silent", &[("edge", edge)])) }
            p.doc-quiet { (words.text("check-remove")) }
        }
    }
}
