//! What a mail for each signature costs, and how the outbox empties after an
//! outage: signing is measured while the provider is down, so that every mail
//! waits; then it is back.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use petition::{Counts, Limit, LimitSettings};
use serde_json::Value;
use tests::mail_server::{Behaviour, MailServer, Provider};
use tests::mailbox::pass;
use tests::{Campaign, Configuration, Outline, Runtime, Setup, clock};

use crate::load;
use crate::signer::Signer;
use crate::target::Target;

/// The throttle keeps no mail back.
const WIDE: Limit = Limit {
    per_hour: 100_000_000,
    burst: 1_000_000,
};

/// All wait a minute when nothing goes out.
const BACK_LIMIT: Duration = Duration::from_mins(3);

/// What is left after so long is reported, not waited for.
const DRAIN_LIMIT: Duration = Duration::from_mins(10);

/// How many requests are made before they are sent: 3 KB each.
const PORTION: usize = 5_000;

const HOUR_MS: i64 = 3_600_000;

/// A provider that takes nothing.
pub(crate) fn start_provider() -> MailServer {
    // A hundred thousand mails whole would be a gigabyte of this process.
    let server = MailServer::counting(Provider::Postmark);
    server.behave(Behaviour::Answers(503, "", ""));
    server
}

/// An edge that sends by it.
pub(crate) fn start_edge(server: &MailServer) -> Runtime {
    let setting = server.setting_with(WIDE);
    Runtime::with(Setup {
        configuration: Configuration::Deployment,
        mail: Some(server),
        variables: &[("UNDERSIGNED_MAIL", &setting)],
        ..Setup::default()
    })
}

/// A campaign that orders a mail with each signature.
pub(crate) fn open(edge: &Runtime) -> Campaign<'_> {
    let outline = Outline {
        counts: Some(Counts::Confirmed),
        limits: LimitSettings {
            mail: Some(WIDE),
            mail_domain: Some(WIDE),
            ..LimitSettings::default()
        },
        ..Outline::default()
    };
    outline.open(edge)
}

/// So many sign while the provider is down, each with a mail that waits; then
/// an hour has passed, over a restart.
pub(crate) async fn wait_an_hour(
    campaign: &Campaign<'_>,
    (target, signer): (&Target, &Signer<'_>),
    waiting: usize,
) -> Result<String> {
    let edge = campaign.edge;
    let empty_kib = edge.resident_kib();
    let begins = clock::now();
    let mut count = 0;
    while count < waiting {
        let portion = PORTION.min(waiting - count);
        load::spend(target, signer.sign_many(target, portion)?).await?;
        count += portion;
    }
    let took_s = (clock::now() - begins).as_secs_f64();
    let full_kib = edge.resident_kib();
    pass(edge, HOUR_MS);
    Ok(format!(
        "{count} signed in {took_s:.0} s while the provider was down; workerd had {} MiB before \
         and {} MiB after that; an hour passed, over a restart",
        empty_kib / 1_024,
        full_kib / 1_024
    ))
}

/// The provider is back: how fast the mails go, and what that takes of memory.
pub(crate) fn drain(campaign: &Campaign<'_>, server: &MailServer) -> Result<String> {
    let mail = campaign.organizer().mail(campaign.id());
    let waiting = mail
        .get("waiting")
        .and_then(Value::as_u64)
        .context("how many mails wait")?;
    let waiting = usize::try_from(waiting)?;
    let edge = campaign.edge;
    let quiet_kib = edge.resident_kib();
    server.behave(Behaviour::Documented);
    let back = clock::now();
    while server.count_taken() == 0 {
        ensure!(clock::now() - back < BACK_LIMIT, "no mail goes out");
        std::thread::sleep(Duration::from_millis(20));
    }
    let begins = clock::now();
    let mut most_kib = quiet_kib;
    while server.count_taken() < waiting && clock::now() - begins < DRAIN_LIMIT {
        most_kib = most_kib.max(edge.resident_kib());
        std::thread::sleep(Duration::from_millis(100));
    }
    let took_s = (clock::now() - begins).as_secs_f64();
    let taken = server.count_taken();
    let rate = f64::from(u32::try_from(taken)?) / took_s;
    let left_kib = edge.resident_kib();
    Ok(format!(
        "\n{waiting} mails waited; the first went {:.0} s after the provider was back, then \
         {taken} in {took_s:.1} s, {rate:.0} a second; workerd had {} MiB before at most {} MiB \
         meanwhile and {} MiB after",
        (begins - back).as_secs_f64(),
        quiet_kib / 1_024,
        most_kib / 1_024,
        left_kib / 1_024,
    ))
}
