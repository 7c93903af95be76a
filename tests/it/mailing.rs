//! The outbox against a real server: one mail for each mailbox that waits,
//! within its caps, nothing lost and nothing dropped.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use petition::{Counts, Limit, LimitSettings};
use protocol::{Choice, SignatureAnswer};
use serde_json::json;
use tests::mail_server::{Behaviour, MailServer, Provider, Taken};
use tests::mailbox::{Link, pass};
use tests::submission::{Attempt, Supporter, fill};
use tests::{Ask, Campaign, Outline, Post, Runtime, Setup, clock, python, wait};

use crate::faults::{at_every_statement, is_broken};

const PUBLISHED: Duration = Duration::from_secs(20);
const RECOVERED: Duration = Duration::from_mins(2);
const HOUR_MS: i64 = 3_600_000;
const DOWN: Behaviour = Behaviour::Answers(500, "", "oops");

fn start(server: &MailServer) -> Runtime {
    Runtime::with(Setup {
        mail: Some(server),
        ..Setup::default()
    })
}

fn confirmed(shards: u16) -> Outline {
    Outline {
        counts: Some(Counts::Confirmed),
        ..Outline::shards(shards)
    }
}

/// Signs; the receipt.
fn sign(campaign: &Campaign<'_>, email: &str) -> String {
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::with_email(email), Choice::Yes));
    let answer: SignatureAnswer = page.send(&attempt).json();
    answer.receipt.id.to_string()
}

/// Waits for so many mails to an address; the newest of them.
#[track_caller]
fn wait_for(server: &MailServer, address: &str, count: usize) -> Taken {
    let what = format!("{count} mails");
    wait::until_true(&what, PUBLISHED, || {
        server.taken_for(address).len() >= count
    });
    server.taken_for(address).remove(count - 1)
}

/// Waits until the edge knows too that the provider has every mail: one that
/// is killed before that sends it again, as it must.
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
    // Another mailbox's link confirms nothing of hers.
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
fn ten_thousand_submissions_to_one_mailbox_are_at_most_five_mails() {
    const ROUNDS: usize = 8;
    const EACH: usize = 1_250;
    const CLIENTS: usize = 5;
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
                let numbers = (0..EACH)
                    .skip(client)
                    .step_by(CLIENTS)
                    .map(move |number| round * EACH + number);
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
    println!("mails after each of {ROUNDS} rounds of {EACH} submissions: {mails:?}");
    assert_eq!(server.count(), 5);
    let pending = campaign.organizer().counts(campaign.id(), "partner");
    assert_eq!(pending.total, 0);
    edge.kill();
    let left = "SELECT (SELECT count(*) FROM signature), (SELECT count(*) FROM outbox),
                       (SELECT mails FROM mailbox)";
    assert_eq!(python::query(&edge.ledger_file(), left), ["3|0|5"]);
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
    const LEAST: usize = 60;
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
                count.load(Ordering::SeqCst) >= LEAST
            });
            edge.kill();
            let ended = clients.into_iter().map(|client| client.join().unwrap());
            ended.collect::<Vec<_>>().concat()
        });
        signed.extend(new);
        edge.start_again(None);
    }
    // A delivery that was cut off begins again a minute later.
    let everybody = || {
        signed
            .iter()
            .all(|(email, _)| !server.taken_for(email).is_empty())
    };
    wait::until_true("a mail for everybody", RECOVERED, everybody);
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
        let left = python::query(&edge.ledger_file(), left);
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
    // Somebody signs with another spelling: her page goes to her address.
    let later = sign(&campaign, "anil+other@mail.example");
    let second = wait_for(&server, email, 2);
    assert_eq!(server.taken().len(), 4);
    assert_eq!(second.subject, first.subject);
    // Her first link has ended, a day after the confirmation.
    link_of(&campaign, &first).act("take-back", &receipt);
    assert_eq!(campaign.total(), 1);
    let link = link_of(&campaign, &second);
    link.act("confirm", &later);
    assert_eq!(campaign.total(), 1);
    link.act("take-back", &receipt);
    assert_eq!(campaign.total(), 0);
}

#[test]
fn a_breaker_delays_and_never_drops() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = Outline {
        limits: LimitSettings {
            mail_domain: Some(Limit {
                per_hour: 3_600,
                burst: 2,
            }),
            ..LimitSettings::default()
        },
        ..confirmed(1)
    }
    .open(&edge);
    let begins = clock::now();
    for number in 0..8 {
        sign(&campaign, &format!("s{number}@school.example"));
    }
    sign(&campaign, "other@mail.example");
    // Another domain is not delayed.
    let _other = wait_for(&server, "other@mail.example", 1);
    let mail = campaign.organizer().mail(campaign.id());
    if begins.elapsed() < Duration::from_secs(3) {
        assert!(mail["delayed_until"].is_string(), "{mail}");
    }
    for number in 0..8 {
        let _mail = wait_for(&server, &format!("s{number}@school.example"), 1);
    }
    assert!(begins.elapsed() >= Duration::from_secs(5), "one a second");
}

