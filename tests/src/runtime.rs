//! The edge as a process: bare workerd on a free port.

use std::fs::{File, OpenOptions};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::Duration;

use crate::http::{Ask, Http};
use crate::mail_server::{self, MailServer};
use crate::organizer::Organizer;
use crate::place::{self, Scratch};
use crate::secrets::Secrets;
use crate::{personal, random, wait};

/// workerd answers 20 ms after its start; a busy machine takes longer.
const START_LIMIT: Duration = Duration::from_mins(1);

/// With which of `dist/`'s configurations an edge is started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Configuration {
    /// For an edge that lives for seconds.
    #[default]
    Test,
    /// The same, with the objects in a second service, so in another isolate.
    TestTwoServices,
    /// What a deployment has: for what is measured.
    Deployment,
}

impl Configuration {
    fn file(self) -> &'static str {
        match self {
            Self::Test => "workerd-test.capnp",
            Self::TestTwoServices => "workerd-test-two-services.capnp",
            Self::Deployment => "workerd.capnp",
        }
    }
}

/// How a runtime is started.
#[derive(Clone, Copy, Default)]
pub struct Setup<'a> {
    /// Its configuration.
    pub configuration: Configuration,
    /// `ledger.sign:3` makes the third statement of that command fail.
    pub fail_at: Option<&'a str>,
    /// Variables besides those that every edge of a test has, or instead.
    pub variables: &'a [(&'a str, &'a str)],
    /// The mail provider, with the settings for it.
    pub mail: Option<&'a MailServer>,
}

/// What every edge of a test has unless its [`Setup`] says otherwise.
const VARIABLES: [(&str, &str); 2] = [
    // Everybody signs from 127.0.0.1 here, the bench too, so one network may
    // sign a hundred thousand times and more.
    (
        "UNDERSIGNED_LIMITS",
        r#"{"network": {"per_hour": 100000000, "burst": 1000000},
            "hosted": {"per_hour": 100000000, "burst": 1000000},
            "session": {"per_hour": 100000000, "burst": 1000000},
            "partner": {"per_hour": 100000000, "burst": 1000000},
            "campaign": {"per_hour": 100000000, "burst": 1000000}}"#,
    ),
    // Enough that work left undone is noticed: one hash of 256 solves it.
    ("UNDERSIGNED_WORK_BITS", "8"),
];

/// And what one has that lives for seconds: the pictures of a campaign's four
/// languages take 0.7 s of processor time.
const NO_PICTURES: (&str, &str) = ("UNDERSIGNED_PICTURES", "off");

/// A running edge. Dropped, it is killed, and its log is read for personal
/// data.
pub struct Runtime {
    origin: String,
    authority: String,
    secrets: Secrets,
    configuration: Configuration,
    variables: Vec<(String, String)>,
    mail_address: Option<String>,
    /// Tells this edge from another one that got the port in between.
    nonce: String,
    child: Mutex<Option<Child>>,
    folder: Scratch,
}

impl Runtime {
    /// Starts an edge of one service.
    pub fn start() -> Self {
        Self::with(Setup::default())
    }

    /// Behind a proxy on this machine, whose `X-Forwarded-For` is believed.
    pub fn behind_proxy() -> Self {
        Self::with(Setup {
            variables: &[(
                "UNDERSIGNED_ADDRESS_FROM",
                "header:X-Forwarded-For from 127.0.0.0/8",
            )],
            ..Setup::default()
        })
    }

    /// One whose saved campaigns get their pictures, as a deployment's do.
    pub fn with_pictures() -> Self {
        Self::with(Setup {
            variables: &[("UNDERSIGNED_PICTURES", "on")],
            ..Setup::default()
        })
    }

    /// Starts an edge.
    pub fn with(setup: Setup<'_>) -> Self {
        let authority = format!("127.0.0.1:{}", free_port());
        let runtime = Self {
            origin: format!("http://{authority}"),
            authority,
            secrets: Secrets::make(),
            configuration: setup.configuration,
            variables: own_variables(setup),
            mail_address: setup.mail.map(|mail| mail.address().to_owned()),
            nonce: format!("{}.invalid", random::hex::<8>()),
            child: Mutex::new(None),
            folder: Scratch::make(),
        };
        std::fs::create_dir(runtime.state()).unwrap();
        personal::remember(&runtime.secrets.organizer_token);
        runtime.start_again(setup.fail_at);
        runtime
    }

