//! What a supporter takes back leaves nothing that the public saw of them.

use std::time::Duration;

use petition::Comments;
use protocol::{Choice, SignatureAnswer};
use tests::mailbox::Link;
use tests::submission::{Attempt, Supporter};
use tests::{Outline, Runtime, database, wait};

const SHOWN: Duration = Duration::from_secs(20);
const NAME: &str = "Zebulonia";
const REASON: &str = "They carried our boat ashore.";

/// Whether the campaign's file has these bytes, when all that was committed is
/// in it.
fn campaign_file_has(edge: &Runtime, text: &str) -> bool {
    let file = edge.campaign_file();
    let _done = database::query(&file, "PRAGMA wal_checkpoint(TRUNCATE)");
    let bytes = std::fs::read(&file).unwrap();
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[test]
fn name_and_reason_leave_the_campaigns_file_and_the_supporters_page() {
    let edge = Runtime::start();
    let campaign = Outline::comments(Comments::Open).open(&edge);
    let page = campaign.lead();
    let _other = page.sign(&Supporter::new());
    let supporter = Supporter {
        given_name: NAME.to_owned(),
        ..Supporter::with_email("zebulonia@mail.example")
    };
    let mut submission = page.fill(&supporter, Choice::No);
    submission.comment = Some(REASON.to_owned());
    let answer: SignatureAnswer = page.send(&Attempt::new(submission)).json();
    let receipt = answer.receipt.id.to_string();
    let listed = |count| {
        wait::until_true("the feed", SHOWN, || page.feed().entries.len() == count);
    };
    listed(2);
    let link = Link::plant(&campaign, "zebulonia@mail.example");
    let shown = || edge.http().get(&link.path).expect(200).text();
    let as_listed = format!("<bdi translate=\"no\">{NAME} K.</bdi>");
    assert!(shown().contains(&as_listed), "{}", shown());
    edge.kill();
    assert!(campaign_file_has(&edge, NAME) && campaign_file_has(&edge, REASON));
    edge.start_again(None);
    link.act("take-back", &receipt);
    listed(1);
    assert!(!shown().contains(&as_listed));
    assert!(shown().contains("Not listed"));
    edge.kill();
    for text in [NAME, REASON] {
        assert!(!campaign_file_has(&edge, text), "{text}");
    }
}
