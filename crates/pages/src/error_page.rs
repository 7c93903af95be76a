//! A page in the place of one that can't be shown: the problem's sentence, and
//! the petition's own page where there is one.

use maud::{Markup, html};

use crate::{
    PAGE_CSS_PATH,
    i18n::{
        sentences::{sentence_of, wait_line},
        texts::{Words, direction},
    },
    page::{Head, page},
};

/// The page to render.
pub struct ErrorPageInput<'a> {
    /// The tag of the page's language.
    pub language: &'a str,
    /// The problem's kind, such as `unknown-campaign`.
    pub kind: &'a str,
    /// When it can be tried again, where that is known.
    pub retry_after_s: Option<i64>,
    /// Where the petition is, if it is anywhere.
    pub own_page: Option<&'a str>,
    /// Also where organizers sign in, since nothing says who the reader is.
    pub leads_to_organizers: bool,
    /// The widget's style sheet.
    pub style_url: &'a str,
}

/// Renders the whole page.
#[must_use]
pub fn render_error_page(input: &ErrorPageInput) -> String {
    let words = Words::of(input.language);
    let sentences = html! {
        p {
            (words.text(sentence_of(input.kind)))
            @if let Some(url) = input.own_page {
                " " a href=(url) { (words.text("own-page")) }
            }
        }
        @if input.leads_to_organizers {
            p { a href="/organizer" { (words.text("lost-organizers")) } }
        }
        @if let Some(retry_after_s) = input.retry_after_s {
            p { (wait_line(words, retry_after_s)) }
        }
    };
    frame(input.language, input.style_url, &sentences)
}

/// The page of a kind of problem.
pub struct ProblemInput<'a> {
    /// The tag of the page's language.
    pub language: &'a str,
    /// Such as `unknown-campaign`.
    pub kind: &'a str,
    /// The widget's style sheet.
    pub style_url: &'a str,
}

/// Renders what a problem's `type` leads to: what a person is shown about it, and
/// the word that a program gets.
#[must_use]
pub fn render_problem(input: &ProblemInput) -> String {
    let words = Words::of(input.language);
    let sentences = html! {
        p { (words.text(sentence_of(input.kind))) }
        p.us-hint { code dir="ltr" { "/problems/" (input.kind) } }
    };
    frame(input.language, input.style_url, &sentences)
}

/// The page around what either says.
fn frame(language: &str, style_url: &str, sentences: &Markup) -> String {
    let title = Words::of(language).text("problems");
    let body = html! {
        body.us-page {
            main {
                div.us lang=(language) dir=(direction(language)) {
                    h1.us-headline { (title) }
                    (sentences)
                }
            }
        }
    };
    let head = Head {
        language,
        title: &title,
        styles: &[style_url, PAGE_CSS_PATH],
        script: None,
        card: None,
    };
    page(&head, &body)
}

/// The language of a page that belongs to no campaign: the one asked for, else
/// the browser's first that the interface speaks, else English.
#[must_use]
pub fn plain_language(asked: Option<&str>, accepted: Option<&str>) -> &'static str {
    let accepted = accepted.unwrap_or_default().split(',');
    let tags = accepted.filter_map(|one| one.split(';').next());
    let known = asked
        .into_iter()
        .chain(tags)
        .find_map(|tag| Words::known(tag.trim()));
    known.unwrap_or_else(|| Words::of("en")).tag()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_no_campaign_is_in_a_language_that_its_reader_has() {
        for (asked, accepted, language) in [
            (Some("ug"), Some("fr-CA,fr;q=0.9"), "ug"),
            (Some("de"), Some("fr-CA,fr;q=0.9"), "fr"),
            (None, Some("de, ar-EG;q=0.8, en;q=0.5"), "ar"),
            (None, Some(""), "en"),
            (None, None, "en"),
        ] {
            assert_eq!(plain_language(asked, accepted), language);
        }
    }

    #[test]
    fn it_says_what_to_do_and_leads_on() {
        let input = ErrorPageInput {
            language: "fr",
            kind: "unknown-partner",
            retry_after_s: None,
            leads_to_organizers: false,
            own_page: Some("https://edge.example/c/welcome/council?lang=fr"),
            style_url: "/assets/style.css",
        };
        let page = render_error_page(&input);
        assert!(page.contains("Ce site ne recueille pas de signatures"));
        assert!(page.contains("href=\"https://edge.example/c/welcome/council?lang=fr\""));
        let page = render_error_page(&ErrorPageInput {
            language: "en",
            kind: "too-many",
            retry_after_s: Some(61),
            own_page: None,
            ..input
        });
        assert!(page.contains("You can try again in 2 minutes.") && !page.contains("<a "));
    }
}
