//! The outbox against a real server: one mail for each mailbox that waits,
//! within its caps, nothing lost and nothing dropped.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use petition::Counts;
use protocol::{Choice, SignatureAnswer};
use serde_json::json;
use tests::mail_server::{Behaviour, MailServer, Provider, Taken};
use tests::mailbox::{Link, pass};
use tests::submission::{Attempt, Supporter, fill};
use tests::{Campaign, Outline, Post, Runtime, Setup, clock, database, tier, wait};

use crate::faults::{at_every_statement, is_broken, start_again};

pub(crate) const PUBLISHED: Duration = Duration::from_mins(1);
const HOUR_MS: i64 = 3_600_000;
const DOWN: Behaviour = Behaviour::Answers(500, "", "oops");

pub(crate) fn start(server: &MailServer) -> Runtime {
    Runtime::with(Setup {
        mail: Some(server),
        ..Setup::default()
    })
}

pub(crate) fn confirmed(shards: u16) -> Outline {
    Outline {
        counts: Some(Counts::Confirmed),
        ..Outline::shards(shards)
    }
}

/// Signs; the receipt.
pub(crate) fn sign(campaign: &Campaign<'_>, email: &str) -> String {
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::with_email(email), Choice::Yes));
    let answer: SignatureAnswer = page.send(&attempt).json();
    answer.receipt.id.to_string()
}

/// Waits for so many mails to an address; the newest of them.
#[track_caller]
pub(crate) fn wait_for(server: &MailServer, address: &str, count: usize) -> Taken {
    let what = format!("{count} mails");
    wait::until_true(&what, PUBLISHED, || {
        server.taken_for(address).len() >= count
    });
    server.taken_for(address).remove(count - 1)
}

/// Waits until the edge knows too that the provider has every mail: one that
/// is killed before that sends it once more, as it must.
#[track_caller]
fn settle(campaign: &Campaign<'_>) {
    wait::until_true("an empty outbox", PUBLISHED, || {
        campaign.organizer().mail(campaign.id())["waiting"] == json!(0)
    });
}

/// The link of a mail, on this campaign's edge.
fn link_of(campaign: &Campaign<'_>, mail: &Taken) -> Link {
    let path = mail.link().strip_prefix(campaign.edge.origin()).unwrap();
    Link::new(campaign, path)
}

#[test]
fn the_link_of_the_mail_confirms() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(8).open(&edge);
    let (anil, zoe) = ("anil@mail.example", "zoe@mail.example");
    let receipts = [sign(&campaign, anil), sign(&campaign, zoe)];
    let link = link_of(&campaign, &wait_for(&server, anil, 1));
    // Another mailbox's link confirms nothing of this supporter's.
    link.act("confirm", &receipts[1]);
    assert_eq!(campaign.total(), 0);
    link.act("confirm", &receipts[0]);
    assert_eq!(campaign.total(), 1);
    wait::until_true("the public tally", PUBLISHED, || {
        campaign.lead().tally().signatures == 1
    });
    // The outbox has forgotten both addresses.
    let _second = wait_for(&server, zoe, 1);
    settle(&campaign);
    let mail = campaign.organizer().mail(campaign.id());
    assert_eq!(
        (&mail["delivered"], &mail["failing_since"]),
        (&json!(2), &json!(null))
    );
}

/// A thousand spellings of one mailbox.
fn spell(number: usize) -> String {
    let dots = ["anilkumar", "anil.kumar", "a.n.i.l.kumar", "anilku.mar"][number % 4];
    let domain = ["gmail.com", "googlemail.com", "GMail.com"][number % 3];
    format!("{dots}+{number}@{domain}")
}

