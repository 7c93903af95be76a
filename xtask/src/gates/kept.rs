//! Files that are only ever added: a change to one would break what is stored,
//! signed or cached out there already.

use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::process;
use crate::project::Project;

/// Migrations that ran, vectors that others test against, assets of releases;
/// a page that describes them may change.
const KEPT: [&str; 4] = [
    "edge/migrations",
    "protocol/vectors",
    "edge/released",
    ":(exclude,glob)**/*.md",
];

/// A rename is a deletion too.
const CHANGES: [&str; 3] = ["--name-status", "--no-renames", "--diff-filter=MDT"];

/// No commit edits or deletes what an earlier one added, nor does the working
/// tree.
pub(crate) fn only_added(project: &Project) -> Result<()> {
    let mut head = git(project, &["rev-parse", "--verify", "--quiet", "HEAD"]);
    if !head.stdout(Stdio::null()).status()?.success() {
        // Nothing is committed yet, so nothing can have been edited.
        return Ok(());
    }
    let shallow = process::output(&mut git(project, &["rev-parse", "--is-shallow-repository"]))?;
    if shallow.trim() == "true" {
        bail!("the history is cut short (a shallow clone): fetch all of it first");
    }
    let history = process::output(
        git(project, &["log", "--format="])
            .args(CHANGES)
            .arg("--")
            .args(KEPT),
    )?;
    let here = process::output(
        git(project, &["diff", "HEAD"])
            .args(CHANGES)
            .arg("--")
            .args(KEPT),
    )?;
    if history.is_empty() && here.is_empty() {
        return Ok(());
    }
    bail!("only ever added, but edited or deleted by a commit or here:\n{history}{here}")
}

fn git(project: &Project, arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.current_dir(&project.root).args(arguments);
    git
}
