//! The mailbox's pages.

use maud::{DOCTYPE, Markup, html};

use super::Mail;

/// The style of both pages.
pub(super) const STYLE: &str = concat!(
    include_str!("../../../crates/pages/src/palette.css"),
    include_str!("style.css"),
);

/// The list, newest first.
pub(super) fn list<'a>(mails: impl ExactSizeIterator<Item = &'a Mail>) -> String {
    let count = mails.len();
    let body = html! {
        h1 { "Mailbox" }
        p.note {
            "For development: what this edge sends stays here, and is gone when "
            code { "cargo xtask dev" } " ends. Nobody gets any of it. "
            a href="/" { "Look again" } " "
            a href="/mails.json" { "As JSON" }
        }
        @if count == 0 {
            p { "No mail yet. Sign on one of the example sites." }
        } @else {
            ol.mails reversed {
                @for mail in mails {
                    li {
                        a href={ "/mails/" (mail.number) } { bdi { (mail.subject) } }
                        " " span.quiet { "to " bdi { (mail.to) } }
                    }
                }
            }
        }
    };
    page("Mailbox", &body)
}

/// One mail as HTML and as text.
pub(super) fn mail(mail: &Mail) -> String {
    let body = html! {
        nav { a href="/" { "Mailbox" } }
        h1 { bdi { (mail.subject) } }
        dl {
            div { dt { "From" } dd { bdi { (mail.from) } } }
            div { dt { "To" } dd { bdi { (mail.to) } } }
            @for header in &mail.headers {
                div { dt { (header.name) } dd { bdi { (header.value) } } }
            }
        }
        h2 #html { "As HTML" }
        iframe src={ "/mails/" (mail.number) "/html" } title="The mail as HTML"
            sandbox="allow-popups allow-popups-to-escape-sandbox" {}
        h2 #text { "As text" }
        pre dir="auto" tabindex="0" aria-labelledby="text" { (linked(&mail.text)) }
    };
    page(&mail.subject, &body)
}

/// Lines that are an address can be followed.
fn linked(text: &str) -> Markup {
    html! {
        @for line in text.lines() {
            @if line.starts_with("http://") || line.starts_with("https://") {
                a href=(line) target="_blank" rel="noopener noreferrer" { (line) }
            } @else { (line) }
            "\n"
        }
    }
}

fn page(title: &str, body: &Markup) -> String {
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – Undersigned development" }
                link rel="stylesheet" href="/style.css";
            }
            body { main { (body) } }
        }
    };
    markup.into_string()
}
