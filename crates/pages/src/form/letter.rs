//! What the campaign asks for next, once somebody has signed: a link, or a
//! letter that they send themselves. Its text is theirs: nothing here sends it
//! anywhere, and without a script the links carry the campaign's own words.

use maud::{Markup, html};
use petition::{Letter, NextStep};

use super::share::encode_component;
use crate::{
    ViewInput,
    i18n::texts::{Words, in_language},
};

/// Renders it; nothing where the campaign asks for nothing. Without a script
/// (`is_fixed`) a letter is changed in the program that it is opened in.
pub(crate) fn next_action(input: &ViewInput, is_fixed: bool) -> Markup {
    let fallback = &input.settings.default_language;
    html! {
        @match &input.settings.next_step {
            Some(NextStep::Link(link)) => {
                @if let Some(label) = in_language(&link.label, input.language, fallback) {
                    p { a.us-button data-us="next-step" href=(link.url) target="_blank"
                        rel="noopener noreferrer" { (label) } }
                }
            }
            Some(NextStep::Letter(written)) => (letter(input, written, is_fixed)),
            None => {}
        }
    }
}

fn letter(input: &ViewInput, letter: &Letter, is_fixed: bool) -> Markup {
    let words = Words::of(input.language);
    let fallback = &input.settings.default_language;
    let of = |texts| in_language(texts, input.language, fallback).map_or("", String::as_str);
    let (subject, text) = (of(&letter.subject), of(&letter.text));
    let [mail, gmail, outlook] = addresses(subject, text);
    let find = letter.find.as_ref();
    let find =
        find.and_then(|find| Some((in_language(&find.label, input.language, fallback)?, find)));
    html! {
        div.us-letter data-us="letter" {
            h3 { (words.text("letter-title")) }
            p { (words.text("letter-help")) }
            @if let Some((label, find)) = find {
                p { a href=(find.url) target="_blank" rel="noopener noreferrer" { (label) } }
            }
            div.us-field {
                label for="us-letter-text" { (words.text("letter-text")) }
                // Supporters may write it in a language other than the page's.
                textarea id="us-letter-text" data-us="letter-text" data-subject=(subject) rows="10"
                    dir="auto" readonly[is_fixed] {
                    (text)
                }
            }
            a.us-button data-us="letter-mail" href=(mail) { (words.text("letter-mail")) }
            div.us-share {
                @for (hook, name, href) in [
                    ("letter-gmail", "Gmail", gmail),
                    ("letter-outlook", "Outlook", outlook),
                ] {
                    a data-us=(hook) href=(href) target="_blank" rel="noopener noreferrer" { (name) }
                    " "
                }
                // Shown by the script that they need.
                @for hook in ["letter-copy", "letter-print"] {
                    button.us-link type="button" data-us=(hook) hidden { (words.text(hook)) }
                    " "
                }
            }
        }
    }
}

/// A mail program (RFC 6068), then the two commonest mailboxes in a browser.
fn addresses(subject: &str, text: &str) -> [String; 3] {
    let subject = encode_component(subject);
    // RFC 6068 section 5: line breaks are CRLF.
    let body = encode_component(&text.replace("\r\n", "\n").replace('\n', "\r\n"));
    [
        format!("mailto:?subject={subject}&body={body}"),
        format!("https://mail.google.com/mail/?view=cm&su={subject}&body={body}"),
        format!("https://outlook.live.com/mail/0/deeplink/compose?subject={subject}&body={body}"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{attribute, settings, widget_view};

    #[test]
    fn a_letter_travels_whole_in_each_address() {
        let addresses = addresses("Réfugiés & nous", "One\ntwo: 5 % <b>");
        for address in &addresses {
            assert!(
                address.contains("R%C3%A9fugi%C3%A9s%20%26%20nous"),
                "{address}"
            );
            assert!(
                address.contains("One%0D%0Atwo%3A%205%20%25%20%3Cb%3E"),
                "{address}"
            );
        }
    }

    #[test]
    fn a_campaigns_words_are_text_in_it_and_no_script() {
        let mut settings = settings();
        let texts = |text: &str| [("en".to_owned(), text.to_owned())].into();
        settings.next_step = Some(NextStep::Letter(Letter {
            subject: texts("\"><script>"),
            text: texts("</textarea><script>"),
            find: None,
        }));
        let html = next_action(&widget_view(&settings, "fr"), false).into_string();
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(
            attribute(&html, "data-subject"),
            ["&quot;&gt;&lt;script&gt;"]
        );
        let view = widget_view(&settings, "fr");
        for is_fixed in [true, false] {
            let html = next_action(&view, is_fixed).into_string();
            assert_eq!(
                html.contains(" readonly"),
                is_fixed,
                "only without a script"
            );
            assert!(html.contains("dir=\"auto\""));
        }
    }
}
