//! The mutants of the rules: each line of `petition` and `protocol` is changed
//! in turn, and a test must fail. What no test can tell apart, with the reason,
//! is in `.cargo/mutants.toml`.

use std::fs;
use std::process::Command;

use anyhow::{Result, bail};

use crate::files;
use crate::process::Running;
use crate::project::Project;
use crate::test::Count;
use crate::tools::rust::cargo_tool;

const VERSION: &str = "27.1.0";

/// What cargo-mutants gives when a mutant survived; anything else but 0 means
/// that it could not try.
const SURVIVORS: i32 = 2;

/// Tries every mutant: killed ones have passed, survivors have failed.
pub(crate) fn count(project: &Project) -> Result<Count> {
    let tool = cargo_tool(project, "cargo-mutants", &[VERSION])?;
    let output = project.scratch("mutants");
    fs::create_dir_all(&output)?;
    let mut mutants = Command::new(tool);
    mutants
        .current_dir(&project.root)
        .args(["mutants", "--package", "petition", "--package", "protocol"])
        .args(["--no-shuffle", "--colors=never", "--output"])
        .arg(&output)
        .args(["--", "--locked", "--all-features"])
        .stdout(std::io::stderr());
    let status = Running::start(&mut mutants)?.wait()?;
    if !status.success() && status.code() != Some(SURVIVORS) {
        bail!(
            "cargo-mutants ended with {status}: see {}",
            output.display()
        );
    }
    let lines = |name: &str| -> Result<u64> {
        let text = files::read_text(&output.join("mutants.out").join(name))?;
        Ok(u64::try_from(text.lines().count())?)
    };
    Ok(Count {
        passed: lines("caught.txt")? + lines("timeout.txt")?,
        failed: lines("missed.txt")?,
        skipped: 0,
    })
}
