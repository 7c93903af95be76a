//! Over a limit a signature is held: answered like any other, counted nowhere
//! in public, and released by an organizer.

use petition::{Limit, LimitSettings};
use protocol::{Choice, CountRow};
use tests::campaign::{LEAD, OTHER};
use tests::hosted::HostedForm;
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Campaign, Outline, Page, Runtime, Setup, python, wait};

use crate::faults::{at_every_statement, is_broken};

const PUBLISHED: std::time::Duration = std::time::Duration::from_secs(20);

/// So many at once, and none within any test's time.
fn at_once(burst: u32) -> Limit {
    Limit { per_hour: 1, burst }
}

fn limited(shards: u16, limits: LimitSettings) -> Outline {
    Outline {
        limits,
        ..Outline::shards(shards)
    }
}

fn network(burst: u32) -> LimitSettings {
    LimitSettings {
        network: Some(at_once(burst)),
        ..LimitSettings::default()
    }
}

/// Somebody signs, as seen from an address, with a "yes" to the page's own
/// partner.
fn sign_from(page: &Page, address: &str) -> Answer {
    let mut submission = page.fill(&Supporter::new(), Choice::No);
    submission.consents[0].choice = Choice::Yes;
    let post = page.post(&Attempt::new(submission));
    post.replacing("x-forwarded-for", address).send()
}

/// (signatures, consents, held) of the lead, and of the other partner.
fn rows(campaign: &Campaign<'_>) -> [(u64, u64, u64); 2] {
    let counts = campaign.organizer().counts(campaign.id(), "partner");
    let row = |key: &str| {
        let found = counts.rows.iter().find(|row| row.key == key);
        found.map_or((0, 0, 0), |row: &CountRow| {
            (row.signatures, row.consents, row.held)
        })
    };
    [row(LEAD), row(OTHER)]
}

/// Behind a proxy on this machine, whose header is believed.
fn behind_proxy() -> Runtime {
    Runtime::with(Setup {
        variables: &[(
            "UNDERSIGNED_ADDRESS_FROM",
            "header:X-Forwarded-For from 127.0.0.0/8",
        )],
        ..Setup::default()
    })
}

#[test]
fn over_a_networks_limit_signatures_are_held_and_no_other_networks_are() {
    let edge = behind_proxy();
    let campaign = limited(1, network(2)).open(&edge);
    let page = campaign.lead();
    for _ in 0..4 {
        let _signed = sign_from(&page, "203.0.113.5").expect(201);
    }
    assert_eq!(rows(&campaign), [(2, 2, 2), (0, 0, 0)]);
    // An IPv6 /64 is one network, its neighbour another.
    for address in [
        "2001:db8::1",
        "2001:db8::2",
        "2001:db8::3",
        "2001:db8:0:1::1",
    ] {
        let _signed = sign_from(&page, address).expect(201);
    }
    assert_eq!(rows(&campaign), [(5, 5, 3), (0, 0, 0)]);
    let days = campaign.organizer().counts(campaign.id(), "day");
    assert_eq!((days.total, days.rows[0].held), (5, 3));
    wait::until_true("the public tally", PUBLISHED, || {
        page.tally().signatures == 5 && page.feed().entries.len() == 5
    });
}

#[test]
fn a_session_a_partner_and_a_campaign_have_limits_of_their_own() {
    let edge = Runtime::shared();
    let limit = |change: fn(&mut LimitSettings)| {
        let mut limits = LimitSettings::default();
        change(&mut limits);
        limited(1, limits).open(&edge)
    };
    let by_session = limit(|limits| limits.session = Some(at_once(1)));
    let page = by_session.lead();
    let session = page.session();
    for _ in 0..2 {
        let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
        let _signed = tests::Post::new(&page, &session, &attempt)
            .send()
            .expect(201);
    }
    let _signed = page.sign(&Supporter::new());
    assert_eq!(rows(&by_session), [(2, 0, 1), (0, 0, 0)]);
    assert_eq!(
        by_session
            .organizer()
            .release(by_session.id(), Some("partner")),
        0
    );
    assert_eq!(
        by_session
            .organizer()
            .release(by_session.id(), Some("session")),
        1
    );

    let by_partner = limit(|limits| limits.partner = Some(at_once(1)));
    for page in [by_partner.lead(), by_partner.lead(), by_partner.other()] {
        let _signed = page.sign(&Supporter::new());
    }
    assert_eq!(rows(&by_partner), [(1, 0, 1), (1, 0, 0)]);
    assert_eq!(
        by_partner
            .organizer()
            .release(by_partner.id(), Some("partner")),
        1
    );

    let by_campaign = limit(|limits| limits.campaign = Some(at_once(1)));
    for page in [by_campaign.lead(), by_campaign.other()] {
        let _signed = page.sign(&Supporter::new());
    }
    assert_eq!(rows(&by_campaign), [(1, 0, 0), (0, 0, 1)]);
    assert_eq!(
        by_campaign
            .organizer()
            .release(by_campaign.id(), Some("campaign")),
        1
    );
}

