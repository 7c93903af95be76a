//! Over a limit a signature is held: answered like any other, counted nowhere
//! in public, and released by an organizer.

use petition::LimitSettings;
use protocol::{Choice, CountRow};
use tests::campaign::{LEAD, OTHER, at_once};
use tests::hosted::HostedForm;
use tests::submission::{Attempt, Supporter};
use tests::{Ask, Campaign, Outline, Runtime, database, wait};

use crate::faults::{at_every_statement, is_broken, start_again};

const PUBLISHED: std::time::Duration = std::time::Duration::from_mins(1);

pub(crate) fn network(burst: u32) -> LimitSettings {
    LimitSettings {
        network: Some(at_once(burst)),
        ..LimitSettings::default()
    }
}

/// (signatures, consents, held) of the lead, and of the other partner.
pub(crate) fn rows(campaign: &Campaign<'_>) -> [(u64, u64, u64); 2] {
    let counts = campaign.organizer().counts(campaign.id(), "partner");
    let row = |key: &str| {
        let found = counts.rows.iter().find(|row| row.key == key);
        found.map_or((0, 0, 0), |row: &CountRow| {
            (row.signatures, row.consents, row.held)
        })
    };
    [row(LEAD), row(OTHER)]
}

#[test]
fn a_session_a_partner_and_a_campaign_have_limits_of_their_own() {
    let edge = Runtime::shared();
    let limit = |change: fn(&mut LimitSettings)| {
        let mut limits = LimitSettings::default();
        change(&mut limits);
        Outline::limited(1, limits).open(&edge)
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
    let campaign = Outline::limited(1, limits).open(&edge);
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
    let campaign = Outline::limited(1, network(3)).open(&edge);
    let page = campaign.lead();
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    let first = page.send(&attempt);
    for _ in 0..6 {
        assert_eq!(page.send(&attempt), first);
    }
    let _second = page.sign(&Supporter::new());
    assert_eq!(rows(&campaign)[0], (2, 0, 0));
    // The same person once more, the third submission.
    let again = Attempt::new(attempt.submission.clone());
    let _repeated = page.send(&again);
    assert_eq!(rows(&campaign)[0], (2, 0, 0));
    let _fourth = page.sign(&Supporter::new());
    assert_eq!(rows(&campaign)[0], (2, 0, 1));
    // Over the limit, a signature that exists already stays as it is and is not held.
    let _repeated = page.send(&Attempt::new(attempt.submission));
    assert_eq!(rows(&campaign)[0], (2, 0, 1));
}

#[test]
fn a_held_signature_with_its_consents_counts_from_its_release_on() {
    for shards in [1, 8] {
        let edge = Runtime::shared();
        let campaign = Outline::limited(shards, network(2)).open(&edge);
        let page = campaign.lead();
        for _ in 0..20 {
            let mut submission = page.fill(&Supporter::new(), Choice::No);
            submission.consents[0].choice = Choice::Yes;
            let _signed = page.send(&Attempt::new(submission));
        }
        let [(counted, consents, held), _] = rows(&campaign);
        assert_eq!((counted + held, consents), (20, counted));
        assert_eq!(counted, 2, "{shards} shards");
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
    let campaign = Outline::limited(1, network(1)).open(&edge);
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
    let campaign = Outline::limited(1, network(1)).open(&edge);
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
fn a_failed_release_stores_nothing() {
    let edge = Runtime::start();
    let campaign = Outline::limited(1, network(1)).open(&edge);
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
    start_again(&edge, "ledger.release:row");
    let statements = at_every_statement(release, || {
        assert_eq!(rows(&campaign), before);
    });
    assert!(statements >= 6, "{statements}");
    assert_eq!((rows(&campaign)[0].0, rows(&campaign)[0].2), (2, 0));
    wait::until_true("the released in the tally", PUBLISHED, || {
        page.tally().signatures == 2
    });
}

#[test]
fn a_held_signer_who_signs_again_within_the_limits_waits_for_an_organizer() {
    let edge = Runtime::shared();
    let limits = LimitSettings {
        session: Some(at_once(1)),
        ..LimitSettings::default()
    };
    let campaign = Outline::limited(1, limits).open(&edge);
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
    // Signing a second time does not undo the hold.
    let _again = page.sign(&held);
    assert_eq!(rows(&campaign)[0], (1, 0, 1));
    assert_eq!(campaign.organizer().release(campaign.id(), None), 1);
    assert_eq!(rows(&campaign)[0], (2, 0, 0));
    let _again = page.sign(&held);
    assert_eq!(rows(&campaign)[0], (2, 0, 0));
}

#[test]
fn the_alarm_forgets_the_rates_whose_time_has_passed() {
    let edge = Runtime::start();
    let campaign = Outline::limited(1, network(100)).open(&edge);
    let page = campaign.lead();
    let _signed = page.sign(&Supporter::new());
    // Hours pass, as far as the ledger's rows are concerned.
    edge.kill();
    let file = edge.ledger_file();
    let before = database::query(&file, "SELECT count(*) FROM rate");
    assert_ne!(before, ["0"]);
    let _none = database::query(
        &file,
        "UPDATE rate SET bucket = 'old-' || bucket, arrival_us = 1",
    );
    let _none = database::query(&file, "UPDATE due SET at_ms = 1 WHERE kind = 'rates'");
    edge.start_again(None);
    // The next signature arms the alarm for what is due first.
    let _signed = page.sign(&Supporter::new());
    let old = || database::query(&file, "SELECT count(*) FROM rate WHERE bucket LIKE 'old-%'");
    wait::until_true("the old rows to be purged", PUBLISHED, || old() == ["0"]);
    edge.kill();
    let left = database::query(
        &file,
        "SELECT count(*) FROM rate WHERE bucket LIKE 'network:%'",
    );
    assert_eq!(left, ["1"], "the row of the young signature is kept");
}

#[test]
fn the_organizers_page_releases_what_is_held_by_its_form() {
    let edge = Runtime::shared();
    let campaign = Outline::limited(1, network(1)).open(&edge);
    for _ in 0..3 {
        let _signed = campaign.lead().sign(&Supporter::new());
    }
    let organizer = campaign.organizer();
    let page = format!("/organizer/campaigns/{}", campaign.id());
    let shown = organizer.read_page(&page).expect(200).text();
    let action = format!("action=\"{page}/held/release\"");
    assert!(
        shown.contains("Held: 2") && shown.contains(&action),
        "{shown}"
    );
    assert!(shown.contains("data-confirm=\"Release these signatures"));
    // A post from another site, without the cookie, or for no limit releases nothing.
    let path = format!("{page}/held/release");
    let form = |reason: &str| {
        Ask::new("POST", &path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("reason={reason}"))
    };
    let own = |ask: Ask| ask.header("sec-fetch-site", "same-origin");
    let _problem = edge
        .http()
        .send(&own(form("all")))
        .problem(401, "unauthorized");
    let foreign = form("all").header("sec-fetch-site", "cross-site");
    let _problem = organizer.send_page(foreign).problem(403, "cross-site");
    for reason in ["", "every"] {
        let _problem = organizer
            .send_page(own(form(reason)))
            .problem(400, "malformed");
    }
    assert_eq!(rows(&campaign)[0], (1, 0, 2));
    let none = organizer.send_page(own(form("session"))).expect(303);
    assert_eq!(
        none.header("location"),
        Some(&*format!("{page}?released=0"))
    );
    let all = organizer.send_page(own(form("network"))).expect(303);
    let to = all.header("location").unwrap().to_owned();
    assert_eq!(to, format!("{page}?released=2"));
    let shown = organizer.read_page(&to).expect(200).text();
    assert!(shown.contains("2 signatures are released."), "{shown}");
    assert!(!shown.contains("held/release"));
    assert_eq!(rows(&campaign)[0], (3, 0, 0));
}
