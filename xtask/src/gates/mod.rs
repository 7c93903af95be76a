//! The gates of `cargo xtask ci`.

mod append_only;
mod length;
mod rust;
mod words;

use anyhow::Result;

use crate::project::Project;
use crate::size;

/// One check of the whole project.
type Gate = fn(&Project) -> Result<()>;

/// Every gate by its name, the quick ones first.
pub(crate) const GATES: [(&str, Gate); 11] = [
    ("format", rust::format),
    ("kept files", append_only::only_added),
    ("kept releases", append_only::releases),
    ("file lengths", length::warn),
    ("typos", words::typos),
    ("lints, native", rust::lints_native),
    ("lints, wasm32", rust::lints_wasm),
    ("docs", rust::docs),
    ("unused dependencies", rust::unused_dependencies),
    ("licences and sources", rust::licences_and_sources),
    ("sizes", size::run),
];
