//! Strangers who know an address: another spelling of it takes no mail away,
//! spends none, and opens nothing of what was submitted with this one.

use std::time::Duration;

use protocol::base64::encode_base64;
use protocol::{Choice, SignatureAnswer};
use serde_json::json;
use tests::mail_server::{MailServer, Provider, Taken};
use tests::mailbox::{self, Link};
use tests::submission::{Attempt, Supporter};
use tests::{Ask, Campaign, Runtime, Setup, database, wait};

use crate::mail::outbox::{confirmed, start, wait_for};

const PUBLISHED: Duration = Duration::from_mins(1);
const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
const EVENTS: &str = "spellings:a-long-password-of-events";

/// One mailbox at Gmail: the provider of the tests refuses what begins with
/// "inactive", and takes the other spellings.
const OWNERS: &str = "in.activezoe@gmail.com";
const REFUSED: &str = "inactivezoe@gmail.com";
const TAGGED: &str = "in.activezoe+x@gmail.com";

/// Signs under a name; the receipt.
fn sign(campaign: &Campaign<'_>, name: &str, email: &str) -> String {
    let page = campaign.lead();
    let supporter = Supporter {
        given_name: name.to_owned(),
        ..Supporter::with_email(email)
    };
    let attempt = Attempt::new(page.fill(&supporter, Choice::Yes));
    let answer: SignatureAnswer = page.send(&attempt).json();
    answer.receipt.id.to_string()
}

/// (pending, undeliverable) of the lead.
fn waiting(campaign: &Campaign<'_>) -> (u64, u64) {
    let rows = campaign.organizer().counts(campaign.id(), "partner").rows;
    rows.first()
        .map_or((0, 0), |row| (row.pending, row.undeliverable))
}

/// So much time passes, once the edge knows of each mail that the provider has
/// taken: one that is killed before that sends it once more, as it must.
fn pass(edge: &Runtime, ms: i64) {
    let begun = "SELECT count(*) FROM outbox WHERE tries > 0";
    wait::until_true("no mail on its way", PUBLISHED, || {
        database::query(&edge.ledger_file(), begun) == ["0"]
    });
    mailbox::pass(edge, ms);
}

/// The page behind the link of a mail.
fn open(campaign: &Campaign<'_>, mail: &Taken) -> (Link, String) {
    let path = mail.link().strip_prefix(campaign.edge.origin()).unwrap();
    let page = campaign.edge.http().get(path).expect(200).text();
    (Link::new(campaign, path), page)
}

#[test]
fn a_refused_spelling_takes_no_mail_away_and_spends_none() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    let mut strangers = 0;
    // As many rounds as the owner may have mails in two weeks.
    for round in 1..=5 {
        for _ in 0..2 {
            sign(&campaign, "Mallory", REFUSED);
            strangers += 1;
        }
        wait::until_true("the refusal", PUBLISHED, || {
            waiting(&campaign).1 == strangers.min(3)
        });
        let owners = sign(&campaign, "Zoe", OWNERS);
        sign(&campaign, "Mallory", REFUSED);
        strangers += 1;
        // At once: what was refused has spent nothing of the owner's time either.
        let mail = wait_for(&server, OWNERS, round);
        assert!(open(&campaign, &mail).1.contains(&owners));
        pass(&edge, 15 * MINUTE_MS + 1_000);
    }
    assert!(waiting(&campaign).0 >= 3, "claims of the owner are marked");
    let newest = wait_for(&server, OWNERS, 5);
    let owners = sign(&campaign, "Zoe", OWNERS);
    open(&campaign, &newest).0.act("confirm", &owners);
    assert_eq!(campaign.total(), 1);
    assert_eq!(server.count(), 5);
}

#[test]
fn a_bounce_marks_what_waits_for_that_spelling_alone() {
    let server = MailServer::start(Provider::Postmark);
    let edge = Runtime::with(Setup {
        mail: Some(&server),
        variables: &[("UNDERSIGNED_MAIL_WEBHOOK", EVENTS)],
        ..Setup::default()
    });
    let campaign = confirmed(1).open(&edge);
    sign(&campaign, "Mallory", TAGGED);
    let _mail = wait_for(&server, TAGGED, 1);
    let owners = sign(&campaign, "Zoe", OWNERS);
    let event = json!({ "RecordType": "Bounce", "Type": "HardBounce", "Inactive": true,
        "Email": TAGGED.to_uppercase() });
    let basic = format!("Basic {}", encode_base64(EVENTS.as_bytes()));
    let ask = Ask::post_json("/v1/mail/postmark/events", &event.to_string())
        .header("authorization", &basic);
    let _taken = edge.http().send(&ask).expect(200);
    assert_eq!(waiting(&campaign), (1, 1));
    // The mail that came back was not the owner's: the owner does not wait a quarter
    // of an hour.
    let mail = wait_for(&server, OWNERS, 1);
    open(&campaign, &mail).0.act("confirm", &owners);
    assert_eq!(campaign.total(), 1);
}

#[test]
fn another_spelling_waits_for_its_own_turn() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    sign(&campaign, "Zoe", OWNERS);
    let _first = wait_for(&server, OWNERS, 1);
    let owners = sign(&campaign, "Zoe", OWNERS);
    sign(&campaign, "Mallory", TAGGED);
    pass(&edge, 15 * MINUTE_MS + 1_000);
    let mail = wait_for(&server, OWNERS, 2);
    assert!(open(&campaign, &mail).1.contains(&owners));
    assert_eq!(server.taken_for(TAGGED).len(), 0);
    pass(&edge, 15 * MINUTE_MS + 1_000);
    let _tagged = wait_for(&server, TAGGED, 1);
    assert_eq!(server.count(), 3);
}

