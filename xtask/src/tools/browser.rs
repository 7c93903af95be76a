//! A real Chromium: `CHROME`, then the system's, then Debian's package.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::on_path;
use crate::process;

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const MISSING: &str = "Chromium is missing: install it (on Debian: apt-get install chromium) or set CHROME to its path";

/// The browser that the tests drive.
pub(crate) fn find() -> Result<PathBuf> {
    if let Some(chrome) = env::var_os("CHROME") {
        let chrome = PathBuf::from(chrome);
        if !chrome.is_file() {
            bail!("CHROME is set to {}, which is no file", chrome.display());
        }
        return Ok(chrome);
    }
    if let Some(found) = NAMES.iter().find_map(|name| on_path(name)) {
        return Ok(found);
    }
    install()?;
    match on_path("chromium") {
        Some(found) => Ok(found),
        None => bail!(MISSING),
    }
}

fn install() -> Result<()> {
    let is_debian = Path::new("/etc/debian_version").exists() && on_path("apt-get").is_some();
    if !is_debian || !rustix::process::geteuid().is_root() {
        bail!(MISSING);
    }
    eprintln!("xtask: installing Debian's chromium");
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    // A machine that never ran `update` has no list to install from.
    process::run(Command::new("apt-get").args(["update", "-qq"]))?;
    process::run(apt.args([
        "install",
        "-y",
        "-qq",
        "--no-install-recommends",
        "chromium",
    ]))
}
