//! `cargo xtask bench`: the edge's speed, beside the same job in plain
//! JavaScript on the same runtime. The measuring is `tests/bench/`'s.

use anyhow::Result;

use crate::project::Project;
use crate::tools::npm::NpmTools;
use crate::{build, process};

/// What `bench` may be told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Handed to the bench as it is.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// Builds what is deployed and measures it.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let tools = NpmTools::new(project)?;
    build::all(project, &tools)?;
    let mut bench = process::cargo();
    bench
        .current_dir(&project.root)
        .args([
            "run",
            "--quiet",
            "--profile",
            "bench-client",
            "--package",
            "tests",
            "--bin",
            "bench",
        ])
        .arg("--")
        .args(&args.rest)
        .env("UNDERSIGNED_DIST", project.dist())
        .env("UNDERSIGNED_WORKERD", tools.workerd()?);
    process::run_answering(&mut bench)
}
