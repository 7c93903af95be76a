//! The one-click end of mails about what nobody has confirmed (RFC 8058).

use petition::Counts;
use protocol::Choice;
use tests::mail_server::{MailServer, Provider};
use tests::mailbox::Link;
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Ask, Campaign, Outline, Runtime, Setup, database, random};

const FORM: &str = "application/x-www-form-urlencoded";
const ONE_CLICK: &str = "List-Unsubscribe=One-Click";
const MULTIPART: &str = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\n\
    One-Click\r\n--x--\r\n";

fn confirmed(edge: &Runtime) -> Campaign<'_> {
    let outline = Outline {
        counts: Some(Counts::Confirmed),
        ..Outline::shards(1)
    };
    outline.open(edge)
}

fn claim(campaign: &Campaign<'_>) -> String {
    let supporter = Supporter::new();
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&supporter, Choice::Yes));
    let _signed = page.post(&attempt).send().expect(201);
    supporter.email
}

fn claims(campaign: &Campaign<'_>) -> Vec<String> {
    database::query(
        &campaign.edge.ledger_file(),
        "SELECT count(*) FROM signature",
    )
}

fn stop(edge: &Runtime, path: &str, (content_type, body): (&str, &str)) -> Answer {
    let ask = Ask::new("POST", &format!("{path}/stop"))
        .header("content-type", content_type)
        .body(body);
    edge.http().send(&ask)
}

#[test]
fn a_providers_click_drops_what_waits_in_either_form_and_a_scanners_visit_nothing() {
    for (content_type, body) in [
        (FORM, ONE_CLICK),
        ("multipart/form-data; boundary=x", MULTIPART),
    ] {
        let edge = Runtime::start();
        let campaign = confirmed(&edge);
        let email = claim(&campaign);
        let link = Link::plant(&campaign, &email);
        for method in ["GET", "HEAD"] {
            let visit = edge
                .http()
                .send(&Ask::new(method, &format!("{}/stop", link.path)));
            assert_eq!(
                visit.expect(303).header("location"),
                Some(link.path.as_str())
            );
        }
        let _refused = stop(&edge, &link.path, (FORM, "action=discard")).problem(400, "malformed");
        let _refused = stop(&edge, &link.path, ("text/plain", ONE_CLICK))
            .problem(415, "unsupported-media-type");
        assert_eq!(claims(&campaign), ["1"]);
        let stopped = stop(&edge, &link.path, (content_type, body)).expect(200);
        assert_eq!(claims(&campaign), ["0"]);
        // Again, and with a token that never was: the same answer.
        let again = stop(&edge, &link.path, (content_type, body));
        let unknown = format!("/r/{}/{}", campaign.id(), "A".repeat(24));
        let unknown = stop(&edge, &unknown, (content_type, body));
        assert_eq!((again.status, &again.body), (200, &stopped.body));
        assert_eq!((unknown.status, &unknown.body), (200, &stopped.body));
    }
}

#[test]
fn the_mail_offers_it_and_only_where_it_may_not_have_been_asked_for() {
    let server = MailServer::start(Provider::Postmark);
    let edge = Runtime::with(Setup {
        mail: Some(&server),
        ..Setup::default()
    });
    let campaign = confirmed(&edge);
    for (kind, is_offered) in [
        ("confirm", true),
        ("reminder", true),
        ("already_signed", false),
        ("your_link", false),
    ] {
        let to = format!("zoe-{}@mailbox.example", random::hex::<6>());
        let ask = serde_json::json!({"to": to, "kind": kind});
        let _tried = campaign
            .organizer()
            .try_mail(campaign.id(), &ask)
            .expect(200);
        let mails = server.taken_for(&to);
        let header = |name: &str| mails[0].headers.get(name).cloned();
        let link = format!("<{}/stop>", mails[0].link());
        assert_eq!(
            header("List-Unsubscribe"),
            is_offered.then_some(link),
            "{kind}"
        );
        let post = is_offered.then(|| ONE_CLICK.to_owned());
        assert_eq!(header("List-Unsubscribe-Post"), post, "{kind}");
        let machine = header("Auto-Submitted");
        assert_eq!(machine.as_deref(), Some("auto-generated"), "{kind}");
    }
}
