//! Two keys live at once, so that one can be exchanged; what is taken off the
//! list, or belongs to a revoked partner, is refused within seconds.

use std::time::Duration;

use protocol::Choice;
use tests::campaign::OTHER;
use tests::page::PageSession;
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Post, Runtime, clock};

use super::{kids, list, open, post};

/// A revocation reaches every isolate within its cache's seconds.
const REVOKED_LIMIT: Duration = Duration::from_mins(1);

/// Sends until it is refused so; the time that took.
#[track_caller]
fn await_refusal(
    campaign: &Campaign<'_>,
    make: impl Fn() -> Post,
    refusal: (u16, &str),
) -> Duration {
    let begins = clock::now();
    let what = format!("{refusal:?} in {}", campaign.id());
    tests::wait::until(&what, REVOKED_LIMIT, || {
        let answer = make().send();
        (answer.status == refusal.0).then(|| {
            let _problem = answer.problem(refusal.0, refusal.1);
        })
    });
    clock::now() - begins
}

#[test]
fn two_keys_are_live_and_one_that_is_taken_off_the_list_is_refused_within_seconds() {
    let edge = Runtime::shared();
    let mut campaign = open(&edge, &["k1-a", "k1-b"]);
    let _signed = post(&campaign, "k1-a").send().expect(201);
    let _signed = post(&campaign, "k1-b").send().expect(201);
    list(&mut campaign, &["k1-b"]);
    let took = await_refusal(
        &campaign,
        || post(&campaign, "k1-a"),
        (401, "server-key-not-live"),
    );
    println!("a key was refused {took:?} after it was taken off the list");
    let _signed = post(&campaign, "k1-b").send().expect(201);
}

#[test]
fn everything_of_a_revoked_partner_is_refused_within_seconds() {
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    campaign.change(|settings| {
        let mut partners = settings.partners.iter_mut();
        let other = partners.find(|one| one.partner.as_str() == OTHER).unwrap();
        other.server_keys = kids(&["k1-a"]);
    });
    let page = campaign.other();
    let session = page.session();
    let of_page = page.fill(&Supporter::new(), Choice::No);
    let by_page = |supporter: &Supporter| {
        let mut submission = of_page.clone();
        submission.supporter.email.clone_from(&supporter.email);
        Post::new(&page, &session, &Attempt::new(submission))
    };
    let keyid = format!("partner:{OTHER}:k1-a");
    let key = PageSession {
        key: edge.secrets().server_key(campaign.id(), &keyid),
        token: keyid,
        issued_at_ms: 0,
    };
    let by_server = || {
        let mut submission = of_page.clone();
        submission.view = None;
        submission.supporter.email = Supporter::new().email;
        let mut post = Post::new(&page, &key, &Attempt::new(submission));
        post.origin = None;
        post
    };
    let _signed = by_page(&Supporter::new()).send().expect(201);
    let _signed = by_server().send().expect(201);
    campaign.change(|settings| {
        let mut partners = settings.partners.iter_mut();
        partners
            .find(|one| one.partner.as_str() == OTHER)
            .unwrap()
            .is_revoked = true;
    });
    let gone = (404, "unknown-partner");
    let of_session = await_refusal(&campaign, || by_page(&Supporter::new()), gone);
    let of_key = await_refusal(&campaign, by_server, gone);
    println!("a session was refused after {of_session:?}, a key after {of_key:?}");
    let _problem = page.ask_session().problem(404, "unknown-partner");
    let _signed = campaign.lead().sign(&Supporter::new());
}