#[test]
fn however_many_submissions_to_one_mailbox_are_at_most_five_mails() {
    const ROUNDS: usize = 8;
    const CLIENTS: usize = 5;
    let each = tier::pick(40, 1_250);
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    let page = campaign.lead();
    let form = page.embed();
    let mut mails = Vec::new();
    for round in 0..ROUNDS {
        let session = page.session();
        thread::scope(|scope| {
            for client in 0..CLIENTS {
                let numbers = (0..each)
                    .skip(client)
                    .step_by(CLIENTS)
                    .map(move |number| round * each + number);
                let posts = numbers.map(|number| {
                    let supporter = Supporter::with_email(&spell(number % 1_000));
                    let attempt = Attempt::new(fill(&form, &supporter, Choice::No));
                    Post::new(&page, &session, &attempt)
                });
                scope.spawn(|| posts.for_each(|post| _ = post.send().expect(201)));
            }
        });
        let wanted = (round + 1).min(5);
        wait::until_true("this quarter's mail", PUBLISHED, || {
            server.count() >= wanted
        });
        mails.push(server.count());
        // What waits for the end of the fifteen minutes goes then.
        pass(&edge, HOUR_MS / 4 + 1_000);
    }
    println!("mails after each of {ROUNDS} rounds of {each} submissions: {mails:?}");
    assert_eq!(server.count(), 5);
    let pending = campaign.organizer().counts(campaign.id(), "partner");
    assert_eq!(pending.total, 0);
    edge.kill();
    let left = "SELECT (SELECT count(*) FROM signature), (SELECT count(*) FROM outbox),
                       (SELECT count(*) FROM mail_sent)";
    // Eight spellings of three claims; what was over the caps is not ordered.
    assert_eq!(database::query(&edge.ledger_file(), left), ["24|0|5"]);
}

#[test]
fn a_provider_that_is_down_is_waited_for_over_a_kill() {
    let server = MailServer::start(Provider::Postmark);
    server.behave(DOWN);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    let receipt = sign(&campaign, "anil@mail.example");
    wait::until_true("a refusal", PUBLISHED, || !server.received().is_empty());
    let organizer = campaign.organizer();
    wait::until_true("organizers to see it", PUBLISHED, || {
        organizer.mail(campaign.id())["failing_since"].is_string()
    });
    server.behave(Behaviour::Documented);
    pass(&edge, 60_000);
    let link = link_of(&campaign, &wait_for(&server, "anil@mail.example", 1));
    wait::until_true("organizers to see that it goes", PUBLISHED, || {
        organizer.mail(campaign.id())["failing_since"].is_null()
    });
    link.act("confirm", &receipt);
    assert_eq!(campaign.total(), 1);
}

#[test]
fn a_kill_between_signing_sending_and_confirming_loses_no_mail() {
    let least = tier::pick(12, 60);
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    let mut signed: Vec<(String, String)> = Vec::new();
    for _ in 0..3 {
        let count = AtomicUsize::new(0);
        let new = thread::scope(|scope| {
            let clients: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| sign_until_cut(&campaign, &count)))
                .collect();
            wait::until_true("signatures before the kill", Duration::from_mins(1), || {
                count.load(Ordering::SeqCst) >= least
            });
            edge.kill();
            let ended = clients.into_iter().map(|client| client.join().unwrap());
            ended.collect::<Vec<_>>().concat()
        });
        signed.extend(new);
        edge.start_again(None);
    }
    // A delivery that was cut off is tried once more a minute later.
    let due = || {
        let now_ms = clock::now_ms();
        let due = format!("SELECT count(*) FROM outbox WHERE due_at_ms <= {now_ms}");
        database::query(&edge.ledger_file(), &due)
    };
    wait::until_true("what is due to go", PUBLISHED, || due() == ["0"]);
    pass(&edge, 61_000);
    settle(&campaign);
    let mails = |email: &str| server.taken_for(email).len();
    assert!(signed.iter().all(|(email, _)| mails(email) > 0));
    let all = server.taken().len();
    println!("{} signed before three kills, {all} mails", signed.len());
    let half = signed.len() / 2;
    for (number, (email, receipt)) in signed.iter().enumerate() {
        if number == half {
            edge.restart();
        }
        let mails = server.taken_for(email);
        // A mail that came twice has one link.
        assert!(mails.iter().all(|mail| mail.link() == mails[0].link()));
        let link = link_of(&campaign, &mails[0]);
        link.act("confirm", receipt);
        link.act("confirm", receipt);
    }
    assert_eq!(campaign.total(), u64::try_from(signed.len()).unwrap());
}

