//! `cargo xtask`: every developer command of Undersigned.
//!
//! It holds no logic of the product: it builds, starts, checks and measures
//! what the other crates are. Progress goes to stderr; what a command is asked
//! for (the `ready` line, a table, the counts) goes to stdout.

#![allow(
    clippy::print_stdout,
    reason = "a developer command answers on the terminal"
)]

#[cfg(not(unix))]
compile_error!("Undersigned is built on Linux and macOS; on Windows, use WSL");

mod bench;
mod build;
mod campaign;
mod ci;
mod deploy;
mod dev;
mod disk;
mod dist;
mod files;
mod fuzz;
mod gates;
mod git;
mod interrupt;
mod mail_check;
mod mailbox;
mod mutants;
mod process;
mod project;
mod release;
mod reproducible;
mod secrets;
mod site;
mod size;
mod soak;
mod test;
mod tools;
mod wait;
mod workerd;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::project::Project;

/// Every developer command of Undersigned.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds all and runs the edge with two partner sites on this machine.
    Dev(dev::Args),
    /// Builds all and runs every test, in ten minutes; the last line counts them.
    Test(test::Args),
    /// Tries everything at its whole size, on the released bytes: hours.
    Soak(soak::Args),
    /// Runs every gate: format, lints, docs, dependencies, sizes, kept files.
    Ci(ci::Args),
    /// Prints what a partner's page loads, and fails over the budgets.
    Size,
    /// Prints the edge's speed beside the same job in plain JavaScript.
    Bench(bench::Args),
    /// Runs every fuzz target for some time, with a nightly toolchain.
    Fuzz(fuzz::Args),
    /// Builds what is deployed, into `dist/`.
    Dist,
    /// Deploys to Cloudflare, after checking what supporters would find out.
    Deploy(deploy::Args),
    /// Keeps this build's assets for good, in `edge/released/`.
    Release(release::Args),
    /// Builds twice in two folders, and fails where a byte differs.
    Reproducible,
}

/// What a shell gives for a program that SIGINT has ended: 128 + 2.
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    let result = interrupt::install().and_then(|()| run(Cli::parse().command));
    let is_interrupted = interrupt::is_asked();
    if is_interrupted {
        interrupt::end_all();
    }
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) if is_interrupted => {
            eprintln!("xtask: interrupted; what it had started has ended");
            ExitCode::from(INTERRUPTED)
        }
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let project = Project::find()?;
    let target = project.target.clone();
    dispatch(&project, command)
        .map_err(|error| disk::explain(error, &[&target, &std::env::temp_dir()]))
}

fn dispatch(project: &Project, command: Command) -> Result<()> {
    match command {
        Command::Dev(args) => dev::run(project, &args),
        Command::Test(args) => test::run(project, &args),
        Command::Soak(args) => soak::run(project, &args),
        Command::Ci(args) => ci::run(project, &args),
        Command::Size => size::run(project),
        Command::Bench(args) => bench::run(project, &args),
        Command::Fuzz(args) => fuzz::run(project, &args),
        Command::Dist => dist::run(project),
        Command::Deploy(args) => deploy::run(project, &args),
        Command::Release(args) => release::run(project, &args),
        Command::Reproducible => reproducible::run(project),
    }
}
