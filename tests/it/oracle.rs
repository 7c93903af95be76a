//! What somebody could learn from the time of an answer, and from what
//! everybody can watch, about an address that she tries.

use std::time::Duration;

use petition::{Counts, Limit, LimitSettings};
use protocol::base64::encode_base64url;
use protocol::limits::SESSION_LIFE_S;
use protocol::{Choice, Session, SessionPayload};
use tests::live::{Heard, Live};
use tests::page::PageSession;
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Outline, Page, Post, Runtime, clock, random, wait};

/// Submissions of each kind.
const PAIRS: usize = 2_000;

/// Far above the noise of a busy machine, far below what a network shows.
const MEDIANS_APART_MAX_MS: f64 = 3.0;

/// A change reaches an open page within a tenth of this.
const QUIET: Duration = Duration::from_secs(2);

const PUBLISHED: Duration = Duration::from_secs(20);

/// One signature for a session: the second with it is held.
fn one_for_a_session(counts: Counts) -> Outline {
    Outline {
        limits: LimitSettings {
            session: Some(Limit {
                per_hour: 1,
                burst: 1,
            }),
            ..LimitSettings::default()
        },
        counts: Some(counts),
        ..Outline::shards(1)
    }
}

/// A session as the edge issues it, without asking for it.
fn make_session(page: &Page, edge: &Runtime) -> Session {
    let issued_at = clock::now_s();
    edge.secrets().issue(SessionPayload {
        v: 1,
        campaign: page.campaign.clone(),
        partner: page.partner.clone(),
        origin: page.origin.clone(),
        issued_at,
        expires_at: issued_at + SESSION_LIFE_S,
        sid: encode_base64url(&random::bytes::<16>()),
        difficulty_bits: 0,
    })
}

fn post(page: &Page, session: &Session, attempt: &Attempt) -> Post {
    let session = PageSession {
        token: session.token.clone(),
        key: session.key.to_vec(),
        issued_at_ms: session.payload.issued_at * 1_000,
    };
    Post::new(page, &session, attempt)
}

/// Milliseconds from sending to the whole answer.
fn time_ms(post: &Post) -> f64 {
    let begins = clock::now();
    let answer = post.send();
    let took = clock::now() - begins;
    let _signed = answer.expect(201);
    took.as_secs_f64() * 1_000.0
}

/// Times of one kind, sorted.
struct Sample(Vec<f64>);

impl Sample {
    fn of(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        Self(times)
    }

    fn median(&self) -> f64 {
        self.0[self.0.len() / 2]
    }

    fn moments(&self) -> (f64, f64, f64) {
        let count = f64::from(u32::try_from(self.0.len()).unwrap());
        let mean = self.0.iter().sum::<f64>() / count;
        let squares = self.0.iter().map(|time| (time - mean).powi(2));
        (mean, squares.sum::<f64>() / (count - 1.0), count)
    }

    /// Welch's t: the means apart, in standard errors.
    fn welch(&self, other: &Self) -> f64 {
        let ((a, var_a, count_a), (b, var_b, count_b)) = (self.moments(), other.moments());
        (a - b) / (var_a / count_a + var_b / count_b).sqrt()
    }

    /// Kolmogorov and Smirnov's distance of the two distributions.
    fn distance(&self, other: &Self) -> f64 {
        let below = |sample: &Self, time: f64| {
            let count = sample.0.partition_point(|one| *one <= time);
            f64::from(u32::try_from(count).unwrap()) / sample.moments().2
        };
        let all = self.0.iter().chain(&other.0);
        all.map(|time| (below(self, *time) - below(other, *time)).abs())
            .fold(0.0, f64::max)
    }
}

#[test]
fn the_statistics_are_those_of_the_books() {
    let sample = |times: &[f64]| Sample::of(times.to_vec());
    let (low, high) = (sample(&[1.0, 2.0, 3.0]), sample(&[4.0, 5.0, 6.0]));
    assert!((high.welch(&low) - 3.674_234_6).abs() < 1e-6);
    assert!((low.distance(&high) - 1.0).abs() < 1e-9);
    assert!(low.distance(&low).abs() < 1e-9);
    assert!((sample(&[1.0, 3.0]).distance(&sample(&[2.0, 4.0])) - 0.5).abs() < 1e-9);
}

