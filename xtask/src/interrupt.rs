//! Ctrl-C, SIGTERM and SIGHUP: whatever this command has started ends with it.
//!
//! Each program runs in a process group of its own, which is asked to end, and
//! after a grace is killed: a runner that dies at once would leave the edges
//! and browsers that its tests have started.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process_group, test_kill_process_group};

use crate::wait;

/// Browsers close within it; workerd can ignore SIGTERM for minutes.
const GRACE: Duration = Duration::from_secs(3);

static IS_ASKED: AtomicBool = AtomicBool::new(false);
static GROUPS: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

/// From now on the signals end the groups. Called once, before any starts.
pub(crate) fn install() -> Result<()> {
    ctrlc::set_handler(|| {
        IS_ASKED.store(true, Ordering::SeqCst);
        end_all();
    })
    .context("Ctrl-C cannot be handled")
}

/// Whether somebody asked this command to end.
pub(crate) fn is_asked() -> bool {
    IS_ASKED.load(Ordering::SeqCst)
}

/// A process group that ends when the command is interrupted.
pub(crate) struct Group(Pid);

impl Group {
    /// The group of a child that leads one.
    pub(crate) fn of(child: u32) -> Option<Self> {
        let group = i32::try_from(child).ok().and_then(Pid::from_raw)?;
        groups().push(group);
        Some(Self(group))
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        groups().retain(|group| *group != self.0);
    }
}

/// Ends every group that is still there.
pub(crate) fn end_all() {
    let left = groups().clone();
    for group in &left {
        // That it has ended already is no error.
        kill_process_group(*group, Signal::TERM).ok();
    }
    let is_gone = |group: &Pid| test_kill_process_group(*group).is_err();
    let all_gone = wait::until("the programs to end", GRACE, || {
        Ok(left.iter().all(is_gone))
    });
    if all_gone.is_err() {
        for group in &left {
            kill_process_group(*group, Signal::KILL).ok();
        }
    }
}

fn groups() -> MutexGuard<'static, Vec<Pid>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::CommandExt as _;
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn what_a_program_has_started_ends_with_it() {
        // The shell ignores SIGTERM and so does its child, as workerd may.
        let mut child = Command::new("sh")
            .args(["-c", "trap '' TERM; sleep 600 & echo started; wait"])
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .unwrap();
        let mut started = [0; 8];
        let stdout = child.stdout.as_mut().unwrap();
        std::io::Read::read_exact(stdout, &mut started).unwrap();
        let group = Group::of(child.id()).unwrap();
        end_all();
        child.wait().unwrap();
        wait::until("the group to be gone", GRACE, || {
            Ok(test_kill_process_group(group.0).is_err())
        })
        .unwrap();
    }
}
