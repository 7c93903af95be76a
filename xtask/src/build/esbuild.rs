//! The bundler: one file out of a script and the generated glue.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::files;
use crate::process;

/// One call of esbuild; every output is minified.
pub(crate) struct Bundle<'a> {
    pub(crate) esbuild: &'a Path,
    pub(crate) entry: &'a Path,
    pub(crate) output: &'a Path,
    /// What this output needs beside the common flags.
    pub(crate) flags: Vec<String>,
}

impl Bundle<'_> {
    /// Runs esbuild and gives the output.
    pub(crate) fn write(&self) -> Result<Vec<u8>> {
        let mut command = Command::new(self.esbuild);
        command
            .arg(self.entry)
            .arg(format!("--outfile={}", self.output.display()))
            .args([
                "--bundle",
                "--minify",
                "--charset=utf8",
                "--legal-comments=none",
            ])
            .args(["--log-level=warning"])
            .args(&self.flags);
        process::run(&mut command)?;
        files::read(self.output)
    }
}
