//! `cargo xtask test`: every suite, and how many tests they ran.
//!
//! A suite that ran no test has failed, whatever its exit code: a filter or a
//! moved file must not turn a promise off unseen. Under `CI`, so has one that
//! skipped a test for want of something on the machine.

mod browser;
mod count;
mod native;
mod suites;

use std::path::PathBuf;
use std::thread;

use anyhow::{Context, Result, bail};

pub(crate) use self::count::Count;
use self::native::Binaries;
pub(crate) use self::suites::{Suite, Tier};
use crate::build::{self, Flavor};
use crate::project::Project;
use crate::tools::npm::NpmTools;
use crate::tools::required;
use crate::wait;

/// What `test` may be told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only these suites.
    #[arg(value_enum)]
    suites: Vec<Suite>,
    #[command(flatten)]
    chosen: Chosen,
}

/// Which tests are wanted; all of them unless said.
#[derive(clap::Args, Default)]
pub(crate) struct Chosen {
    /// Only the tests with one of these in their path, such as `mailing` or
    /// `held::`, and the browser test files with one in their name.
    #[arg(long, value_name = "PART")]
    only: Vec<String>,
    /// Only the browser tests whose name matches one of these regular
    /// expressions (JavaScript's).
    #[arg(long, value_name = "PATTERN")]
    named: Vec<String>,
}

impl Chosen {
    /// The tests with this in their path.
    pub(crate) fn of(part: &str) -> Self {
        Self {
            only: vec![part.to_owned()],
            named: Vec::new(),
        }
    }

    fn is_everything(&self) -> bool {
        self.only.is_empty() && self.named.is_empty()
    }
}

/// Builds, runs the suites one after another, and prints the counts last.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let suites = match (args.suites.as_slice(), args.chosen.named.is_empty()) {
        ([], true) => Suite::ALL.to_vec(),
        ([], false) => vec![Suite::Browser],
        (suites, _) => suites.to_vec(),
    };
    let begins = wait::now();
    let tools = NpmTools::new(project)?;
    let stage = Stage::prepare(project, &tools, &suites, Tier::Test)?;
    eprintln!("xtask: built after {} s", begins.elapsed().as_secs());
    let mut total = Count::default();
    let mut faults = Vec::new();
    for suite in suites {
        let starts = wait::now();
        match suite.run(&stage, &args.chosen) {
            Ok(outcome) => {
                let took_s = starts.elapsed().as_secs();
                eprintln!("xtask: {}: {} in {took_s} s", suite.title(), outcome.count);
                if let Some(fault) = outcome.fault(args.chosen.is_everything()) {
                    faults.push(format!("{}: {fault}", suite.title()));
                }
                total.add(outcome.count);
            }
            Err(error) => faults.push(format!("{}: {error:#}", suite.title())),
        }
    }
    eprintln!("xtask: {} s in all", begins.elapsed().as_secs());
    println!("{total}");
    if total.passed + total.failed == 0 {
        faults.push("no test has run".to_owned());
    }
    if faults.is_empty() {
        return Ok(());
    }
    bail!("{}", faults.join("; "))
}

/// What the suites are run with.
pub(crate) struct Stage<'a> {
    project: &'a Project,
    tools: &'a NpmTools,
    tier: Tier,
    /// The folder of the edge that the tests start.
    built: PathBuf,
    binaries: Binaries,
}

impl<'a> Stage<'a> {
    /// Checks, fetches, builds and compiles what the suites need, each beside
    /// the others.
    pub(crate) fn prepare(
        project: &'a Project,
        tools: &'a NpmTools,
        suites: &[Suite],
        tier: Tier,
    ) -> Result<Self> {
        required::check(suites.contains(&Suite::Browser))?;
        let flavor = match tier {
            Tier::Test => Flavor::Quick,
            Tier::Soak => Flavor::Released,
        };
        let needs_browser = suites.contains(&Suite::Browser);
        let needs_native = suites.iter().any(|suite| *suite != Suite::Browser);
        let needs_edge = suites.iter().any(|suite| *suite != Suite::Unit);
        thread::scope(|scope| {
            let fetched = scope.spawn(move || {
                if needs_browser {
                    browser::fetch()?;
                }
                Ok(())
            });
            let built = scope.spawn(move || {
                if needs_edge {
                    build::all(project, tools, flavor)
                } else {
                    Ok(flavor.folder(project))
                }
            });
            let binaries = if needs_native {
                native::compile(project, tier)
            } else {
                Ok(Binaries::default())
            };
            let built = join(built);
            join(fetched)?;
            Ok(Self {
                project,
                tools,
                tier,
                built: built.context("the edge could not be built")?,
                binaries: binaries.context("the tests could not be compiled")?,
            })
        })
    }

    /// Runs a suite, or a part of it that has some tests.
    pub(crate) fn run(&self, suite: Suite, chosen: &Chosen) -> Result<Count> {
        let outcome = suite.run(self, chosen)?;
        match outcome.fault(true) {
            Some(fault) => bail!("{}: {fault}", outcome.count),
            None => Ok(outcome.count),
        }
    }
}

fn join<T>(thread: thread::ScopedJoinHandle<'_, Result<T>>) -> Result<T> {
    match thread.join() {
        Ok(result) => result,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}
