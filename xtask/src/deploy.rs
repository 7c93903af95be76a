//! `cargo xtask deploy`: `wrangler deploy`, after what a supporter would
//! otherwise be the first to find out: a placeholder for an origin, a secret
//! that is not set, mail that does not go out.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::build::{self, Flavor, Wrangler};
use crate::mail_check::{self, MailState};
use crate::mailbox;
use crate::project::Project;
use crate::secrets::Secrets;
use crate::tools::npm::NpmTools;
use crate::tools::wrangler::{Said, WranglerTool};
use crate::workerd::{self, EdgeSetup, Workerd};
use crate::{campaign, wait};

/// What the file has before anybody has deployed.
const PLACEHOLDER: &str = "https://undersigned.example";

/// Stands for the provider's secret where that is not in the environment: the
/// settings are checked then, and the provider is not asked.
const NO_TOKEN: &str = "not-in-the-environment";

/// A new version is everywhere within seconds.
const ANSWER_LIMIT: Duration = Duration::from_mins(1);

/// The options of `deploy`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Builds, checks and packs, and deploys nothing: it needs no login.
    #[arg(long)]
    dry_run: bool,
    /// Deploys an edge that sends no mail, so that no mailbox can confirm.
    #[arg(long)]
    without_mail: bool,
}

/// Checks, then deploys:
///
/// 1. wrangler, and what is deployed, are there;
/// 2. the settings, by the file and by an edge of this machine that has them;
/// 3. the login, and the secrets that it shows;
/// 4. wrangler deploys;
/// 5. the edge answers.
///
/// A fault ends it with all of them at once; a dry run tells them and goes on.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    // 1. The tools.
    let wrangler = WranglerTool::find(project)?;
    let tools = NpmTools::new(project)?;
    build::all(project, &tools, Flavor::Released)?;
    // 2. The settings.
    let config = Wrangler::load(&project.root)?;
    let mut faults = settings_faults(&config);
    let has_mail = !variable(&config, "UNDERSIGNED_MAIL").is_empty();
    faults.extend(mail_fault(project, &tools, &config, args)?);
    if args.dry_run {
        for fault in &faults {
            eprintln!("xtask: a deployment would be refused: {fault}");
        }
        let out = project.scratch("deploy");
        let out = out.to_str().context("the target folder's name")?;
        return wrangler.run(&["deploy", "--dry-run", "--outdir", out]);
    }
    // 3. The secrets.
    faults.extend(secret_faults(&wrangler, &config, has_mail)?);
    if !faults.is_empty() {
        bail!("nothing was deployed:\n- {}", faults.join("\n- "));
    }
    // 4. and 5.
    wrangler.run(&["deploy"])?;
    await_answer(variable(&config, "UNDERSIGNED_ORIGIN"))
}

fn variable<'a>(config: &'a Wrangler, name: &str) -> &'a str {
    config.vars.get(name).map_or("", String::as_str)
}

/// What the file itself shows.
fn settings_faults(config: &Wrangler) -> Vec<String> {
    let origin = variable(config, "UNDERSIGNED_ORIGIN");
    let host = origin.strip_prefix("https://").unwrap_or_default();
    let mut faults = Vec::new();
    if origin == PLACEHOLDER || host.is_empty() || host.contains('/') {
        faults.push(format!(
            "UNDERSIGNED_ORIGIN in edge/wrangler.jsonc is {origin:?}: it has to be the https:// origin that supporters see, without a path"
        ));
    }
    let authorities = variable(config, "UNDERSIGNED_AUTHORITIES");
    if !authorities.split(',').any(|known| known.trim() == host) {
        faults.push(format!(
            "UNDERSIGNED_AUTHORITIES in edge/wrangler.jsonc is {authorities:?}: without {host:?} every signature through that origin is refused"
        ));
    }
    faults
}

/// What an edge says that runs here with the mail settings of the file. With
/// the provider's secret in the environment the provider is asked, too.
fn mail_fault(
    project: &Project,
    tools: &NpmTools,
    config: &Wrangler,
    args: &Args,
) -> Result<Option<String>> {
    let mut mail = mailbox::provider_in_environment();
    mail.retain(|(name, _)| *name != "UNDERSIGNED_MAIL");
    let has_token = mail
        .iter()
        .any(|(name, _)| *name == "UNDERSIGNED_MAIL_TOKEN");
    if !has_token {
        mail.push(("UNDERSIGNED_MAIL_TOKEN", NO_TOKEN.to_owned()));
    }
    let written = variable(config, "UNDERSIGNED_MAIL").to_owned();
    mail.push(("UNDERSIGNED_MAIL", written));
    let state = project.scratch("deploy-state");
    if state.exists() {
        fs::remove_dir_all(&state)?;
    }
    let secrets = Secrets::make()?;
    let built = project.dist();
    let place = EdgeSetup {
        built: &built,
        state: &state,
        port: workerd::free_port(0)?,
        mail: &mail,
        limits: &workerd::wide_limits(),
    };
    let edge = Workerd::start(tools, &place, &secrets)?;
    let found = if has_token {
        campaign::load_examples(project, &edge, &secrets, &[])?;
        mail_check::try_out(&edge, &secrets, campaign::EXAMPLE)?
    } else {
        mail_check::read_setup(&edge, &secrets)?
    };
    edge.stop()?;
    Ok(match found {
        MailState::InternalError(fault) => Some(fault),
        MailState::Off if args.without_mail => None,
        MailState::Off => Some(
            "UNDERSIGNED_MAIL in edge/wrangler.jsonc is empty: no mail is sent, so no mailbox can confirm; --without-mail deploys all the same".to_owned(),
        ),
        MailState::Works(_) => {
            if !has_token {
                eprintln!(
                    "xtask: the mail settings can be read; with UNDERSIGNED_MAIL_TOKEN in the environment the provider is asked, too"
                );
            }
            None
        }
    })
}

