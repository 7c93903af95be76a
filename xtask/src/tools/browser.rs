//! Real browsers: a path in `CHROME` or `FIREFOX`, then the system's, then
//! Debian's package. Nothing can be shown without Chromium; without Firefox its
//! tests are skipped, and counted as such.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::on_path;
use crate::process;

/// One kind of browser: how it is found, and Debian's package of it.
struct Browser {
    variable: &'static str,
    names: &'static [&'static str],
    /// Where macOS has it.
    applications: &'static [&'static str],
    package: &'static str,
}

const CHROMIUM: Browser = Browser {
    variable: "CHROME",
    names: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ],
    applications: &[
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
    package: "chromium",
};

/// Chromium without the browser around its pages: half of the processor's time
/// of a visit goes. It keeps no page for the way back, and little else differs.
const HEADLESS_SHELL: Browser = Browser {
    variable: "CHROME_HEADLESS_SHELL",
    names: &["chromium-headless-shell", "chrome-headless-shell"],
    applications: &[],
    package: "chromium-headless-shell",
};

const FIREFOX: Browser = Browser {
    variable: "FIREFOX",
    names: &["firefox-esr", "firefox"],
    applications: &["/Applications/Firefox.app/Contents/MacOS/firefox"],
    package: "firefox-esr",
};

/// The whole browser: for anybody's pages, and for what is measured.
pub(crate) fn chromium() -> Result<PathBuf> {
    CHROMIUM.find_or_install()
}

/// What most tests drive, or none where only the whole browser can be had, or
/// where somebody has named theirs.
pub(crate) fn headless_shell() -> Result<Option<PathBuf>> {
    let is_named = |browser: &Browser| env::var_os(browser.variable).is_some();
    if is_named(&CHROMIUM) && !is_named(&HEADLESS_SHELL) {
        return Ok(None);
    }
    if HEADLESS_SHELL.is_there() || can_install() {
        return HEADLESS_SHELL.find_or_install().map(Some);
    }
    Ok(None)
}

/// Whether there is a Chromium, or can be one without anybody's help.
pub(crate) fn can_have_chromium() -> bool {
    CHROMIUM.is_there() || can_install()
}

/// The second browser, or none where it can't be had.
pub(crate) fn firefox() -> Result<Option<PathBuf>> {
    if !FIREFOX.is_there() && !can_install() {
        eprintln!(
            "xtask: the tests in Firefox are skipped: install it, or set FIREFOX to its path"
        );
        return Ok(None);
    }
    FIREFOX.find_or_install().map(Some)
}

impl Browser {
    fn find_or_install(&self) -> Result<PathBuf> {
        let Self {
            variable, package, ..
        } = self;
        if let Some(path) = env::var_os(variable) {
            let path = PathBuf::from(path);
            if !path.is_file() {
                bail!("{variable} is set to {}, which is no file", path.display());
            }
            return Ok(path);
        }
        if let Some(found) = self.installed() {
            return Ok(found);
        }
        if can_install() {
            install(package)?;
        }
        match self.installed() {
            Some(found) => Ok(found),
            None => bail!("{package} is missing: install it, or set {variable} to its path"),
        }
    }

    fn is_there(&self) -> bool {
        env::var_os(self.variable).is_some() || self.installed().is_some()
    }

    fn installed(&self) -> Option<PathBuf> {
        let applications = self.applications.iter().map(PathBuf::from);
        self.names
            .iter()
            .find_map(|name| on_path(name))
            .or_else(|| applications.into_iter().find(|file| file.is_file()))
    }
}

/// Ubuntu's packages of browsers are snaps, which need a running snapd.
fn can_install() -> bool {
    let is_debian = Path::new("/etc/debian_version").exists()
        && !Path::new("/etc/lsb-release").exists()
        && on_path("apt-get").is_some();
    is_debian && rustix::process::geteuid().is_root()
}

fn install(package: &str) -> Result<()> {
    eprintln!("xtask: installing Debian's {package}");
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    // A machine that never ran `update` has no list to install from.
    process::run(Command::new("apt-get").args(["update", "-qq"]))?;
    process::run(apt.args(["install", "-y", "-qq", "--no-install-recommends", package]))
}
