//! Python, for what only another program can show: that a published client
//! signs for us.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

use crate::place;

/// The partner's backend, whose requirements the environment has.
const BACKEND: &str = "examples/server-to-server";

/// The interpreter on this machine.
fn system() -> Command {
    let python = Command::new("python3")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    assert!(
        python.is_ok_and(|status| status.success()),
        "python3 is missing: install Python 3.9 or later, with its venv module"
    );
    Command::new("python3")
}

/// An interpreter that has the example backend's requirements, set up once
/// under the target folder.
pub fn with_client() -> Command {
    static SETTING_UP: Mutex<()> = Mutex::new(());
    let _one_at_a_time = SETTING_UP.lock().unwrap_or_else(PoisonError::into_inner);
    let requirements = place::workspace().join(BACKEND).join("requirements.txt");
    let wanted = std::fs::read(&requirements).unwrap();
    let folder = target().join("undersigned-tools/python");
    let python = folder.join("bin/python");
    let stamp = folder.join("requirements.txt");
    if std::fs::read(&stamp).ok().as_ref() != Some(&wanted) {
        run(
            system().args(["-m", "venv", "--clear"]).arg(&folder),
            "python3 has no working venv module: on Debian, apt-get install python3-venv",
        );
        run(
            Command::new(&python)
                .args([
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                ])
                .arg("--requirement")
                .arg(&requirements),
            "the client's packages could not be fetched: pip has to reach PyPI or a mirror of it",
        );
        std::fs::write(&stamp, &wanted).unwrap();
    }
    Command::new(python)
}

#[track_caller]
fn run(command: &mut Command, what_is_missing: &str) {
    let output = command.stdin(Stdio::null()).output();
    let error = match output {
        Ok(output) if output.status.success() => return,
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(error) => error.to_string(),
    };
    panic!("{what_is_missing}\n{error}");
}

/// The target folder that this test was built into.
fn target() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let target = own
        .ancestors()
        .find(|folder| folder.join("CACHEDIR.TAG").is_file());
    target.map_or_else(|| place::workspace().join("target"), Path::to_owned)
}
