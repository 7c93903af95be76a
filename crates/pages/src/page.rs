//! The frame of a whole page of ours: its head, and nothing inline, so that
//! `style-src 'self'` and `script-src 'self'` are enough.

use maud::{DOCTYPE, Markup, html};

use crate::{hosted::card::Card, i18n::texts::direction};

/// What a page's head says.
pub(super) struct Head<'a> {
    pub(super) language: &'a str,
    pub(super) title: &'a str,
    pub(super) styles: &'a [&'a str],
    pub(super) script: Option<&'a str>,
    /// What a link to the page shows, where it is one to share.
    pub(super) card: Option<&'a Card<'a>>,
}

/// A whole page; `body` is the `<body>` element.
pub(super) fn page(head: &Head, body: &Markup) -> String {
    let markup = html! {
        (DOCTYPE)
        html lang=(head.language) dir=(direction(head.language)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (head.title) }
                @if let Some(card) = head.card { (card.render()) }
                // The address of a supporter's own page is a key: no request for
                // a file carries it.
                @for style in head.styles {
                    link rel="stylesheet" href=(style) referrerpolicy="no-referrer";
                }
                @if let Some(script) = head.script { script src=(script) defer {} }
            }
            (body)
        }
    };
    markup.into_string()
}
