//! The tables of `docs/embedding.md` are the code's: whatever a page can set,
//! style or hear is listed there, and nothing that does not exist.

use std::{collections::BTreeSet, fs, path::Path};

use page_check::RECORDERS;

use crate::{
    ViewInput, doctor,
    fixture::{attribute, entry, settings, tally, widget_view},
    render_view,
};

const DOCUMENT: &str = include_str!("../../../../docs/embedding.md");
const DECLARATIONS: &str = include_str!("../../../../examples/types/undersigned.d.ts");
const STYLE: &str = concat!(
    include_str!("../../../../widget/loader/form.css"),
    include_str!("../../../../widget/loader/after.css"),
    include_str!("../../../../widget/loader/layouts.css"),
);
/// Set by the widget itself, on the bar.
const NOT_FOR_PAGES: [&str; 1] = ["--us-progress"];

/// The first column of the table under this heading.
fn documented(heading: &str) -> BTreeSet<String> {
    let (_, section) = DOCUMENT
        .split_once(&format!("\n### {heading}\n"))
        .unwrap_or_else(|| panic!("no section {heading}"));
    let section = section.split("\n#").next().unwrap();
    section.split("\n| `").skip(1).map(until_tick).collect()
}

fn until_tick(text: &str) -> String {
    text.split('`').next().unwrap().to_owned()
}

/// What stands between each `before` and the next character that no name has.
fn names<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    let is_end = |letter: char| !letter.is_ascii_alphanumeric() && letter != '-';
    text.split(before).skip(1).filter_map(move |rest| {
        let name = rest.split(is_end).next()?;
        (!name.is_empty()).then_some(name)
    })
}

/// All of the widget's sources with this extension.
fn sources(folder: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../widget");
    let mut text = String::new();
    for file in fs::read_dir(root.join(folder)).unwrap() {
        let file = file.unwrap().path();
        if file.is_file() {
            text.push_str(&fs::read_to_string(file).unwrap());
        }
    }
    assert!(!text.is_empty());
    text
}

fn owned<'a>(names: impl Iterator<Item = &'a str>, prefix: &str) -> BTreeSet<String> {
    names.map(|name| format!("{prefix}{name}")).collect()
}

#[test]
fn every_part_is_documented_and_exists() {
    let (settings, tally, entries) = (settings(), tally(1841), [entry()]);
    let view = render_view(&ViewInput {
        tally: Some(&tally),
        entries: &entries,
        ..widget_view(&settings, "en")
    });
    let parts = attribute(&view, "part");
    let parts = parts.iter().flat_map(|list| list.split_whitespace());
    assert_eq!(documented("Parts"), owned(parts, ""));
}

#[test]
fn every_custom_property_is_documented_and_exists() {
    let mut properties = owned(names(STYLE, "var(--us-"), "--us-");
    properties.retain(|name| !NOT_FOR_PAGES.contains(&name.as_str()));
    assert_eq!(documented("Custom properties"), properties);
}

#[test]
fn every_event_is_documented_declared_and_exists() {
    let code = sources("src") + &sources("loader");
    let sent = owned(names(&code, "emit(\""), "undersigned:");
    assert_eq!(documented("Events"), sent);
    let declared = owned(names(DECLARATIONS, "\"undersigned:"), "undersigned:");
    assert_eq!(declared, sent);
}

#[test]
fn every_attribute_is_documented_and_exists() {
    let loader = sources("loader");
    // `if (dataset.lang)`: the tag's, where others are `element.dataset`.
    let of_tag = owned(
        names(&loader, " dataset.").chain(names(&loader, "(dataset.")),
        "data-",
    );
    assert_eq!(documented("Attributes of the tag"), of_tag);
    let mut of_element = owned(names(&loader, "getAttribute(\""), "");
    // Read as the property that every element has.
    assert!(loader.contains("this.lang"));
    of_element.insert("lang".to_owned());
    assert_eq!(
        documented("Attributes of `<undersigned-petition>`"),
        of_element
    );
}

#[test]
fn every_key_that_a_link_fills_in_is_documented_and_a_text_field() {
    let loader = sources("loader");
    let (keys, _) = loader.split_once(")$/;\n\n/** `=`").unwrap();
    let (_, keys) = keys.rsplit_once("/^(").unwrap();
    let keys: BTreeSet<String> = keys.split('|').map(str::to_owned).collect();
    assert_eq!(documented("What a link fills in"), keys);
    let settings = settings();
    let view = render_view(&widget_view(&settings, "en"));
    let fields: BTreeSet<&str> = attribute(&view, "name").into_iter().collect();
    assert!(keys.iter().all(|key| fields.contains(key.as_str())));
}

#[test]
fn every_recorder_is_documented_as_it_is_looked_for() {
    let (_, section) = DOCUMENT
        .split_once("\n### Scripts that read along\n")
        .unwrap();
    let listed = |names: &[&str]| {
        names
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
    };
    let rows: Vec<_> = RECORDERS
        .iter()
        .map(|recorder| {
            let (hosts, globals) = (listed(recorder.hosts), listed(recorder.globals));
            let (hosts, globals) = (hosts.join(", "), globals.join(", "));
            format!("| `{}` | {hosts} | {globals} |", recorder.name)
        })
        .collect();
    let documented: Vec<_> = section
        .lines()
        .filter(|line| line.starts_with("| `"))
        .take(rows.len())
        .collect();
    assert_eq!(documented, rows);
}

#[test]
fn the_doctor_says_the_documented_policy() {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let policy = doctor::policy_text("https://EDGE");
    assert!(words(DOCUMENT).contains(&words(&policy)), "{policy}");
}
