//! The edge as a process: bare workerd with a state folder.
//!
//! It is ended by its own pid, and never outlives the value that stands for it.

use std::fs::File;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use ureq::Agent;

use crate::secrets::Secrets;
use crate::tools::npm::NpmTools;
use crate::wait;

/// Hung or streaming requests let workerd ignore SIGTERM for minutes.
const GRACE: Duration = Duration::from_secs(1);
const START_LIMIT: Duration = Duration::from_secs(15);
/// Putting a campaign paints a picture in each of its languages.
const REQUEST_LIMIT: Duration = Duration::from_mins(1);

/// A running edge.
pub(crate) struct Workerd {
    child: Child,
    /// Where it answers, such as `http://127.0.0.1:8787`.
    pub(crate) origin: String,
    /// What it prints.
    pub(crate) log: PathBuf,
    agent: Agent,
}

impl Workerd {
    /// Starts what was built, and returns when it answers.
    pub(crate) fn start(tools: &NpmTools, place: &EdgeSetup, secrets: &Secrets) -> Result<Self> {
        std::fs::create_dir_all(place.state)?;
        let log = place.state.with_extension("log");
        let output = File::create(&log).with_context(|| log.display().to_string())?;
        let authority = format!("127.0.0.1:{}", place.port);
        let origin = format!("http://{authority}");
        let mut command = Command::new(tools.workerd()?);
        command
            .arg("serve")
            .arg(place.built.join("workerd.capnp"))
            .arg(format!(
                "--directory-path=assets={}",
                place.built.join("assets").display()
            ))
            .arg(format!("--directory-path=state={}", place.state.display()))
            .arg(format!("--socket-addr=http={authority}"))
            .envs(secrets.variables())
            .env("UNDERSIGNED_ORIGIN", &origin)
            .env("UNDERSIGNED_AUTHORITIES", &authority)
            .env("UNDERSIGNED_LIMITS", place.limits)
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            // Ctrl-C is for us: we end it in order.
            .process_group(0);
        command.envs(place.mail.iter().map(|(name, value)| (name, value)));
        if let Some(address) = local_mail_server(place.mail) {
            command.arg(format!("--external-addr=mail={address}"));
        }
        let child = command.spawn().context("workerd cannot be started")?;
        let mut edge = Self {
            child,
            origin,
            log,
            agent: agent(),
        };
        edge.await_health()?;
        Ok(edge)
    }

    fn await_health(&mut self) -> Result<()> {
        let url = format!("{}/healthz", self.origin);
        wait::until("the edge to answer /healthz", START_LIMIT, || {
            if let Some(status) = self.exited()? {
                bail!(
                    "workerd ended at once ({status}): {} says why",
                    self.log.display()
                );
            }
            Ok(self
                .agent
                .get(&url)
                .call()
                .is_ok_and(|answer| answer.status() == 200))
        })
    }

    /// How it ended, if it did.
    pub(crate) fn exited(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// A client for its API; a status is never an error by itself.
    pub(crate) fn agent(&self) -> &Agent {
        &self.agent
    }

    /// Asks it to end; after the grace it is killed.
    pub(crate) fn stop(mut self) -> Result<()> {
        if let Ok(pid) = i32::try_from(self.child.id())
            && let Some(pid) = Pid::from_raw(pid)
            && self.exited()?.is_none()
        {
            kill_process(pid, Signal::TERM)?;
        }
        if wait::until("workerd to end", GRACE, || Ok(self.exited()?.is_some())).is_err() {
            self.child.kill()?;
        }
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Workerd {
    fn drop(&mut self) {
        // That it has ended already is the usual case, and no error.
        if self.child.kill().is_ok() {
            drop(self.child.wait());
        }
    }
}

/// Where an edge runs.
pub(crate) struct EdgeSetup<'a> {
    /// The folder that [`crate::build::all`] gave.
    pub(crate) built: &'a Path,
    pub(crate) state: &'a Path,
    pub(crate) port: u16,
    /// The settings of its mail; none: it sends none.
    pub(crate) mail: &'a [(&'static str, String)],
    /// Its `UNDERSIGNED_LIMITS`.
    pub(crate) limits: &'a str,
}

/// Where the mail settings name a server of this machine, its `HOST:PORT`:
/// the edge reaches public addresses only, and this one by name.
fn local_mail_server(mail: &[(&'static str, String)]) -> Option<String> {
    let (_, json) = mail.iter().find(|(name, _)| *name == "UNDERSIGNED_MAIL")?;
    let settings: serde_json::Value = serde_json::from_str(json).ok()?;
    let url = settings.get("url")?.as_str()?;
    let address = url.strip_prefix("http://")?;
    Some(address.trim_end_matches('/').to_owned())
}

/// A listener on the loopback address; port 0 means any free one.
pub(crate) fn listen(port: u16) -> Result<TcpListener> {
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "port {port} is in use: end what listens there, or choose another with --edge-port, --site-port or --mail-port (0 means any free one)"
        ),
        Err(error) => Err(error).with_context(|| format!("port {port}")),
    }
}

/// The port itself, or a free one for 0. It is free at this moment; workerd
/// binds it right after.
pub(crate) fn free_port(wanted: u16) -> Result<u16> {
    Ok(listen(wanted)?.local_addr()?.port())
}

/// A client; a status is never an error by itself.
pub(crate) fn agent() -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(REQUEST_LIMIT));
    config.build().new_agent()
}

/// Everybody signs from 127.0.0.1 here, so one network may sign a hundred
/// thousand times and more. A deployment never has these limits.
pub(crate) fn wide_limits() -> String {
    let names = ["network", "hosted", "session", "partner", "campaign"];
    let all = names.map(|name| format!(r#""{name}":{{"per_hour":100000000,"burst":1000000}}"#));
    format!("{{{}}}", all.join(","))
}