#[test]
fn five_mails_in_two_weeks_and_two_more_that_were_asked_for() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    let email = "zoe@mail.example";
    let round = |count| {
        sign(&campaign, "Mallory", email);
        let mail = wait_for(&server, email, count);
        pass(&edge, 15 * MINUTE_MS + 1_000);
        mail
    };
    for count in 1..=5 {
        let _mail = round(count);
    }
    // The sixth is ordered by nobody's submission.
    let owners = sign(&campaign, "Zoe", email);
    assert_eq!(
        campaign.organizer().mail(campaign.id())["waiting"],
        json!(0)
    );
    // Who asks for a link has two, whatever others have spent.
    for count in 6..=7 {
        ask_link(&campaign, email);
        let _mail = wait_for(&server, email, count);
        pass(&edge, 15 * MINUTE_MS + 1_000);
    }
    ask_link(&campaign, email);
    let newest = server.taken_for(email).remove(6);
    open(&campaign, &newest).0.act("confirm", &owners);
    assert_eq!(campaign.total(), 1);
    // The owner's confirmation starts the count afresh.
    sign(&campaign, "Mallory", email);
    let _already_signed = wait_for(&server, email, 8);
    assert_eq!(server.count(), 8);
}

#[test]
fn after_two_weeks_a_mailbox_has_its_five_again() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    let email = "zoe@mail.example";
    for count in 1..=5 {
        sign(&campaign, "Mallory", email);
        let _mail = wait_for(&server, email, count);
        pass(&edge, 15 * MINUTE_MS + 1_000);
    }
    pass(&edge, 14 * DAY_MS);
    // The reminder of two days ago, which had no mail left.
    let _reminder = wait_for(&server, email, 6);
    pass(&edge, 15 * MINUTE_MS + 1_000);
    let owners = sign(&campaign, "Zoe", email);
    let mail = wait_for(&server, email, 7);
    open(&campaign, &mail).0.act("confirm", &owners);
    assert_eq!(campaign.total(), 1);
}

/// "Email me my link", as a browser posts the page's form.
fn ask_link(campaign: &Campaign<'_>, email: &str) {
    let _see_other = mailbox::ask_link(campaign, email).expect(303);
}

#[test]
fn a_link_opens_what_was_submitted_with_the_address_that_it_was_mailed_to() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    let tagged = sign(&campaign, "Mallory", TAGGED);
    let (link, page) = open(&campaign, &wait_for(&server, TAGGED, 1));
    assert!(page.contains(&tagged) && !page.contains("Another spelling"));
    let owners = sign(&campaign, "Zoe", OWNERS);
    let page = link.read();
    assert!(page.contains("Another spelling of this address has signed too."));
    for secret in [owners.as_str(), "Zoe", OWNERS] {
        assert!(!page.contains(secret), "{secret}");
    }
    for action in ["confirm", "discard", "take-back", "list"] {
        link.act(action, &owners);
    }
    link.act("discard", "");
    assert_eq!(campaign.total(), 0);
    pass(&edge, 15 * MINUTE_MS + 1_000);
    let (own, page) = open(&campaign, &wait_for(&server, OWNERS, 1));
    assert!(page.contains(&owners) && !page.contains(&tagged));
    own.act("confirm", &owners);
    assert_eq!(campaign.total(), 1);
    // It does not show, or end, what counts by now either.
    assert!(!link.read().contains(&owners));
    link.act("take-back", &owners);
    assert_eq!(campaign.total(), 1);
}

#[test]
fn whoever_follows_the_newest_mail_signs_themselves_whatever_strangers_submit() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    for number in 0..30 {
        sign(
            &campaign,
            "Mallory",
            &format!("in.activezoe+{number}@gmail.com"),
        );
        sign(&campaign, "Mallory", OWNERS);
    }
    wait::until_true("a mail to the mailbox", PUBLISHED, || server.count() == 1);
    let newest = server.taken().remove(0);
    let (link, _) = open(&campaign, &newest);
    let zoe = Supporter {
        given_name: "Zoe".to_owned(),
        ..Supporter::with_email(&newest.to)
    };
    let form = link.sign_form(&campaign, &zoe);
    let answer = form.post(&campaign).expect(303);
    let to = answer.header("location").unwrap();
    assert!(to.starts_with(&link.path), "{to}");
    let rows = campaign.organizer().counts(campaign.id(), "partner").rows;
    let counted: Vec<_> = rows
        .iter()
        .map(|row| (row.signatures, row.consents))
        .collect();
    assert!(counted.contains(&(1, 1)), "{counted:?}");
    wait::until_true("the public list", PUBLISHED, || {
        let feed = campaign.lead().feed();
        feed.entries.iter().any(|entry| entry.name == "Zoe K.")
    });
    // The same post again is the same answer, and one signature.
    assert_eq!(
        form.post(&campaign).expect(303).header("location"),
        Some(to)
    );
    assert_eq!(campaign.total(), 1);
}

#[test]
fn a_link_confirms_nothing_that_is_signed_with_another_address() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(1).open(&edge);
    sign(&campaign, "Zoe", OWNERS);
    let (link, _) = open(&campaign, &wait_for(&server, OWNERS, 1));
    for other in [TAGGED, "somebody.else@mail.example"] {
        let form = link.sign_form(&campaign, &Supporter::with_email(other));
        let page = form.post(&campaign).expect(200).text();
        assert!(page.contains("One step left"), "{page}");
        assert_eq!(campaign.total(), 0);
    }
}
