//! `cargo xtask dev`: the whole of Undersigned on this machine.

use std::fs::{DirBuilder, File};
use std::io::Write as _;
use std::net::TcpListener;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::build::{self, Flavor};
use crate::mail_check::{self, MailState};
use crate::mailbox::{self, Mailbox};
use crate::project::Project;
use crate::secrets::Secrets;
use crate::site::{self, Site};
use crate::tools::npm::NpmTools;
use crate::tools::required;
use crate::workerd::{self, EdgeSetup, Workerd};
use crate::{campaign, disk, interrupt};

const WATCH: Duration = Duration::from_millis(100);

/// The options of `dev`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Port of the edge; 0 means any free one.
    #[arg(long, value_name = "PORT", default_value_t = 8787)]
    edge_port: u16,
    /// Port of the first partner's site, again for the second; 0 means any free one.
    #[arg(long = "site-port", value_name = "PORT", default_values_t = [8080, 8081])]
    site_ports: Vec<u16>,
    /// Port of the mailbox that gets every mail; 0 means any free one.
    #[arg(long, value_name = "PORT", default_value_t = 8025)]
    mail_port: u16,
    /// Which limits hold: `wide`, since everybody is one network here, or those of
    /// a deployment that says nothing.
    #[arg(long, value_name = "WHICH", default_value = "wide")]
    limits: DevLimits,
    /// Where signatures and secrets are kept over restarts.
    #[arg(long, value_name = "DIR", default_value = ".undersigned")]
    state: PathBuf,
}

/// The limits of the edge of `dev`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum DevLimits {
    /// A hundred thousand signatures of one network and more.
    Wide,
    /// The defaults of `docs/organizers.md`.
    Production,
}

impl DevLimits {
    /// As it stands in the `ready` line.
    fn as_str(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Production => "production",
        }
    }

    fn settings(self) -> String {
        match self {
            Self::Wide => workerd::wide_limits(),
            Self::Production => "{}".to_owned(),
        }
    }
}

/// Builds, starts, says `ready`, and ends all of it on Ctrl-C or SIGTERM.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let state = std::path::absolute(project.root.join(&args.state))?;
    run_on(project, args, &state).map_err(|error| disk::explain(error, &[&state]))
}

fn run_on(project: &Project, args: &Args, state: &Path) -> Result<()> {
    required::check(false)?;
    let sites = open_sites(&args.site_ports)?;
    let mail = workerd::listen(args.mail_port)?;
    let port = workerd::free_port(args.edge_port)?;
    let tools = NpmTools::new(project)?;
    let built = build::all(project, &tools, Flavor::Quick)?;

    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(state)?;
    let _lock = lock(state)?;
    let secrets = Secrets::load_or_make(state)?;
    let objects = state.join("objects");
    let mail = DevMail::open(mail)?;
    let mut edge = Workerd::start(
        &tools,
        &EdgeSetup {
            built: &built,
            state: &objects,
            port,
            mail: &mail.variables(),
            limits: &args.limits.settings(),
        },
        &secrets,
    )?;

    let (places, listeners): (Vec<_>, Vec<_>) = sites.into_iter().unzip();
    campaign::load_examples(project, &edge, &secrets, &places)
        .with_context(|| format!("{} has what the edge says", edge.log.display()))?;
    for (site, listener) in places.iter().zip(listeners) {
        site.serve(project, listener, &edge.origin)?;
    }
    check_mail(&edge, &secrets, &mail)?;
    say_ready(&edge, &mail, args.limits, &places, &secrets)?;
    watch(&mut edge)?;
    edge.stop()
}

/// Where mail goes: to a mailbox of this machine, or by the provider that the
/// environment names, as a deployment would send it.
enum DevMail {
    Mailbox(Mailbox),
    Provider(Vec<(&'static str, String)>),
}

impl DevMail {
    fn open(listener: TcpListener) -> Result<Self> {
        let provider = mailbox::provider_in_environment();
        if provider.is_empty() {
            Ok(Self::Mailbox(Mailbox::serve(listener)?))
        } else {
            Ok(Self::Provider(provider))
        }
    }

    fn variables(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Mailbox(mailbox) => mailbox.variables().to_vec(),
            Self::Provider(variables) => variables.clone(),
        }
    }
}

fn open_sites(ports: &[u16]) -> Result<Vec<(Site, TcpListener)>> {
    if ports.len() > site::PARTNERS.len() {
        bail!(
            "there are {} example sites, so as many --site-port at most",
            site::PARTNERS.len()
        );
    }
    let mut sites = Vec::new();
    for (partner, &port) in site::PARTNERS.iter().zip(ports) {
        let listener = workerd::listen(port)?;
        sites.push((Site::new(partner, &listener)?, listener));
    }
    Ok(sites)
}

/// Two edges on one state would each miss what the other writes.
fn lock(state: &Path) -> Result<File> {
    let lock = File::create(state.join(".lock"))?;
    if lock.try_lock().is_err() {
        bail!(
            "{} is in use by another `cargo xtask dev`: choose another with --state",
            state.display()
        );
    }
    Ok(lock)
}

/// Says what is wrong with the edge's mail before a supporter waits for one.
/// It goes on all the same: signatures are taken and wait, and the dashboard
/// shows how that looks.
fn check_mail(edge: &Workerd, secrets: &Secrets, mail: &DevMail) -> Result<()> {
    let state = match mail {
        DevMail::Mailbox(_) => mail_check::read_setup(edge, secrets)?,
        DevMail::Provider(_) => mail_check::try_out(edge, secrets, campaign::EXAMPLE)?,
    };
    let fault = match state {
        MailState::Works(_) => return Ok(()),
        MailState::Off => "it is not set up".to_owned(),
        MailState::InternalError(fault) => fault,
    };
    eprintln!("xtask: mail does not work: {fault}. Signatures are taken, and wait for their mail.");
    Ok(())
}

fn say_ready(
    edge: &Workerd,
    mail: &DevMail,
    limits: DevLimits,
    sites: &[Site],
    secrets: &Secrets,
) -> Result<()> {
    let edge = &edge.origin;
    let sites: Vec<_> = sites
        .iter()
        .map(|site| format!("site={}", site.origin))
        .collect();
    let token = &secrets.organizer_token;
    let sites = sites.join(" ");
    let mail = match mail {
        DevMail::Mailbox(mailbox) => format!(" mail={}", mailbox.url()),
        DevMail::Provider(_) => String::new(),
    };
    let limits = limits.as_str();
    println!(
        "ready edge={edge} {sites}{mail} limits={limits} organizer={edge}/organizer#token={token}"
    );
    Ok(std::io::stdout().flush()?)
}

/// Returns when we are asked to stop.
fn watch(edge: &mut Workerd) -> Result<()> {
    while !interrupt::is_asked() {
        if let Some(status) = edge.exited()? {
            bail!(
                "workerd ended by itself ({status}): {} says why; the state is kept",
                edge.log.display()
            );
        }
        thread::sleep(WATCH);
    }
    Ok(())
}
