//! Finding or fetching each tool in the ordinary way.
//!
//! What is missing and cannot be fetched is said in one plain sentence with
//! how to get it. Nothing is installed into the tree.

pub(crate) mod browser;
pub(crate) mod npm;
pub(crate) mod required;
pub(crate) mod rust;
pub(crate) mod wrangler;

use std::env;
use std::path::PathBuf;

/// The first program of this name on PATH.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}
