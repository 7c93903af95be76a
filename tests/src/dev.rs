//! `cargo xtask dev` as somebody starts it, with the mail settings of its
//! environment.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::http::Http;
use crate::organizer::Organizer;
use crate::place::Scratch;

/// It builds first, and finds that all is built.
const READY_LIMIT: Duration = Duration::from_mins(3);

/// A running `dev`; dropped, it is asked to end, and ends its edge.
pub struct Dev {
    child: Child,
    lines: Receiver<String>,
    /// What it has said before it was ready.
    pub said: String,
    ready: String,
    _state: Scratch,
}

impl Dev {
    /// Starts it, and returns when it is ready.
    pub fn start(variables: &[(&str, &str)]) -> Self {
        Self::start_with(variables, &[])
    }

    /// The same with more arguments.
    pub fn start_with(variables: &[(&str, &str)], arguments: &[&str]) -> Self {
        let state = Scratch::make();
        // Both outputs by one pipe, so that they come in their order.
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 2>&1"])
            .arg(xtask())
            .args(["dev", "--edge-port", "0", "--site-port", "0"])
            .args(["--mail-port", "0", "--state"])
            .arg(state.path())
            .args(arguments)
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("xtask cannot be started");
        let (sender, lines) = mpsc::channel();
        let out = child.stdout.take().unwrap();
        thread::spawn(move || {
            let lines = BufReader::new(out).lines().map_while(Result::ok);
            // Nobody listens once the value is gone.
            lines.for_each(|line| drop(sender.send(line)));
        });
        let mut dev = Self {
            child,
            lines,
            said: String::new(),
            ready: String::new(),
            _state: state,
        };
        dev.await_ready();
        dev
    }

    fn await_ready(&mut self) {
        while !self.ready.starts_with("ready ") {
            let line = self.lines.recv_timeout(READY_LIMIT);
            let line = line.unwrap_or_else(|_| panic!("dev is not ready: {}", self.said));
            if line.starts_with("ready ") {
                self.ready = line;
            } else {
                self.said.extend([line.as_str(), "\n"]);
            }
        }
    }

    /// A field of its `ready` line.
    pub fn field(&self, name: &str) -> Option<&str> {
        let mut fields = self.ready.split(' ');
        fields.find_map(|field| field.strip_prefix(name)?.strip_prefix('='))
    }

    /// A client of its edge.
    pub fn http(&self) -> Http {
        Http::new(self.field("edge").unwrap())
    }

    /// An organizer of its edge.
    pub fn organizer(&self) -> Organizer {
        let (_, token) = self
            .field("organizer")
            .unwrap()
            .split_once("#token=")
            .unwrap();
        Organizer::new(self.http(), token)
    }
}

impl Drop for Dev {
    fn drop(&mut self) {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        if let Some(pid) = pid {
            // That it has ended already is no error.
            kill_process(pid, Signal::TERM).ok();
        }
        drop(self.child.wait());
    }
}

/// The command that was built beside this test.
fn xtask() -> PathBuf {
    let own = env::current_exe().unwrap();
    let found = own.ancestors().map(|folder| folder.join("xtask"));
    let mut found = found.filter(|file| file.is_file());
    found
        .next()
        .expect("xtask was not built: run `cargo xtask test`")
}