    /// Another value of a variable, from the next start on.
    pub fn set_variable(&mut self, name: &str, value: &str) {
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// The edge that tests share which need none of their own. It ends with
    /// the last test that holds it.
    pub fn shared() -> Arc<Self> {
        static SHARED: Mutex<Weak<Runtime>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let runtime = Arc::new(Self::start());
            *shared = Arc::downgrade(&runtime);
            runtime
        })
    }

    /// Its public origin, `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The authority that a signed request names.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The secrets it was started with.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// A client without cookies, session or origin.
    pub fn http(&self) -> Http {
        Http::new(&self.origin)
    }

    /// An organizer with the token.
    pub fn organizer(&self) -> Organizer {
        Organizer::new(self.http(), &self.secrets.organizer_token)
    }

    /// The folder of its objects.
    pub fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    /// Every file that its objects have.
    pub fn state_files(&self) -> Vec<PathBuf> {
        place::files_under(&self.state())
    }

    /// The file of its only ledger: of a campaign of one shard.
    pub fn ledger_file(&self) -> PathBuf {
        let mut files = self.ledger_files();
        assert_eq!(files.len(), 1, "{files:?}");
        files.remove(0)
    }

    /// The files of all its ledgers.
    pub fn ledger_files(&self) -> Vec<PathBuf> {
        self.object_files("LedgerDo")
    }

    /// The file of its only campaign.
    pub fn campaign_file(&self) -> PathBuf {
        let mut files = self.object_files("CampaignDo");
        assert_eq!(files.len(), 1, "{files:?}");
        files.remove(0)
    }

    /// The file of its directory, once it has one.
    pub fn directory_files(&self) -> Vec<PathBuf> {
        self.object_files("DirectoryDo")
    }

    fn object_files(&self, class: &str) -> Vec<PathBuf> {
        let mut files = self.state_files();
        files.retain(|file| {
            let path = file.to_string_lossy();
            path.contains(class) && path.ends_with(".sqlite") && !path.contains("metadata")
        });
        files
    }

    /// What it has printed since its first start.
    pub fn log(&self) -> String {
        let bytes = std::fs::read(self.log_file()).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        let child = self.child.lock().unwrap();
        child.as_ref().expect("the edge runs").id()
    }

    /// What its process keeps in memory, in KiB (Linux).
    pub fn resident_kib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process())).unwrap();
        let mut fields = status.lines().filter_map(|line| line.split_once(':'));
        let (_, value) = fields.find(|(name, _)| *name == "VmRSS").unwrap();
        value.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// `kill -9`, by pid; returns when it is gone.
    pub fn kill(&self) {
        let child = self.child.lock().unwrap().take();
        if let Some(mut child) = child {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Restarts it after a kill: the same port, secrets and state.
    pub fn start_again(&self, fail_at: Option<&str>) {
        let mut child = self.child.lock().unwrap();
        assert!(child.is_none(), "the edge runs already");
        let health = format!("the edge to answer {}/healthz", self.origin);
        wait::until_true(&health, START_LIMIT, || {
            let running = child.get_or_insert_with(|| self.spawn(fail_at));
            if running.try_wait().unwrap().is_some() {
                // Its port was taken, by a connection on its way out: try once more.
                *child = None;
                return false;
            }
            self.is_healthy()
        });
    }

    /// `kill -9`, and a start on the same state.
    pub fn restart(&self) {
        self.kill();
        self.start_again(None);
    }

    fn is_healthy(&self) -> bool {
        let answers = |path: &str| self.http().try_send(&Ask::get(path)).ok();
        answers("/healthz").is_some_and(|answer| answer.status == 200)
            && answers("/.well-known/undersigned")
                .is_some_and(|answer| answer.text().contains(&self.nonce))
    }

    fn spawn(&self, fail_at: Option<&str>) -> Child {
        let dist = place::dist();
        let assets = dist.join("assets");
        let log = open_log(&self.log_file());
        Command::new(place::workerd())
            .arg("serve")
            .arg(dist.join(self.configuration.file()))
            .arg(format!("--directory-path=assets={}", assets.display()))
            .arg(format!("--directory-path=state={}", self.state().display()))
            .arg(format!("--socket-addr=http={}", self.authority))
            .args(
                self.mail_address
                    .iter()
                    .map(|address| format!("--external-addr=mail={address}")),
            )
            .env_clear()
            .envs(self.secrets.variables())
            .env("UNDERSIGNED_ORIGIN", &self.origin)
            .env(
                "UNDERSIGNED_AUTHORITIES",
                format!("{},{}", self.authority, self.nonce),
            )
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .envs(fail_at.map(|at| ("UNDERSIGNED_FAIL_AT", at)))
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .expect("workerd cannot be started")
    }

    fn log_file(&self) -> PathBuf {
        self.folder.path().join("log")
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        self.kill();
        let log = self.log();
        if thread::panicking() {
            eprintln!("--- the edge's log ---\n{log}--- end of the log ---");
            return;
        }
        let found = personal::find_in(&log);
        assert!(
            found.is_empty(),
            "the log holds personal data or a secret: {found:#?}"
        );
    }
}

/// The later of two with one name is in force.
fn own_variables(setup: Setup<'_>) -> Vec<(String, String)> {
    let mail = setup.mail.map(|mail| {
        let token = mail_server::TOKEN.to_owned();
        [
            ("UNDERSIGNED_MAIL".to_owned(), mail.setting()),
            ("UNDERSIGNED_MAIL_TOKEN".to_owned(), token),
        ]
    });
    let is_measured = setup.configuration == Configuration::Deployment;
    let pictures = (!is_measured).then_some(&NO_PICTURES);
    let all = VARIABLES.iter().chain(pictures).chain(setup.variables);
    let all = all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    mail.into_iter().flatten().chain(all).collect()
}

fn open_log(path: &Path) -> File {
    OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .unwrap()
}

/// It is free at this moment; workerd binds it right after.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
