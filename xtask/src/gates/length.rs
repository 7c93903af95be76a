//! Files that have grown long: a word of warning, never a failure.

use std::process::Command;

use anyhow::Result;

use crate::project::Project;
use crate::{files, process};

/// What the house style aims at, in lines.
const AIM: usize = 300;
const KINDS: [&str; 5] = ["*.rs", "*.js", "*.mjs", "*.css", "*.sql"];

/// Names every source file over the aim.
pub(crate) fn warn(project: &Project) -> Result<()> {
    let mut git = Command::new("git");
    git.args([
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "--",
    ])
    .args(KINDS);
    for name in process::output(git.current_dir(&project.root))?.lines() {
        let path = project.root.join(name);
        if path.is_file() {
            let lines = files::read_text(&path)?.lines().count();
            if lines > AIM {
                eprintln!("xtask: {name} has {lines} lines: is there a second idea in it?");
            }
        }
    }
    Ok(())
}
