//! Where only confirmed signatures count, nothing that a moderator says lists
//! one whose mailbox has not confirmed.

use petition::{Comments, Counts};
use protocol::{Choice, SignatureAnswer};
use serde_json::json;
use tests::submission::{Attempt, Supporter};
use tests::{Outline, Runtime, python};

#[test]
fn an_approved_entry_of_an_unconfirmed_signature_is_not_listed() {
    let edge = Runtime::start();
    let campaign = Outline {
        counts: Some(Counts::Confirmed),
        ..Outline::comments(Comments::Moderated)
    }
    .open(&edge);
    let page = campaign.lead();
    let organizer = campaign.organizer();
    for (given, comment) in [("Mickey", None), ("Anna", Some("Because of them."))] {
        let supporter = Supporter {
            given_name: given.to_owned(),
            family_name: "Mouse".to_owned(),
            ..Supporter::new()
        };
        let mut submission = page.fill(&supporter, Choice::No);
        submission.comment = comment.map(str::to_owned);
        let answer: SignatureAnswer = page.send(&Attempt::new(submission)).json();
        let entry = answer.entry.unwrap().id;
        assert_eq!(organizer.queue(campaign.id())["waiting"], json!(1));
        let path = format!("entries/{entry}/approve");
        let _approved = organizer.act(campaign.id(), &path).expect(200);
        assert_eq!(organizer.queue(campaign.id())["waiting"], json!(0));
    }
    // What an announcement would take along has a place among the changes.
    edge.kill();
    let file = edge.ledger_file();
    let listed = "SELECT count(*), count(entry), count(entry_sequence) FROM signature";
    assert_eq!(python::query(&file, listed), ["2|2|0"]);
    edge.start_again(None);
    assert_eq!((page.tally().signatures, page.feed().entries.len()), (0, 0));
}
