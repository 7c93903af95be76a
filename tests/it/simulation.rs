//! Random operations against the live edge, with the `petition` crate as the
//! reference: after each one the organizers' counts are the model's, and at
//! rest the public tally and feed are too.
//!
//! A run is made of its seed. One that fails prints every operation before
//! the one that failed; [`play`] takes them as they are printed.

mod model;

use std::collections::BTreeSet;
use std::time::Duration;

use protocol::{Choice, Display};
use tests::campaign::{LEAD, OTHER};
use tests::random::Seeded;
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Campaign, Outline, Page, Runtime, wait};

use self::model::Model;

const OPERATIONS: usize = 150;
const MAILBOXES: usize = 10;
const NAMES: [&str; 4] = ["Asha", "ASHA", "Bela", "Chandra"];
const HOUSEHOLD_LIMIT: u8 = 2;
const AT_REST: Duration = Duration::from_secs(20);

/// What may happen; numbers choose among what there is, modulo.
#[derive(Clone, Copy, Debug)]
enum Operation {
    Sign {
        mailbox: usize,
        spelling: usize,
        name: usize,
        is_on_lead: bool,
        yes: [bool; 2],
        is_listed: bool,
    },
    Retry(usize),
    Hide(usize),
    Rest,
    Restart,
}

impl Operation {
    fn random(random: &mut Seeded) -> Self {
        let mut flip = || random.below(2) == 0;
        let flags = [flip(), flip(), flip(), flip()];
        match random.below(100) {
            0..70 => Self::Sign {
                mailbox: random.below(MAILBOXES),
                spelling: random.below(4),
                name: random.below(NAMES.len()),
                is_on_lead: flags[0],
                yes: [flags[1], flags[2]],
                is_listed: flags[3],
            },
            70..85 => Self::Retry(random.below(1_000)),
            85..93 => Self::Hide(random.below(1_000)),
            93..96 => Self::Rest,
            _ => Self::Restart,
        }
    }
}

/// One run: the campaign, what it has to come to, and what was answered.
struct Run<'a> {
    campaign: &'a Campaign<'a>,
    nonce: String,
    model: Model,
    answered: Vec<(Page, Attempt, Answer)>,
}

impl Run<'_> {
    fn carry_out(&mut self, operation: Operation) {
        match operation {
            Operation::Sign { mailbox, .. } => self.sign(mailbox, operation),
            Operation::Retry(number) => {
                let count = self.answered.len();
                if let Some((page, attempt, first)) = self.answered.get(number % count.max(1)) {
                    assert_eq!(page.post(attempt).send(), *first);
                }
            }
            Operation::Hide(number) => {
                let count = self.model.listed.len();
                if let Some(entry) = self.model.listed.get(number % count.max(1)) {
                    self.campaign.organizer().hide(self.campaign.id(), entry);
                    self.model.hidden.insert(entry.clone());
                }
            }
            Operation::Rest => self.check_public_state(),
            Operation::Restart => self.campaign.edge.restart(),
        }
        self.check_counts();
    }

    fn sign(&mut self, mailbox: usize, operation: Operation) {
        let Operation::Sign {
            spelling,
            name,
            is_on_lead,
            yes,
            is_listed,
            ..
        } = operation
        else {
            return;
        };
        let page = if is_on_lead {
            self.campaign.lead()
        } else {
            self.campaign.other()
        };
        let mut supporter = Supporter::with_email(&self.spell(mailbox, spelling));
        NAMES[name].clone_into(&mut supporter.given_name);
        let mut submission = page.fill(&supporter, Choice::No);
        for (answer, is_yes) in submission.consents.iter_mut().zip(yes) {
            if is_yes {
                answer.choice = Choice::Yes;
            }
        }
        if !is_listed {
            submission.display = Display::Hidden;
        }
        let attempt = Attempt::new(submission);
        let answer = page.send(&attempt);
        self.model.sign(mailbox, &attempt, &answer.json());
        self.answered.push((page, attempt, answer));
    }

    /// One address in one of its spellings.
    fn spell(&self, mailbox: usize, spelling: usize) -> String {
        let local = format!("mailbox{mailbox}.{}", self.nonce);
        match spelling {
            0 => format!("{local}@gmail.com"),
            1 => format!("{}@GMAIL.com", local.to_uppercase()),
            2 => format!("{}+list@googlemail.com", local.replace('.', "")),
            _ => format!(" {local}@gmail.com "),
        }
    }

    fn check_counts(&self) {
        let counts = self
            .campaign
            .organizer()
            .counts(self.campaign.id(), "partner");
        assert_eq!(counts.total, self.model.signatures());
        for partner in [LEAD, OTHER] {
            let mut rows = counts.rows.iter().filter(|row| row.key == partner);
            let found = rows
                .next()
                .map_or((0, 0), |row| (row.signatures, row.consents));
            assert_eq!(found, self.model.row(partner), "{partner}");
        }
    }

    fn check_public_state(&self) {
        let page = self.campaign.lead();
        let wanted = (self.model.signatures(), self.model.feed());
        wait::until_true("the tally and the feed of the model", AT_REST, || {
            let feed = page.feed();
            let ids: BTreeSet<_> = feed.entries.into_iter().map(|entry| entry.id).collect();
            (feed.tally.signatures, ids) == wanted
        });
    }
}

/// Plays operations on an edge of their own.
fn play(shards: u16, operations: &[Operation]) {
    let edge = Runtime::start();
    let outline = Outline {
        household_limit: Some(HOUSEHOLD_LIMIT),
        ..Outline::shards(shards)
    };
    let campaign = outline.open(&edge);
    let mut run = Run {
        campaign: &campaign,
        nonce: tests::random::hex::<4>(),
        model: Model::default(),
        answered: Vec::new(),
    };
    for operation in operations {
        println!("{operation:?},");
        run.carry_out(*operation);
    }
    run.check_public_state();
}

#[test]
fn whatever_happens_the_edge_comes_to_what_the_rules_say() {
    for (seed, shards) in [(1, 1), (2, 8)] {
        println!("// seed {seed}, {shards} shards");
        let mut random = Seeded::new(seed);
        let operations: Vec<_> = (0..OPERATIONS)
            .map(|_| Operation::random(&mut random))
            .collect();
        play(shards, &operations);
    }
}
