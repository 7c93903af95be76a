//! Texts in a name's field that are none, or may be none.
//!
//! What is surely no name is refused and says why. What may be one waits for a
//! moderator: "Dr.Ly" and "-Kun" are people, and an address looks like them.

use unicode_normalization::UnicodeNormalization;

/// Endings of domains that are no part of anybody's name.
const ENDINGS_OF_DOMAINS: [&str; 7] = ["com", "net", "org", "info", "biz", "online", "xyz"];

/// Endings by which advertised domains are known, and which are words or names
/// of people too: "Dr.Ly", "U.Win", "J.Co", "S.Dev". A full list of the
/// Internet's would keep back "St.John" and "J.R".
const ENDINGS_OF_BOTH: [&str; 23] = [
    "ca", "io", "co", "me", "app", "dev", "site", "shop", "store", "top", "club", "live", "link",
    "click", "win", "vip", "ru", "cn", "tk", "ly", "uk", "us", "gov",
];

/// What a mailing's program writes before and after the name of a field that
/// it fills in: Mailchimp, Mustache and its like, Salesforce.
const MERGE_TAGS: [(&str, &str); 9] = [
    ("*|", "|*"),
    ("{{", "}}"),
    ("{%", "%}"),
    ("%%", "%%"),
    ("[[", "]]"),
    ("${", "}"),
    ("#{", "}"),
    ("<<", ">>"),
    ("<%", "%>"),
];

/// A text as it looks: in lower case, compatibility forms as what they are
/// forms of.
pub(super) fn looks_of(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// Whether a text begins as a spreadsheet's formula does and as no name: with
/// `=` or `@`, or with `+` or `-` before anything but a letter.
pub(super) fn is_formula(looks: &str) -> bool {
    let mut chars = looks.chars();
    match chars.next() {
        Some('=' | '@') => true,
        Some('+' | '-') => !chars.next().is_some_and(char::is_alphabetic),
        _ => false,
    }
}

/// Whether a text begins with a sign before a letter: "-Kun", or a formula.
pub(super) fn begins_with_a_sign(looks: &str) -> bool {
    looks.starts_with(['+', '-'])
}

/// Whether an address of the web stands in a text that nobody is called.
pub(super) fn has_sure_address(looks: &str) -> bool {
    has_scheme(looks) || has_domain(looks, &ENDINGS_OF_DOMAINS)
}

/// Whether something stands in a text that may be an address of the web.
pub(super) fn has_likely_address(looks: &str) -> bool {
    has_sure_address(looks) || has_domain(looks, &ENDINGS_OF_BOTH)
}

fn has_scheme(looks: &str) -> bool {
    looks.contains("://") || looks.contains("www.")
}

fn has_domain(looks: &str, endings: &[&str]) -> bool {
    let is_domain = |word: &str| {
        let host = word.split(['/', ':', '?', '#']).next().unwrap_or_default();
        let host = host.trim_end_matches(|c: char| !c.is_alphanumeric());
        host.rsplit_once(['.', '。']).is_some_and(|(name, ending)| {
            name.contains(char::is_alphanumeric) && endings.contains(&ending)
        })
    };
    looks.split(' ').any(is_domain)
}

/// Whether a merge tag of a mailing stands in a text that nobody filled in:
/// `*|FNAME|*`, `{{ contact.first_name|default:"friend" }}`.
///
/// Its name begins with a letter: `{{7*7}}` is none.
pub(super) fn has_merge_tag(looks: &str) -> bool {
    MERGE_TAGS.iter().any(|(start, end)| {
        looks.match_indices(start).any(|(at, _)| {
            let rest = looks.get(at + start.len()..).unwrap_or_default();
            let inside = rest.split_once(end).map_or("", |(inside, _)| inside);
            let name = inside.trim_start_matches([' ', '{', '=', '#', '$', '-']);
            name.starts_with(char::is_alphabetic)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_that_a_mailing_left_is_found() {
        for tag in [
            "*|FNAME|*",
            "Dear *|FNAME|*",
            "{{name}}",
            "{{ contact.first_name|default:\"friend\" }}",
            "{{{ first }}}",
            "{{#if name}}",
            "%%first%%",
            "%%First Name%%",
            "[[name]]",
            "${name}",
            "#{name}",
            "<<First Name>>",
            "<%= name %>",
            "{% name %}",
            "｛｛name｝｝",
        ] {
            assert!(has_merge_tag(&looks_of(tag)), "{tag}");
        }
        for text in [
            "{{7*7}} ${7*7} <%= 7*7 %> #{7*7}",
            "{{}}",
            "100%% sure",
            "[Anna]",
            "{name",
            "*Anna*",
            "<< Anna",
            "Anna",
        ] {
            assert!(!has_merge_tag(&looks_of(text)), "{text}");
        }
    }
}
