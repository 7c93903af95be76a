//! The fuzz targets' functions, fed with their committed corpus: what the
//! fuzzer does for minutes on a nightly toolchain is held here everywhere.

#[path = "../fuzz/functions.rs"]
mod functions;

use tests::place;

#[test]
fn every_file_of_the_corpus_keeps_the_targets_guarantees() {
    let corpus = place::workspace().join("tests/fuzz/corpus");
    let mut folders: Vec<_> = std::fs::read_dir(&corpus)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    folders.sort();
    let mut names: Vec<_> = functions::TARGETS.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    assert_eq!(folders, names, "each target has a corpus");
    for (name, function) in functions::TARGETS {
        let files = place::files_under(&corpus.join(name));
        assert!(files.len() >= 5, "{name} has {} files", files.len());
        for file in files {
            println!("{}", file.display());
            function(&std::fs::read(&file).unwrap());
        }
    }
}
