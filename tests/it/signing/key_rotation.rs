//! Two master keys live at once: one is exchanged for the other without a
//! lost session, and after that the old one opens nothing.

use protocol::{Choice, ServerKid};
use tests::campaign::LEAD;
use tests::page::PageSession;
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Page, Post, Runtime, clock};

/// Somebody signs under this session.
fn post(page: &Page, session: &PageSession) -> Post {
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    Post::new(page, session, &attempt)
}

/// Somebody's signature by the partner's server, under this kid.
fn post_by_server(campaign: &Campaign<'_>, kid: &str) -> Post {
    let page = campaign.lead();
    let keyid = format!("partner:{LEAD}:{kid}");
    let session = PageSession {
        key: campaign.edge.secrets().server_key(campaign.id(), &keyid),
        token: keyid,
        issued_at_ms: clock::now_ms(),
    };
    let mut submission = page.fill(&Supporter::new(), Choice::No);
    submission.view = None;
    let mut post = Post::new(&page, &session, &Attempt::new(submission));
    post.origin = None;
    post
}

#[test]
fn a_master_key_is_exchanged_without_a_lost_session_and_a_retired_one_opens_nothing() {
    let edge = Runtime::start();
    let mut campaign = Campaign::open(&edge);
    let kid = |text| ServerKid::parse(text).unwrap();
    campaign.change(|settings| settings.partners[0].server_keys = vec![kid("k1-a")]);
    assert_eq!(campaign.settings.partners[0].partner.as_str(), LEAD);
    let page = campaign.lead();
    let old = page.session();
    assert!(old.token.starts_with("us1.k1."));
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::Yes));
    let first = Post::new(&page, &old, &attempt).send().expect(201);
    let by_server = post_by_server(&campaign, "k1-a");

    // The second key issues; the first one's sessions and secrets still hold.
    edge.secrets().add("k2");
    edge.restart();
    campaign.change(|settings| settings.partners[0].server_keys.push(kid("k2-a")));
    let new = page.session();
    assert!(new.token.starts_with("us1.k2."));
    let _signed = post(&page, &old).send().expect(201);
    let _signed = post(&page, &new).send().expect(201);
    let _signed = by_server.send().expect(201);
    let _signed = post_by_server(&campaign, "k2-a").send().expect(201);
    let late = post(&page, &old);

    // The first key is gone; a retry under a new session is the same request.
    edge.secrets().retire("k1");
    edge.restart();
    let _problem = late.send().problem(401, "session-key-retired");
    let _problem = by_server.send().problem(401, "server-key-not-live");
    let _signed = post(&page, &new).send().expect(201);
    let _signed = post_by_server(&campaign, "k2-a").send().expect(201);
    assert_eq!(Post::new(&page, &page.session(), &attempt).send(), first);
    assert_eq!(campaign.total(), 7);
}

#[test]
fn a_key_that_never_was_is_refused_like_a_retired_one() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let mut session = page.session();
    session.token = session.token.replacen("us1.k1.", "us1.k7.", 1);
    let _problem = post(&page, &session)
        .send()
        .problem(401, "session-key-retired");
    // The kid is under the MAC: another live one's name does not help either.
    session.token = session.token.replacen("us1.k7.", "us1.K1.", 1);
    let _problem = post(&page, &session)
        .send()
        .problem(401, "session-key-retired");
}
