//! "One step left: confirm by email", where a signature waits for its mailbox.

use maud::{Markup, html};
use petition::Counts;

use super::{ViewInput, form::hosted_url, her_page::link_path, texts::Words};

/// Where mailboxes are read in a browser: the hook, its name and its address.
const WEBMAIL: [(&str, &str, &str); 2] = [
    ("confirm-gmail", "Gmail", "https://mail.google.com/mail/"),
    (
        "confirm-outlook",
        "Outlook",
        "https://outlook.live.com/mail/",
    ),
];

/// Whether a signature of the campaign waits for its mailbox.
pub(super) fn waits_for_mailbox(view: &ViewInput) -> bool {
    view.settings.counts == Counts::Confirmed
}

/// The heading of the thanks where the mailbox has to confirm.
pub(crate) fn confirm_heading(language: &str) -> String {
    Words::of(language).text("confirm-heading")
}

/// The widget's block: its script puts the address in, and takes what waits
/// away once it is confirmed.
pub(super) fn confirm(view: &ViewInput) -> Markup {
    let words = Words::of(view.language);
    let (before, after) = words.around("confirm-sent", "email");
    html! {
        @if waits_for_mailbox(view) {
            div data-us="confirm" {
                div data-us="confirm-wait" {
                    p { (before) strong { bdi data-us="confirm-email" {} } (after) }
                    button.us-link type="button" data-us="confirm-change" {
                        (words.text("confirm-change"))
                    }
                    (webmail(words))
                    button.us-link type="button" data-us="confirm-again" hidden {
                        (words.text("confirm-again"))
                    }
                }
                p data-us="confirm-status" role="status" tabindex="-1" {}
            }
        }
    }
}

/// The same without a script, on a page that does not know the address.
pub(super) fn confirm_plain(view: &ViewInput) -> Markup {
    let words = Words::of(view.language);
    let language = view.language;
    let again = format!("{}?lang={language}", link_path(&view.settings.campaign));
    let form = format!("{}?lang={language}", hosted_url(view));
    html! {
        p { (words.text("confirm-sent-plain")) }
        (webmail(words))
        p { a href=(again) { (words.text("confirm-none")) } }
        p { a href=(form) { (words.text("confirm-wrong")) } }
    }
}

fn webmail(words: Words) -> Markup {
    html! {
        div.us-share {
            @for (hook, name, address) in WEBMAIL {
                a data-us=(hook) href=(address) target="_blank" rel="noopener noreferrer" {
                    (words.with("confirm-open", &[("mail", name)]))
                }
                " "
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use petition::CampaignSettings;

    use super::*;
    use crate::views::{
        ThanksInput,
        fixture::{settings, widget_view},
        render_rest, render_thanks, render_view,
    };

    #[test]
    fn only_where_a_mailbox_confirms_is_a_step_left() {
        for (counts, is_left) in [(Counts::Confirmed, true), (Counts::Submitted, false)] {
            let settings = CampaignSettings {
                counts,
                ..settings()
            };
            let view = widget_view(&settings, "en");
            let rest = render_rest(&view);
            assert_eq!(rest.contains("data-us=\"confirm\""), is_left);
            let form = render_view(&view);
            assert_eq!(form.contains("one reminder"), is_left);
            let thanks = render_thanks(&ThanksInput {
                view: &view,
                choices: &[],
                style_url: "/s.css",
                picture_url: None,
            });
            assert_eq!(thanks.contains("One step left"), is_left);
            assert_eq!(thanks.contains("href=\"/r/welcome?lang=en\""), is_left);
        }
    }
}
