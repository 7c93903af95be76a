//! `cargo xtask fuzz`: every target of `tests/fuzz` for some time. It needs a
//! nightly toolchain and cargo-fuzz; where one is missing it says so and
//! fails. The corpus is a plain test everywhere (`tests/it/fuzz_corpus.rs`).

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::project::Project;

/// How long the gate tries each target: enough to meet what a change broke at
/// once, and under two minutes for all five. A hunt is `cargo xtask fuzz`.
const GATE_SECONDS: u32 = 20;

/// What `fuzz` may be told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How long each target runs.
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// Only these targets.
    targets: Vec<String>,
}

/// Runs the targets one after another; a crash ends the run, and its input is
/// kept under the target folder.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    check_tools()?;
    let corpus = project.root.join("tests/fuzz/corpus");
    let mut targets = folders(&corpus)?;
    if !args.targets.is_empty() {
        targets.retain(|target| args.targets.contains(target));
    }
    if targets.is_empty() {
        bail!("there is no such target in {}", corpus.display());
    }
    for target in targets {
        eprintln!("xtask: fuzzing {target} for {} s", args.seconds);
        let found = project.scratch("fuzz").join(&target);
        fs::create_dir_all(&found)?;
        let mut fuzz = nightly();
        // What it finds goes into the first folder; the second is only read.
        fuzz.args(["fuzz", "run", "--fuzz-dir", "tests/fuzz", "--target-dir"])
            .arg(project.target.join("fuzz"))
            .arg(&target)
            .arg(&found)
            .arg(corpus.join(&target))
            .arg("--")
            .arg(format!("-max_total_time={}", args.seconds))
            .arg(format!("-artifact_prefix={}/crash-", found.display()))
            .args(["-max_len=16384", "-print_final_stats=1"]);
        process::run(fuzz.current_dir(&project.root))
            .with_context(|| format!("{target}: its input is in {}", found.display()))?;
    }
    Ok(())
}

/// The gate: every target for [`GATE_SECONDS`] where the tools are present. Nothing
/// is installed for it, and that it was left out is said.
pub(crate) fn gate(project: &Project) -> Result<()> {
    if let Err(missing) = check_tools() {
        eprintln!("xtask: not fuzzed here, the corpus alone was tried: {missing}");
        return Ok(());
    }
    let args = Args {
        seconds: GATE_SECONDS,
        targets: Vec::new(),
    };
    run(project, &args)
}

fn check_tools() -> Result<()> {
    if process::version(&mut nightly()).is_none_or(|version| !version.contains("nightly")) {
        bail!("fuzzing needs a nightly toolchain: rustup toolchain install nightly");
    }
    if process::version(nightly().arg("fuzz")).is_none() {
        bail!("fuzzing needs cargo-fuzz: cargo install --locked cargo-fuzz");
    }
    Ok(())
}

/// The rustup shim's cargo, whichever toolchain runs xtask.
fn nightly() -> Command {
    let mut cargo = Command::new("cargo");
    for name in ["CARGO", "RUSTC", "RUSTDOC", "RUSTUP_TOOLCHAIN"] {
        cargo.env_remove(name);
    }
    cargo.arg("+nightly");
    cargo
}

/// The names of the folders in a folder, sorted.
fn folders(folder: &std::path::Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path: PathBuf = entry?.path();
        if path.is_dir() {
            let name = path.file_name().unwrap_or_default();
            names.push(name.to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}
