//! What somebody could learn from the time of an answer about an address that
//! they try: nothing, of a new, a repeated and a held submission, nor of one
//! whose mailbox has had a mail of late.

use std::time::Duration;

use petition::{Counts, Limit, LimitSettings};
use protocol::Choice;
use tests::mail_server::{MailServer, Provider};
use tests::submission::{Attempt, Supporter};
use tests::{Outline, Post, Runtime, Setup, clock, random, wait};

use crate::alone;

/// Submissions of each kind.
const PAIRS: usize = 2_000;

/// Far above the noise of a quiet machine, far below what a network shows.
const MEDIANS_APART_MAX_MS: f64 = 3.0;

/// Submissions of each kind where a mailbox has had a mail or not.
const MAILBOXES: usize = 1_000;

/// How often a guess by the time alone may be right: 0.5 is chance, whose
/// standard error for [`MAILBOXES`] pairs is 0.013.
const AUC_MAX: f64 = 0.55;

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

    /// The area under the curve of a guess by the time alone: how often one of
    /// these took longer than one of the other (Mann and Whitney's U).
    fn auc(&self, other: &Self) -> f64 {
        let above = |time: f64| {
            let less = other.0.partition_point(|one| *one < time);
            let not_more = other.0.partition_point(|one| *one <= time);
            f64::from(u32::try_from(less + not_more).unwrap()) / 2.0
        };
        let wins: f64 = self.0.iter().map(|time| above(*time)).sum();
        wins / self.moments().2 / other.moments().2
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
    assert!((high.auc(&low) - 1.0).abs() < 1e-9 && low.auc(&high).abs() < 1e-9);
    assert!((low.auc(&low) - 0.5).abs() < 1e-9);
    assert!((sample(&[1.0, 3.0]).auc(&sample(&[2.0, 4.0])) - 0.25).abs() < 1e-9);
    assert!((sample(&[1.0, 3.0]).distance(&sample(&[2.0, 4.0])) - 0.5).abs() < 1e-9);
}

#[test]
fn new_repeated_and_held_submissions_take_the_same_time() {
    let _alone = alone();
    let edge = Runtime::start();
    // One signature for a session: the second with it is held.
    let once = Limit {
        per_hour: 1,
        burst: 1,
    };
    let limits = LimitSettings {
        session: Some(once),
        ..LimitSettings::default()
    };
    let campaign = Outline::limited(1, limits).open(&edge);
    let page = campaign.lead();
    let form = page.fill(&Supporter::new(), Choice::Yes);
    let attempt = |email: &str| {
        let mut form = form.clone();
        email.clone_into(&mut form.supporter.email);
        Attempt::new(form)
    };
    let email = |kind: &str, number: usize| format!("{kind}-{number:05}@mail.example");
    let known = "known-00000@mail.example";
    let fresh = || page.make_session(&edge);
    let _known = Post::new(&page, &fresh(), &attempt(known)).send();
    let mut spent = fresh();
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for number in 0..PAIRS {
        if number % 500 == 0 {
            // Sessions end; its first is not held.
            spent = fresh();
            let _first = Post::new(&page, &spent, &attempt(&email("first", number))).send();
        }
        let posts = [
            Post::new(&page, &fresh(), &attempt(&email("newly", number))),
            Post::new(&page, &fresh(), &attempt(known)),
            Post::new(&page, &spent, &attempt(&email("limit", number))),
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

#[test]
fn a_mail_of_the_last_quarter_of_an_hour_is_not_told_by_the_time() {
    let _alone = alone();
    let server = MailServer::start(Provider::Postmark);
    let edge = Runtime::with(Setup {
        mail: Some(&server),
        ..Setup::default()
    });
    let outline = Outline {
        counts: Some(Counts::Confirmed),
        ..Outline::shards(1)
    };
    let campaign = outline.open(&edge);
    let page = campaign.lead();
    let form = page.fill(&Supporter::new(), Choice::Yes);
    let post = |kind: &str, number: usize| {
        let mut form = form.clone();
        // Of ten domains, or the limit of one would keep mails back.
        let domain = number % 10;
        form.supporter.email = format!("{kind}-{number:05}@mail{domain}.example");
        Post::new(&page, &page.make_session(&edge), &Attempt::new(form))
    };
    for number in 0..MAILBOXES {
        let _signed = post("known", number).send().expect(201);
    }
    wait::until_true("a mail to each", Duration::from_mins(2), || {
        server.count_taken() == MAILBOXES
    });
    let mut times = [Vec::new(), Vec::new()];
    for number in 0..MAILBOXES {
        let posts = [post("newly", number), post("known", number)];
        // By chance, so that what one leaves behind falls on both.
        let first = usize::from(random::bytes::<1>()[0] & 1);
        for kind in [first, 1 - first] {
            times[kind].push(time_ms(&posts[kind]));
        }
    }
    let [newly, known] = times.map(Sample::of);
    let auc = newly.auc(&known);
    println!(
        "{MAILBOXES} pairs, ms: median of a new mailbox {:.3}, of one with a mail {:.3}; AUC {auc:.3}",
        newly.median(),
        known.median()
    );
    assert!((1.0 - AUC_MAX..AUC_MAX).contains(&auc), "AUC {auc:.3}");
}
