//! Skipping what is up to date: a step's hash of everything that went in.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use sha2::{Digest, Sha256};

use crate::files;
use crate::project::Project;

/// The hash of one step's inputs.
pub(crate) struct Stamp {
    file: PathBuf,
    hash: Sha256,
}

impl Stamp {
    /// Starts with what every step depends on: these commands themselves and
    /// the pinned tools.
    pub(crate) fn new(project: &Project, step: &str) -> Result<Self> {
        let file = project.scratch("stamps").join(step);
        let mut stamp = Self {
            file,
            hash: Sha256::new(),
        };
        stamp.add_folder(&project.root.join("xtask/src/build"))?;
        stamp.add_bytes(&files::read(
            &project.root.join("xtask/npm/package-lock.json"),
        )?);
        stamp.add_bytes(&files::read(&project.root.join("Cargo.lock"))?);
        Ok(stamp)
    }

    /// Adds one input.
    pub(crate) fn add_bytes(&mut self, bytes: &[u8]) {
        // The length first, so that no two lists of inputs look alike.
        self.hash.update(bytes.len().to_be_bytes());
        self.hash.update(bytes);
    }

    /// Adds every file of a folder, in the order of their names.
    pub(crate) fn add_folder(&mut self, folder: &Path) -> Result<()> {
        for path in files::list(folder)? {
            if path.is_dir() {
                self.add_folder(&path)?;
            } else {
                self.add_bytes(path.as_os_str().as_encoded_bytes());
                self.add_bytes(&files::read(&path)?);
            }
        }
        Ok(())
    }

    /// Whether this very input made the output that is there.
    pub(crate) fn is_fresh(&self, output: &Path) -> bool {
        output.exists() && fs::read_to_string(&self.file).is_ok_and(|done| done == self.text())
    }

    /// Remembers that the output is made. Before a step starts to overwrite,
    /// [`Stamp::forget`] must have been called.
    pub(crate) fn commit(&self) -> Result<()> {
        files::write(&self.file, self.text())
    }

    /// Forgets the last output, so that a step that fails midway runs again.
    pub(crate) fn forget(&self) -> Result<()> {
        if self.file.exists() {
            fs::remove_file(&self.file)?;
        }
        Ok(())
    }

    fn text(&self) -> String {
        super::assets::hex(&self.hash.clone().finalize())
    }
}
