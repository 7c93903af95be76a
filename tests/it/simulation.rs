//! Random operations against the live edge, with the `petition` crate as the
//! reference: after each one the organizers' counts are the model's, and at
//! rest the public tally and feed are too. Where the mailbox confirms, the run
//! also reads the mails that a provider on this machine takes, and follows
//! their links.
//!
//! A run is made of its seed. One that fails is made smaller and printed as
//! [`play`] takes it; it then gets a name in `reproduction.rs`.

mod letterbox;
mod mailboxes;
mod model;
mod operations;
mod reproduction;
mod run;
mod shrink;
mod signing;

use std::cell::Cell;

use petition::{Counts, Limit, LimitSettings, Rate};
use tests::mail_server::{MailServer, Provider};
use tests::random::Seeded;
use tests::{Outline, Runtime, Setup, tier};

use self::letterbox::Letterbox;
use self::model::Model;
use self::operations::Operation;
use self::run::Run;

const HOUSEHOLD_LIMIT: u8 = 2;
/// With what the provider's events come.
const EVENTS: &str = "simulation:a-long-password-of-events";

/// What campaign a run is of.
#[derive(Clone, Copy, Debug)]
struct Profile {
    counts: Counts,
    shards: u16,
    /// Signatures that the whole campaign takes before it holds them. With
    /// several shards, which one is full is theirs to know, so only one.
    burst: Option<u32>,
}

impl Profile {
    const fn new(counts: Counts, shards: u16) -> Self {
        Self {
            counts,
            shards,
            burst: None,
        }
    }

    const fn submitted(shards: u16) -> Self {
        Self::new(Counts::Submitted, shards)
    }

    const fn confirmed(shards: u16) -> Self {
        Self::new(Counts::Confirmed, shards)
    }

    const fn limited(self) -> Self {
        Self {
            burst: Some(12),
            ..self
        }
    }
}

/// Plays operations on an edge of their own; how many signatures they came to.
fn play(profile: Profile, operations: &[Operation]) -> u64 {
    let server = MailServer::start(Provider::Postmark);
    let edge = Runtime::with(Setup {
        mail: Some(&server),
        variables: &[("UNDERSIGNED_MAIL_WEBHOOK", EVENTS)],
        ..Setup::default()
    });
    let limit = profile.burst.map(|burst| Limit { per_hour: 1, burst });
    let outline = Outline {
        household_limit: Some(HOUSEHOLD_LIMIT),
        counts: Some(profile.counts),
        limits: LimitSettings {
            campaign: limit,
            // Who signs by a link has the form without a script, all from here.
            hosted: Some(Limit {
                per_hour: 100_000,
                burst: 10_000,
            }),
            ..LimitSettings::default()
        },
        ..Outline::shards(profile.shards)
    };
    let limit = limit.map(|limit| Rate::divided(limit, profile.shards));
    let model = Model::new(profile.counts, limit);
    let mut run = Run::new(outline.open(&edge), model, Letterbox::new(&server));
    for operation in operations {
        run.carry_out(*operation);
    }
    run.finish();
    println!("//   {}", run.summary());
    run.model.signatures()
}

/// Random runs; `UNDERSIGNED_SIMULATION=SEED:OPERATIONS` makes another one.
fn play_all(counts: Counts, seeds: [u64; 3]) {
    let of = |shards| Profile::new(counts, shards);
    let profiles = [of(1), of(8), of(1).limited()];
    let mut runs: Vec<_> = profiles.into_iter().zip(seeds).collect();
    let mut length = tier::pick(40, 150);
    if let Ok(asked) = std::env::var("UNDERSIGNED_SIMULATION") {
        let (seed, operations) = asked.split_once(':').unwrap();
        let seed = seed.parse().unwrap();
        length = operations.parse().unwrap();
        runs = vec![(of(8), seed), (of(1).limited(), seed)];
    }
    let signatures = Cell::new(0);
    for (profile, seed) in runs {
        println!("// seed {seed}, {profile:?}, {length} operations");
        let mut random = Seeded::new(seed);
        let operations: Vec<_> = (0..length)
            .map(|_| Operation::random(&mut random, counts))
            .collect();
        shrink::play_or_shrink(&operations, |operations| {
            signatures.set(signatures.get() + play(profile, operations));
        });
    }
    assert!(
        signatures.get() > 0,
        "runs in which nobody signs show nothing"
    );
}

#[test]
fn whatever_happens_the_edge_comes_to_what_the_rules_say() {
    play_all(Counts::Submitted, [1, 2, 3]);
}

#[test]
fn whatever_happens_a_mailbox_gets_its_mail_and_is_counted_once() {
    play_all(Counts::Confirmed, [4, 5, 6]);
}
