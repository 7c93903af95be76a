//! `cargo xtask dist`: what is deployed, reproducibly.

use anyhow::Result;

use crate::build::{self, Manifest};
use crate::project::Project;
use crate::tools::npm::NpmTools;

/// What `dist` may be told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Also keep this build's assets in `edge/released/`, for good.
    #[arg(long)]
    release: bool,
}

/// Builds `dist/` and says where it is.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    build::all(project, &NpmTools::new(project)?)?;
    if args.release {
        Manifest::load(project)?.release(project)?;
    }
    println!("{}", project.dist().display());
    Ok(())
}
