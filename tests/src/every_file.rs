//! Every file of a test binary runs tests: a file that is not declared, or
//! whose tests are gone, must not turn a guarantee off unseen.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::place;

/// Checks the files of the binary that is running, which are under this folder
/// of `tests/`. Helpers are files without a test, by their modules.
#[track_caller]
pub fn runs_tests(folder: &str, helpers: &[&str]) {
    let own = std::env::current_exe().unwrap();
    let listed = Command::new(own).arg("--list").output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    let runs = |module: &str| {
        let mut lines = listed.lines();
        lines.any(|line| line.starts_with(&format!("{module}::")) && line.ends_with(": test"))
    };
    let root = place::workspace().join("tests").join(folder);
    let mut seen = 0;
    for file in place::files_under(&root) {
        let module = module_of(file.strip_prefix(&root).unwrap());
        let has_test = fs::read_to_string(&file).unwrap().contains("#[test]");
        if helpers.contains(&module.as_str()) {
            assert!(!has_test, "{module} is no helper: it has a test");
        } else {
            assert!(runs(&module), "no test of {folder}/{module} runs");
            seen += 1;
        }
    }
    assert!(seen > 0, "{folder} has no files");
}

/// `mail/outbox.rs` is `mail::outbox`.
fn module_of(file: &Path) -> String {
    let parts = file.with_extension("");
    let parts = parts.iter().map(|part| part.to_str().unwrap());
    parts.collect::<Vec<_>>().join("::")
}
