//! The switch to another language, with each language in its own words.
//!
//! In the widget it is links, which its script follows in place, what is typed
//! kept; without one they lead to the hosted page. On the hosted page, which
//! has no script, it is buttons of the form: they post what is typed, and get
//! the page back with it. An address never has any of it.

use std::collections::BTreeMap;

use maud::{Markup, html};
use petition::CampaignSettings;

use super::texts::Words;
use crate::{Mode, ViewInput, petition::hosted_url};

/// Of the hosted form, for its buttons that stand above it.
pub(crate) const FORM_ID: &str = "us-form";

/// The languages of a campaign by their tags, each with its own name: by its
/// tag too where two would be called the same, and by its tag alone where the
/// interface does not speak it.
pub fn language_names(settings: &CampaignSettings) -> BTreeMap<String, String> {
    let names: Vec<_> = settings.languages().map(own_name).collect();
    let tags = settings.languages().map(str::to_owned);
    let tagged = tags.zip(&names).map(|(tag, name)| {
        let is_shared = names.iter().filter(|other| *other == name).count() > 1;
        let name = match name {
            Some(name) if is_shared => format!("{name} ({tag})"),
            Some(name) => name.clone(),
            None => tag.clone(),
        };
        (tag, name)
    });
    tagged.collect()
}

fn own_name(language: &str) -> Option<String> {
    Some(Words::known(language)?.text("language-name"))
}

/// The other languages. On the hosted page, those that the supporter's browser
/// asks for come first; in the widget, its script puts them first.
pub(crate) fn language_switch(input: &ViewInput, is_open: bool) -> Markup {
    let mut others = language_names(input.settings);
    others.remove(input.language);
    let mut others: Vec<_> = others.into_iter().collect();
    let form = match input.mode {
        Mode::Hosted(form) => Some(form),
        Mode::Widget => None,
    };
    if let Some(form) = form {
        let place = |tag: &str| form.wishes.iter().position(|wish| is_near(wish, tag));
        others.sort_by_key(|(tag, _)| place(tag).unwrap_or(usize::MAX));
    }
    html! {
        @if !others.is_empty() {
            // Enter in a field presses the form's first button in the page.
            @if form.is_some() && is_open { button form=(FORM_ID) hidden tabindex="-1" {} }
            nav.us-languages data-us="languages"
                aria-label=(Words::of(input.language).text("languages")) {
                @for (tag, name) in &others {
                    @if form.is_some() && is_open {
                        button.us-link form=(FORM_ID) name="switch" value=(tag) lang=(tag) {
                            (name)
                        }
                    } @else {
                        a data-us="language" lang=(tag) hreflang=(tag)
                            href={ (hosted_url(input)) "?lang=" (tag) } { (name) }
                    }
                }
            }
        }
    }
}

/// Whether both have the same primary subtag.
fn is_near(one: &str, other: &str) -> bool {
    let primary = |tag: &str| tag.split(['-', '_']).next().map(str::to_ascii_lowercase);
    primary(one) == primary(other)
}

/// The languages of an `Accept-Language` field (RFC 9110, section 12.5.4), the
/// most wished for first; what is no tag with a weight is left out.
pub fn wished_languages(field: &str) -> Vec<String> {
    let mut wishes: Vec<_> = field.split(',').filter_map(parse_wish).collect();
    // Stable: of the same weight the first one stays first.
    wishes.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    wishes.retain(|(_, weight)| *weight > 0);
    wishes.into_iter().map(|(tag, _)| tag).collect()
}

/// A tag and its weight in thousandths.
fn parse_wish(text: &str) -> Option<(String, u32)> {
    let mut parts = text.split(';').map(str::trim);
    let tag = parts.next().filter(|tag| !tag.is_empty() && *tag != "*")?;
    let weight = match parts.next() {
        None => 1000,
        Some(weight) => thousandths(weight.strip_prefix("q=")?)?,
    };
    Some((tag.to_owned(), weight))
}

/// `0.8` as 800: at most one digit before the point and three after it.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if whole.len() != 1 || part.len() > 3 {
        return None;
    }
    let whole: u32 = whole.parse().ok()?;
    let part: u32 = format!("{part:0<3}").parse().ok()?;
    Some((whole * 1000 + part).min(1000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::settings;

    #[test]
    fn every_language_has_its_own_name() {
        let mut settings = settings();
        let text = settings.petition["en"].clone();
        for tag in ["ug", "de"] {
            settings.petition.insert(tag.to_owned(), text.clone());
        }
        let names = language_names(&settings);
        let names: Vec<_> = names.iter().map(|(tag, name)| (&**tag, &**name)).collect();
        let expected = [
            ("de", "de"),
            ("en", "English"),
            ("fr", "Français"),
            ("ug", "ئۇيغۇرچە"),
        ];
        assert_eq!(names, expected);
        settings.petition.insert("fr-CA".to_owned(), text);
        let names = language_names(&settings);
        assert_eq!(names["fr"], "Français (fr)");
        assert_eq!(names["fr-CA"], "Français (fr-CA)");
    }

    #[test]
    fn wishes_stand_in_their_order() {
        for (field, wished) in [
            ("", &[][..]),
            ("fr-CA,fr;q=0.8,en;q=0.5", &["fr-CA", "fr", "en"]),
            ("en;q=0.5, ug ;q=0.9,ar", &["ar", "ug", "en"]),
            ("*, de;q=0, x;q=2.5, y;q=a, z;q=0.1234, ;q=1", &["x"]),
        ] {
            assert_eq!(wished_languages(field), wished, "{field}");
        }
    }
}
