//! What git knows of the checkout.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::process;

/// `git` in a checkout, with its arguments.
pub(crate) fn git(root: &Path, arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.current_dir(root).args(arguments);
    git
}

/// Whether anything is committed yet.
pub(crate) fn has_commit(root: &Path) -> Result<bool> {
    let mut head = git(root, &["rev-parse", "--verify", "--quiet", "HEAD"]);
    Ok(head.stdout(Stdio::null()).status()?.success())
}

/// The commit that the working tree is, and its day.
pub(crate) struct Head {
    /// In full.
    pub(crate) commit: String,
    /// `2026-11-24`, as its committer's clock had it.
    pub(crate) date: String,
}

/// Fails where the tree has anything that the commit has not: what is built
/// from it would be nobody's.
pub(crate) fn clean_head(root: &Path) -> Result<Head> {
    let changed = process::output(&mut git(root, &["status", "--porcelain"]))?;
    if !changed.is_empty() {
        bail!("commit this first, so that a release is built from a commit:\n{changed}");
    }
    let shown = process::output(&mut git(root, &["show", "-s", "--format=%H %cs", "HEAD"]))?;
    match shown.trim().split_once(' ') {
        Some((commit, date)) => Ok(Head {
            commit: commit.to_owned(),
            date: date.to_owned(),
        }),
        None => bail!("git shows a commit in another way than asked: {shown}"),
    }
}
