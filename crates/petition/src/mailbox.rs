//! What a mailbox decides: which submission becomes the signature.
//!
//! In a campaign that counts the confirmed, a submission is a *claim* until
//! its mailbox has confirmed it, whoever sent it. Not the mails themselves,
//! which are [`mail`](crate::mail).
//!
//! Invariant: however many claims are made and whichever is confirmed, a
//! mailbox has at most [`CLAIMS_MAX`] claims of one spelling of its address and
//! [`MAILBOX_CLAIMS_MAX`] in all, and at most the household limit of
//! signatures, no two of one name.

use protocol::limits::{CLAIMS_MAX, MAILBOX_CLAIMS_MAX};

use crate::admit::{Existing, State};
use crate::rate::HeldReason;

/// The first slot of the claims, above every household.
pub const CLAIM_SLOT: u8 = 128;

/// Whether a slot is a claim's.
#[must_use]
pub fn is_claim(slot: u8) -> bool {
    slot >= CLAIM_SLOT
}

/// A claim that is there, as far as a new one is placed by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedClaim {
    /// Its slot.
    pub slot: u8,
    /// When it was signed, in Unix milliseconds.
    pub signed_at_ms: i64,
    /// The new one has the same spelling of the address.
    pub is_same_spelling: bool,
}

/// The slot of a new claim, given those that are there: where its own spelling
/// has as many as it may have, that of the oldest of them, which it replaces;
/// else the lowest free one; else that of the oldest of all.
#[must_use]
pub fn place_claim(claims: &[PlacedClaim]) -> u8 {
    let same = || claims.iter().filter(|one| one.is_same_spelling);
    if same().count() >= usize::from(CLAIMS_MAX) {
        return oldest(same());
    }
    let is_free = |slot: &u8| claims.iter().all(|one| one.slot != *slot);
    let mut slots = CLAIM_SLOT..CLAIM_SLOT + MAILBOX_CLAIMS_MAX;
    slots.find(is_free).unwrap_or_else(|| oldest(claims.iter()))
}

fn oldest<'a>(claims: impl Iterator<Item = &'a PlacedClaim>) -> u8 {
    let oldest = claims.min_by_key(|one| (one.signed_at_ms, one.slot));
    oldest.map_or(CLAIM_SLOT, |one| one.slot)
}

/// What becomes of a claim that its mailbox confirms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// It is the signature in this slot now. One that was there, and that no
    /// mailbox stands behind any more, vanishes.
    Becomes {
        /// The household's slot.
        slot: u8,
    },
    /// There is a confirmed signature already: it gains the claim's consents,
    /// and the claim vanishes.
    Merges {
        /// The signature's slot.
        into: u8,
    },
}

/// Decides what becomes of a claim, given the other signatures of its mailbox.
///
/// A confirmed signature is never displaced: by the same name it is the same
/// signature, and where it fills the household it is the one repeated. What
/// only stood there, because it was never confirmed or was taken back, gives
/// its place to who confirms: so nobody can occupy another's place.
#[must_use]
pub fn confirm(household: &[Existing], claim: &Existing, household_limit: u8) -> Confirmation {
    let household = || household.iter().filter(|one| !is_claim(one.slot));
    let same = household().find(|one| one.name_key == claim.name_key);
    if let Some(same) = same {
        return match same.state {
            State::Confirmed => Confirmation::Merges { into: same.slot },
            State::Pending | State::Held | State::Withdrawn => {
                Confirmation::Becomes { slot: same.slot }
            }
        };
    }
    let mut slots = 0..household_limit.clamp(1, CLAIM_SLOT);
    let is_free = |slot: &u8| household().all(|one| one.slot != *slot);
    if let Some(slot) = slots.find(is_free) {
        return Confirmation::Becomes { slot };
    }
    let gives_way = |states: &[State]| household().find(|one| states.contains(&one.state));
    let displaced = gives_way(&[State::Pending, State::Held])
        .or_else(|| gives_way(&[State::Withdrawn]))
        .map(|one| Confirmation::Becomes { slot: one.slot });
    displaced.unwrap_or_else(|| Confirmation::Merges {
        into: household().map(|one| one.slot).min().unwrap_or(0),
    })
}

/// Whether another claim of the mailbox vanishes with a confirmation: where
/// one person has a mailbox, all do; in a household, those with the same
/// name do.
#[must_use]
pub fn vanishes(other: &Existing, confirmed: &Existing, household_limit: u8) -> bool {
    is_claim(other.slot) && (household_limit <= 1 || other.name_key == confirmed.name_key)
}

/// Whether confirming the mailbox ends a hold. The limits of a network and of a
/// session are answered by a person who reads their mail. Those of a partner
/// and of the campaign are fuses against a burst by many machines, and who has
/// those has mailboxes too: an organizer looks at what they keep back.
#[must_use]
pub fn ends_hold(reason: HeldReason) -> bool {
    match reason {
        HeldReason::Network | HeldReason::Hosted | HeldReason::Session => true,
        HeldReason::Partner | HeldReason::Campaign => false,
    }
}