#[test]
fn a_breaker_of_the_whole_deployment_delays_every_campaign() {
    let server = MailServer::start(Provider::Postmark);
    let setting = server.setting_with(Limit {
        per_hour: 3_600,
        burst: 2,
    });
    let edge = Runtime::with(Setup {
        mail: Some(&server),
        variables: &[("UNDERSIGNED_MAIL", &setting)],
        ..Setup::default()
    });
    let begins = clock::now();
    let campaigns = [1, 4].map(|shards| confirmed(shards).open(&edge));
    let names: Vec<String> = (0..8)
        .map(|number| format!("s{number}@n{number}.example"))
        .collect();
    for (number, name) in names.iter().enumerate() {
        sign(&campaigns[number % 2], name);
    }
    let delayed = campaigns
        .iter()
        .filter(|campaign| campaign.organizer().mail(campaign.id())["delayed_until"].is_string());
    let delayed = delayed.count();
    if begins.elapsed() < Duration::from_secs(3) {
        assert!(delayed > 0, "organizers see it");
    }
    for name in &names {
        let _mail = wait_for(&server, name, 1);
    }
    assert!(begins.elapsed() >= Duration::from_secs(5), "one a second");
}

#[test]
fn who_asks_for_a_mail_again_keeps_its_place_and_takes_nobody_elses() {
    let server = MailServer::start(Provider::Postmark);
    let setting = server.setting_with(Limit {
        per_hour: 3_600,
        burst: 2,
    });
    let edge = Runtime::with(Setup {
        mail: Some(&server),
        variables: &[("UNDERSIGNED_MAIL", &setting)],
        ..Setup::default()
    });
    let limits = LimitSettings {
        mail_domain: Some(Limit {
            per_hour: 360,
            burst: 1,
        }),
        ..LimitSettings::default()
    };
    let campaign = Outline {
        limits,
        ..confirmed(1)
    }
    .open(&edge);
    let slow = ["one", "two"].map(|name| sign(&campaign, &format!("{name}@slow.example")));
    let _first = wait_for(&server, "one@slow.example", 1);
    let begins = clock::now();
    let page = campaign.lead();
    let ask = json!({ "receipt": slow[1] }).to_string();
    for _ in 0..60 {
        let again = Ask::post_json(&page.path("confirmations/resend"), &ask);
        let _accepted = page.http.send(&again).expect(202);
    }
    // Ten seconds after the first of its domain, as if nobody had asked; the
    // places of all campaigns are as free as they were.
    let other = confirmed(1).open(&edge);
    sign(&other, "other@mail.example");
    let _other = wait_for(&server, "other@mail.example", 1);
    let _second = wait_for(&server, "two@slow.example", 1);
    assert!(
        begins.elapsed() < Duration::from_secs(25),
        "{:?}",
        begins.elapsed()
    );
    assert_eq!(server.taken_for("two@slow.example").len(), 1);
}

#[test]
fn another_limit_of_all_mails_is_in_force_for_what_waits() {
    let server = MailServer::start(Provider::Postmark);
    let slow = server.setting_with(Limit {
        per_hour: 4,
        burst: 1,
    });
    let mut edge = Runtime::with(Setup {
        mail: Some(&server),
        variables: &[("UNDERSIGNED_MAIL", &slow)],
        ..Setup::default()
    });
    let names: Vec<String> = (0..6)
        .map(|number| format!("s{number}@n{number}.example"))
        .collect();
    {
        let campaign = confirmed(1).open(&edge);
        for name in &names {
            sign(&campaign, name);
        }
        wait::until_true("the first mail", PUBLISHED, || server.count() == 1);
        // A quarter of an hour for each of the others.
        thread::sleep(Duration::from_secs(3));
        assert_eq!(server.count(), 1);
        let mail = campaign.organizer().mail(campaign.id());
        assert!(mail["delayed_until"].is_string(), "{mail}");
    }
    edge.kill();
    edge.set_variable("UNDERSIGNED_MAIL", &server.setting());
    edge.start_again(None);
    pass(&edge, 20 * 60_000);
    for name in &names {
        let _mail = wait_for(&server, name, 1);
    }
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
fn a_claim_and_its_mail_are_stored_whole_or_not_at_all() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    let page = campaign.lead();
    let supporter = Supporter::new();
    let next = || Attempt::new(page.fill(&supporter, Choice::Yes));
    let attempt = next();
    let statements = at_every_statement(
        &edge,
        "ledger.sign",
        || {
            let answer = page.post(&attempt).send();
            answer.status == 201 || !is_broken(&answer)
        },
        || {
            edge.kill();
            let kept = "SELECT (SELECT count(*) FROM signature), (SELECT count(*) FROM outbox),
                               (SELECT count(*) FROM consent), (SELECT count(*) FROM counter)";
            assert_eq!(python::query(&edge.ledger_file(), kept), ["0|0|0|0"]);
            edge.start_again(None);
        },
    );
    assert!(statements >= 12, "{statements}");
    let _mail = wait_for(&server, &supporter.email, 1);
}
