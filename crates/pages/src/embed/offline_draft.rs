//! "Keep it on this phone": what a supporter without a connection can do, and
//! what somebody sees who has. In the partner's site, so it says so.

use maud::{Markup, html};

use crate::i18n::texts::Words;

/// The offer, shown below the button when the edge could not be reached.
pub(crate) fn keep(words: Words) -> Markup {
    html! {
        div.us-keep data-us="keep" role="group" aria-labelledby="us-keep-why" tabindex="-1" hidden {
            p id="us-keep-why" { (words.text("keep-why")) }
            button.us-button type="button" data-us="keep-now" { (words.text("keep-now")) }
            button.us-link type="button" data-us="keep-not" { (words.text("keep-not")) }
        }
    }
}

/// What is kept, until it is sent or deleted.
pub(crate) fn kept(words: Words) -> Markup {
    html! {
        div.us-keep data-us="kept" role="group" aria-labelledby="us-kept-what" tabindex="-1" hidden {
            p id="us-kept-what" { (words.text("kept")) }
            button.us-button type="button" data-us="kept-send" { (words.text("kept-send")) }
            button.us-link type="button" data-us="kept-delete" { (words.text("kept-delete")) }
        }
    }
}
