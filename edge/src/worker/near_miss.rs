//! A person's address that is almost one of ours: typed in capitals, with the
//! full stop or the bracket that stood behind it in a text, with a slash at its
//! end. It is not for programs, whose paths are taken as they are.

use super::router::{self, OrganizerRoute, PageRoute, Route};

/// What stands behind an address in a sentence, and is taken for its end; as it
/// is typed, or as browsers encode it.
const BEHIND: [&str; 21] = [
    ".",
    ",",
    ";",
    ":",
    "!",
    "'",
    "\"",
    ")",
    "]",
    ">",
    "*",
    "/",
    "%20",
    "%22",
    "%27",
    "%29",
    "%3E",
    "%C2%A0",
    "%C2%BB",
    "%E2%80%99",
    "%E2%80%9D",
];

/// The path of the page that was meant; none where that is not clear.
pub(crate) fn path_meant(path: &str) -> Option<String> {
    let mut rest = path;
    while let Some(shorter) = BEHIND.iter().find_map(|end| strip_end(rest, end)) {
        rest = shorter;
    }
    let meant = in_lower_case(rest);
    // A mailed link that lost its token gets a page that says so: only a whole one helps.
    let is_link = router::find(path).is_some();
    let is_better = |route: &Route| is_page(route) && (!is_link || is_whole_link(route));
    let is_page = meant != path && router::find(&meant).is_some_and(|route| is_better(&route));
    is_page.then_some(meant)
}

/// The hexadecimal digits of an encoded character have either case.
fn strip_end<'a>(path: &'a str, end: &str) -> Option<&'a str> {
    let at = path.len().checked_sub(end.len())?;
    let (rest, last) = path.split_at_checked(at)?;
    last.eq_ignore_ascii_case(end).then_some(rest)
}

/// All of it but the token of a mailed link, in which each letter's case counts.
fn in_lower_case(path: &str) -> String {
    let lower = path.to_ascii_lowercase();
    match (lower.starts_with("/r/"), path.rsplit_once('/')) {
        (true, Some((front, token))) if front.len() > "/r".len() => {
            format!("{}/{token}", front.to_ascii_lowercase())
        }
        _ => lower,
    }
}

/// Whether people open it in a browser.
fn is_page(route: &Route) -> bool {
    matches!(
        route,
        Route::Hosted(..)
            | Route::HostedLead(_)
            | Route::HostedPass(..)
            | Route::Doctor(..)
            | Route::ManagePage(_, Some(_))
            | Route::AskLink(_)
            | Route::Organizer(OrganizerRoute::Page(
                PageRoute::Home | PageRoute::Dashboard(_) | PageRoute::Moderation(_)
            ))
    )
}

fn is_whole_link(route: &Route) -> bool {
    matches!(route, Route::ManagePage(_, Some(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "AbCdEfGhIjKlMnOpQrStUvWx";

    #[test]
    fn what_stands_behind_an_address_in_a_text_is_no_part_of_it() {
        for end in BEHIND.iter().chain(&["/.", ").", "%e2%80%9d.", "//"]) {
            for page in [
                "/c/welcome/council",
                "/organizer",
                "/doctor/welcome/council",
            ] {
                let typed = format!("{page}{end}");
                assert_eq!(path_meant(&typed).as_deref(), Some(page), "{typed}");
            }
        }
    }

    #[test]
    fn capitals_are_the_readers_but_in_the_token_of_a_link() {
        let meant = path_meant("/C/Welcome/COUNCIL");
        assert_eq!(meant.as_deref(), Some("/c/welcome/council"));
        assert_eq!(path_meant("/R/Welcome").as_deref(), Some("/r/welcome"));
        let link = format!("/r/welcome/{TOKEN}");
        for typed in [format!("/R/Welcome/{TOKEN}"), format!("{link}.")] {
            assert_eq!(path_meant(&typed), Some(link.clone()), "{typed}");
        }
    }

    #[test]
    fn what_is_no_page_or_is_right_already_leads_nowhere() {
        for path in [
            "/",
            "/c/welcome/council",
            "/c/welcome/council/nothing/",
            "/wp-login.php",
            "/v1/campaigns/Welcome/tally",
            "/v1/campaigns/welcome/tally/",
            "/embed/Welcome/council.js",
            "/r/welcome/too-short.",
            "/r/welcome/",
            "/assets/x.js.",
            "é",
            "",
        ] {
            assert_eq!(path_meant(path), None, "{path}");
        }
    }
}
