//! A protected campaign, for people at risk: it is signed on the edge's own
//! page only, shows nobody, and its count reveals no single signature.

mod count;
mod transactions;

use protocol::{Choice, Problem};
use serde_json::Value;
use tests::campaign::{LEAD, LEAD_ORIGIN, protect};
use tests::hosted::HostedForm;
use tests::mail_server::{MailServer, Provider};
use tests::mailbox::Link;
use tests::page::PageSession;
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Ask, Campaign, Outline, Post, Runtime, Setup, clock, database, wait};

use std::time::Duration;

pub(crate) const PUBLISHED: Duration = Duration::from_mins(1);

/// A protected campaign whose ledger has one shard.
pub(crate) fn open(edge: &Runtime) -> Campaign<'_> {
    let mut settings = Outline::shards(1).settings();
    protect(&mut settings);
    edge.organizer().put(&settings);
    Campaign { edge, settings }
}

fn hosted_path(campaign: &Campaign<'_>) -> String {
    format!("/c/{}/{LEAD}", campaign.id())
}

/// The page's form, filled by somebody who asks for all that there was before
/// the campaign was protected: to be listed, with a reason, by a whole code.
pub(crate) fn filled(campaign: &Campaign<'_>, supporter: &Supporter) -> HostedForm {
    let path = hosted_path(campaign);
    let page = campaign.edge.http().get(&path).expect(200).text();
    let mut form = HostedForm::of(&path, &page);
    form.fill(campaign, supporter);
    form.set("comment", "They welcomed my family.");
    form
}

/// Somebody signs on the edge's own page.
pub(crate) fn sign(campaign: &Campaign<'_>, supporter: &Supporter) {
    let answer = filled(campaign, supporter).post(campaign);
    assert!([200, 303].contains(&answer.status), "{}", answer.status);
}

/// The newest mail of an address.
pub(crate) fn await_mail(server: &MailServer, email: &str) -> tests::mail_server::Taken {
    wait::until_true("the mail", PUBLISHED, || {
        !server.taken_for(email).is_empty()
    });
    server.taken_for(email).pop().unwrap()
}

/// Confirms what waits on the page of a mail's link.
pub(crate) fn confirm(campaign: &Campaign<'_>, link: &str) {
    let path = link.strip_prefix(campaign.edge.origin()).unwrap();
    let page = campaign.edge.http().get(path).expect(200).text();
    let form = page.split_once("value=\"confirm\"").unwrap().1;
    let receipt = form.split_once("name=\"receipt\" value=\"").unwrap().1;
    let receipt = receipt.split_once('"').unwrap().0;
    Link::new(campaign, path).act("confirm", receipt);
}

fn pointers(answer: &Answer) -> Vec<String> {
    let problem: Problem = answer.json();
    problem.errors.into_iter().map(|one| one.pointer).collect()
}

#[test]
fn settings_that_would_show_who_signed_are_refused_by_their_names() {
    let edge = Runtime::shared();
    let mut settings = Outline::shards(1).settings();
    settings.mode = petition::CampaignMode::Protected;
    let answer = edge.organizer().try_put(&settings).expect(422);
    assert_eq!(
        pointers(&answer),
        ["/counts", "/postal_code", "/collection_notice/delivery"]
    );
    // Nothing of it was stored.
    let path = format!("/v1/campaigns/{}/tally", settings.campaign);
    let _problem = edge.http().get(&path).problem(404, "unknown-campaign");
    protect(&mut settings);
    edge.organizer().put(&settings);
}

