//! Where only confirmed signatures count, nothing that a moderator says lists
//! one whose mailbox has not confirmed.

use petition::{Comments, Counts};
use protocol::{Choice, SignatureAnswer};
use serde_json::json;
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Outline, Runtime, database};

/// Signs with a name and with a reason that a moderator looks at first; what is
/// answered.
fn sign_two(campaign: &Campaign<'_>) -> Vec<SignatureAnswer> {
    let page = campaign.lead();
    let asked = [("Mickey", None), ("Anna", Some("Because of them."))];
    let sign = |(given, comment): (&str, Option<&str>)| {
        let supporter = Supporter {
            given_name: given.to_owned(),
            family_name: "Mouse".to_owned(),
            ..Supporter::new()
        };
        let mut submission = page.fill(&supporter, Choice::No);
        submission.comment = comment.map(str::to_owned);
        page.send(&Attempt::new(submission)).json()
    };
    asked.map(sign).to_vec()
}

#[test]
fn an_approved_entry_of_an_unconfirmed_signature_is_not_listed() {
    let edge = Runtime::start();
    let mut campaign = Outline::comments(Comments::Moderated).open(&edge);
    // Signed while the submitted counted, decided when only the confirmed do.
    let signed = sign_two(&campaign);
    campaign.change(|settings| settings.counts = Counts::Confirmed);
    let organizer = campaign.organizer();
    assert_eq!(organizer.queue(campaign.id())["waiting"], json!(2));
    for answer in signed {
        let path = format!("entries/{}/approve", answer.entry.unwrap().id);
        let _approved = organizer.act(campaign.id(), &path).expect(200);
    }
    assert_eq!(organizer.queue(campaign.id())["waiting"], json!(0));
    // What an announcement would take along has a place among the changes. The
    // reason's entry had one when the supporter signed, before the campaign was
    // changed.
    edge.kill();
    let file = edge.ledger_file();
    let listed = "SELECT count(*), count(entry), max(entry_sequence) FROM signature";
    assert_eq!(database::query(&file, listed), ["2|2|2"]);
    edge.start_again(None);
    assert_eq!(campaign.lead().tally().signatures, 0);
}

#[test]
fn a_claim_stands_in_no_queue_and_cannot_be_decided() {
    let edge = Runtime::start();
    let campaign = Outline {
        counts: Some(Counts::Confirmed),
        ..Outline::comments(Comments::Moderated)
    }
    .open(&edge);
    // Not even the page where the supporter signed says that it counts or is listed.
    for answer in sign_two(&campaign) {
        assert_eq!((answer.tally.signatures, answer.entry), (0, None));
    }
    edge.kill();
    let entries = database::query(&edge.ledger_file(), "SELECT entry FROM signature");
    edge.start_again(None);
    assert_eq!(entries.len(), 2);
    let organizer = campaign.organizer();
    assert_eq!(organizer.queue(campaign.id())["waiting"], json!(0));
    for entry in entries {
        let path = format!("entries/{entry}/approve");
        let _problem = organizer
            .act(campaign.id(), &path)
            .problem(404, "unknown-entry");
    }
    edge.kill();
    let file = edge.ledger_file();
    let listed = "SELECT count(*), count(entry), count(entry_sequence) FROM signature";
    assert_eq!(database::query(&file, listed), ["2|2|0"]);
    edge.start_again(None);
    let page = campaign.lead();
    assert_eq!((page.tally().signatures, page.feed().entries.len()), (0, 0));
}
