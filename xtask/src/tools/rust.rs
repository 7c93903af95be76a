//! The wasm32 target, and the gates that are cargo subcommands.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::on_path;
use crate::process;
use crate::project::Project;

const WASM: &str = "wasm32-unknown-unknown";

/// Adds the wasm32 target, unless the toolchain has it.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    let sysroot = process::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM)
        .is_dir()
    {
        return Ok(());
    }
    process::run(Command::new("rustup").args(["target", "add", WASM]))
        .with_context(|| format!("the Rust target {WASM} is missing: rustup target add {WASM}"))
}

/// A cargo subcommand as a program: the pinned version from PATH, or an
/// earlier `cargo install` of ours, or a new one into the tools' folder.
pub(crate) fn cargo_tool(project: &Project, name: &str, install: &[&str]) -> Result<PathBuf> {
    let version = install.first().copied().unwrap_or_default();
    let root = project.tools().join("cargo");
    let ours = root.join("bin").join(name);
    for file in on_path(name).into_iter().chain([ours.clone()]) {
        let printed = process::version(&mut Command::new(&file)).unwrap_or_default();
        if printed.split_whitespace().any(|word| word == version) {
            return Ok(file);
        }
    }
    eprintln!("xtask: building {name} {version}, once");
    let mut cargo = process::cargo();
    // Unoptimized: it runs for seconds, and optimizing it took minutes.
    cargo
        .args([
            "install",
            "--debug",
            "--locked",
            "--quiet",
            name,
            "--version",
        ])
        .args(install);
    cargo.arg("--root").arg(&root);
    process::run(&mut cargo).with_context(|| {
        format!("{name} is missing: cargo install --locked {name} --version {version}")
    })?;
    Ok(ours)
}