#[test]
fn the_form_without_scripts_has_a_lower_limit_of_its_own() {
    let edge = Runtime::shared();
    let limits = LimitSettings {
        hosted: Some(at_once(1)),
        ..LimitSettings::default()
    };
    let campaign = limited(1, limits).open(&edge);
    let path = format!("/c/{}/{LEAD}", campaign.id());
    let sign = || {
        let page = edge.http().get(&path).expect(200).text();
        let mut form = HostedForm::of(&path, &page);
        form.fill(&campaign, &Supporter::new());
        form.post(&campaign).expect(303)
    };
    assert_eq!(sign(), sign(), "a held one is answered otherwise");
    let _signed = campaign.lead().sign(&Supporter::new());
    assert_eq!(rows(&campaign), [(2, 0, 1), (0, 0, 0)]);
    assert_eq!(
        campaign.organizer().release(campaign.id(), Some("hosted")),
        1
    );
}

#[test]
fn a_replay_costs_nothing_and_a_repeated_submission_what_a_new_one_does() {
    let edge = Runtime::shared();
    let campaign = limited(1, network(3)).open(&edge);
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    let first = page.send(&attempt);
    for _ in 0..6 {
        assert_eq!(page.send(&attempt), first);
    }
    let _second = page.sign(&Supporter::new());
    assert_eq!(rows(&campaign)[0], (2, 0, 0));
    // The same person anew, the third.
    let again = Attempt::new(attempt.submission.clone());
    let _repeated = page.send(&again);
    assert_eq!(rows(&campaign)[0], (2, 0, 0));
    let _fourth = page.sign(&Supporter::new());
    assert_eq!(rows(&campaign)[0], (2, 0, 1));
    // Over the limit what is there already stays as it is, and not held.
    let _repeated = page.send(&Attempt::new(attempt.submission));
    assert_eq!(rows(&campaign)[0], (2, 0, 1));
}

#[test]
fn a_held_signature_with_its_consents_counts_from_its_release_on() {
    for shards in [1, 8] {
        let edge = Runtime::shared();
        // Of eight shards each has its part of the limit, at least 1.
        let campaign = limited(shards, network(2)).open(&edge);
        let page = campaign.lead();
        for _ in 0..20 {
            let mut submission = page.fill(&Supporter::new(), Choice::No);
            submission.consents[0].choice = Choice::Yes;
            let _signed = page.send(&Attempt::new(submission));
        }
        let [(counted, consents, held), _] = rows(&campaign);
        assert_eq!((counted + held, consents), (20, counted));
        assert!((2..=2 * u64::from(shards)).contains(&counted), "{counted}");
        let organizer = campaign.organizer();
        assert_eq!(organizer.release(campaign.id(), Some("session")), 0);
        assert_eq!(rows(&campaign)[0], (counted, counted, held));
        assert_eq!(organizer.release(campaign.id(), None), held);
        assert_eq!(rows(&campaign)[0], (20, 20, 0));
        assert_eq!(organizer.release(campaign.id(), None), 0);
        for by in ["day", "language", "country", "region"] {
            let counts = organizer.counts(campaign.id(), by);
            let sum = |of: fn(&CountRow) -> u64| counts.rows.iter().map(of).sum::<u64>();
            let sums = (sum(|row| row.signatures), sum(|row| row.consents));
            assert_eq!((sums, sum(|row| row.held)), ((20, 20), 0), "{by}");
        }
        wait::until_true("the released in tally and feed", PUBLISHED, || {
            page.tally().signatures == 20 && page.feed().entries.len() == 20
        });
    }
}

