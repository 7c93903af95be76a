//! The languages of the interface: which there are, and their Fluent files,
//! each parsed when it is first spoken.
//!
//! A new language is its two files in `locales` and its tag in the table
//! below (`docs/languages.md`). Nothing of the widget knows a language.

use std::cell::OnceCell;

use fluent_bundle::{FluentBundle, FluentResource};

pub(crate) type Bundle = FluentBundle<FluentResource>;

/// A language and its files.
pub(crate) struct Language {
    /// Its primary subtag (BCP 47).
    pub(crate) tag: &'static str,
    /// `{tag}.ftl`: every word of the interface.
    pub(crate) words: &'static str,
    /// `countries.{tag}.txt`: a country a line, in the language's order.
    pub(crate) countries: &'static str,
}

macro_rules! languages {
    ($($tag:literal),+) => {
        [$(Language {
            tag: $tag,
            words: include_str!(concat!("../../locales/", $tag, ".ftl")),
            countries: include_str!(concat!("../../locales/countries.", $tag, ".txt")),
        }),+]
    };
}

/// Every language of the interface. The first stands in for all others.
pub(crate) static LANGUAGES: [Language; 4] = languages!["en", "fr", "ar", "ug"];

thread_local! {
    static BUNDLES: [OnceCell<Bundle>; LANGUAGES.len()] =
        const { [const { OnceCell::new() }; LANGUAGES.len()] };
}

/// Where a language stands in [`LANGUAGES`], by the primary subtag of a tag
/// such as `fr-CA`, or `fr_CA`.
pub(crate) fn find_language(tag: &str) -> Option<usize> {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    LANGUAGES
        .iter()
        .position(|language| language.tag.eq_ignore_ascii_case(primary))
}

/// The language at a place of [`LANGUAGES`], or the first.
pub(crate) fn language_at(place: usize) -> &'static Language {
    let [first, ..] = &LANGUAGES;
    LANGUAGES.get(place).unwrap_or(first)
}

/// Does something with the messages of a language.
pub(crate) fn with_bundle<T>(place: usize, read: impl FnOnce(&Bundle) -> T) -> T {
    BUNDLES.with(|bundles| {
        let [first, ..] = bundles;
        let bundle = bundles.get(place).unwrap_or(first);
        read(bundle.get_or_init(|| parse_bundle(language_at(place))))
    })
}

fn parse_bundle(language: &Language) -> Bundle {
    let tag = language.tag;
    let mut bundle = Bundle::new(vec![tag.parse().unwrap_or_default()]);
    // Directions are isolated by `<bdi>` where a person's text is shown;
    // Fluent's own marks would be bytes in the hashed consent block.
    bundle.set_use_isolating(false);
    let resource =
        FluentResource::try_new(language.words.to_owned()).unwrap_or_else(|(resource, errors)| {
            debug_assert!(false, "{tag}.ftl: {errors:?}");
            resource
        });
    let added = bundle.add_resource(resource);
    debug_assert!(added.is_ok(), "{tag}.ftl: {added:?}");
    bundle
}
