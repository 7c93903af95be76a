//! Every test that cargo compiles: one invocation, so that what they share is
//! compiled once, and then the binaries one after another.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Result;
use serde::Deserialize;

use super::count::Count;
use super::suites::{Log, Suite, SuiteResult, Tier, with_edge};
use super::{Chosen, Stage};
use crate::process::{self, Running};
use crate::project::Project;

/// The package whose tests start the edge.
const INTEGRATION: &str = "tests";

/// What the packages' tests need. Not `--all-features`: one of `tests` turns
/// on what only soak has.
const FEATURES: &str = "protocol/json,protocol/verify";

/// The binaries that were compiled.
#[derive(Default)]
pub(crate) struct Binaries(Vec<Binary>);

struct Binary {
    package: String,
    folder: PathBuf,
    program: PathBuf,
}

/// A line of `--message-format=json`: the fields that say what a test is.
#[derive(Deserialize)]
struct Message {
    manifest_path: Option<PathBuf>,
    executable: Option<PathBuf>,
    profile: Option<Profile>,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

/// Compiles the tests of every package.
pub(super) fn compile(project: &Project, tier: Tier) -> Result<Binaries> {
    let features = match tier {
        Tier::Test => FEATURES.to_owned(),
        Tier::Soak => format!("{FEATURES},{INTEGRATION}/soak"),
    };
    let mut cargo = process::cargo();
    cargo
        .current_dir(&project.root)
        .args(["test", "--locked", "--workspace", "--no-run", "--features"])
        .arg(features)
        .arg("--message-format=json-render-diagnostics");
    let printed = process::output(&mut cargo)?;
    let mut binaries: Vec<_> = printed.lines().filter_map(Binary::parse).collect();
    binaries.sort_by(|a, b| a.program.cmp(&b.program));
    Ok(Binaries(binaries))
}

impl Binary {
    fn parse(line: &str) -> Option<Self> {
        let message: Message = serde_json::from_str(line).ok()?;
        message.profile.filter(|profile| profile.test)?;
        let folder = message.manifest_path?.parent()?.to_owned();
        Some(Self {
            package: folder.file_name()?.to_string_lossy().into_owned(),
            folder,
            program: message.executable?,
        })
    }
}

/// Runs the binaries of a suite, whatever fails on the way.
pub(super) fn run(
    suite: Suite,
    stage: &Stage<'_>,
    binaries: &Binaries,
    chosen: &Chosen,
) -> Result<SuiteResult> {
    let is_integration = suite == Suite::Integration;
    let name = if is_integration {
        "integration"
    } else {
        "unit"
    };
    let mut log = Log::open(stage.project, name)?;
    let mut count = Count::default();
    let mut failure = None;
    let of_suite = |binary: &&Binary| (binary.package == INTEGRATION) == is_integration;
    for binary in binaries.0.iter().filter(of_suite) {
        let mut command = command(binary, chosen);
        if is_integration {
            with_edge(&mut command, stage)?;
        }
        let mut running = Running::start(command.stdout(Stdio::piped()))?;
        if let Some(stdout) = running.child.stdout.take() {
            log.copy(stdout, |line| count.add(Count::of_cargo_line(line)))?;
        }
        let status = running.wait()?;
        if !status.success() {
            failure = Some(status);
        }
    }
    Ok(SuiteResult {
        count,
        log: log.path,
        failure,
    })
}

/// As cargo would run it.
fn command(binary: &Binary, chosen: &Chosen) -> Command {
    let mut command = Command::new(&binary.program);
    command
        .current_dir(&binary.folder)
        .env("CARGO_MANIFEST_DIR", &binary.folder)
        .args(&chosen.only);
    command
}
