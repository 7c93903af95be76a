//! Real browsers: a path in `CHROME` or `FIREFOX`, then the system's, then
//! Debian's package. Nothing can be shown without Chromium; without Firefox its
//! tests are skipped, and counted as such.

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
const NO_FIREFOX: &str = "Firefox is missing: install it (on Debian: apt-get install firefox-esr) or set FIREFOX to its path";
const MISSING: &str = "Chromium is missing: install it (on Debian: apt-get install chromium) or set CHROME to its path";

/// The browser that the tests drive.
pub(crate) fn chromium() -> Result<PathBuf> {
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
    install("chromium", MISSING)?;
    match on_path("chromium") {
        Some(found) => Ok(found),
        None => bail!(MISSING),
    }
}

/// The second browser, or none where it can't be had.
pub(crate) fn firefox() -> Result<Option<PathBuf>> {
    if let Some(firefox) = env::var_os("FIREFOX") {
        let firefox = PathBuf::from(firefox);
        if !firefox.is_file() {
            bail!("FIREFOX is set to {}, which is no file", firefox.display());
        }
        return Ok(Some(firefox));
    }
    let find = || {
        ["firefox-esr", "firefox"]
            .iter()
            .find_map(|name| on_path(name))
    };
    if let Some(found) = find() {
        return Ok(Some(found));
    }
    if let Err(error) = install("firefox-esr", NO_FIREFOX) {
        eprintln!("xtask: the tests in Firefox are skipped: {error:#}");
    }
    Ok(find())
}

fn install(package: &str, missing: &'static str) -> Result<()> {
    let is_debian = Path::new("/etc/debian_version").exists() && on_path("apt-get").is_some();
    if !is_debian || !rustix::process::geteuid().is_root() {
        bail!(missing);
    }
    eprintln!("xtask: installing Debian's {package}");
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    // A machine that never ran `update` has no list to install from.
    process::run(Command::new("apt-get").args(["update", "-qq"]))?;
    process::run(apt.args(["install", "-y", "-qq", "--no-install-recommends", package]))
}
