//! `cargo xtask soak`: everything at its whole size, on the released bytes.
//!
//! It takes hours. `--sample` takes some parts by turns: the commit's hash says
//! where it begins, and a time says how far it goes, so that over some commits
//! each is tried. Which parts were tried is printed.

use std::fmt;
use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::git::git;
use crate::project::Project;
use crate::test::{Binaries, Chosen, Count, Stage, Suite, Tier};
use crate::{files, fuzz, mutants, process, reproducible, wait};

/// The options of `soak`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only the parts with one of these in their name, such as `simulation`,
    /// `every_state`, `fuzz` or `mutants`.
    parts: Vec<String>,
    /// Only as many parts as begin within these seconds, from the one on that
    /// the commit's hash chooses.
    #[arg(long, value_name = "SECONDS")]
    sample: Option<u64>,
    /// Prints the parts, and tries none.
    #[arg(long)]
    list: bool,
}

/// One part: tried by itself, minutes at most but for the last three.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// Every native test of the rules: more cases of each property.
    Unit,
    /// A module of the integration tests whose sizes differ.
    Integration(String),
    /// A file of the browser tests.
    Browser(String),
    /// A fuzz target.
    Fuzz(String),
    /// The mutants of `petition` and `protocol`.
    Mutants,
    /// Two builds in two folders.
    Reproducible,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit => f.write_str("unit"),
            Self::Integration(module) => write!(f, "integration/{}", module.replace("::", "/")),
            Self::Browser(file) => write!(f, "browser/{file}"),
            Self::Fuzz(target) => write!(f, "fuzz/{target}"),
            Self::Mutants => f.write_str("mutants"),
            Self::Reproducible => f.write_str("reproducible"),
        }
    }
}

/// Tries the parts one after another, and prints the counts last.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let mut parts = parts_of(project)?;
    if !args.parts.is_empty() {
        parts.retain(|part| {
            args.parts
                .iter()
                .any(|name| part.to_string().contains(name))
        });
    }
    if args.sample.is_some() {
        parts.retain(Part::is_sampled);
        let start = turn(project)?.checked_rem(parts.len()).unwrap_or(0);
        parts.rotate_left(start);
    }
    if parts.is_empty() {
        bail!("there is no such part: --list names them");
    }
    if args.list {
        for part in &parts {
            println!("{part}");
        }
        return Ok(());
    }
    try_parts(project, &parts, args.sample.map(Duration::from_secs))
}

fn try_parts(project: &Project, parts: &[Part], limit: Option<Duration>) -> Result<()> {
    let suites = suites_of(parts);
    let tools = crate::tools::npm::NpmTools::new(project)?;
    let stage = Stage::new(project, &tools, Tier::Soak);
    let binaries = stage.prepare(&suites)?;
    let begins = wait::now();
    let mut total = Count::default();
    let mut faults = Vec::new();
    let mut tried = Vec::new();
    for part in parts {
        if limit.is_some_and(|limit| begins.elapsed() >= limit) {
            break;
        }
        eprintln!("xtask: soak: {part}");
        tried.push(part.to_string());
        match part.run(project, &stage, &binaries) {
            Ok(count) => {
                eprintln!("xtask: soak: {part}: {count}");
                total.add(count);
            }
            Err(error) => faults.push(format!("{part}: {error:#}")),
        }
    }
    eprintln!(
        "xtask: soak tried {} of {} parts in {} s: {}",
        tried.len(),
        parts.len(),
        begins.elapsed().as_secs(),
        tried.join(" ")
    );
    println!("{total}");
    if faults.is_empty() {
        return Ok(());
    }
    bail!("{}", faults.join("; "))
}

/// The parts that measure: they need a machine that does nothing else.
const MEASURING: [&str; 4] = ["timing", "work", "pushed", "measured.test.mjs"];

impl Part {
    /// Whether a sample may take it: minutes at most, on any machine and with
    /// other work beside it, with nothing but what `test` has installed.
    fn is_sampled(&self) -> bool {
        match self {
            Self::Unit => true,
            Self::Integration(name) | Self::Browser(name) => {
                !MEASURING.contains(&name.as_str()) && name != "python_clients"
            }
            // A nightly toolchain; hours; two builds of everything.
            Self::Fuzz(_) | Self::Mutants | Self::Reproducible => false,
        }
    }

