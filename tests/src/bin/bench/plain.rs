//! The plain-JavaScript worker of `tests/bench/` as a process: the same
//! workerd and secrets as the edge's, a port and a state folder of its own.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tests::place::{self, Scratch};
use tests::{Ask, Campaign, Http, Runtime, wait};

const START_LIMIT: Duration = Duration::from_secs(20);

/// A running plain-JavaScript worker. Dropped, it is killed.
pub(crate) struct Plain {
    authority: String,
    child: Child,
    organizer_token: String,
    /// Removed after the process has ended.
    _state: Scratch,
}

impl Plain {
    /// Starts it with the edge's secrets, so that a session of one is one of
    /// the other.
    pub(crate) fn start(edge: &Runtime) -> Result<Self> {
        let state = Scratch::make();
        // It is free at this moment; workerd binds it right after.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let authority = address.to_string();
        let secrets = edge.secrets();
        let child = Command::new(place::workerd())
            .arg("serve")
            .arg(place::workspace().join("tests/bench/worker.capnp"))
            .arg(format!("--socket-addr=http={authority}"))
            .arg(format!("--directory-path=state={}", state.path().display()))
            .env_clear()
            .envs(secrets.variables())
            .env("UNDERSIGNED_AUTHORITIES", &authority)
            .stdin(Stdio::null())
            .spawn()
            .context("workerd cannot be started")?;
        let mut plain = Self {
            authority,
            child,
            organizer_token: secrets.organizer_token.clone(),
            _state: state,
        };
        plain.await_answer()?;
        Ok(plain)
    }

    /// Where it answers.
    pub(crate) fn authority(&self) -> &str {
        &self.authority
    }

    /// Its process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Puts the campaign, and what its consent block showed.
    pub(crate) fn put(&self, campaign: &Campaign<'_>, view: &Value) -> Result<()> {
        let body = json!({ "settings": campaign.settings, "view": view });
        let path = format!("/v1/campaigns/{}/settings", campaign.id());
        let ask = Ask::new("PUT", &path)
            .header("authorization", &format!("Bearer {}", self.organizer_token))
            .body(serde_json::to_vec(&body)?);
        let answer = self.http().send(&ask);
        ensure!(
            answer.status == 204,
            "the settings were answered {answer:?}"
        );
        Ok(())
    }

    fn http(&self) -> Http {
        Http::new(&format!("http://{}", self.authority))
    }

    fn await_answer(&mut self) -> Result<()> {
        let ask = Ask::get("/healthz");
        let http = self.http();
        let is_answered = wait::until("the plain worker to answer", START_LIMIT, || {
            match self.child.try_wait() {
                Ok(None) => http.try_send(&ask).is_ok().then_some(true),
                _ => Some(false),
            }
        });
        if !is_answered {
            bail!("the plain worker ended at once");
        }
        Ok(())
    }
}

impl Drop for Plain {
    fn drop(&mut self) {
        // That it has ended already is reported where it is asked.
        if self.child.kill().is_ok() {
            drop(self.child.wait());
        }
    }
}
