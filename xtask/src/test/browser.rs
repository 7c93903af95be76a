//! The browser tests: Node's own runner, two files beside each other.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::count::Count;
use super::suites::{Log, SuiteResult, Tier, with_edge};
use super::{Chosen, Stage};
use crate::files;
use crate::process::Running;
use crate::project::Project;
use crate::tools::browser;

/// A folder's files take a minute or two in their one process, and twenty times
/// that on a machine that does much else; past this they hang. Each test has a
/// limit of its own (`tests/browser/support/test.mjs`).
const FILE_LIMIT_MS: u32 = 2_400_000;

/// A file drives a browser and an edge, which together keep one core busy.
const FILES_AT_ONCE: u32 = 2;

/// Finds or fetches the browsers.
pub(super) fn fetch(tier: Tier) -> Result<()> {
    browser::chromium()?;
    if tier == Tier::Test {
        browser::headless_shell()?;
    }
    browser::firefox()?;
    Ok(())
}

/// Runs the files that are asked for.
pub(super) fn run(stage: &Stage<'_>, chosen: &Chosen) -> Result<SuiteResult> {
    let files = test_files(stage.project, stage.tier, chosen)?;
    let mut log = Log::open(stage.project, "browser")?;
    if files.is_empty() {
        return Ok(SuiteResult {
            count: Count::default(),
            log: log.path,
            failure: None,
        });
    }
    let tap = stage.project.scratch("logs/browser.tap");
    files::write(&tap, "")?;
    let mut node = Command::new("node");
    node.current_dir(&stage.project.root)
        .arg("--test")
        .arg(format!("--test-timeout={FILE_LIMIT_MS}"))
        .arg(format!("--test-concurrency={FILES_AT_ONCE}"))
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .args(["--test-reporter=tap", "--test-reporter-destination"])
        .arg(&tap)
        .args(files)
        // Not Node's own pattern: with it a process of several files hangs.
        .env("UNDERSIGNED_NAMED", chosen.named.join("\n"))
        .env("CHROME", browser::chromium()?)
        .env("NODE_PATH", stage.tools.node_modules()?);
    if let (Tier::Test, Some(shell)) = (stage.tier, browser::headless_shell()?) {
        node.env("CHROME_HEADLESS_SHELL", shell);
    }
    if let Some(firefox) = browser::firefox()? {
        node.env("FIREFOX", firefox);
    }
    with_edge(&mut node, stage)?;
    let mut running = Running::start(node.stdout(Stdio::piped())).context("the browser tests")?;
    if let Some(stdout) = running.child.stdout.take() {
        log.copy(stdout, |_| {})?;
    }
    let status = running.wait()?;
    Ok(SuiteResult {
        count: Count::of_tap(&fs::read_to_string(tap)?),
        log: log.path,
        failure: (!status.success()).then_some(status),
    })
}

/// The files that Node is given. All of a tier: those in the folder itself, of
/// which some run a folder's files in one process, and in soak those that only
/// it has. Some: every file with a part of that in its folder's or its own name,
/// by itself.
fn test_files(project: &Project, tier: Tier, chosen: &Chosen) -> Result<Vec<PathBuf>> {
    let folder = project.root.join("tests/browser");
    let mut files = tests_in(&folder)?;
    if tier == Tier::Soak {
        files.extend(tests_in(&folder.join("soak"))?);
    }
    if files.is_empty() {
        bail!("no *.test.mjs in tests/browser");
    }
    if chosen.only.is_empty() {
        return Ok(files);
    }
    for path in files::list(&folder)? {
        if path.is_dir() && !path.ends_with("soak") {
            files.extend(tests_in(&path)?);
        }
    }
    files.retain(|file| {
        let path = file.strip_prefix(&folder).unwrap_or(file).to_string_lossy();
        !runs_a_folder(file) && chosen.only.iter().any(|part| path.contains(part))
    });
    Ok(files)
}

fn tests_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = files::list(folder)?;
    files.retain(|file| name_of(file).ends_with(".test.mjs"));
    Ok(files)
}

/// `mail.test.mjs` beside `mail/`.
fn runs_a_folder(file: &Path) -> bool {
    file.with_extension("").with_extension("").is_dir()
}

fn name_of(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
