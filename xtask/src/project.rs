//! Where the project's folders are.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::process;

/// The checkout and the folder that cargo builds into.
pub(crate) struct Project {
    /// The folder of the root manifest.
    pub(crate) root: PathBuf,
    /// Cargo's target folder, as `CARGO_TARGET_DIR` or the configuration says.
    pub(crate) target: PathBuf,
}

#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
}

impl Project {
    /// Asks cargo, so that every way to choose the target folder is honoured.
    pub(crate) fn find() -> Result<Self> {
        // Set by `cargo run`; the compiled-in one may be another checkout's
        // where two share a target folder.
        let own = env::var_os("CARGO_MANIFEST_DIR");
        let own = own.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let manifest = own.join("Cargo.toml");
        let mut command = process::cargo();
        command
            .args([
                "metadata",
                "--no-deps",
                "--format-version=1",
                "--manifest-path",
            ])
            .arg(manifest);
        let metadata: Metadata = serde_json::from_str(&process::output(&mut command)?)
            .context("cargo metadata printed something else than its JSON")?;
        Ok(Self {
            root: metadata.workspace_root,
            target: metadata.target_directory,
        })
    }

    /// What is deployed; also what benches and the soak tests start.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The files that pages load, which every build of the edge serves.
    pub(crate) fn assets(&self) -> PathBuf {
        self.scratch("assets")
    }

    /// Files between the steps of a build.
    pub(crate) fn scratch(&self, name: &str) -> PathBuf {
        self.target.join("undersigned").join(name)
    }

    /// Tools that were fetched for this project, outside the tree.
    pub(crate) fn tools(&self) -> PathBuf {
        self.target.join("undersigned-tools")
    }
}