/// Whether the mail of what is held waits for an organizer too. One network or
/// one session could else have a hundred strangers written to in half a minute.
/// The form without scripts has a lower limit, and what is over that is held
/// until the mailbox confirms; it is weighed against its network's besides.
#[must_use]
pub fn delays_mail(reason: HeldReason) -> bool {
    match reason {
        HeldReason::Network | HeldReason::Session => true,
        HeldReason::Hosted | HeldReason::Partner | HeldReason::Campaign => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(slot: u8, name: u8, state: State) -> Existing {
        Existing {
            slot,
            name_key: [name; 32],
            state,
        }
    }

    fn claim(slot: u8, name: u8) -> Existing {
        one(slot, name, State::Pending)
    }

    fn placed(slot: u8, signed_at_ms: i64, is_same_spelling: bool) -> PlacedClaim {
        PlacedClaim {
            slot,
            signed_at_ms,
            is_same_spelling,
        }
    }

    #[test]
    fn a_fourth_claim_of_one_spelling_replaces_the_oldest() {
        let same = |claims: &[(u8, i64)]| {
            let claims = claims.iter().map(|(slot, at)| placed(*slot, *at, true));
            place_claim(&claims.collect::<Vec<_>>())
        };
        assert_eq!(same(&[]), 128);
        assert_eq!(same(&[(128, 5), (130, 3)]), 129);
        assert_eq!(same(&[(128, 5), (129, 3), (130, 4)]), 129);
        assert_eq!(same(&[(128, 5), (129, 5), (130, 5)]), 128);
    }

    #[test]
    fn another_spelling_replaces_a_claim_only_past_the_mailboxs_own_limit() {
        let others = |count: u8| (0..count).map(|at| placed(128 + at, i64::from(at), false));
        let mut claims: Vec<_> = others(23).collect();
        assert_eq!(place_claim(&claims), 151);
        claims.push(placed(151, 99, false));
        assert_eq!(place_claim(&claims), 128);
        // Its own three first.
        for at in [20, 21, 22] {
            claims[at].is_same_spelling = true;
        }
        assert_eq!(place_claim(&claims), 148);
    }

    #[test]
    fn the_first_that_is_confirmed_is_the_signature() {
        let claims = [claim(128, 1), claim(129, 2)];
        let becomes = Confirmation::Becomes { slot: 0 };
        assert_eq!(confirm(&claims, &claims[1], 1), becomes);
        assert_eq!(confirm(&claims, &claims[1], 0), becomes);
    }

    #[test]
    fn a_confirmed_signature_is_never_displaced() {
        let there = [one(0, 1, State::Confirmed), claim(128, 1), claim(129, 2)];
        let merges = Confirmation::Merges { into: 0 };
        assert_eq!(confirm(&there, &there[1], 1), merges);
        assert_eq!(confirm(&there, &there[2], 1), merges);
        assert_eq!(
            confirm(&there, &there[2], 2),
            Confirmation::Becomes { slot: 1 }
        );
        assert_eq!(confirm(&there, &there[1], 2), merges);
    }

    #[test]
    fn what_no_mailbox_stands_behind_gives_its_place() {
        for state in [State::Pending, State::Held, State::Withdrawn] {
            let there = [one(0, 1, state), claim(128, 1), claim(129, 2)];
            for at in [1, 2] {
                let becomes = Confirmation::Becomes { slot: 0 };
                assert_eq!(confirm(&there, &there[at], 1), becomes, "{state:?}");
            }
        }
        // The unconfirmed before the withdrawn, whose consents are a record.
        let there = [
            one(0, 1, State::Withdrawn),
            one(1, 2, State::Held),
            claim(128, 3),
        ];
        assert_eq!(
            confirm(&there, &there[2], 2),
            Confirmation::Becomes { slot: 1 }
        );
    }

    #[test]
    fn other_claims_vanish_where_one_person_has_the_mailbox() {
        let confirmed = claim(128, 1);
        assert!(vanishes(&claim(129, 2), &confirmed, 1));
        assert!(!vanishes(&claim(129, 2), &confirmed, 2));
        assert!(vanishes(&claim(129, 1), &confirmed, 2));
        assert!(!vanishes(&one(1, 1, State::Confirmed), &confirmed, 1));
    }

    #[test]
    fn only_a_burst_is_kept_back_when_the_mailbox_has_confirmed() {
        let kept = HeldReason::ALL
            .into_iter()
            .filter(|reason| !ends_hold(*reason));
        let kept: Vec<_> = kept.collect();
        assert_eq!(kept, [HeldReason::Partner, HeldReason::Campaign]);
    }

    #[test]
    fn the_mail_waits_where_one_network_or_session_is_over_its_limit() {
        let delayed = HeldReason::ALL
            .into_iter()
            .filter(|reason| delays_mail(*reason));
        let delayed: Vec<_> = delayed.collect();
        assert_eq!(delayed, [HeldReason::Network, HeldReason::Session]);
    }
}
