//! The spelling of everything that is in the tree.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::project::Project;
use crate::tools::on_path;

const VERSION: &str = "1.52.0";

/// Nothing is misspelled that `_typos.toml` doesn't excuse.
pub(crate) fn typos(project: &Project) -> Result<()> {
    let mut typos = Command::new(find(project)?);
    process::run(typos.current_dir(&project.root).args(["--format", "brief"]))
}

/// From PATH in this version, else by pip into the tools' folder.
fn find(project: &Project) -> Result<PathBuf> {
    let folder = project.tools().join("typos");
    let ours = folder.join("bin/typos");
    for file in on_path("typos").into_iter().chain([ours.clone()]) {
        let printed = process::version(&mut Command::new(&file)).unwrap_or_default();
        if printed.split_whitespace().any(|word| word == VERSION) {
            return Ok(file);
        }
    }
    eprintln!("xtask: installing typos {VERSION}");
    let mut pip = Command::new("python3");
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--upgrade",
        "--target",
    ])
    .arg(&folder)
    .arg(format!("typos=={VERSION}"))
    .env("PIP_ROOT_USER_ACTION", "ignore");
    process::run(&mut pip)
        .with_context(|| format!("typos {VERSION} is missing: pipx install typos=={VERSION}"))?;
    Ok(ours)
}
