//! The count of a protected campaign: whole steps, from one hour to the next.

use protocol::limits::{PUBLISHED_EVERY_MS, PUBLISHED_STEP};
use tests::mail_server::{MailServer, Provider};
use tests::submission::Supporter;
use tests::{Campaign, Page, Runtime, Setup, database, wait};

use super::{PUBLISHED, await_mail, confirm, open, sign};

/// The published count stands for another hour, so many later or earlier, as if
/// the clock had moved.
fn move_hour(edge: &Runtime, hours: i64) {
    edge.kill();
    let by = hours * PUBLISHED_EVERY_MS;
    let update = format!("UPDATE published SET since_ms = since_ms + {by} RETURNING 1");
    assert_eq!(database::query(&edge.campaign_file(), &update), ["1"]);
    edge.start_again(None);
}

/// What everybody can read, byte for byte.
fn public_bytes(page: &Page) -> Vec<String> {
    let partner = &page.partner;
    let counter = format!("embed?partner={partner}&view=1&layout=counter");
    let resources = ["tally", "feed", &counter];
    let read = |resource| page.http.get(&page.path(resource)).expect(200).text();
    let mut read: Vec<_> = resources.into_iter().map(read).collect();
    let hosted = format!("/c/{}/{partner}", page.campaign);
    let hosted = page.http.get(&hosted).expect(200).text();
    let (_, tally) = hosted.split_once("data-us=\"tally\"").unwrap();
    let (tally, _) = tally.split_once("<form").unwrap();
    read.push(tally.to_owned());
    read
}

/// Signs and confirms; the answers are those of any other.
fn sign_and_confirm(campaign: &Campaign<'_>, server: &MailServer, supporters: u64) {
    for _ in 0..supporters {
        let supporter = Supporter::new();
        sign(campaign, &supporter);
        let mail = await_mail(server, &supporter.email);
        confirm(campaign, mail.link());
    }
}

#[test]
fn nothing_public_moves_with_a_signature_and_then_a_whole_step_with_the_hour() {
    let server = MailServer::start(Provider::Postmark);
    let edge = Runtime::with(Setup {
        mail: Some(&server),
        ..Setup::default()
    });
    let campaign = open(&edge);
    let page = campaign.lead();
    // No full hour passes in the middle of what follows.
    move_hour(&edge, 1);
    let before = public_bytes(&page);
    let mut live = page.live();
    sign_and_confirm(&campaign, &server, PUBLISHED_STEP + 3);
    assert_eq!(campaign.total(), PUBLISHED_STEP + 3);
    assert!(
        live.hear(wait::NOTHING_COMES).is_none(),
        "an open page was sent something"
    );
    assert_eq!(public_bytes(&page), before, "a signature was to be seen");

    // The hour ends: a step, and not the three beyond it.
    move_hour(&edge, -2);
    wait::until_true("the step", PUBLISHED, || {
        page.tally().signatures == PUBLISHED_STEP
    });
    let as_of = page.tally().as_of;
    assert!(
        as_of.ends_with(":00:00.000Z"),
        "{as_of} is somebody's instant"
    );
    move_hour(&edge, 1);
    let stepped = public_bytes(&page);
    let mut live = page.live();
    sign_and_confirm(&campaign, &server, 1);
    assert!(
        live.hear(wait::NOTHING_COMES).is_none(),
        "an open page was sent something"
    );
    assert_eq!(public_bytes(&page), stepped);
    // Another hour, no other step: not one byte.
    move_hour(&edge, -2);
    let _settled = page.tally();
    wait::until_true("the same again", PUBLISHED, || {
        public_bytes(&page) == stepped
    });
    assert_eq!(campaign.total(), PUBLISHED_STEP + 4);
    edge.kill();
    let due = "SELECT since_ms % 3600000, signatures FROM published";
    assert_eq!(database::query(&edge.campaign_file(), due), ["0|25"]);
}