/// Signs one new supporter after another until the edge is gone: who was
/// acknowledged, with each receipt.
fn sign_until_cut(campaign: &Campaign<'_>, count: &AtomicUsize) -> Vec<(String, String)> {
    let page = campaign.lead();
    let (form, session) = (page.embed(), page.session());
    let mut signed = Vec::new();
    loop {
        let supporter = Supporter::new();
        let attempt = Attempt::new(fill(&form, &supporter, Choice::Yes));
        match Post::new(&page, &session, &attempt).try_send() {
            Ok(answer) if answer.status == 201 => {
                let answer: SignatureAnswer = answer.json();
                signed.push((supporter.email, answer.receipt.id.to_string()));
                count.fetch_add(1, Ordering::SeqCst);
            }
            _ => return signed,
        }
    }
}

#[test]
fn who_does_not_confirm_is_reminded_once_and_forgotten_after_thirty_days() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    let email = "anil@mail.example";
    let receipt = sign(&campaign, email);
    let first = wait_for(&server, email, 1);
    settle(&campaign);
    pass(&edge, 47 * HOUR_MS);
    assert_eq!(server.taken_for(email).len(), 1);
    pass(&edge, 2 * HOUR_MS);
    let reminder = wait_for(&server, email, 2);
    assert_ne!(reminder.link(), first.link());
    settle(&campaign);
    pass(&edge, 72 * HOUR_MS);
    pass(&edge, 10 * 24 * HOUR_MS);
    // The first link has ended, the reminder's has not.
    link_of(&campaign, &first).act("confirm", &receipt);
    assert_eq!(campaign.total(), 0);
    pass(&edge, 16 * 24 * HOUR_MS);
    wait::until_true("the claim to be gone", PUBLISHED, || {
        edge.kill();
        let left = "SELECT (SELECT count(*) FROM signature), (SELECT count(*) FROM person),
                           (SELECT count(*) FROM mail_token), (SELECT sum(pending) FROM counter)";
        let left = database::query(&edge.ledger_file(), left);
        edge.start_again(None);
        left == ["0|0|0|0"]
    });
    assert_eq!(server.taken_for(email).len(), 2);
}

#[test]
fn a_confirmed_mailbox_is_not_reminded_and_later_gets_its_page() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    let email = "anil@mail.example";
    let receipt = sign(&campaign, email);
    let first = wait_for(&server, email, 1);
    link_of(&campaign, &first).act("confirm", &receipt);
    let other = "zoe@mail.example";
    let _waits = sign(&campaign, other);
    let _first = wait_for(&server, other, 1);
    settle(&campaign);
    pass(&edge, 50 * HOUR_MS);
    // The alarm rang: it reminds who has not confirmed.
    let _reminder = wait_for(&server, other, 2);
    assert_eq!(server.taken_for(email).len(), 1);
    // Somebody signs with this address again: its page goes there.
    let later = sign(&campaign, email);
    let second = wait_for(&server, email, 2);
    assert_eq!(server.taken().len(), 4);
    assert_eq!(second.subject, first.subject);
    // The supporter's first link has ended, a day after the confirmation.
    link_of(&campaign, &first).act("take-back", &receipt);
    assert_eq!(campaign.total(), 1);
    let link = link_of(&campaign, &second);
    link.act("confirm", &later);
    assert_eq!(campaign.total(), 1);
    link.act("take-back", &receipt);
    assert_eq!(campaign.total(), 0);
}

#[test]
fn what_waits_for_a_mailbox_that_does_not_exist_is_undeliverable() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    sign(&campaign, "inactive@mail.example");
    let row = || campaign.organizer().counts(campaign.id(), "partner").rows[0].clone();
    wait::until_true("the mail to come back", PUBLISHED, || {
        row().undeliverable == 1
    });
    assert_eq!((row().pending, row().signatures), (0, 0));
}

#[test]
fn a_failed_claim_stores_nothing_and_orders_no_mail() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    let page = campaign.lead();
    let supporter = Supporter::new();
    let next = || Attempt::new(page.fill(&supporter, Choice::Yes));
    let attempt = next();
    start_again(&edge, "ledger.sign:row");
    let statements = at_every_statement(
        || {
            let answer = page.post(&attempt).send();
            answer.status == 201 || !is_broken(&answer)
        },
        || {
            let kept = "SELECT (SELECT count(*) FROM signature), (SELECT count(*) FROM outbox),
                               (SELECT count(*) FROM consent), (SELECT count(*) FROM counter)";
            assert_eq!(database::query(&edge.ledger_file(), kept), ["0|0|0|0"]);
        },
    );
    assert!(statements >= 12, "{statements}");
    let _mail = wait_for(&server, &supporter.email, 1);
}
