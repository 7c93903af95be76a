//! What holds for any claims of a mailbox, in any order, and for its mails.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use petition::{
    Confirmation, Existing, MailPurpose, MailsSent, PlacedClaim, State, backoff_ms, confirm,
    is_claim, next_mail_at, place_claim, vanishes,
};
use proptest::collection::vec;
use proptest::prelude::*;
use protocol::limits::{CLAIMS_MAX, MAIL_APART_MS, MAILS_MAX};

/// What a mailbox does, or what is done to it.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Somebody signs with this name.
    Claim(u8),
    /// The mailbox confirms the claim in this place, if there is one.
    Confirm(usize),
    /// The supporter takes back the signature in this place.
    TakeBack(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..4_u8).prop_map(Step::Claim),
        2 => (0..3_usize).prop_map(Step::Confirm),
        1 => (0..3_usize).prop_map(Step::TakeBack),
    ]
}

/// One mailbox as small as can be, with when each row was made.
#[derive(Default)]
struct Mailbox(Vec<(Existing, i64)>);

impl Mailbox {
    fn claim(&mut self, name: u8, at_ms: i64) {
        let claims = self.0.iter().filter(|(one, _)| is_claim(one.slot));
        let claims = claims.map(|(one, at)| PlacedClaim {
            slot: one.slot,
            signed_at_ms: *at,
            is_same_spelling: true,
        });
        let slot = place_claim(&claims.collect::<Vec<_>>());
        self.0.retain(|(one, _)| one.slot != slot);
        let claim = Existing {
            slot,
            name_key: [name; 32],
            state: State::Pending,
        };
        self.0.push((claim, at_ms));
    }

    fn confirm(&mut self, number: usize, household_limit: u8) {
        let mut claims = self.0.iter().filter(|(one, _)| is_claim(one.slot));
        let Some((chosen, at_ms)) = claims.nth(number).copied() else {
            return;
        };
        let existing: Vec<Existing> = self.0.iter().map(|(one, _)| *one).collect();
        let becomes = confirm(&existing, &chosen, household_limit);
        self.0
            .retain(|(one, _)| one.slot != chosen.slot && !vanishes(one, &chosen, household_limit));
        if let Confirmation::Becomes { slot } = becomes {
            self.0.retain(|(one, _)| one.slot != slot);
            let signature = Existing {
                slot,
                state: State::Confirmed,
                ..chosen
            };
            self.0.push((signature, at_ms));
        }
    }

    fn signatures(&self, state: State) -> Vec<Existing> {
        let all = self.0.iter().map(|(one, _)| *one);
        all.filter(|one| !is_claim(one.slot) && one.state == state)
            .collect()
    }
}

proptest! {
    #[test]
    fn a_mailbox_never_has_more_than_its_household_and_never_one_name_twice(
        steps in vec(step(), 0..40),
        household_limit in 0..4_u8,
    ) {
        let mut mailbox = Mailbox::default();
        for (at_ms, step) in (0..).zip(steps) {
            let before = mailbox.signatures(State::Confirmed).len();
            match step {
                Step::Claim(name) => mailbox.claim(name, at_ms),
                Step::Confirm(number) => mailbox.confirm(number, household_limit),
                Step::TakeBack(number) => {
                    let mut rows = mailbox.0.iter_mut().filter(|(one, _)| !is_claim(one.slot));
                    if let Some((one, _)) = rows.nth(number) {
                        one.state = State::Withdrawn;
                    }
                }
            }
            let confirmed = mailbox.signatures(State::Confirmed);
            prop_assert!(confirmed.len() <= usize::from(household_limit.max(1)));
            let is_taken_back = matches!(step, Step::TakeBack(_));
            prop_assert!(confirmed.len() >= before || is_taken_back, "one was displaced");
            let claims = mailbox.0.iter().filter(|(one, _)| is_claim(one.slot));
            prop_assert!(claims.count() <= usize::from(CLAIMS_MAX));
            for (at, (one, _)) in mailbox.0.iter().enumerate() {
                for (other, _) in mailbox.0.iter().skip(at + 1) {
                    prop_assert_ne!(one.slot, other.slot);
                    let are_signatures = !is_claim(one.slot) && !is_claim(other.slot);
                    prop_assert!(!are_signatures || one.name_key != other.name_key);
                }
            }
        }
    }

    #[test]
    fn a_household_of_one_has_nothing_waiting_after_a_confirmation(names in vec(0..4_u8, 1..6)) {
        let mut mailbox = Mailbox::default();
        for (at_ms, name) in (0..).zip(names) {
            mailbox.claim(name, at_ms);
        }
        mailbox.confirm(0, 1);
        prop_assert_eq!(mailbox.0.len(), 1);
        prop_assert_eq!(mailbox.signatures(State::Confirmed).len(), 1);
    }

    #[test]
    fn however_often_it_is_asked_a_mailbox_gets_five_mails_fifteen_minutes_apart(
        waits_ms in vec(0..2_000_000_i64, 0..200),
    ) {
        let mut sent = MailsSent::default();
        let mut handed_over: Vec<i64> = Vec::new();
        let mut now_ms = 0;
        let asked = waits_ms.len();
        for wait_ms in waits_ms {
            now_ms += wait_ms;
            // Whoever asks is answered by the one mail that waits.
            if let Some(at_ms) = next_mail_at(sent, MailPurpose::Submitted, now_ms) {
                prop_assert!(at_ms >= now_ms);
                handed_over.push(at_ms);
                sent = MailsSent { count: sent.count + 1, last_at_ms: Some(at_ms) };
                now_ms = at_ms;
            }
        }
        // Not fewer either: whoever asks within the five gets one.
        prop_assert_eq!(handed_over.len(), asked.min(usize::try_from(MAILS_MAX).unwrap()));
        for pair in handed_over.windows(2) {
            prop_assert!(pair[1] - pair[0] >= MAIL_APART_MS);
        }
    }

    #[test]
    fn a_backoff_never_shrinks_below_half_of_the_one_before(
        failures in 1..100_u32,
        chances in any::<(u16, u16)>(),
    ) {
        let before = backoff_ms(failures, chances.0, None);
        let after = backoff_ms(failures + 1, chances.1, None);
        prop_assert!(after * 2 > before && after <= 4_500_000 && before >= 22_500);
    }
}
