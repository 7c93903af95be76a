//! Starting other programs, and saying plainly what went wrong with them.

use std::env;
use std::io::{self, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

use crate::interrupt::{self, Group};

/// `cargo`, without the variables that `cargo run` set for xtask itself:
/// build scripts that watch them would run again at each change of caller.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        let is_ours = [
            "CARGO_PKG_",
            "CARGO_MANIFEST_",
            "CARGO_BIN_",
            "CARGO_CRATE_",
        ]
        .iter()
        .any(|prefix| name.starts_with(prefix));
        if is_ours {
            command.env_remove(name.as_ref());
        }
    }
    command
}

/// Runs to the end; its stdout becomes stderr, since ours is for the answer.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    run_answering(command.stdout(io::stderr()))
}

/// Runs to the end; what it prints is our answer.
pub(crate) fn run_answering(command: &mut Command) -> Result<()> {
    let status = Running::start(command)?.wait()?;
    if !status.success() {
        bail!("{} failed ({status})", line_of(command));
    }
    Ok(())
}

/// A program in a process group of its own, which ends with this command.
pub(crate) struct Running {
    pub(crate) child: Child,
    _group: Option<Group>,
}

impl Running {
    /// Starts it, with nothing to read.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        if interrupt::is_asked() {
            bail!("interrupted before {}", name_of(command));
        }
        let child = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .with_context(|| format!("{} cannot be started", name_of(command)))?;
        let group = Group::of(child.id());
        Ok(Self {
            child,
            _group: group,
        })
    }

    /// How it ended.
    pub(crate) fn wait(mut self) -> Result<ExitStatus> {
        Ok(self.child.wait()?)
    }
}

/// Runs to the end and gives its stdout.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("{} cannot be started", name_of(command)))?;
    if !output.status.success() {
        bail!("{} failed ({})", line_of(command), output.status);
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("{} printed something that is no text", name_of(command)))
}

/// Runs to the end with something to read, and gives its stdout.
pub(crate) fn filter(command: &mut Command, input: &[u8]) -> Result<String> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} cannot be started", name_of(command)))?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input)?;
    }
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("{} failed ({})", line_of(command), output.status);
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("{} printed something that is no text", name_of(command)))
}

/// The first line that `program --version` prints, if there is such a program.
pub(crate) fn version(command: &mut Command) -> Option<String> {
    let output = command
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().next().map(str::to_owned)
}

/// The program and its arguments, as in a terminal.
fn line_of(command: &Command) -> String {
    let arguments = command
        .get_args()
        .map(|argument| argument.to_string_lossy());
    let words: Vec<_> = [name_of(command).into()]
        .into_iter()
        .chain(arguments)
        .collect();
    words.join(" ")
}

fn name_of(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    program
        .file_name()
        .unwrap_or(program.as_os_str())
        .to_string_lossy()
        .into_owned()
}
