//! Ways to share a petition. The links are the supporter's own to follow:
//! nothing is loaded from anybody.

use std::fmt::Write as _;

use maud::{Markup, html};

use crate::i18n::texts::Words;

/// What is shared.
pub(crate) struct Shared<'a> {
    /// The address, without a query that would name anybody.
    pub(crate) url: &'a str,
    pub(crate) headline: &'a str,
}

/// Links and the address itself, selectable.
///
/// Without `shared` it is the widget's: its script knows the partner's page,
/// fills the links, and shows the buttons that need a script.
pub(crate) fn share(words: Words, shared: Option<&Shared>) -> Markup {
    let links = shared.map(links);
    let href = |index: usize| links.as_ref().and_then(|links| links.get(index));
    html! {
        // Hidden until the script that fills it is there.
        div.us-share data-us="share" hidden[links.is_none()] {
            p { (words.text("share-note")) }
            @if links.is_none() {
                button.us-button type="button" data-us="share-native" hidden {
                    (words.text("share"))
                }
            }
            @for (index, (hook, name)) in [
                ("share-whatsapp", "WhatsApp".to_owned()),
                ("share-facebook", words.text("share-facebook")),
                ("share-email", words.text("share-email")),
                ("share-sms", words.text("share-sms")),
            ].into_iter().enumerate() {
                a data-us=(hook) href=[href(index)] rel="noopener noreferrer"
                    target=[(index < 2).then_some("_blank")] {
                    (name)
                }
                " "
            }
            @if links.is_none() {
                button.us-link type="button" data-us="share-copy" { (words.text("share-copy")) }
            }
            p.us-share-url data-us="share-url" dir="ltr" {
                @if let Some(shared) = shared { (shared.url) }
            }
        }
    }
}

/// `WhatsApp` and Facebook, which open beside the page, then email and SMS,
/// which another program takes: in the order of the list above.
fn links(shared: &Shared) -> [String; 4] {
    let url = encode_component(shared.url);
    let headline = encode_component(shared.headline);
    [
        format!("https://wa.me/?text={headline}%20{url}"),
        format!("https://www.facebook.com/sharer/sharer.php?u={url}"),
        format!("mailto:?subject={headline}&body={url}"),
        format!("sms:?&body={headline}%20{url}"),
    ]
}

/// RFC 3986 percent-encoding of all but the unreserved characters.
pub(crate) fn encode_component(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing into a String cannot fail.
            write!(encoded, "%{byte:02X}").ok();
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_carries_any_headline() {
        let shared = Shared {
            url: "https://a.example/c/x?lang=fr",
            headline: "Été & moi?",
        };
        let links = links(&shared);
        assert_eq!(
            links[2],
            "mailto:?subject=%C3%89t%C3%A9%20%26%20moi%3F&body=https%3A%2F%2Fa.example%2Fc%2Fx%3Flang%3Dfr"
        );
    }
}
