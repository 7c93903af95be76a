//! The exception: a campaign where a submission counts at once, before its
//! mailbox has confirmed (`counts = "submitted"`). Everywhere else it is a claim
//! (`claiming.rs`).

use petition::{
    HeldReason,
    admit::{Admission, AdmitRules, Existing, Incoming, State, admit},
};

use commands::Sign;

use super::signing::Admitted;
use crate::{
    error::InternalError,
    sql::Sql,
    store::{
        self,
        ledger::{
            moderation,
            signature::{self, NewSignature},
        },
    },
};

/// Stores a signature, if `petition` says that it is new.
pub(super) fn count_at_once(
    sql: &Sql,
    ask: &Sign,
    held_reason: Option<HeldReason>,
) -> Result<Admitted, InternalError> {
    let existing = signature::load_existing(sql, &ask.supporter_key)?;
    let admission = decide(&existing, ask, held_reason);
    store_admission(sql, admission, held_reason, &existing, ask)
}

fn decide(existing: &[(i64, Existing)], ask: &Sign, held_reason: Option<HeldReason>) -> Admission {
    let existing: Vec<Existing> = existing.iter().map(|(_, existing)| *existing).collect();
    let incoming = Incoming {
        name_key: ask.name_key,
    };
    let rules = AdmitRules {
        household_limit: ask.rules.household_limit,
        is_over_limit: held_reason.is_some(),
    };
    admit(&existing, &incoming, &rules)
}

fn store_admission(
    sql: &Sql,
    admission: Admission,
    held_reason: Option<HeldReason>,
    existing: &[(i64, Existing)],
    ask: &Sign,
) -> Result<Admitted, InternalError> {
    match admission {
        Admission::New { slot, state } => {
            // A held one is a change too: the campaign's counters have it.
            let sequence = store::ledger::shard::advance(sql, &ask.campaign, ask.shard)?;
            let is_held = state == State::Held;
            // What waits for a moderator is no public change either.
            let is_waiting = ask.supporter.reviewed.is_name_waiting;
            let is_shown = !is_held && !is_waiting && ask.rules.shows_pending;
            let entry_sequence = ask.answer.entry.as_ref().map(|_| sequence);
            let row = signature::insert(
                sql,
                &NewSignature {
                    entry_sequence: entry_sequence.filter(|_| is_shown),
                    held_reason: held_reason.filter(|_| is_held),
                    ..NewSignature::of(ask, slot, state)
                },
            )?;
            moderation::insert(sql, row, &ask.supporter)?;
            Ok(Admitted {
                row,
                new_state: Some(state),
                waits: is_held,
                tells_refusals: true,
            })
        }
        Admission::Repeated { slot } => existing
            .iter()
            .find(|(_, existing)| existing.slot == slot)
            .map(|(row, existing)| Admitted {
                row: *row,
                new_state: None,
                waits: existing.state == State::Held,
                tells_refusals: false,
            })
            .ok_or_else(|| InternalError::new("a repeated signature has no row")),
    }
}
