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
pub(crate) use self::native::Binaries;
use self::suites::SuiteResult;
pub(crate) use self::suites::{Suite, Tier};
use crate::build;
use crate::project::Project;
use crate::tools::npm::NpmTools;
use crate::tools::required;
use crate::wait;

/// The options of `test`.
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
    /// Only the tests with one of these in their path, such as `hosted` or
    /// `held::`, and the browser test files with one in their folder or name.
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

/// Builds, runs the suites, and prints the counts last.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let suites = match (args.suites.as_slice(), args.chosen.named.is_empty()) {
        ([], true) => Suite::ALL.to_vec(),
        ([], false) => vec![Suite::Browser],
        (suites, _) => suites.to_vec(),
    };
    let begins = wait::now();
    let tools = NpmTools::new(project)?;
    let stage = Stage::new(project, &tools, Tier::Test);
    let wanted = Wanted {
        suites,
        chosen: &args.chosen,
    };
    let ended = stage.run_beside(&wanted)?;
    eprintln!("xtask: {} s in all", begins.elapsed().as_secs());
    let mut total = Count::default();
    let mut faults = Vec::new();
    for (suite, outcome) in ended {
        let fault = match outcome {
            Ok(outcome) => {
                total.add(outcome.count);
                outcome.fault(args.chosen.is_everything())
            }
            Err(error) => Some(format!("{error:#}")),
        };
        faults.extend(fault.map(|fault| format!("{}: {fault}", suite.title())));
    }
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
}

/// Some suites, and which of their tests.
struct Wanted<'a> {
    suites: Vec<Suite>,
    chosen: &'a Chosen,
}

/// A suite, and how it went.
type Ended = (Suite, Result<SuiteResult>);

impl<'a> Stage<'a> {
    /// Where nothing is built yet.
    pub(crate) fn new(project: &'a Project, tools: &'a NpmTools, tier: Tier) -> Self {
        Self {
            project,
            tools,
            tier,
            built: tier.flavor().folder(project),
        }
    }

    /// Checks, fetches, builds and compiles what the suites need, and nothing
    /// of it runs yet: what measures runs alone.
    pub(crate) fn prepare(&self, suites: &[Suite]) -> Result<Binaries> {
        required::check(suites.contains(&Suite::Browser))?;
        if suites.contains(&Suite::Browser) {
            browser::fetch(self.tier)?;
        }
        self.build_edge(suites)?;
        self.compile_tests(suites)
    }

    /// Runs each suite as soon as what it needs is there. Browsers wait for
    /// pages half of their time: the compiler and the edges of the other suites
    /// use it.
    fn run_beside(&self, wanted: &Wanted<'_>) -> Result<Vec<Ended>> {
        let suites = wanted.suites.as_slice();
        let needs_browser = suites.contains(&Suite::Browser);
        required::check(needs_browser)?;
        let begins = wait::now();
        thread::scope(|scope| {
            let fetched = scope.spawn(move || {
                if needs_browser {
                    browser::fetch(self.tier)?;
                }
                Ok(())
            });
            let native = scope.spawn(|| -> Result<_> {
                let binaries = self.compile_tests(suites)?;
                let unit = self.timed(Suite::Unit, &binaries, wanted);
                Ok((binaries, unit))
            });
            let built = self.build_edge(suites);
            let fetched = join(fetched);
            if let Err(error) = built.and(fetched) {
                // What compiles meanwhile has its own errors, of less interest.
                join(native).ok();
                return Err(error);
            }
            eprintln!(
                "xtask: built the edge after {} s",
                begins.elapsed().as_secs()
            );
            let browser = scope.spawn(|| {
                let none = Binaries::default();
                Ok(self.timed(Suite::Browser, &none, wanted))
            });
            let native = join(native).map(|(binaries, unit)| {
                let integration = self.timed(Suite::Integration, &binaries, wanted);
                [unit, integration]
            });
            let browser = join(browser)?;
            let ended = native?.into_iter().chain([browser]);
            Ok(ended.flatten().collect())
        })
    }

    /// Runs a suite if it is wanted.
    fn timed(&self, suite: Suite, binaries: &Binaries, wanted: &Wanted<'_>) -> Option<Ended> {
        if !wanted.suites.contains(&suite) {
            return None;
        }
        let starts = wait::now();
        let outcome = suite.run(self, binaries, wanted.chosen);
        if let Ok(outcome) = &outcome {
            let took_s = starts.elapsed().as_secs();
            eprintln!("xtask: {}: {} in {took_s} s", suite.title(), outcome.count);
        }
        Some((suite, outcome))
    }

    fn build_edge(&self, suites: &[Suite]) -> Result<()> {
        if suites.iter().any(|suite| *suite != Suite::Unit) {
            build::all(self.project, self.tools, self.tier.flavor())
                .context("the edge could not be built")?;
        }
        Ok(())
    }

    fn compile_tests(&self, suites: &[Suite]) -> Result<Binaries> {
        if suites.iter().all(|suite| *suite == Suite::Browser) {
            return Ok(Binaries::default());
        }
        native::compile(self.project, self.tier).context("the tests could not be compiled")
    }

    /// Runs a suite, or a part of it that has some tests.
    pub(crate) fn run(&self, suite: Suite, binaries: &Binaries, chosen: &Chosen) -> Result<Count> {
        let outcome = suite.run(self, binaries, chosen)?;
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
