//! `cargo xtask bench`: the edge's speed, beside the same job in plain
//! JavaScript on the same runtime, and a page's beside a plain script. The
//! measuring is `tests/bench/`'s.

use std::process::Command;

use anyhow::{Context, Result};

use crate::build::{self, Flavor};
use crate::process;
use crate::project::Project;
use crate::tools::browser;
use crate::tools::npm::NpmTools;

/// The case that a browser measures; the others are the bench's own.
const PAGE: &str = "page";

/// The options of `bench`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Which cases are measured: signatures, forged, unsigned, feed, tally,
    /// live, page; all unless said.
    #[arg(long, value_delimiter = ',')]
    cases: Vec<String>,
    /// Handed to the bench as it is.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

impl Args {
    fn has_page(&self) -> bool {
        let is_of_outbox = self.rest.iter().any(|word| word == "--waiting");
        (self.cases.is_empty() && !is_of_outbox) || self.cases.iter().any(|case| case == PAGE)
    }

    /// What is left for the bench; none where that is nothing.
    fn others(&self) -> Option<Vec<String>> {
        let mut cases = self.cases.clone();
        cases.retain(|case| case != PAGE);
        let chosen = match (self.cases.is_empty(), cases.is_empty()) {
            (true, _) => Vec::new(),
            (false, true) => return None,
            (false, false) => vec!["--cases".to_owned(), cases.join(",")],
        };
        Some([chosen, self.rest.clone()].concat())
    }
}

/// Builds what is deployed and measures it.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let tools = NpmTools::new(project)?;
    build::all(project, &tools, Flavor::Released)?;
    if let Some(arguments) = args.others() {
        measure_edge(project, &tools, &arguments)?;
    }
    if args.has_page() {
        measure_page(project, &tools)?;
    }
    Ok(())
}

fn measure_edge(project: &Project, tools: &NpmTools, arguments: &[String]) -> Result<()> {
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
            "--features",
            "bench",
        ])
        .arg("--")
        .args(arguments)
        .env("UNDERSIGNED_DIST", project.dist())
        .env("UNDERSIGNED_WORKERD", tools.workerd()?);
    process::run_answering(&mut bench)
}

fn measure_page(project: &Project, tools: &NpmTools) -> Result<()> {
    let mut node = Command::new("node");
    node.current_dir(&project.root)
        .arg("tests/bench/page/main.mjs")
        .env("CHROME", browser::chromium()?)
        .env("NODE_PATH", tools.node_modules()?)
        .env("UNDERSIGNED_DIST", project.dist())
        .env("UNDERSIGNED_WORKERD", tools.workerd()?);
    process::run_answering(&mut node).context("the page's speed was not measured")
}
