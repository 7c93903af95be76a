//! The rows by which a retry is known: one effect however often it comes, and
//! gone when their time has passed.

use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

use protocol::Choice;
use tests::raw::{Kept, RawAnswer, encode_post};
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Outline, Post, Runtime, database, tier, wait};

const CONNECTIONS: usize = 16;

#[test]
fn identical_requests_have_one_effect_and_one_answer() {
    let each = tier::pick(40, 625);
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let ask = page
        .post(&Attempt::new(page.fill(&Supporter::new(), Choice::Yes)))
        .ask();
    let lines = ask
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}"));
    let lines: Vec<String> = lines.collect();
    let request = encode_post(edge.authority(), &ask.path, &lines, &ask.body.unwrap());
    let mut answers: Vec<RawAnswer> = Vec::new();
    thread::scope(|scope| {
        let send = || {
            let mut connection = Kept::open(edge.authority());
            (0..each)
                .map(|_| connection.exchange(&request))
                .collect::<Vec<_>>()
        };
        let running: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(send)).collect();
        for one in running {
            answers.extend(one.join().unwrap());
        }
    });
    assert_eq!(answers.len(), each * CONNECTIONS);
    let bodies: BTreeSet<_> = answers
        .iter()
        .map(|answer| (answer.status, &answer.body))
        .collect();
    assert_eq!(bodies.len(), 1, "{bodies:?}");
    assert!(answers.iter().all(|answer| answer.status == 201));
    let counts = campaign.organizer().counts(campaign.id(), "partner");
    assert_eq!(counts.total, 1);
    assert_eq!(counts.rows.iter().map(|row| row.consents).sum::<u64>(), 1);
}

#[test]
fn the_alarm_forgets_a_row_whose_time_has_passed_and_no_other() {
    let edge = Runtime::start();
    let campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    let old = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    let _signed = page.send(&old);
    let mut reused = old.clone();
    reused.submission.source = Some("another".to_owned());
    let _problem = page.post(&reused).send().problem(422, "key-reused");

    // Three days pass, as far as the ledger's rows are concerned.
    edge.kill();
    let file = edge.ledger_file();
    let _none = database::query(&file, "UPDATE replay SET expires_at_ms = 1");
    let _none = database::query(&file, "UPDATE due SET at_ms = 1 WHERE kind = 'purge'");
    edge.start_again(None);

    // The next signature arms the alarm for what is due first.
    let young = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    let first = Post::new(&page, &page.session(), &young).send().expect(201);
    wait::until_true("the row to be purged", Duration::from_mins(1), || {
        page.post(&reused).send().status == 201
    });
    assert_eq!(
        page.post(&young).send(),
        first,
        "a row within its time is kept"
    );
    assert_eq!(campaign.total(), 2);
    edge.kill();
    let left = database::query(&file, "SELECT count(*), min(expires_at_ms) > 1 FROM replay");
    assert_eq!(left, ["2|1"]);
}
