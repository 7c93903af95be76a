//! workerd, esbuild, wasm-opt and the browser tests' libraries: from PATH where
//! the version is the pinned one, else by `npm ci` from the committed lock file.
//!
//! No install script runs: the binaries are inside the packages.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::on_path;
use crate::files;
use crate::process;
use crate::project::Project;

/// The tools that come from npm packages.
pub(crate) struct NpmTools {
    source: PathBuf,
    home: PathBuf,
    versions: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Package {
    dependencies: BTreeMap<String, String>,
}

impl NpmTools {
    /// Reads the pinned versions; fetches nothing yet.
    pub(crate) fn new(project: &Project) -> Result<Self> {
        let source = project.root.join("xtask/npm");
        let text = files::read_text(&source.join("package.json"))?;
        let package: Package = serde_json::from_str(&text).context("xtask/npm/package.json")?;
        Ok(Self {
            source,
            home: project.tools().join("npm"),
            versions: package.dependencies,
        })
    }

    /// The bundler.
    pub(crate) fn esbuild(&self) -> Result<PathBuf> {
        let wanted = self.pinned("esbuild")?;
        self.find("esbuild", wanted, |modules| {
            only_inside(&modules.join("@esbuild"), "bin/esbuild")
        })
    }

    /// The edge's runtime, which calls itself after its day: `1.20261117.1` is
    /// `workerd 2026-11-17`.
    pub(crate) fn workerd(&self) -> Result<PathBuf> {
        let day = self
            .pinned("workerd")?
            .split('.')
            .nth(1)
            .unwrap_or_default();
        let (year, rest) = day.split_at_checked(4).unwrap_or((day, ""));
        let (month, day) = rest.split_at_checked(2).unwrap_or((rest, ""));
        let wanted = format!("workerd {year}-{month}-{day}");
        self.find("workerd", &wanted, |modules| {
            only_inside(&modules.join("@cloudflare"), "bin/workerd")
        })
    }

    /// Binaryen's optimizer: `132.0.0` is `wasm-opt version 132`.
    pub(crate) fn wasm_opt(&self) -> Result<PathBuf> {
        let major = self
            .pinned("binaryen")?
            .split('.')
            .next()
            .unwrap_or_default();
        let wanted = format!("wasm-opt version {major}");
        self.find("wasm-opt", &wanted, |modules| {
            Ok(modules.join("binaryen/bin/wasm-opt"))
        })
    }

    /// The folder for `NODE_PATH`: the browser tests' libraries are in it.
    pub(crate) fn node_modules(&self) -> Result<PathBuf> {
        modules(&self.source, &self.home)
    }

    /// The program on PATH if its version starts as wanted, else the package's.
    fn find(
        &self,
        name: &str,
        wanted: &str,
        packaged: impl FnOnce(&Path) -> Result<PathBuf>,
    ) -> Result<PathBuf> {
        if let Some(file) = on_path(name)
            && process::version(&mut Command::new(&file)).is_some_and(|is| is.starts_with(wanted))
        {
            return Ok(file);
        }
        packaged(&self.node_modules()?)
    }

    fn pinned(&self, package: &str) -> Result<&str> {
        let version = self.versions.get(package);
        version
            .map(String::as_str)
            .with_context(|| format!("{package} is not in xtask/npm"))
    }
}

/// The packages of a folder with its own lock file, installed if they are not.
pub(super) fn modules(source: &Path, home: &Path) -> Result<PathBuf> {
    // Builds that run beside each other ask for the same.
    static INSTALLING: Mutex<()> = Mutex::new(());
    let _one_at_a_time = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
    let modules = home.join("node_modules");
    let lock = files::read(&source.join("package-lock.json"))?;
    let installed = home.join("installed-lock.json");
    if fs::read(&installed).is_ok_and(|done| done == lock) {
        return Ok(modules);
    }
    install(source, home)?;
    files::write(&installed, lock)?;
    Ok(modules)
}

fn install(source: &Path, home: &Path) -> Result<()> {
    eprintln!("xtask: installing the npm tools into {}", home.display());
    for file in ["package.json", "package-lock.json"] {
        files::write(&home.join(file), files::read(&source.join(file))?)?;
    }
    let mut npm = Command::new("npm");
    npm.args([
        "ci",
        "--ignore-scripts",
        // React 18 stands beside 19 for the host pages, and each asks for a `react` of its own.
        "--legacy-peer-deps",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    process::run(npm.current_dir(home))
        .context("the npm tools could not be installed: is the npm registry reachable?")
}

/// npm installs only the platform package that fits this machine.
fn only_inside(scope: &Path, file: &str) -> Result<PathBuf> {
    for folder in files::list(scope)? {
        let path = folder.join(file);
        if path.is_file() {
            return Ok(path);
        }
    }
    bail!(
        "no {file} in {}: npm has no package of it for this machine",
        scope.display()
    )
}
