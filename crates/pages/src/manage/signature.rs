//! One submission or signature on its supporter's own page: what it says, and
//! a form for each thing that can be done with it.

use maud::{Markup, Render, html};
use petition::{CampaignSettings, Counts, Standing};
use protocol::PartnerId;

use crate::{
    ViewInput,
    i18n::{
        countries::country_name,
        dates::full_date,
        texts::{Words, in_language},
    },
};
use commands::{Listing, ManagedConsent, ManagedSignature, time};

/// How a button looks: the one to press, one to find, one to think about.
const BUTTON: &str = "us-button";
const LINK: &str = "us-link";
const GRAVE: &str = "us-button us-grave";

/// Whether the public count has a signature that stands so.
pub(crate) fn is_counted(standing: Standing, settings: &CampaignSettings) -> bool {
    match standing {
        Standing::Confirmed => true,
        Standing::Pending | Standing::Undeliverable => settings.counts == Counts::Submitted,
        Standing::Held | Standing::Withdrawn => false,
    }
}

/// A submission that waits for its mailbox.
pub(crate) fn claim(view: &ViewInput, one: &ManagedSignature, is_added: bool) -> Markup {
    let words = Words::of(view.language);
    let confirm = if is_added {
        "manage-add"
    } else {
        "manage-confirm"
    };
    html! {
        section.us-manage-one {
            (facts(view, one))
            p { (said(view, one)) }
            (act(view, one, "confirm", BUTTON, &words.text(confirm)))
            (act(view, one, "discard", LINK, &words.text("manage-discard")))
        }
    }
}

/// A signature of the household.
pub(crate) fn signature(view: &ViewInput, one: &ManagedSignature) -> Markup {
    let is_counted = is_counted(one.standing, view.settings);
    let is_withdrawn = one.standing == Standing::Withdrawn;
    html! {
        section.us-manage-one {
            (standing(view, one))
            (facts(view, one))
            @if !is_withdrawn { (listing(view, one, is_counted)) }
            (consents(view, one))
            @if !is_withdrawn { (take_back(view, one)) }
        }
    }
}

/// What its state means, and what the supporter can do about it.
fn standing(view: &ViewInput, one: &ManagedSignature) -> Markup {
    let words = Words::of(view.language);
    let confirm = act(view, one, "confirm", BUTTON, &words.text("manage-confirm"));
    match one.standing {
        Standing::Confirmed => html! {},
        Standing::Pending | Standing::Undeliverable => html! {
            p { (words.text("manage-unconfirmed")) }
            (confirm)
        },
        Standing::Withdrawn => html! { p { (words.text("manage-withdrawn-what")) } },
        Standing::Held => html! {
            p { (words.text("manage-held-what")) }
            // Only once: what is held then waits for an organizer.
            @if one.confirmed_at_ms.is_none() { (confirm) }
            @if one.is_review_asked {
                p { (words.text("manage-review-asked")) }
            } @else {
                (act(view, one, "review", LINK, &words.text("manage-review")))
            }
        },
    }
}

/// What was submitted, as its mailbox may read it.
fn facts(view: &ViewInput, one: &ManagedSignature) -> Markup {
    let words = Words::of(view.language);
    let name = format!("{} {}", one.given_name, one.family_name);
    let listed = match one.listing {
        // Whatever was said before the campaign was protected.
        _ if view.settings.is_protected() => html! { (words.text("manage-unlisted")) },
        // What was taken back has left the list, whatever was chosen before.
        _ if one.standing == Standing::Withdrawn => html! { (words.text("manage-unlisted")) },
        Listing::Unlisted => html! { (words.text("manage-unlisted")) },
        Listing::Listed => named(words, "manage-listed", &one.public_name),
        Listing::Waiting => named(words, "manage-list-waits", &one.public_name),
        Listing::TakenOut => html! { (words.text("manage-taken-out")) },
    };
    let signed_at = time::encode_ms(one.signed_at_ms);
    let place = place(words, one);
    html! {
        dl.us-facts {
            dt { (words.text("manage-name")) } dd { bdi translate="no" { (name.trim()) } }
            dt { (words.text("label-email")) } dd { bdi translate="no" { (one.email) } }
            @if !place.is_empty() {
                dt { (words.text("manage-place")) }
                dd { @for part in place { span.us-manage-part { bdi { (part) } } " " } }
            }
            dt { (words.text("manage-through")) } dd { (partner_name(view, &one.partner)) }
            dt { (words.text("manage-date")) }
            dd { time datetime=(signed_at) { (full_date(words, &signed_at)) } }
            dt { (words.text("manage-list-public")) } dd { (listed) }
            @if let Some(comment) = &one.comment {
                dt { (words.text("manage-reason")) } dd { bdi translate="no" { (comment) } }
            }
        }
    }
}

