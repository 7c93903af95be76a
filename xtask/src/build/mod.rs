//! From sources to what runs: the widget's assets, the edge's worker and the
//! runtime's configurations, in one folder.
//!
//! Each step asks cargo first (which knows its own freshness) and skips the
//! rest when a hash of everything that went in is unchanged. One build at a
//! time: a lock in the target folder is held meanwhile.

mod assets;
mod bindgen;
mod edge;
mod esbuild;
mod mangle_names;
mod released;
mod stamp;
mod strip_panics;
mod wasm;
mod widget;
mod workerd_config;
mod wrangler;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::Result;

pub(crate) use self::assets::{Manifest, PAYLOAD_TOKEN, hex};
pub(crate) use self::released::Releases;
pub(crate) use self::wrangler::Wrangler;
use crate::files;
use crate::project::Project;
use crate::tools::npm::NpmTools;
use crate::tools::rust;

/// How the edge is compiled. The widget is always what is released.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flavor {
    /// For `dev` and `test`: ready in a fraction of the time, and as fast for a
    /// request.
    Quick,
    /// What is deployed, measured and soaked: the same bytes on every machine.
    Released,
}

impl Flavor {
    /// The folder with everything that runs.
    pub(crate) fn folder(self, project: &Project) -> PathBuf {
        match self {
            Self::Quick => project.scratch(self.name()),
            Self::Released => project.dist(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Released => "released",
        }
    }
}

/// Builds whatever is not up to date; gives the folder with everything that runs.
pub(crate) fn all(project: &Project, tools: &NpmTools, flavor: Flavor) -> Result<PathBuf> {
    let _lock = lock(project)?;
    rust::ensure_wasm_target()?;
    beside(
        // The bundlers wait for it; the compilers need not.
        || tools.node_modules().map(drop),
        || {
            beside(
                || widget::build(project, tools),
                || edge::build(project, tools, flavor),
            )
        },
    )?;
    let folder = flavor.folder(project);
    copy_assets(&project.assets(), &folder.join("assets"))?;
    workerd_config::write(project, &folder)?;
    Ok(folder)
}

/// Both at once: what waits for the network or uses one core leaves the rest to
/// the other.
fn beside(
    one: impl FnOnce() -> Result<()> + Send,
    other: impl FnOnce() -> Result<()>,
) -> Result<()> {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        match one.join() {
            Ok(one) => one.and(other),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Makes the second folder what the first one is.
fn copy_assets(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    for path in files::list(from)? {
        if let Some(name) = path.file_name() {
            files::write(&to.join(name), files::read(&path)?)?;
        }
    }
    Ok(())
}

/// Builds no more than what pages load.
pub(crate) fn assets(project: &Project, tools: &NpmTools) -> Result<()> {
    let _lock = lock(project)?;
    rust::ensure_wasm_target()?;
    widget::build(project, tools)
}

fn lock(project: &Project) -> Result<File> {
    let file = project.scratch("build.lock");
    files::write(&file, "")?;
    let lock = File::create(file)?;
    lock.lock()?;
    Ok(lock)
}