#[test]
fn a_consent_given_again_to_a_held_signature_waits_with_it() {
    let edge = Runtime::shared();
    let campaign = limited(1, network(1)).open(&edge);
    let (lead, other) = (campaign.lead(), campaign.other());
    let _signed = lead.sign(&Supporter::new());
    let held = Supporter::new();
    let _held = lead.sign(&held);
    let mut later = other.fill(&held, Choice::No);
    later.consents[0].choice = Choice::Yes;
    let _repeated = other.send(&Attempt::new(later));
    assert_eq!(rows(&campaign), [(1, 0, 1), (0, 0, 0)]);
    assert_eq!(campaign.organizer().release(campaign.id(), None), 1);
    assert_eq!(rows(&campaign), [(2, 0, 0), (0, 1, 0)]);
}

#[test]
fn a_release_that_cannot_be_read_releases_nothing() {
    let edge = Runtime::shared();
    let campaign = limited(1, network(1)).open(&edge);
    for _ in 0..2 {
        let _signed = campaign.lead().sign(&Supporter::new());
    }
    for body in [
        "",
        "{}x",
        r#"{"reason":"all"}"#,
        r#"{"reason":null,"x":1}"#,
        "[]x",
    ] {
        let answer = campaign.organizer().try_release(campaign.id(), body);
        let _problem = answer.problem(400, "malformed");
    }
    assert_eq!(rows(&campaign)[0], (1, 0, 1));
}

