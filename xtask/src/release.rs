//! `cargo xtask release`: keeps what pages load of this build, for good.
//!
//! A deployment of any later build answers for it too. What is kept is committed
//! like a source, and a gate fails when it changes.

use anyhow::Result;

use crate::build::{self, Manifest, Releases};
use crate::git;
use crate::project::Project;
use crate::tools::npm::NpmTools;

/// The options of `release`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Its name, such as 1.2.3 or 1.2.3-alpha.1; not used before.
    version: String,
}

/// Builds from a clean checkout, keeps the assets, and says what to commit.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let head = git::clean_head(&project.root)?;
    build::assets(project, &NpmTools::new(project)?)?;
    let built = Manifest::load(project)?.paths(project);
    let release = Releases::of(project).add(&args.version, &head, &built)?;
    println!(
        "{} of {}, {}:",
        release.version, release.date, release.commit
    );
    for file in &release.files {
        println!("{} {} {}", file.sha256, file.size_bytes, file.name);
    }
    let total: usize = release.files.iter().map(|file| file.size_bytes).sum();
    println!("{total} bytes in edge/released: commit them");
    Ok(())
}
