//! From sources to `dist/`: the widget's assets, the edge's worker and the
//! runtime's configurations.
//!
//! Each step asks cargo first (which knows its own freshness) and skips the
//! rest when a hash of everything that went in is unchanged. One build at a
//! time: `dist/.lock` is held meanwhile.

mod assets;
mod bindgen;
mod edge;
mod esbuild;
mod released;
mod short;
mod slim;
mod stamp;
mod wasm;
mod widget;
mod workerd_config;
mod wrangler;

use std::fs::{self, File};

use anyhow::Result;

pub(crate) use self::assets::{Manifest, PAYLOAD_TOKEN, hex};
pub(crate) use self::released::Releases;
pub(crate) use self::wrangler::Wrangler;
use crate::project::Project;
use crate::tools::npm::NpmTools;
use crate::tools::rust;

/// Builds whatever is not up to date.
pub(crate) fn all(project: &Project, tools: &NpmTools) -> Result<()> {
    let _lock = lock(project)?;
    rust::ensure_wasm_target()?;
    widget::build(project, tools)?;
    edge::build(project, tools)?;
    workerd_config::write(project)
}

/// Builds no more than what pages load.
pub(crate) fn assets(project: &Project, tools: &NpmTools) -> Result<()> {
    let _lock = lock(project)?;
    rust::ensure_wasm_target()?;
    widget::build(project, tools)
}

fn lock(project: &Project) -> Result<File> {
    fs::create_dir_all(project.dist())?;
    let lock = File::create(project.dist().join(".lock"))?;
    lock.lock()?;
    Ok(lock)
}