    fn run(&self, project: &Project, stage: &Stage<'_>, binaries: &Binaries) -> Result<Count> {
        let run = |suite, chosen: &Chosen| stage.run(suite, binaries, chosen);
        match self {
            Self::Unit => run(Suite::Unit, &Chosen::default()),
            Self::Integration(module) => {
                run(Suite::Integration, &Chosen::of(&format!("{module}::")))
            }
            Self::Browser(file) => run(Suite::Browser, &Chosen::of(file)),
            Self::Fuzz(target) => fuzz::count(project, target),
            Self::Mutants => mutants::count(project),
            Self::Reproducible => reproducible::run(project).map(|()| Count::one()),
        }
    }
}

fn suites_of(parts: &[Part]) -> Vec<Suite> {
    let mut suites = Suite::ALL.to_vec();
    suites.retain(|suite| {
        parts.iter().any(|part| match part {
            Part::Unit => *suite == Suite::Unit,
            Part::Integration(_) => *suite == Suite::Integration,
            Part::Browser(_) => *suite == Suite::Browser,
            Part::Fuzz(_) | Part::Mutants | Part::Reproducible => false,
        })
    });
    suites
}

/// Every part: what is in the tier alone, and what has other sizes in it.
fn parts_of(project: &Project) -> Result<Vec<Part>> {
    let tests = project.root.join("tests");
    let mut parts = vec![Part::Unit];
    for name in names(&tests.join("soak"), ".rs")? {
        parts.push(Part::Integration(name));
    }
    let modules = modules_with_sizes(&tests.join("it"), "")?;
    parts.extend(modules.into_iter().map(Part::Integration));
    for folder in browser_folders(&tests.join("browser"))? {
        for name in names(&folder, ".test.mjs")? {
            if folder.ends_with("soak") || has_sizes(&folder, &name, ".test.mjs")? {
                parts.push(Part::Browser(format!("{name}.test.mjs")));
            }
        }
    }
    parts.extend(fuzz::targets(project)?.into_iter().map(Part::Fuzz));
    parts.dedup();
    parts.extend([Part::Mutants, Part::Reproducible]);
    Ok(parts)
}

/// The modules under a folder of Rust tests whose sizes differ. A file without
/// a test declares those of its folder.
fn modules_with_sizes(folder: &Path, above: &str) -> Result<Vec<String>> {
    let mut modules = Vec::new();
    for name in names(folder, ".rs")? {
        let module = format!("{above}{name}");
        let text = files::read_text(&folder.join(&name).with_extension("rs"))?;
        let inside = folder.join(&name);
        if inside.is_dir() && !text.contains("#[test]") {
            modules.extend(modules_with_sizes(&inside, &format!("{module}::"))?);
        } else if has_sizes(folder, &name, ".rs")? {
            modules.push(module);
        }
    }
    Ok(modules)
}

fn browser_folders(browser: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut folders = files::list(browser)?;
    folders.retain(|folder| folder.is_dir());
    Ok(folders)
}

/// The names in a folder with this ending, without it.
fn names(folder: &Path, ending: &str) -> Result<Vec<String>> {
    let paths = files::list(folder)?;
    let names = paths.iter().filter_map(|path| {
        let name = path.file_name()?.to_str()?.strip_suffix(ending)?;
        (name != "main").then(|| name.to_owned())
    });
    Ok(names.collect())
}

/// Whether a file, or a folder of the same name, asks for the tier.
fn has_sizes(folder: &Path, name: &str, ending: &str) -> Result<bool> {
    let mut sources = vec![folder.join(format!("{name}{ending}"))];
    let parts = folder.join(name);
    if parts.is_dir() {
        sources.extend(files::list(&parts)?);
    }
    for source in sources.iter().filter(|source| source.is_file()) {
        let text = fs::read_to_string(source).with_context(|| source.display().to_string())?;
        if ["tier::", "isSoak", "pick("]
            .iter()
            .any(|word| text.contains(word))
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whose turn it is: the commit's hash as a number.
fn turn(project: &Project) -> Result<usize> {
    let hash = process::output(&mut git(&project.root, &["rev-parse", "HEAD"]))?;
    let digits = hash.get(..8).context("git gave no hash")?;
    let number = u32::from_str_radix(digits, 16).context("git gave no hash")?;
    Ok(usize::try_from(number)?)
}
