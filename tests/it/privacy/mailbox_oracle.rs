//! What a stranger learns who signs with an address that has signed, one that
//! waits for its mailbox, and one that nobody has used: nothing from the
//! answer, whatever the campaign counts; and where only confirmed signatures
//! count, nothing from what everybody sees, until a mailbox confirms.

use std::time::Duration;

use petition::Counts;
use protocol::{Choice, SignatureAnswer};
use tests::mail_server::{MailServer, Provider};
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Outline, Post, Runtime, Setup, wait};

use super::no_oracle::lengths;
use super::oracle::{Moved, Watched, confirm};

const PUBLISHED: Duration = Duration::from_mins(1);

/// Addresses of one length, so that nothing but the kind differs.
const SIGNED: &str = "signed@mail.example";
const PENDING: &str = "waitin@mail.example";
const UNSIGNED: &str = "newone@mail.example";

/// Signs as the reader of that mailbox; the receipt.
fn sign(campaign: &Campaign<'_>, email: &str) -> String {
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::with_email(email), Choice::Yes));
    let answer: SignatureAnswer = page.send(&attempt).json();
    answer.receipt.id.to_string()
}

#[test]
fn a_stranger_sees_the_same_of_a_signed_a_waiting_and_an_unused_address() {
    let server = MailServer::start(Provider::Postmark);
    let edge = Runtime::with(Setup {
        mail: Some(&server),
        ..Setup::default()
    });
    for counts in [Counts::Submitted, Counts::Confirmed] {
        let campaign = Outline {
            counts: Some(counts),
            ..Outline::shards(1)
        }
        .open(&edge);
        let page = campaign.lead();
        let signed = sign(&campaign, SIGNED);
        if counts == Counts::Confirmed {
            confirm(&campaign, &server, (SIGNED, &signed));
        }
        let _waits = sign(&campaign, PENDING);
        let wanted = if counts == Counts::Confirmed { 1 } else { 2 };
        wait::until_true("what has signed before", PUBLISHED, || {
            page.feed().tally.signatures == wanted
        });
        let mut watched = Watched::begin(&campaign, &server, 3);

        let mut answers = Vec::new();
        let mut seen = Vec::new();
        for email in [SIGNED, PENDING, UNSIGNED] {
            let stranger = Supporter {
                given_name: "Mallory".to_owned(),
                ..Supporter::with_email(email)
            };
            let attempt = Attempt::new(page.fill(&stranger, Choice::Yes));
            let post = Post::new(&page, &page.session(), &attempt);
            seen.push(watched.probe(&post));
            // A retry has the same answer.
            answers.push(lengths(&post.send()));
        }
        println!("{counts:?}: signed, waiting, unused: {seen:?}");
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0], answers[2]);
        let unused = match counts {
            // Documented: who spends a submission sees that it was new.
            Counts::Submitted => Moved::ONE,
            Counts::Confirmed => Moved::NOTHING,
        };
        assert_eq!(seen, [Moved::NOTHING, Moved::NOTHING, unused]);
    }
}