#[test]
fn a_release_is_stored_whole_or_not_at_all() {
    let edge = Runtime::start();
    let campaign = limited(1, network(1)).open(&edge);
    let page = campaign.lead();
    let mut submission = page.fill(&Supporter::new(), Choice::Yes);
    let _signed = page.send(&Attempt::new(submission.clone()));
    submission = page.fill(&Supporter::new(), Choice::Yes);
    let _held = page.send(&Attempt::new(submission));
    let release = || {
        let answer = campaign
            .organizer()
            .try_release(campaign.id(), r#"{"reason":null}"#);
        answer.status == 200 || !is_broken(&answer)
    };
    let before = rows(&campaign);
    assert_eq!(before[0].2, 1);
    let statements = at_every_statement(&edge, "ledger.release", release, || {
        assert_eq!(rows(&campaign), before);
    });
    assert!(statements >= 6, "{statements}");
    assert_eq!((rows(&campaign)[0].0, rows(&campaign)[0].2), (2, 0));
    wait::until_true("the released in the tally", PUBLISHED, || {
        page.tally().signatures == 2
    });
}

#[test]
fn ten_times_past_its_limit_a_network_is_refused_with_when_to_come_again() {
    let edge = behind_proxy();
    let campaign = limited(1, network(1)).open(&edge);
    let page = campaign.lead();
    let from = |address| sign_from(&page, address);
    for _ in 0..10 {
        let _signed = from("198.51.100.7").expect(201);
    }
    let refused = from("198.51.100.7");
    let _problem = refused.problem(429, "too-many");
    let wait_s: u32 = refused.header("retry-after").unwrap().parse().unwrap();
    // Ten times one an hour: one in six minutes.
    assert!((300..=361).contains(&wait_s), "{wait_s}");
    let policy = refused.header("ratelimit-policy");
    assert_eq!(policy, Some("\"network\";q=10;w=3600"));
    let left = format!("\"network\";r=0;t={wait_s}");
    assert_eq!(refused.header("ratelimit"), Some(left.as_str()));
    assert_eq!(refused.header("access-control-allow-origin"), Some("*"));
    let signed = from("198.51.100.8").expect(201);
    assert_eq!(signed.header("ratelimit"), None);
    assert_eq!(rows(&campaign)[0], (2, 2, 9));
}

#[test]
fn a_forged_address_changes_nothing_where_the_peer_is_believed() {
    let edge = Runtime::start();
    let campaign = limited(1, network(2)).open(&edge);
    let page = campaign.lead();
    for number in 0..4 {
        let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
        let address = format!("203.0.113.{number}");
        let post = page.post(&attempt).replacing("cf-connecting-ip", &address);
        let post = post.replacing("x-forwarded-for", &address);
        let _signed = post.replacing("x-real-ip", &address).send().expect(201);
    }
    assert_eq!(rows(&campaign)[0], (2, 0, 2));
}

#[test]
fn without_an_address_all_share_one_limit() {
    let edge = Runtime::with(Setup {
        variables: &[("UNDERSIGNED_ADDRESS_FROM", "cloudflare")],
        ..Setup::default()
    });
    let campaign = limited(1, network(1)).open(&edge);
    let page = campaign.lead();
    let sign = |address: Option<&str>| {
        let post = page.post(&Attempt::new(page.fill(&Supporter::new(), Choice::No)));
        let post = match address {
            Some(address) => post.replacing("cf-connecting-ip", address),
            None => post,
        };
        let _signed = post.send().expect(201);
    };
    sign(None);
    sign(Some("not an address"));
    assert_eq!(rows(&campaign)[0], (1, 0, 1));
    sign(Some("203.0.113.5"));
    assert_eq!(rows(&campaign)[0], (2, 0, 1));
}

#[test]
fn a_held_signer_who_signs_again_within_the_limits_waits_for_an_organizer() {
    let edge = Runtime::shared();
    let limits = LimitSettings {
        session: Some(at_once(1)),
        ..LimitSettings::default()
    };
    let campaign = limited(1, limits).open(&edge);
    let page = campaign.lead();
    let session = page.session();
    let (first, held) = (Supporter::new(), Supporter::new());
    for supporter in [&first, &held] {
        let attempt = Attempt::new(page.fill(supporter, Choice::No));
        let _signed = tests::Post::new(&page, &session, &attempt)
            .send()
            .expect(201);
    }
    assert_eq!(rows(&campaign)[0], (1, 0, 1));
    // Whatever held her, signing again is no way around it.
    let _again = page.sign(&held);
    assert_eq!(rows(&campaign)[0], (1, 0, 1));
    assert_eq!(campaign.organizer().release(campaign.id(), None), 1);
    assert_eq!(rows(&campaign)[0], (2, 0, 0));
    let _again = page.sign(&held);
    assert_eq!(rows(&campaign)[0], (2, 0, 0));
}

#[test]
fn far_past_the_limit_the_form_without_scripts_keeps_what_was_typed() {
    let edge = Runtime::shared();
    let campaign = limited(1, network(1)).open(&edge);
    let path = format!("/c/{}/{LEAD}", campaign.id());
    let shown = edge.http().get(&path).expect(200).text();
    let mut form = HostedForm::of(&path, &shown);
    let mut answers = Vec::new();
    let mut supporter = Supporter::new();
    for _ in 0..12 {
        supporter = Supporter::new();
        form.fill(&campaign, &supporter);
        form.set("idempotency_key", tests::random::idempotency_key().as_str());
        answers.push(form.post(&campaign));
    }
    let last = answers.pop().unwrap().expect(429);
    assert_eq!(answers.iter().filter(|one| one.status == 303).count(), 10);
    let wait_s: u64 = last.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=3_600).contains(&wait_s), "{wait_s}");
    let page = last.text();
    assert!(page.contains("Too many people sign from this network"));
    assert!(page.contains(&format!("value=\"{}\"", supporter.email)));
}

#[test]
fn the_alarm_forgets_the_rates_whose_time_has_passed() {
    let edge = Runtime::start();
    let campaign = limited(1, network(100)).open(&edge);
    let page = campaign.lead();
    let _signed = page.sign(&Supporter::new());
    // Hours pass, as far as the ledger's rows are concerned.
    edge.kill();
    let file = edge.ledger_file();
    let before = python::query(&file, "SELECT count(*) FROM rate");
    assert_ne!(before, ["0"]);
    let _none = python::query(
        &file,
        "UPDATE rate SET bucket = 'old-' || bucket, arrival_us = 1",
    );
    let _none = python::query(&file, "UPDATE due SET at_ms = 1 WHERE kind = 'rates'");
    edge.start_again(None);
    // The next signature arms the alarm for what is due first.
    let _signed = page.sign(&Supporter::new());
    let old = || python::query(&file, "SELECT count(*) FROM rate WHERE bucket LIKE 'old-%'");
    wait::until_true("the old rows to be purged", PUBLISHED, || old() == ["0"]);
    edge.kill();
    let left = python::query(
        &file,
        "SELECT count(*) FROM rate WHERE bucket LIKE 'network:%'",
    );
    assert_eq!(left, ["1"], "the row of the young signature is kept");
}
