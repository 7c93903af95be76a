//! The rest of the view: what only some see, so that not every visitor pays
//! for it. The widget fetches it when the first of it is needed, and puts it
//! into the thanks; where it can't be had, the thanks are whole without it.

use maud::{Markup, html};

use super::offline_draft::{keep, kept};
use crate::{
    ViewInput,
    form::{confirm::confirm, letter::next_action, share::share},
    i18n::texts::Words,
    petition::{hosted_url, link_path, next_step},
};

/// Renders it: the step that is left where the mailbox confirms, ways to share,
/// what happens next, "Let someone else sign", and what is there without a
/// connection, which the script puts into the form.
#[must_use]
pub fn render_rest(input: &ViewInput) -> String {
    let words = Words::of(input.language);
    let markup = html! {
        (confirm(input))
        (share(words, None))
        (next_action(input, false))
        (next_step(input))
        (find_link(input, words))
        button.us-link type="button" data-us="sign-another" { (words.text("sign-another")) }
        (keep(words))
        (kept(words))
        (preview(input, words))
        (own_page(input, words))
    };
    markup.into_string()
}

/// The way to the supporter's own page, where no mail has brought it or they
/// have lost it.
fn find_link(input: &ViewInput, words: Words) -> Markup {
    let path = link_path(&input.settings.campaign);
    html! {
        p {
            a href={ (input.edge_origin) (path) "?lang=" (input.language) }
                target="_blank" rel="noopener" { (words.text("link-find")) }
        }
    }
}

/// What stands above the form on a site that the partner does not list.
fn preview(input: &ViewInput, words: Words) -> Markup {
    html! {
        div.us-keep data-us="preview" role="status" tabindex="-1" hidden {
            p {
                (words.text("preview")) " "
                a href={ (hosted_url(input)) "?lang=" (input.language) } target="_blank"
                    rel="noopener" { (words.text("preview-link")) }
            }
        }
    }
}

/// The way on, after a problem that trying again does not fix.
fn own_page(input: &ViewInput, words: Words) -> Markup {
    html! {
        a data-us="own-page" href={ (hosted_url(input)) "?lang=" (input.language) }
            target="_blank" rel="noopener" hidden { (words.text("own-page")) }
    }
}
