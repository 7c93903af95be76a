//! The languages: the edge speaks them, and what runs in the browser knows
//! none of them.

use std::fs;

use tests::place::{dist, files_under, workspace};

/// The texts of a locale file that are long enough to be found by chance
/// nowhere, up to their first variable.
fn texts(source: &str) -> impl Iterator<Item = &str> {
    source
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| Some(line.split_once(" = ")?.1.split('{').next()?.trim()))
        .filter(|text| text.len() >= 12)
}

#[test]
fn a_new_language_needs_no_new_wasm() {
    let locales = files_under(&workspace().join("crates/pages/locales"));
    let locales: Vec<String> = locales
        .iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "ftl"))
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    assert!(locales.len() >= 4);
    let assets = files_under(&dist().join("assets"));
    let run = assets.iter().filter(|file| {
        let extension = file.extension().unwrap_or_default();
        extension == "wasm" || extension == "js"
    });
    let mut searched = 0;
    for file in run {
        let bytes = fs::read(file).unwrap();
        let contents = String::from_utf8_lossy(&bytes);
        for text in locales.iter().flat_map(|source| texts(source)) {
            assert!(
                !contents.contains(text),
                "{text:?} is in {}",
                file.display()
            );
            searched += 1;
        }
    }
    assert!(searched > 1_000, "only {searched} texts were looked for");
}
