//! Gates that are cargo's, or subcommands of it.

use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::project::Project;
use crate::tools::rust::cargo_tool;

/// rustfmt has nothing to change; names the files where it has.
pub(crate) fn format(project: &Project) -> Result<()> {
    cargo(
        project,
        &["fmt", "--all", "--", "--check", "--files-with-diff"],
    )
}

/// Clippy has nothing to say about anything that runs natively.
pub(crate) fn lints_native(project: &Project) -> Result<()> {
    let all = [
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--all-features",
    ];
    cargo(project, &[&all[..], &["--", "-D", "warnings"]].concat())
}

/// The same for what runs in the runtime or a page.
pub(crate) fn lints_wasm(project: &Project) -> Result<()> {
    let target = [
        "clippy",
        "--locked",
        "--lib",
        "--target",
        "wasm32-unknown-unknown",
    ];
    let crates = [
        "--package",
        "protocol",
        "--package",
        "edge",
        "--package",
        "widget",
    ];
    cargo(
        project,
        &[&target[..], &crates, &["--", "-D", "warnings"]].concat(),
    )
}

/// The docs build, and every link in them leads somewhere.
pub(crate) fn docs(project: &Project) -> Result<()> {
    let mut cargo = process::cargo();
    cargo
        .current_dir(&project.root)
        .env("RUSTDOCFLAGS", "-D warnings")
        .args([
            "doc",
            "--locked",
            "--workspace",
            "--no-deps",
            "--document-private-items",
        ]);
    process::run(&mut cargo)
}

/// No crate asks for what it doesn't use.
pub(crate) fn unused_dependencies(project: &Project) -> Result<()> {
    let machete = cargo_tool(project, "cargo-machete", &["0.9.2"])?;
    process::run(Command::new(machete).current_dir(&project.root).arg("."))
}

/// Licences, bans and sources of `deny.toml`.
///
/// Advisories are not asked for: their database lies outside the registries,
/// and a gate must not depend on what else is reachable.
pub(crate) fn licences_and_sources(project: &Project) -> Result<()> {
    let deny = cargo_tool(project, "cargo-deny", &["0.20.2", "--no-default-features"])?;
    let mut command = Command::new(deny);
    command.args(["--locked", "--workspace", "check", "--hide-inclusion-graph"]);
    process::run(
        command
            .current_dir(&project.root)
            .args(["bans", "licenses", "sources"]),
    )
}

fn cargo(project: &Project, arguments: &[&str]) -> Result<()> {
    process::run(process::cargo().current_dir(&project.root).args(arguments))
}
