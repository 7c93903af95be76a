//! `cargo xtask ci`: every gate, each to its end, then what failed.

use anyhow::{Result, bail};

use crate::gates::GATES;
use crate::project::Project;

/// The options of `ci`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only the gates with this in their name.
    only: Option<String>,
}

/// Runs the gates in their order: the quick ones first.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let only = args.only.as_deref().unwrap_or_default();
    let mut failed = Vec::new();
    for (name, gate) in GATES.iter().filter(|(name, _)| name.contains(only)) {
        eprintln!("xtask: gate: {name}");
        if let Err(error) = gate(project) {
            eprintln!("xtask: {name}: {error:#}");
            failed.push(*name);
        }
    }
    if failed.is_empty() {
        eprintln!("xtask: every gate holds");
        return Ok(());
    }
    bail!("these gates failed: {}", failed.join(", "))
}