/// The supporter's postal code, province and country, as far as they are known.
fn place(words: Words, one: &ManagedSignature) -> Vec<String> {
    let country = one.country.as_deref();
    let region = one.region.as_ref().filter(|_| country == Some("CA"));
    let region = region.map(|region| words.text(&format!("region-{region}")));
    let country = country.filter(|country| *country != "CA");
    let country = country.map(|country| country_name(words, country).to_owned());
    let code = Some(one.postal_code.clone()).filter(|code| !code.is_empty());
    [code, region, country].into_iter().flatten().collect()
}

/// A sentence with the supporter's name in it, which keeps its own direction.
fn named(words: Words, key: &str, name: &str) -> Markup {
    let (before, after) = words.around(key, "name");
    html! { (before) bdi translate="no" { (name) } (after) }
}

/// "You said yes to A", of a submission that nothing came of yet.
fn said(view: &ViewInput, one: &ManagedSignature) -> String {
    let words = Words::of(view.language);
    let yes = |consent: &ManagedConsent| {
        words.with(
            "choices-yes",
            &[("org", partner_name(view, &consent.partner))],
        )
    };
    let said: Vec<_> = one.consents.iter().map(yes).collect();
    if said.is_empty() {
        words.text("manage-no-emails")
    } else {
        said.join(" ")
    }
}

/// Into the public list, or out of it. What a moderator took out stays out.
fn listing(view: &ViewInput, one: &ManagedSignature, is_counted: bool) -> Markup {
    let words = Words::of(view.language);
    let (action, label) = match one.listing {
        _ if view.settings.is_protected() => return html! {},
        Listing::TakenOut => return html! {},
        Listing::Unlisted if !is_counted => return html! {},
        Listing::Unlisted => ("list", named(words, "manage-list", &one.public_name)),
        Listing::Listed | Listing::Waiting => ("unlist", html! { (words.text("manage-unlist")) }),
    };
    act(view, one, action, LINK, &label)
}

/// Each "yes", with what the supporter agreed to, and the way out of it.
fn consents(view: &ViewInput, one: &ManagedSignature) -> Markup {
    let words = Words::of(view.language);
    html! {
        h3 { (words.text("manage-consents")) }
        @if one.consents.is_empty() { p { (words.text("manage-no-emails")) } }
        @for consent in &one.consents {
            div.us-manage-consent {
                p {
                    strong { (partner_name(view, &consent.partner)) }
                    br;
                    span.us-hint { (since(words, consent)) }
                }
                @if let Some(text) = agreed_to(view, consent) {
                    details {
                        summary { (words.text("manage-consent-text")) }
                        p.us-manage-text { (text) }
                    }
                }
                @if consent.withdrawn_at_ms.is_none() {
                    form method="post" action=(here(view)) {
                        input type="hidden" name="action" value="withdraw";
                        input type="hidden" name="record" value=(consent.record_id);
                        button.us-link type="submit" {
                            (words.with("manage-withdraw", &[
                                ("org", partner_name(view, &consent.partner)),
                            ]))
                        }
                    }
                }
            }
        }
    }
}

fn since(words: Words, consent: &ManagedConsent) -> String {
    let date = |at_ms| full_date(words, &time::encode_ms(at_ms));
    match consent.withdrawn_at_ms {
        Some(at_ms) => words.with("manage-consent-withdrawn", &[("date", &date(at_ms))]),
        None => words.with(
            "manage-consent-since",
            &[("date", &date(consent.given_at_ms))],
        ),
    }
}

/// The text of the consent, where the campaign still has this version of it.
fn agreed_to<'a>(view: &ViewInput<'a>, consent: &ManagedConsent) -> Option<&'a str> {
    let settings = view.settings;
    let mut notices = settings.notices.iter();
    let notice = notices.find(|notice| {
        notice.notice == consent.notice && notice.version == consent.notice_version
    })?;
    notice
        .text
        .get(&consent.language)
        .map(|text| text.body.as_str())
}

/// Behind a second step, which needs no script.
fn take_back(view: &ViewInput, one: &ManagedSignature) -> Markup {
    let words = Words::of(view.language);
    html! {
        details.us-manage-take-back {
            summary { (words.text("manage-take-back")) }
            p { (words.text("manage-take-back-what")) }
            (act(view, one, "take-back", GRAVE, &words.text("manage-take-back-sure")))
        }
    }
}

/// Where the page stands, in the language that it is read in.
fn here(view: &ViewInput) -> String {
    format!("?lang={}", view.language)
}

/// A form of this page's own, about one submission or signature.
fn act(
    view: &ViewInput,
    one: &ManagedSignature,
    action: &str,
    class: &str,
    label: &dyn Render,
) -> Markup {
    html! {
        form method="post" action=(here(view)) {
            input type="hidden" name="action" value=(action);
            input type="hidden" name="receipt" value=(one.receipt);
            button class=(class) type="submit" { (label) }
        }
    }
}

fn partner_name<'a>(view: &'a ViewInput, partner: &'a PartnerId) -> &'a str {
    let known = view.settings.partner(partner);
    known
        .and_then(|known| in_language(&known.name, view.language, &known.language))
        .map_or(partner.as_str(), String::as_str)
}
