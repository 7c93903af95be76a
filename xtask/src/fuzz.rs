//! `cargo xtask fuzz`: every target of `tests/fuzz` for some time. It needs a
//! nightly toolchain; where that is missing it says so and fails. The corpus is
//! a plain test everywhere (`tests/it/fuzz_corpus.rs`).

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::project::Project;
use crate::test::Count;
use crate::tools::rust::cargo_tool;

/// How long soak tries a target: enough to meet what a change broke at once. A
/// hunt is `cargo xtask fuzz`.
const SOAK_SECONDS: u32 = 20;

const CARGO_FUZZ: &str = "0.13.2";

/// The options of `fuzz`.
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
    check_nightly()?;
    let corpus = project.root.join("tests/fuzz/corpus");
    let mut targets = targets(project)?;
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
        fuzz.env("PATH", tool_path(project)?);
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

/// One target of soak: passed, or skipped without a nightly toolchain.
pub(crate) fn count(project: &Project, target: &str) -> Result<Count> {
    if let Err(missing) = check_nightly() {
        eprintln!("xtask: {target} is not fuzzed here: {missing:#}");
        return Ok(Count::one_skipped());
    }
    let args = Args {
        seconds: SOAK_SECONDS,
        targets: vec![target.to_owned()],
    };
    run(project, &args)?;
    Ok(Count::one())
}

/// Every target's name.
pub(crate) fn targets(project: &Project) -> Result<Vec<String>> {
    folders(&project.root.join("tests/fuzz/corpus"))
}

fn check_nightly() -> Result<()> {
    if process::version(&mut nightly()).is_none_or(|version| !version.contains("nightly")) {
        bail!("fuzzing needs a nightly toolchain: rustup toolchain install nightly");
    }
    Ok(())
}

/// PATH with cargo-fuzz in front, where `cargo fuzz` looks for it.
fn tool_path(project: &Project) -> Result<OsString> {
    let tool = cargo_tool(project, "cargo-fuzz", &[CARGO_FUZZ])?;
    let folder = tool.parent().map(PathBuf::from);
    let path = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(
        folder.into_iter().chain(env::split_paths(&path)),
    )?)
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
