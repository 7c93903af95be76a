//! What a stranger learns who signs with an address that has signed, one that
//! waits for its mailbox, and one that nobody has used: nothing from the
//! answer, whatever the campaign counts; and where only confirmed signatures
//! count, nothing from what everybody sees, until a mailbox confirms.

use std::time::Duration;

use petition::Counts;
use protocol::{Choice, SignatureAnswer};
use tests::mail_server::{MailServer, Provider};
use tests::mailbox::Link;
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Outline, Post, Runtime, Setup, wait};

use crate::{
    no_oracle::lengths,
    oracle::{hear_all, probe},
};

const PUBLISHED: Duration = Duration::from_secs(20);

/// Addresses of one length, so that nothing but the kind differs.
const SIGNED: &str = "signed@mail.example";
const PENDING: &str = "waitin@mail.example";
const UNSIGNED: &str = "newone@mail.example";

/// Signs as whoever reads that mailbox; the receipt.
fn sign(campaign: &Campaign<'_>, email: &str) -> String {
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::with_email(email), Choice::Yes));
    let answer: SignatureAnswer = page.send(&attempt).json();
    answer.receipt.id.to_string()
}

/// The newest mail's link confirms this receipt.
fn confirm(campaign: &Campaign<'_>, server: &MailServer, (email, receipt): (&str, &str)) {
    wait::until_true("her mail", PUBLISHED, || {
        !server.taken_for(email).is_empty()
    });
    let mail = server.taken_for(email).pop().unwrap();
    let path = mail.link().strip_prefix(campaign.edge.origin()).unwrap();
    Link::new(campaign, path).act("confirm", receipt);
}

#[test]
fn a_stranger_sees_the_same_of_a_signed_a_waiting_and_an_unused_address() {
    for counts in [Counts::Submitted, Counts::Confirmed] {
        let server = MailServer::start(Provider::Postmark);
        let edge = Runtime::with(Setup {
            mail: Some(&server),
            ..Setup::default()
        });
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
        let mut live = page.live();
        let wanted = if counts == Counts::Confirmed { 1 } else { 2 };
        wait::until_true("what has signed before", PUBLISHED, || {
            page.tally().signatures == wanted
        });
        let _before = hear_all(&mut live);

        let mut answers = Vec::new();
        let mut seen = Vec::new();
        for email in [SIGNED, PENDING, UNSIGNED] {
            let stranger = Supporter {
                given_name: "Mallory".to_owned(),
                ..Supporter::with_email(email)
            };
            let attempt = Attempt::new(page.fill(&stranger, Choice::Yes));
            let post = Post::new(&page, &page.session(), &attempt);
            seen.push(probe(&campaign, &mut live, &post));
            // The same request again has the same answer.
            answers.push(lengths(&post.send()));
        }
        println!("{counts:?}: signed, waiting, unused: (tally, feed, live) {seen:?}");
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0], answers[2]);
        let unused = match counts {
            // Documented: whoever spends a submission sees that it was new.
            Counts::Submitted => (1, 1, 1),
            Counts::Confirmed => (0, 0, 0),
        };
        assert_eq!(seen, [(0, 0, 0), (0, 0, 0), unused]);
    }
}
