//! The suites and the tiers, and how a suite went.

use std::env;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::path::PathBuf;
use std::process::{Command, ExitStatus};

use anyhow::{Context, Result};
use clap::ValueEnum;

use super::count::Count;
use super::native::{self, Binaries};
use super::{Chosen, Stage, browser};
use crate::build::Flavor;
use crate::files;
use crate::project::Project;

/// How much is tried (`tests/README.md`).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tier {
    /// Each promise at least once, in ten minutes.
    Test,
    /// Everything, on the released bytes.
    Soak,
}

impl Tier {
    /// Which edge is tried.
    pub(super) fn flavor(self) -> Flavor {
        match self {
            Self::Test => Flavor::Quick,
            Self::Soak => Flavor::Released,
        }
    }

    /// What the tests read in `UNDERSIGNED_TIER`.
    fn name(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Soak => "soak",
        }
    }
}

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
    pub(super) fn run(
        self,
        stage: &Stage<'_>,
        binaries: &Binaries,
        chosen: &Chosen,
    ) -> Result<SuiteResult> {
        match self {
            Self::Unit | Self::Integration => native::run(self, stage, binaries, chosen),
            Self::Browser => browser::run(stage, chosen),
        }
    }
}

/// How a suite went.
pub(super) struct SuiteResult {
    pub(super) count: Count,
    /// Where all that it printed is.
    pub(super) log: PathBuf,
    /// How the runner ended that did not end well, if one did.
    pub(super) failure: Option<ExitStatus>,
}

impl SuiteResult {
    /// Why the suite has failed, if it has.
    pub(super) fn fault(&self, is_whole: bool) -> Option<String> {
        let log = self.log.display();
        if self.count.failed > 0 {
            return Some(format!("{} failed, see {log}", self.count.failed));
        }
        if let Some(status) = self.failure {
            return Some(format!("it ended with {status}, see {log}"));
        }
        if is_whole && self.count.passed == 0 {
            return Some("it ran no test".to_owned());
        }
        if self.count.skipped > 0 && env::var_os("CI").is_some() {
            return Some(format!("{} skipped, see {log}", self.count.skipped));
        }
        None
    }
}

/// What a suite's programs print, shown and kept.
pub(super) struct Log {
    pub(super) path: PathBuf,
    file: File,
}

impl Log {
    /// An empty one for a suite.
    pub(super) fn open(project: &Project, suite: &str) -> Result<Self> {
        let path = project.scratch("logs").join(suite).with_extension("log");
        files::write(&path, "")?;
        let file = File::create(&path).with_context(|| path.display().to_string())?;
        Ok(Self { path, file })
    }

    /// Copies every line, and hands it on.
    pub(super) fn copy(&mut self, from: impl Read, mut see: impl FnMut(&str)) -> Result<()> {
        for line in BufReader::new(from).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            eprintln!("{line}");
            writeln!(self.file, "{line}").context("the log cannot be written")?;
            see(&line);
        }
        Ok(())
    }
}

/// What a suite needs to start the edge itself.
pub(super) fn with_edge(command: &mut Command, stage: &Stage<'_>) -> Result<()> {
    command
        .env("UNDERSIGNED_DIST", &stage.built)
        .env("UNDERSIGNED_WORKERD", stage.tools.workerd()?)
        .env("UNDERSIGNED_TIER", stage.tier.name());
    Ok(())
}
