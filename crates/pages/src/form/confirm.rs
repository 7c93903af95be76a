//! "One step left: confirm by email", where a signature waits for its mailbox.

use maud::{Markup, html};
use petition::{EmailAddress, Mailboxes};

use crate::{
    FormValues, ViewInput,
    i18n::texts::Words,
    petition::{hosted_url, link_path, waits_for_mailbox},
};

/// Where mailboxes are read in a browser: the hook, its name and its address.
type Webmail = (&'static str, &'static str, &'static str);

const WEBMAIL: [Webmail; 2] = [
    ("confirm-gmail", "Gmail", "https://mail.google.com/mail/"),
    (
        "confirm-outlook",
        "Outlook",
        "https://outlook.live.com/mail/",
    ),
];

/// The heading of the thanks where the mailbox has to confirm.
#[must_use]
pub fn confirm_heading(language: &str) -> String {
    Words::of(language).text("confirm-heading")
}

/// The widget's block: its script puts the address in, and takes what waits
/// away once it is confirmed.
pub(crate) fn confirm(view: &ViewInput) -> Markup {
    let words = Words::of(view.language);
    let (before, after) = words.around("confirm-sent", "email");
    html! {
        @if waits_for_mailbox(view) {
            div data-us="confirm" {
                div data-us="confirm-wait" {
                    p { (before) strong { bdi data-us="confirm-email" translate="no" {} } (after) }
                    button.us-link type="button" data-us="confirm-change" {
                        (words.text("confirm-change"))
                    }
                    (webmail(words, &WEBMAIL))
                    button.us-link type="button" data-us="confirm-again" hidden {
                        (words.text("confirm-again"))
                    }
                }
                p data-us="confirm-status" role="status" tabindex="-1" {}
            }
        }
    }
}

/// A submission of the hosted form that waits for its mailbox: what the page
/// that answers it knows.
pub struct Waiting<'a> {
    /// What was typed, the address among it.
    pub values: &'a FormValues,
    /// What names the submission.
    pub receipt: &'a str,
    /// Whether another mail was just asked for.
    pub is_asked: bool,
}

/// The same without a script. What was typed stands in the page's own form, so
/// that the address can be changed and the mail sent again; a page that is
/// opened anew knows nothing of it, and leads to where both can be done.
pub(crate) fn confirm_plain(view: &ViewInput, waiting: Option<&Waiting>) -> Markup {
    let words = Words::of(view.language);
    let language = view.language;
    let Some(waiting) = waiting else {
        let again = format!("{}?lang={language}", link_path(&view.settings.campaign));
        let form = format!("{}?lang={language}", hosted_url(view));
        return html! {
            p { (words.text("confirm-sent-plain")) }
            (webmail(words, &WEBMAIL))
            p { a href=(again) { (words.text("confirm-none")) } }
            p { a href=(form) { (words.text("confirm-wrong")) } }
        };
    };
    // It has been taken, so it is one.
    let parsed = EmailAddress::parse(waiting.values.text("email"), Mailboxes::Unicode);
    let email = parsed.as_ref().map_or("", EmailAddress::as_str);
    let (before, after) = words.around("confirm-sent", "email");
    html! {
        p { (before) strong { bdi translate="no" { (email) } } (after) }
        (webmail(words, &webmail_of(email)))
        @if waiting.is_asked { p role="status" { (words.text("confirm-asked")) } }
        form method="post" action=(hosted_url(view)) {
            input type="hidden" name="receipt" value=(waiting.receipt);
            @for (name, value) in waiting.values.typed() {
                input type="hidden" name=(name) value=(value);
            }
            div.us-share {
                button.us-link type="submit" name="step" value="change" {
                    (words.text("confirm-change"))
                }
                " "
                @if !waiting.is_asked {
                    button.us-link type="submit" name="step" value="again" {
                        (words.text("confirm-again"))
                    }
                }
            }
        }
    }
}

/// The one where an address's mail is read, or all where its domain does not
/// tell.
fn webmail_of(email: &str) -> Vec<Webmail> {
    let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain);
    let domain = domain.to_ascii_lowercase();
    let name = match domain.split_once('.') {
        Some(("gmail" | "googlemail", "com")) => "Gmail",
        Some(("outlook" | "hotmail" | "live" | "msn", _)) => "Outlook",
        _ => return WEBMAIL.to_vec(),
    };
    let one = WEBMAIL.into_iter().filter(|(_, known, _)| *known == name);
    one.collect()
}

fn webmail(words: Words, all: &[Webmail]) -> Markup {
    let class = if let [_] = all { "us-button" } else { "" };
    html! {
        div.us-share {
            @for (hook, name, address) in all {
                a.(class) data-us=(hook) href=(address) target="_blank" rel="noopener noreferrer" {
                    (words.with("confirm-open", &[("mail", name)]))
                }
                " "
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use petition::Counts;

    use petition::CampaignSettings;

    use super::*;
    use crate::{
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
                waiting: None,
            });
            assert_eq!(thanks.contains("One step left"), is_left);
            assert_eq!(thanks.contains("No message? Have it sent again"), is_left);
        }
    }

    #[test]
    fn a_domain_tells_where_its_mail_is_read() {
        for (email, names) in [
            ("a@GMail.com", vec!["Gmail"]),
            ("a@googlemail.com", vec!["Gmail"]),
            ("a@hotmail.ca", vec!["Outlook"]),
            ("a@live.co.uk", vec!["Outlook"]),
            ("a@gmail.example", vec!["Gmail", "Outlook"]),
            ("a", vec!["Gmail", "Outlook"]),
        ] {
            let found: Vec<_> = webmail_of(email).iter().map(|one| one.1).collect();
            assert_eq!(found, names, "{email}");
        }
    }
}
