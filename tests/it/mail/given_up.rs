//! A mail that three days of tries do not deliver is given up: its address is
//! gone, organizers see it, and whoever signs again gets another.

use std::time::Duration;

use petition::Counts;
use protocol::limits::{MAIL_APART_MS, MAIL_KEEP_MS, REMIND_AFTER_MS};
use protocol::{Choice, CountRow, SignatureAnswer};
use serde_json::{Value, json};
use tests::mail_server::{Behaviour, MailServer, Provider};
use tests::mailbox::{Link, pass};
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Outline, Runtime, Setup, database, wait};

const SOON: Duration = Duration::from_mins(1);
const HOUR_MS: i64 = 3_600_000;

/// Signs; the receipt.
fn sign(campaign: &Campaign<'_>, supporter: &Supporter) -> String {
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(supporter, Choice::Yes));
    let answer: SignatureAnswer = page.send(&attempt).json();
    answer.receipt.id.to_string()
}

/// The edge's provider is asked once more, in vain.
fn wait_for_a_try(server: &MailServer, before: usize) {
    wait::until_true("another try", SOON, || server.received().len() > before);
}

/// What the edge calls the mail that it tried last.
fn newest_id(server: &MailServer) -> Value {
    let newest = server.received().pop().unwrap();
    let mail: Value = serde_json::from_str(&newest.body).unwrap();
    mail["Metadata"]["id"].clone()
}

#[test]
fn a_mail_of_three_days_is_given_up_and_whoever_signs_again_gets_another() {
    let server = MailServer::start(Provider::Postmark);
    server.behave(Behaviour::Answers(500, "", "oops"));
    let edge = Runtime::with(Setup {
        mail: Some(&server),
        ..Setup::default()
    });
    let campaign = Outline {
        counts: Some(Counts::Confirmed),
        ..Outline::shards(1)
    }
    .open(&edge);
    let organizer = campaign.organizer();
    let mail = || organizer.mail(campaign.id());
    let row = || -> CountRow { organizer.counts(campaign.id(), "partner").rows[0].clone() };
    let supporter = Supporter::new();
    let _lost = sign(&campaign, &supporter);
    wait_for_a_try(&server, 0);

    // The reminder takes the place of what still waits, with its own three days.
    let first = newest_id(&server);
    pass(&edge, REMIND_AFTER_MS);
    while newest_id(&server) == first {
        let tries = server.received().len();
        pass(&edge, 2 * HOUR_MS);
        wait_for_a_try(&server, tries);
    }
    // Its first try may be as old as the last two hours: it can come just before
    // the edge is stopped.
    let tries = server.received().len();
    pass(&edge, MAIL_KEEP_MS - 4 * HOUR_MS);
    wait_for_a_try(&server, tries);
    assert_eq!(
        (&mail()["waiting"], &mail()["given_up"]),
        (&json!(1), &json!(0))
    );

    let tries = server.received().len();
    pass(&edge, 6 * HOUR_MS);
    wait::until_true("organizers to see that it is given up", SOON, || {
        mail()["given_up"] == json!(1)
    });
    assert_eq!(mail()["waiting"], json!(0));
    assert!(
        mail()["failing_since"].is_string(),
        "nothing has gone out since"
    );
    assert_eq!(server.received().len(), tries, "it was not tried again");
    // The supporter has signed all the same: their signature waits for its mailbox.
    assert_eq!((row().pending, row().undeliverable), (1, 0));
    edge.kill();
    let left = "SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM outbox_day)";
    assert_eq!(database::query(&edge.ledger_file(), left), ["0|0"]);
    edge.start_again(None);

    server.behave(Behaviour::Documented);
    pass(&edge, MAIL_APART_MS);
    let again = sign(&campaign, &supporter);
    wait::until_true("the mail", SOON, || {
        !server.taken_for(&supporter.email).is_empty()
    });
    let letter = server.taken_for(&supporter.email).remove(0);
    let path = letter.link().strip_prefix(edge.origin()).unwrap();
    Link::new(&campaign, path).act("confirm", &again);
    assert_eq!(campaign.total(), 1);
    wait::until_true("organizers to see that mail goes", SOON, || {
        mail()["failing_since"].is_null() && mail()["delivered"] == json!(1)
    });
}
