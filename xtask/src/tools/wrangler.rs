//! Cloudflare's command line, which only `cargo xtask deploy` needs: a folder
//! and a lock file of its own, so that nobody else downloads it.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::npm;
use crate::process;
use crate::project::Project;

/// What wrangler's own package asks for.
const NODE_LEAST: (u32, u32) = (22, 12);

/// An installed wrangler, run in the folder of its configuration.
pub(crate) struct WranglerTool {
    script: PathBuf,
    folder: PathBuf,
}

/// What it said, and whether it ended well.
pub(crate) struct Said {
    pub(crate) is_well: bool,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl WranglerTool {
    /// Installs it if it is not.
    pub(crate) fn find(project: &Project) -> Result<Self> {
        check_node(process::version(&mut Command::new("node")).as_deref())?;
        let source = project.root.join("xtask/npm/deploy");
        let modules = npm::modules(&source, &project.tools().join("npm-deploy"))?;
        Ok(Self {
            script: modules.join("wrangler/bin/wrangler.js"),
            folder: project.root.join("edge"),
        })
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("node");
        command
            .current_dir(&self.folder)
            .arg(&self.script)
            .args(arguments)
            .env("WRANGLER_SEND_METRICS", "false")
            .stdin(Stdio::null());
        command
    }

    /// Runs it where a person reads along.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<()> {
        process::run(&mut self.command(arguments))
    }

    /// Runs it and keeps what it says.
    pub(crate) fn ask(&self, arguments: &[&str]) -> Result<Said> {
        let output = self.command(arguments).output().context("node")?;
        let text = |bytes: Vec<u8>| plain(&String::from_utf8_lossy(&bytes));
        Ok(Said {
            is_well: output.status.success(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        })
    }

    /// How somebody types it.
    pub(crate) fn typed(&self) -> String {
        format!("node {}", self.script.display())
    }
}

/// The text without its colours, since it stands in sentences of ours: `ESC [`,
/// numbers, `m`.
fn plain(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        plain.push_str(rest.strip_prefix('m').unwrap_or(rest));
    }
    plain
}

/// `v22.12.0` or newer.
fn check_node(version: Option<&str>) -> Result<()> {
    let wanted = format!(
        "wrangler needs Node.js {}.{} or newer on the PATH",
        NODE_LEAST.0, NODE_LEAST.1
    );
    let Some(version) = version else {
        bail!("{wanted}, and there is none");
    };
    let mut parts = version.trim_start_matches('v').split('.');
    let mut next = || parts.next().and_then(|part| part.parse::<u32>().ok());
    let is = (next().unwrap_or(0), next().unwrap_or(0));
    if is < NODE_LEAST {
        bail!("{wanted}, and this is {version}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_colours_do_not_get_into_a_sentence() {
        let said = "\u{1b}[31m✘ \u{1b}[41;31m[ERROR]\u{1b}[0m set a token";
        assert_eq!(plain(said), "✘ [ERROR] set a token");
    }

    #[test]
    fn an_older_node_is_told_before_wrangler_fails_of_it() {
        assert!(check_node(Some("v22.12.0")).is_ok());
        assert!(check_node(Some("v24.1.0")).is_ok());
        for (version, told) in [
            (Some("v20.20.2"), "this is v20.20.2"),
            (Some("v22.11.9"), "this is v22.11.9"),
            (None, "there is none"),
        ] {
            let fault = check_node(version).unwrap_err().to_string();
            assert!(fault.contains(told), "{fault}");
        }
    }
}
