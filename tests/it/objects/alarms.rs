//! An object's alarm: work that fails waits longer each time and keeps back no
//! other, and an alarm that was lost is set by the next request.

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use petition::Counts;
use protocol::{CampaignId, LateWork};
use tests::clock::{self, now_ms};
use tests::mail_server::{Behaviour, MailServer, Provider};
use tests::submission::Supporter;
use tests::{Outline, Runtime, Setup, database, wait};

const DONE: Duration = Duration::from_secs(30);

/// Every work of a ledger, with a statement of it that can fail.
const WORKS: [(&str, &str); 6] = [
    ("purge", "ledger.purge:1"),
    ("rates", "ledger.purge_rates:1"),
    ("mailbox", "ledger.mailboxes:1"),
    ("announcement", "ledger.run_announcement:1"),
    ("mail", "ledger.begin_mail:1"),
    ("mail", "ledger.plan_mail:1"),
];

/// What is left to do of each work, `1` where there is something.
const LEFT: &str = "SELECT
    EXISTS (SELECT 1 FROM replay WHERE expires_at_ms = 1),
    EXISTS (SELECT 1 FROM rate WHERE arrival_us = 1),
    EXISTS (SELECT 1 FROM mail_token WHERE expires_at_ms = 1),
    (SELECT acknowledged < sequence FROM shard),
    EXISTS (SELECT 1 FROM outbox)";

/// Rings of a failing work or ring within `elapsed`, by the arithmetic of the
/// backoff: the n-th comes after three quarters of 1 + 2 + ... + 2^(n-2)
/// seconds at the earliest, and one more may be under way.
fn most_rings(elapsed: Duration) -> usize {
    let mut waited_ms = 0;
    (0..32)
        .take_while(|doublings| {
            waited_ms += 750 << doublings;
            waited_ms <= elapsed.as_millis()
        })
        .count()
        + 2
}

/// An edge whose ledger has lost its alarm, with every work overdue by two
/// minutes and something to do in each. It does not run yet.
struct Overdue {
    _server: MailServer,
    edge: Runtime,
    campaign: CampaignId,
    file: PathBuf,
    since_ms: i64,
}

impl Overdue {
    fn make() -> Self {
        let server = MailServer::start(Provider::Postmark);
        let edge = Runtime::with(Setup {
            mail: Some(&server),
            ..Setup::default()
        });
        server.behave(Behaviour::Answers(500, "", "oops"));
        let outline = Outline {
            counts: Some(Counts::Confirmed),
            ..Outline::shards(1)
        };
        let campaign = outline.open(&edge);
        let _signed = campaign.lead().sign(&Supporter::new());
        wait::until_true("a try", DONE, || !server.received().is_empty());
        let campaign = campaign.id().clone();
        edge.kill();
        server.behave(Behaviour::Documented);
        let file = edge.ledger_file();
        let since_ms = now_ms() - 120_000;
        let mut statements: Vec<String> = [
            "UPDATE replay SET expires_at_ms = 1",
            "UPDATE rate SET arrival_us = 1",
            "INSERT INTO mail_token (hash, supporter_key, kind, expires_at_ms)
               SELECT zeroblob(32), supporter_key, 'page', 1 FROM signature",
            "UPDATE shard SET acknowledged = 0",
            "UPDATE outbox SET due_at_ms = 1",
            "DELETE FROM due",
            // The runtime's own: when the alarm rings.
            "DELETE FROM _cf_METADATA WHERE key = 1",
        ]
        .map(str::to_owned)
        .to_vec();
        statements.extend(WORKS[..5].iter().map(|(work, _)| {
            format!("INSERT INTO due (kind, at_ms) VALUES ('{work}', {since_ms})")
        }));
        for statement in statements {
            let _nothing = database::query(&file, &statement);
        }
        let alarms = file.with_file_name("metadata.sqlite");
        let _nothing = database::query(&alarms, "DELETE FROM _cf_ALARM");
        Self {
            _server: server,
            edge,
            campaign,
            file,
            since_ms,
        }
    }

    /// What is left to do of the five works, and of their rows those that fail
    /// or are overdue.
    fn left(&self) -> (String, Vec<String>) {
        let rows = format!(
            "SELECT kind FROM due WHERE failures > 0 OR at_ms <= {} ORDER BY kind",
            self.since_ms
        );
        (
            database::query(&self.file, LEFT).remove(0),
            database::query(&self.file, &rows),
        )
    }

    /// Any request wakes the ledger, which has no alarm.
    fn late(&self) -> Vec<LateWork> {
        let organizer = self.edge.organizer();
        organizer.counts(&self.campaign, "partner").late
    }

    /// How often a line stands in the log.
    fn logged(&self, line: &str) -> usize {
        self.edge.log().matches(line).count()
    }
}

fn fails_alone(work: &str, fault: &str) {
    let overdue = Overdue::make();
    let began = clock::now();
    overdue.edge.start_again(Some(fault));
    let _woken = overdue.late();
    let line = format!("the alarm's {work}: ");
    wait::until_true("three rings that fail", DONE, || overdue.logged(&line) >= 3);
    wait::until_true("every other work", DONE, || overdue.left().1 == [work]);
    let rings = overdue.logged(&line);
    assert!(rings <= most_rings(began.elapsed()), "{fault}: {rings}");
    let others = overdue.logged("the alarm's ");
    assert!(others <= overdue.logged(&line), "{fault}: others fail too");
    let late = overdue.late();
    let since = clock::encode_ms(overdue.since_ms);
    let shown: Vec<_> = late
        .iter()
        .map(|late| (late.work.as_str(), late.since.as_str()))
        .collect();
    assert_eq!(shown, [(work, since.as_str())], "{fault}");
    // The fault is gone: its own wait, of some seconds by now, is not lost.
    overdue.edge.restart();
    let done = ("0|0|0|0|0".to_owned(), Vec::new());
    wait::until_true("the work itself", DONE, || overdue.left() == done);
    assert_eq!(overdue.late(), []);
}

#[test]
fn whichever_work_of_the_alarm_fails_all_others_are_done_and_it_is_not_rung_in_a_spin() {
    thread::scope(|scope| {
        for (work, fault) in WORKS {
            scope.spawn(move || fails_alone(work, fault));
        }
    });
}

#[test]
fn a_lost_alarm_is_set_by_the_next_request() {
    let overdue = Overdue::make();
    overdue.edge.start_again(None);
    assert_eq!(overdue.left().0, "1|1|1|1|1");
    let _woken = overdue.late();
    let done = ("0|0|0|0|0".to_owned(), Vec::new());
    wait::until_true("every work", DONE, || overdue.left() == done);
}

#[test]
fn a_ring_that_cannot_begin_is_tried_again_without_a_spin_and_loses_no_work() {
    let overdue = Overdue::make();
    let began = clock::now();
    overdue.edge.start_again(Some("ledger.begin_due:1"));
    let _woken = overdue.late();
    wait::until_true("three rings", DONE, || overdue.logged("the alarm: ") >= 3);
    // Requests do not make it ring any sooner.
    for _ in 0..20 {
        assert_eq!(overdue.late().len(), 5);
    }
    let rings = overdue.logged("the alarm: ");
    assert!(rings <= most_rings(began.elapsed()), "{rings}");
    overdue.edge.restart();
    let _woken = overdue.late();
    let done = ("0|0|0|0|0".to_owned(), Vec::new());
    wait::until_true("every work", DONE, || overdue.left() == done);
}
