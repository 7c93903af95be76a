//! `cargo xtask reproducible`: two builds of one checkout, in two folders and
//! from nothing, give the same bytes.
//!
//! So anybody with the sources can tell whether a deployment is made of them.
//! It compiles everything twice and takes minutes, so it is no gate.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::build::{self, Flavor, hex};
use crate::git::git;
use crate::project::Project;
use crate::tools::npm::NpmTools;
use crate::{files, process};

/// Of different lengths, so that a path in an output moves what follows it.
const FOLDERS: [&str; 2] = ["twice/one", "twice/the-other-folder"];

/// The name of each file of a build, with its SHA-256.
type Hashes = BTreeMap<String, String>;

/// Builds twice, prints every file's hash, and fails where two differ.
pub(crate) fn run(project: &Project) -> Result<()> {
    let tools = NpmTools::new(project)?;
    // Both before either is built: the checkout may change meanwhile.
    let [one, other] = FOLDERS.map(|name| copy_into(&project.scratch(name), project));
    let [one, other] = [one?, other?].map(|copy| build_one(&copy, &tools));
    let (one, other) = (one?, other?);
    for (name, hash) in &one {
        println!("{hash} {name}");
    }
    let differing = compare(&one, &other);
    if !differing.is_empty() {
        bail!(
            "not the same in both of {}: {}",
            project.scratch("twice").display(),
            differing.join(", ")
        );
    }
    println!("{} files, the same in two folders", one.len());
    Ok(fs::remove_dir_all(project.scratch("twice"))?)
}

/// The checkout's files in an emptied folder, with a target folder of their own.
fn copy_into(folder: &Path, project: &Project) -> Result<Project> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let copy = Project {
        root: folder.join("checkout"),
        target: folder.join("target"),
    };
    let known = [
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ];
    for name in process::output(&mut git(&project.root, &known))?.split_terminator('\0') {
        let path = project.root.join(name);
        // One that is deleted and not committed yet is listed too.
        if path.is_file() {
            files::write(&copy.root.join(name), files::read(&path)?)?;
        }
    }
    Ok(copy)
}

fn build_one(copy: &Project, tools: &NpmTools) -> Result<Hashes> {
    build::all(copy, tools, Flavor::Released)?;
    let mut hashes = Hashes::new();
    add_hashes(&copy.dist(), &copy.dist(), &mut hashes)?;
    Ok(hashes)
}

/// Every file but the hidden ones, which the build keeps for itself.
fn add_hashes(root: &Path, folder: &Path, hashes: &mut Hashes) -> Result<()> {
    for path in files::list(folder)? {
        let name = path.strip_prefix(root).context("outside of its folder")?;
        let name = name.display().to_string();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            add_hashes(root, &path, hashes)?;
        } else {
            hashes.insert(name, hex(&Sha256::digest(files::read(&path)?)));
        }
    }
    Ok(())
}

/// The names of what is not the same, or in one of them only.
fn compare(one: &Hashes, other: &Hashes) -> Vec<String> {
    let names: BTreeSet<_> = one.keys().chain(other.keys()).collect();
    let is_differing = |name: &&&String| one.get(**name) != other.get(**name);
    names
        .iter()
        .filter(is_differing)
        .map(ToString::to_string)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_or_is_missing_on_either_side_is_named() {
        let place = tempfile::tempdir().unwrap();
        let hashes = |name: &str, built: &[(&str, &str)]| {
            let folder = place.path().join(name);
            for (file, text) in built {
                files::write(&folder.join(file), text).unwrap();
            }
            let mut hashes = Hashes::new();
            add_hashes(&folder, &folder, &mut hashes).unwrap();
            hashes
        };
        let same = ("assets/same.js", "same");
        let one = hashes("one", &[same, ("worker/a", "1"), ("b", ""), (".lock", "1")]);
        let other = hashes(
            "other",
            &[same, ("worker/a", "2"), ("c", ""), (".lock", "2")],
        );
        assert_eq!(compare(&one, &other), ["b", "c", "worker/a"]);
        assert!(compare(&one, &one).is_empty());
    }
}