#[test]
fn what_is_stored_and_mailed_has_no_listing_and_three_characters_of_the_code() {
    let server = MailServer::start(Provider::Postmark);
    let edge = Runtime::with(Setup {
        mail: Some(&server),
        ..Setup::default()
    });
    let campaign = open(&edge);
    let supporter = Supporter::new();
    sign(&campaign, &supporter);
    let mail = await_mail(&server, &supporter.email);
    let content = format!("{}\n{}\n{}", mail.subject, mail.text, mail.html);
    for (language, text) in &campaign.settings.petition {
        let lead = &campaign.settings.partners[0].name[language];
        for word in [&text.headline, &text.addressee, lead] {
            assert!(!content.contains(word.as_str()), "{word} in {content}");
        }
    }
    let pages = [
        hosted_path(&campaign),
        format!("{}/thanks", hosted_path(&campaign)),
        mail.link().strip_prefix(edge.origin()).unwrap().to_owned(),
    ];
    for path in pages {
        let page = edge.http().get(&path).expect(200);
        let robots = page.header("x-robots-tag").unwrap();
        assert!(robots.starts_with("noindex"), "{path}: {robots}");
        assert_eq!(page.header("cache-control"), Some("no-store"), "{path}");
        for absent in ["og:title", "twitter:card", "wa.me", "data-entry"] {
            assert!(!page.text().contains(absent), "{path}: {absent}");
        }
    }
    confirm(&campaign, mail.link());
    assert_eq!(campaign.total(), 1, "organizers see the exact count");
    edge.kill();
    let query = "SELECT cast(postal_code AS TEXT), cast(public_name AS TEXT), entry, region,
                        channel, state
                 FROM person JOIN signature ON person.signature = signature.id";
    let rows = database::query(&edge.ledger_file(), query);
    assert_eq!(
        rows.join("\n").replace('\0', ""),
        "K1A|||ON|hosted|confirmed"
    );
    let comments =
        "SELECT count(*) FROM person_comment WHERE instr(comment, cast('welcomed' AS BLOB)) > 0";
    assert_eq!(database::query(&edge.ledger_file(), comments), ["0"]);
}

#[test]
fn no_partners_page_gets_a_form_or_signs() {
    let edge = Runtime::shared();
    let mut campaign = Outline {
        counts: Some(petition::Counts::Confirmed),
        ..Outline::shards(1)
    }
    .open(&edge);
    campaign.change(|settings| {
        settings.partners[0].server_keys = vec![protocol::ServerKid::parse("k1-a").unwrap()];
    });
    let page = campaign.lead();
    // What an open page and a partner's server had before.
    let submission = page.fill(&Supporter::new(), Choice::No);
    let by_page = page.post(&Attempt::new(submission.clone()));
    let keyid = format!("partner:{LEAD}:k1-a");
    let secret = PageSession {
        key: edge.secrets().server_key(campaign.id(), &keyid),
        token: keyid,
        issued_at_ms: clock::now_ms(),
    };
    let mut submission = submission;
    submission.view = None;
    let mut by_server = Post::new(&page, &secret, &Attempt::new(submission));
    by_server.origin = None;

    campaign.change(protect);
    for refused in [
        by_page.send(),
        by_server.send(),
        page.ask_session(),
        campaign.page(LEAD, edge.origin()).ask_session(),
        page.http
            .get(&page.path(&format!("embed?partner={LEAD}&view=1"))),
        page.http
            .get(&page.path(&format!("embed/rest?partner={LEAD}&view=1"))),
    ] {
        let _problem = refused.problem(403, "hosted-only");
    }
    assert_eq!(campaign.total(), 0);

    let script = format!("/embed/{}/{LEAD}.js", campaign.id());
    let loader = edge.http().get(&script).expect(200).text();
    for absent in ["given_name", "<form", "collection_notice"] {
        let payload = loader.split_once("\"refusal\":").unwrap().0;
        let payload = payload.rsplit_once("{\"assets\":").unwrap().1;
        assert!(!payload.contains(absent), "{absent} in {payload}");
    }
    // The count alone has no form.
    let counter: Value = page
        .http
        .get(&page.path(&format!("embed?partner={LEAD}&view=1&layout=counter")))
        .expect(200)
        .json();
    let html = counter["html"].as_str().unwrap();
    assert!(html.contains("us-bar") && !html.contains("<form") && !html.contains("<input"));
    assert_eq!(counter["entries"], serde_json::json!([]));
    // Frames are for the partner's own sites, as of any hosted page.
    let hosted = edge.http().get(&hosted_path(&campaign)).expect(200);
    let policy = hosted.header("content-security-policy").unwrap();
    assert!(policy.ends_with(&format!("frame-ancestors {LEAD_ORIGIN}")));
}

#[test]
fn the_doctor_asks_for_a_frame_and_for_nothing_else() {
    let edge = Runtime::shared();
    let campaign = open(&edge);
    let path = format!("/doctor/{}/{LEAD}?lang=fr", campaign.id());
    let page = edge.http().get(&path).expect(200).text();
    let origin = edge.origin();
    let policy = format!("script-src {origin}; frame-src {origin}");
    assert!(page.contains(&policy), "{page}");
    for absent in ["wasm-unsafe-eval", "connect-src", "probe."] {
        assert!(!page.contains(absent), "{absent}");
    }
}

