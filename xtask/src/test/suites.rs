//! What each suite is started with.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use super::count::Count;
use crate::project::Project;
use crate::tools::browser;
use crate::tools::npm::NpmTools;
use crate::{files, process};

/// A file of some hundred audited pages takes one minute, two on a busy machine;
/// past this it hangs.
const BROWSER_TEST_LIMIT_MS: u32 = 300_000;

/// One kind of tests.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Suite {
    /// Every crate's own tests, native.
    Unit,
    /// The real edge on real workerd.
    Integration,
    /// Real pages in a real Chromium.
    Browser,
}

/// Which browser tests are wanted; all of them unless said.
#[derive(clap::Args)]
pub(crate) struct Chosen {
    /// Only the browser test files with one of these in their name.
    #[arg(long, value_name = "PART")]
    only: Vec<String>,
    /// Only the browser tests whose name matches one of these regular
    /// expressions (JavaScript's).
    #[arg(long, value_name = "PATTERN")]
    named: Vec<String>,
}

impl Chosen {
    /// Whether nothing is left out.
    pub(crate) fn is_everything(&self) -> bool {
        self.only.is_empty() && self.named.is_empty()
    }

    fn has(&self, file: &Path) -> bool {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".test.mjs")
            && (self.only.is_empty() || self.only.iter().any(|part| name.contains(part)))
    }
}

/// How a suite went.
pub(crate) struct Outcome {
    pub(crate) count: Count,
    status: ExitStatus,
}

impl Outcome {
    /// Why the suite has failed, if it has.
    pub(crate) fn fault(&self) -> Option<String> {
        if self.count.failed > 0 {
            return Some(format!("{} failed", self.count.failed));
        }
        if self.count.passed == 0 {
            return Some("it ran no test".to_owned());
        }
        (!self.status.success()).then(|| format!("it ended with {}", self.status))
    }
}

impl Suite {
    /// In the order of their speed.
    pub(crate) const ALL: [Self; 3] = [Self::Unit, Self::Integration, Self::Browser];

    /// Its name in progress and problems.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Unit => "unit tests",
            Self::Integration => "integration tests",
            Self::Browser => "browser tests",
        }
    }

    /// Runs it to the end, whatever fails on the way.
    pub(crate) fn run(
        self,
        project: &Project,
        tools: &NpmTools,
        chosen: &Chosen,
    ) -> Result<Outcome> {
        match self {
            Self::Unit => cargo_test(
                project,
                tools,
                &["--workspace", "--exclude", "tests", "--all-features"],
            ),
            Self::Integration => cargo_test(project, tools, &["--package", "tests"]),
            Self::Browser => browser_tests(project, tools, chosen),
        }
    }
}

fn cargo_test(project: &Project, tools: &NpmTools, which: &[&str]) -> Result<Outcome> {
    let mut cargo = process::cargo();
    cargo.args(["test", "--no-fail-fast"]).args(which);
    let mut child = with_edge(&mut cargo, project, tools)?
        .stdout(Stdio::piped())
        .spawn()?;
    let mut count = Count::default();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            eprintln!("{line}");
            count.add(Count::of_cargo_line(&line));
        }
    }
    Ok(Outcome {
        count,
        status: child.wait()?,
    })
}

fn browser_tests(project: &Project, tools: &NpmTools, chosen: &Chosen) -> Result<Outcome> {
    let tap = project.scratch("browser.tap");
    files::write(&tap, "")?;
    let mut node = Command::new("node");
    node.arg("--test")
        .arg(format!("--test-timeout={BROWSER_TEST_LIMIT_MS}"))
        .args(["--test-reporter=spec", "--test-reporter-destination=stderr"])
        .args(["--test-reporter=tap", "--test-reporter-destination"])
        .arg(&tap)
        .args(
            chosen
                .named
                .iter()
                .map(|name| format!("--test-name-pattern={name}")),
        )
        .args(browser_files(project, chosen)?)
        .env("CHROME", browser::chromium()?)
        .env("NODE_PATH", tools.node_modules()?);
    if let Some(firefox) = browser::firefox()? {
        node.env("FIREFOX", firefox);
    }
    let status = with_edge(&mut node, project, tools)?
        .stdout(std::io::stderr())
        .status()
        .context("node cannot be started")?;
    Ok(Outcome {
        count: Count::of_tap(&fs::read_to_string(tap)?),
        status,
    })
}

fn browser_files(project: &Project, chosen: &Chosen) -> Result<Vec<PathBuf>> {
    let mut files = files::list(&project.root.join("tests/browser"))?;
    files.retain(|file| chosen.has(file));
    if files.is_empty() {
        bail!("no *.test.mjs in tests/browser that is asked for");
    }
    Ok(files)
}

/// What a suite needs to start the edge itself.
fn with_edge<'a>(
    command: &'a mut Command,
    project: &Project,
    tools: &NpmTools,
) -> Result<&'a mut Command> {
    Ok(command
        .current_dir(&project.root)
        .stdin(Stdio::null())
        .env("UNDERSIGNED_DIST", project.dist())
        .env("UNDERSIGNED_WORKERD", tools.workerd()?))
}