/// The secrets that the deployment has not got, or that nobody is logged in.
fn secret_faults(
    wrangler: &WranglerTool,
    config: &Wrangler,
    has_mail: bool,
) -> Result<Option<String>> {
    let said = wrangler.ask(&["secret", "list", "--name", &config.name])?;
    let Some(known) = names_of(&said)? else {
        return Ok(Some(format!(
            "wrangler cannot read the deployment's secrets: log in by `{} login`, or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID; it said: {}",
            wrangler.typed(),
            said.stderr.trim().lines().next().unwrap_or("nothing")
        )));
    };
    let missing = missing_secrets(config, &known, has_mail);
    Ok((!missing.is_empty()).then(|| {
        format!(
            "these secrets are not set: {}. Set each by `{} secret put NAME --name {}`; docs/deploy.md says what they are",
            missing.join(", "),
            wrangler.typed(),
            config.name
        )
    }))
}

/// The names that wrangler has listed; none where it could not. A deployment
/// that does not exist yet has no secret.
fn names_of(said: &Said) -> Result<Option<Vec<String>>> {
    #[derive(Deserialize)]
    struct Secret {
        name: String,
    }
    if said.is_well {
        let start = said.stdout.find('[').unwrap_or(0);
        let (_, json) = said.stdout.split_at(start);
        let all: Vec<Secret> =
            serde_json::from_str(json).context("what `wrangler secret list` printed")?;
        return Ok(Some(all.into_iter().map(|secret| secret.name).collect()));
    }
    // Cloudflare's code for a Worker that there is not.
    let is_new = [&said.stdout, &said.stderr]
        .iter()
        .any(|text| text.contains("10007"));
    Ok(is_new.then(Vec::new))
}

fn missing_secrets(config: &Wrangler, known: &[String], has_mail: bool) -> Vec<String> {
    let kid = variable(config, "UNDERSIGNED_ACTIVE_KID").to_uppercase();
    let mut wanted = vec![format!("UNDERSIGNED_MASTER_{kid}")];
    wanted.extend(config.required_secrets().iter().cloned());
    if has_mail {
        wanted.push("UNDERSIGNED_MAIL_TOKEN".to_owned());
    }
    let mut missing: Vec<_> = wanted
        .into_iter()
        .filter(|name| !known.contains(name))
        .collect();
    missing.sort();
    missing.dedup();
    missing
}

fn await_answer(origin: &str) -> Result<()> {
    let agent = workerd::agent();
    let url = format!("{origin}/healthz");
    wait::until(&format!("{url} to answer"), ANSWER_LIMIT, || {
        let answer = agent.get(&url).call();
        Ok(answer.is_ok_and(|answer| answer.status() == 200))
    })?;
    println!("deployed edge={origin} organizer={origin}/organizer");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(origin: &str, authorities: &str) -> Wrangler {
        let text = format!(
            r#"{{"name": "edge", "compatibility_date": "2026-11-01",
                "assets": {{"binding": "ASSETS"}}, "durable_objects": {{"bindings": []}},
                "migrations": [], "secrets": {{"required": ["UNDERSIGNED_DEDUP_MASTER"]}},
                "vars": {{"UNDERSIGNED_ORIGIN": "{origin}", "UNDERSIGNED_ACTIVE_KID": "k2",
                          "UNDERSIGNED_AUTHORITIES": "{authorities}"}}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn an_origin_that_supporters_cannot_reach_is_a_fault() {
        let host = "sign.example.org";
        assert!(settings_faults(&config("https://sign.example.org", host)).is_empty());
        let two = "old.example.org, sign.example.org";
        assert!(settings_faults(&config("https://sign.example.org", two)).is_empty());
        for (origin, authorities) in [
            (PLACEHOLDER, "undersigned.example"),
            ("http://sign.example.org", host),
            ("https://sign.example.org/", host),
            ("https://sign.example.org", "other.example.org"),
            ("", ""),
        ] {
            let faults = settings_faults(&config(origin, authorities));
            assert!(!faults.is_empty(), "{origin} {authorities}");
        }
    }

    #[test]
    fn every_secret_that_is_not_set_is_named_once() {
        let config = config("https://sign.example.org", "sign.example.org");
        let known = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            missing_secrets(&config, &[], true),
            [
                "UNDERSIGNED_DEDUP_MASTER",
                "UNDERSIGNED_MAIL_TOKEN",
                "UNDERSIGNED_MASTER_K2"
            ]
        );
        let all = known(&["UNDERSIGNED_DEDUP_MASTER", "UNDERSIGNED_MASTER_K2"]);
        assert!(missing_secrets(&config, &all, false).is_empty());
        assert_eq!(
            missing_secrets(&config, &all, true),
            ["UNDERSIGNED_MAIL_TOKEN"]
        );
    }

    #[test]
    fn a_new_deployment_has_no_secret_and_a_stranger_sees_none() {
        let said = |is_well, stdout: &str, stderr: &str| Said {
            is_well,
            stdout: stdout.to_owned(),
            stderr: stderr.to_owned(),
        };
        let listed = said(true, r#"[{"name": "A", "type": "secret_text"}]"#, "");
        assert_eq!(names_of(&listed).unwrap(), Some(vec!["A".to_owned()]));
        let new = said(false, "", "This Worker does not exist [code: 10007]");
        assert_eq!(names_of(&new).unwrap(), Some(Vec::new()));
        let stranger = said(false, "", "it's necessary to set a CLOUDFLARE_API_TOKEN");
        assert_eq!(names_of(&stranger).unwrap(), None);
    }
}