#[test]
fn a_tightened_campaign_loses_every_name_at_once_and_stays_tight() {
    let edge = Runtime::shared();
    let mut campaign = Outline::shards(2).open(&edge);
    let page = campaign.lead();
    let mut entries = Vec::new();
    for signatures in 1..=30 {
        entries.push(page.sign(&Supporter::new()).entry.unwrap());
        if signatures == 30 {
            wait::until_true("all of them", PUBLISHED, || {
                page.feed().tally.signatures == signatures
            });
        }
    }
    let mut live = page.live();
    let tally = page.tally();
    campaign.change(protect);
    let message = live.until("the removals", PUBLISHED, |message| {
        !message.removed.is_empty()
    });
    assert!(message.entries.is_empty());
    let is_removed = |entry: &protocol::Entry| message.removed.contains(&entry.id);
    assert!(entries.iter().all(is_removed));
    // Nobody's mailbox has confirmed. Pages take no older tally.
    assert_eq!((tally.signatures, message.tally.signatures), (30, 0));
    assert!(message.tally.as_of >= tally.as_of, "{:?}", message.tally);
    wait::until_true("the feed without names", PUBLISHED, || {
        let feed = page.feed();
        feed.entries.is_empty() && feed.tally.signatures == 0
    });
    let hosted = edge.http().get(&hosted_path(&campaign)).expect(200).text();
    assert!(!hosted.contains("data-entry") && !hosted.contains("Anilkumari"));
    // A resumed feed shows nobody either.
    let resumed = campaign.organizer().act(campaign.id(), "feed/resume");
    let _done = resumed.expect(204);
    assert!(page.feed().entries.is_empty());

    let mut looser = campaign.settings.clone();
    looser.mode = petition::CampaignMode::Open;
    let refused = campaign.organizer().try_put(&looser).expect(422);
    assert_eq!(pointers(&refused), ["/mode"]);
    // Other changes go on.
    campaign.change(|settings| settings.goal += 1);
    assert!(page.feed().entries.is_empty());
}

#[test]
fn a_mode_may_be_loosened_while_nobody_has_signed() {
    let edge = Runtime::shared();
    let mut campaign = open(&edge);
    campaign.change(|settings| settings.mode = petition::CampaignMode::Open);
    let _embed = campaign.lead().embed();
    campaign.change(protect);
    let supporter = Supporter::new();
    sign(&campaign, &supporter);
    let mut looser = campaign.settings.clone();
    looser.mode = petition::CampaignMode::Open;
    // Also by a signature that no mailbox has confirmed.
    wait::until_true("the mode to stay", PUBLISHED, || {
        let answer = campaign.organizer().try_put(&looser);
        answer.status == 422 && pointers(&answer) == ["/mode"]
    });
    assert_eq!(campaign.total(), 0);
}

#[test]
fn the_supporters_page_lists_nobody() {
    let server = MailServer::start(Provider::Postmark);
    let edge = Runtime::with(Setup {
        mail: Some(&server),
        ..Setup::default()
    });
    // Signed and confirmed before, listed.
    let mut campaign = Outline {
        counts: Some(petition::Counts::Confirmed),
        ..Outline::shards(1)
    }
    .open(&edge);
    let supporter = Supporter::new();
    let page = campaign.lead();
    let receipt = page.sign(&supporter).receipt.id;
    let mail = await_mail(&server, &supporter.email);
    let path = mail.link().strip_prefix(edge.origin()).unwrap();
    let link = Link::new(&campaign, path);
    link.act("confirm", receipt.as_str());
    link.act("unlist", receipt.as_str());
    campaign.change(protect);
    // From a page that is still open.
    link.act("list", receipt.as_str());
    let shown = edge.http().send(&Ask::get(path)).expect(200).text();
    assert!(
        !shown.contains("value=\"list\""),
        "the page offers a listing"
    );
    link.act("take-back", receipt.as_str());
    assert_eq!(campaign.total(), 0);
    assert!(page.feed().entries.is_empty());
    edge.kill();
    let unlisted = "SELECT is_unlisted FROM signature";
    assert_eq!(database::query(&edge.ledger_file(), unlisted), ["1"]);
}
