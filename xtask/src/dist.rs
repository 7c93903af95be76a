//! `cargo xtask dist`: what is deployed, reproducibly.

use anyhow::Result;

use crate::build::{self, Flavor};
use crate::project::Project;
use crate::tools::npm::NpmTools;

/// Builds `dist/` and says where it is.
pub(crate) fn run(project: &Project) -> Result<()> {
    build::all(project, &NpmTools::new(project)?, Flavor::Released)?;
    println!("{}", project.dist().display());
    Ok(())
}
