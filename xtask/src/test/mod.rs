//! `cargo xtask test`: every suite, and how many tests they ran.
//!
//! A suite that ran no test has failed, whatever its exit code: a filter or a
//! moved file must not turn a promise off unseen.

mod count;
mod suites;

use anyhow::{Result, bail};

use self::count::Count;
use self::suites::{Chosen, Suite};
use crate::build;
use crate::project::Project;
use crate::tools::npm::NpmTools;

/// What `test` may be told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only these suites.
    #[arg(value_enum)]
    suites: Vec<Suite>,
    #[command(flatten)]
    chosen: Chosen,
}

impl Args {
    /// Every suite if none is named; only the browser's if some of its tests are.
    fn suites(&self) -> Result<Vec<Suite>> {
        match (self.chosen.is_everything(), self.suites.as_slice()) {
            (true, []) => Ok(Suite::ALL.to_vec()),
            (true, suites) => Ok(suites.to_vec()),
            (false, [] | [Suite::Browser]) => Ok(vec![Suite::Browser]),
            (false, _) => bail!("--only and --named choose browser tests and no others"),
        }
    }
}

/// Builds, runs the suites one after another, and prints the counts last.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let tools = NpmTools::new(project)?;
    let suites = args.suites()?;
    build::all(project, &tools)?;
    let mut total = Count::default();
    let mut broken = Vec::new();
    for suite in suites {
        eprintln!("xtask: {}", suite.title());
        match suite.run(project, &tools, &args.chosen) {
            Ok(outcome) => {
                if let Some(fault) = outcome.fault() {
                    broken.push(format!("{}: {fault}", suite.title()));
                }
                total.add(outcome.count);
            }
            Err(error) => broken.push(format!("{}: {error:#}", suite.title())),
        }
    }
    println!("{total}");
    if broken.is_empty() {
        return Ok(());
    }
    bail!("{}", broken.join("; "))
}