#[test]
fn new_repeated_and_held_submissions_take_the_same_time() {
    let edge = Runtime::start();
    let campaign = one_for_a_session(Counts::Submitted).open(&edge);
    let page = campaign.lead();
    let form = page.fill(&Supporter::new(), Choice::Yes);
    let attempt = |email: &str| {
        let mut form = form.clone();
        email.clone_into(&mut form.supporter.email);
        Attempt::new(form)
    };
    let email = |kind: &str, number: usize| format!("{kind}-{number:05}@mail.example");
    let known = "known-00000@mail.example";
    let _known = post(&page, &make_session(&page, &edge), &attempt(known)).send();
    let mut spent = make_session(&page, &edge);
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for number in 0..PAIRS {
        if number % 500 == 0 {
            // Sessions end; its first is not held.
            spent = make_session(&page, &edge);
            let _first = post(&page, &spent, &attempt(&email("first", number))).send();
        }
        let fresh = || make_session(&page, &edge);
        let posts = [
            post(&page, &fresh(), &attempt(&email("newly", number))),
            post(&page, &fresh(), &attempt(known)),
            post(&page, &spent, &attempt(&email("limit", number))),
        ];
        // Each kind is sent first, second and third equally often.
        for turn in 0..3 {
            let kind = (turn + number) % 3;
            times[kind].push(time_ms(&posts[kind]));
        }
    }
    let counts = campaign.organizer().counts(campaign.id(), "partner");
    let held: u64 = counts.rows.iter().map(|row| row.held).sum();
    assert_eq!(held, u64::try_from(PAIRS).unwrap(), "not all were held");

    let [new, repeated, held] = times.map(Sample::of);
    for (name, sample) in [("new", &new), ("repeated", &repeated), ("held", &held)] {
        let at = |percent: usize| sample.0[sample.0.len() * percent / 100];
        println!(
            "{name}: {PAIRS} submissions, ms: median {:.3}, 10th {:.3}, 90th {:.3}",
            sample.median(),
            at(10),
            at(90)
        );
    }
    for (names, one, other) in [
        ("new and repeated", &new, &repeated),
        ("new and held", &new, &held),
        ("repeated and held", &repeated, &held),
    ] {
        let apart = one.median() - other.median();
        println!(
            "{names}: medians {apart:.3} ms apart, Welch's t {:.2}, distance {:.3}",
            one.welch(other),
            one.distance(other)
        );
        assert!(apart.abs() < MEDIANS_APART_MAX_MS, "{names}: {apart} ms");
    }
}

/// What everybody can see.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Public {
    signatures: u64,
    entries: usize,
}

fn watch(page: &Page) -> Public {
    Public {
        signatures: page.tally().signatures,
        entries: page.feed().entries.len(),
    }
}

/// Messages until the socket is quiet.
pub(crate) fn hear_all(live: &mut Live) -> usize {
    let mut count = 0;
    while let Some(Heard::Message(_)) = live.hear(QUIET) {
        count += 1;
    }
    count
}

/// Probes an address with a submission and returns what the public saw move:
/// tally, feed and live messages.
pub(crate) fn probe(campaign: &Campaign<'_>, live: &mut Live, post: &Post) -> (u64, usize, usize) {
    let page = campaign.lead();
    let before = watch(&page);
    let _signed = post.send().expect(201);
    let messages = hear_all(live);
    if messages > 0 {
        wait::until_true("the change in the tally", PUBLISHED, || {
            watch(&page) != before
        });
    }
    let after = watch(&page);
    (
        after.signatures - before.signatures,
        after.entries - before.entries,
        messages,
    )
}

#[test]
fn what_the_public_count_gives_away_is_what_the_setting_says() {
    let edge = Runtime::start();
    for counts in [Counts::Submitted, Counts::Confirmed] {
        let campaign = one_for_a_session(counts).open(&edge);
        let page = campaign.lead();
        let mut live = page.live();
        let supporter = Supporter::new();
        let form = page.fill(&supporter, Choice::Yes);
        let session = make_session(&page, &edge);
        let again = Attempt::new(form.clone());
        let other = Attempt::new(page.fill(&Supporter::new(), Choice::Yes));
        let probes = [
            ("new", post(&page, &session, &Attempt::new(form))),
            ("repeated", post(&page, &make_session(&page, &edge), &again)),
            ("held", post(&page, &session, &other)),
        ];
        let seen = probes.map(|(kind, post)| {
            let seen = probe(&campaign, &mut live, &post);
            let (tally, feed, messages) = seen;
            println!("{counts:?}, {kind}: tally +{tally}, feed +{feed}, live messages {messages}");
            seen
        });
        let [new, repeated, held] = seen;
        let wanted = match counts {
            // Whoever spends a submission sees whether the address was new.
            Counts::Submitted => (1, 1, 1),
            Counts::Confirmed => (0, 0, 0),
        };
        assert_eq!((new, repeated, held), (wanted, (0, 0, 0), (0, 0, 0)));
        let rows = campaign.organizer().counts(campaign.id(), "partner").rows;
        assert_eq!(rows.iter().map(|row| row.held).sum::<u64>(), 1);
    }
}
