//! The form on the edge's own page where the mailbox confirms: its thanks say
//! where the mail went, and can do what a script would.

use std::time::Duration;

use petition::Counts;
use serde_json::json;
use tests::campaign::LEAD;
use tests::hosted::HostedForm;
use tests::mail_server::{MailServer, Provider};
use tests::mailbox::{Link, pass};
use tests::submission::Supporter;
use tests::{Answer, Campaign, Outline, Runtime, Setup, wait};

const SOON: Duration = Duration::from_mins(1);
const QUARTER_MS: i64 = 16 * 60_000;

fn start(server: &MailServer) -> Runtime {
    Runtime::with(Setup {
        mail: Some(server),
        ..Setup::default()
    })
}

fn confirmed(edge: &Runtime) -> Campaign<'_> {
    let outline = Outline {
        counts: Some(Counts::Confirmed),
        ..Outline::shards(1)
    };
    outline.open(edge)
}

/// Opens the page and fills its form.
fn filled(campaign: &Campaign<'_>, supporter: &Supporter) -> HostedForm {
    let path = format!("/c/{}/{LEAD}", campaign.id());
    let page = campaign.edge.http().get(&path).expect(200).text();
    let mut form = HostedForm::of(&path, &page);
    form.fill(campaign, supporter);
    form
}

fn wait_for(server: &MailServer, email: &str, count: usize) -> String {
    wait::until_true("the mail", SOON, || server.taken_for(email).len() >= count);
    server.taken_for(email)[count - 1].link().to_owned()
}

/// (submissions that wait, signatures) of the lead.
fn counts(campaign: &Campaign<'_>) -> (u64, u64) {
    let rows = campaign.organizer().counts(campaign.id(), "partner").rows;
    (rows[0].pending, rows[0].signatures)
}

/// Receipts and addresses of the test all have one length.
fn size(answer: &Answer) -> (u16, usize) {
    (answer.status, answer.body.len())
}

#[test]
fn the_answer_says_where_the_mail_went_and_the_same_post_again_changes_nothing() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(&edge);
    let supporter = Supporter::new();
    let form = filled(&campaign, &supporter);
    let thanks = form.post(&campaign).expect(200);
    assert_eq!(thanks.header("cache-control"), Some("no-store"));
    assert_eq!(thanks.header("location"), None);
    assert!(thanks.text().contains(&supporter.email));
    let link = wait_for(&server, &supporter.email, 1);
    // A reload.
    assert_eq!(form.post(&campaign), thanks);
    assert_eq!(counts(&campaign), (1, 0));

    // "Send again" is a mail for the receipt, within the mailbox's caps.
    let mut again = HostedForm::of(&form.path, &thanks.text());
    again.set("step", "again");
    let asked = again.post(&campaign).expect(200);
    assert!(asked.text().contains(&supporter.email));
    assert_eq!(server.taken_for(&supporter.email).len(), 1);
    pass(&edge, QUARTER_MS);
    let second = wait_for(&server, &supporter.email, 2);
    assert_ne!(second, link);
    assert_eq!(counts(&campaign), (1, 0));
    let receipt = again.value("receipt").unwrap();
    let path = link.strip_prefix(edge.origin()).unwrap();
    Link::new(&campaign, path).act("confirm", receipt);
    assert_eq!(counts(&campaign), (0, 1));
}

#[test]
fn a_changed_address_is_another_request_with_everything_else_kept() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(&edge);
    let (wrong, right) = (Supporter::new(), Supporter::new());
    let form = filled(&campaign, &wrong);
    let thanks = form.post(&campaign).expect(200);
    let mut change = HostedForm::of(&form.path, &thanks.text());
    change.set("step", "change");
    // Not from another site.
    let ask = change.ask().header("sec-fetch-site", "cross-site");
    let _problem = edge.http().send(&ask).problem(403, "cross-site");
    let page = change.post(&campaign).expect(200).text();
    for kept in [&wrong.given_name, &wrong.family_name, &wrong.email] {
        assert!(page.contains(kept.as_str()), "what was typed is gone");
    }
    let mut changed = HostedForm::of(&form.path, &page);
    assert_ne!(
        changed.value("idempotency_key"),
        form.value("idempotency_key")
    );
    changed.fill(&campaign, &right);
    let thanks = changed.post(&campaign).expect(200);
    assert!(thanks.text().contains(&right.email) && !thanks.text().contains(&wrong.email));
    let _link = wait_for(&server, &right.email, 1);
}

#[test]
fn whether_an_address_has_signed_changes_nothing_in_the_answer() {
    let server = MailServer::start(Provider::Postmark);
    let edge = start(&server);
    let campaign = confirmed(&edge);
    let [signed, waiting, unused] = [(); 3].map(|()| Supporter::new());
    let post = |supporter: &Supporter| filled(&campaign, supporter).post(&campaign).expect(200);
    let first = post(&signed);
    let link = wait_for(&server, &signed.email, 1);
    let form = HostedForm::of("", &first.text());
    let path = link.strip_prefix(edge.origin()).unwrap();
    Link::new(&campaign, path).act("confirm", form.value("receipt").unwrap());
    let _waits = post(&waiting);
    wait::until_true("the public tally", SOON, || {
        campaign.lead().tally().signatures == 1
    });
    let seen = [&signed, &waiting, &unused].map(|supporter| size(&post(supporter)));
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], seen[2]);
    // The same holds for a resend that names a receipt which nobody has.
    let again = |receipt: &str| -> Answer {
        let mut form = HostedForm::of(&format!("/c/{}/{LEAD}", campaign.id()), "");
        form.set("email", "zoe@mail.example");
        form.set("step", "again");
        form.set("receipt", receipt);
        form.post(&campaign).expect(200)
    };
    let known = form.value("receipt").unwrap();
    let unknown = "A".repeat(known.len());
    assert_eq!(size(&again(known)), size(&again(&unknown)));
    let _answered = again("<script>");
    let mail = campaign.organizer().mail(campaign.id());
    assert_ne!(mail["delivered"], json!(0));
}
