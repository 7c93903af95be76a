//! The one place where "new or repeated" is decided.

use std::rc::Rc;

use petition::{
    HeldReason,
    admit::{Admission, AdmitRules, Existing, Incoming, State, admit},
    mail_round_at,
};

use protocol::limits::REMIND_AFTER_MS;

use super::{
    Ledger,
    alarm::{Due, Stored},
    rates,
};
use commands::time;
use commands::{By, ConsentGiven, Sign, SignRules, Signed};

use crate::{
    error::InternalError,
    platform::now_ms,
    sql::Sql,
    store::{
        self,
        ledger::{
            counters::{self, Move},
            mailbox, moderation, replay,
            signature::{self, NewSignature},
        },
    },
};

/// A signature that the transaction found or made.
pub(super) struct Admitted {
    pub(super) row: i64,
    /// The state of a new one; none for a repeated one.
    pub(super) new_state: Option<State>,
    /// Held, or waiting for its mailbox: its consents are stored, and count
    /// when it is released or confirmed.
    pub(super) waits: bool,
    /// Its "no" answers are counted: once for each mailbox.
    pub(super) tells_refusals: bool,
}

impl Ledger {
    /// Admits or replays one verified submission:
    ///
    /// 1. the same idempotency key: the same answer, or a problem if it is
    ///    another submission;
    /// 2. open, by the ledger's clock, and paid for by work that has paid for
    ///    nothing else;
    /// 3. the limits, and `petition` decides: new, held or repeated; where only
    ///    confirmed signatures count it is a claim (`claiming.rs`);
    /// 4. a new one is stored with its person, a claim with its mail;
    /// 5. each "yes" that was not given before is stored with its event;
    /// 6. the counters move;
    /// 7. the replay row is stored;
    /// 8. what was made through a link to its own address is confirmed.
    ///
    /// All of it is one transaction. After its commit the public changes are
    /// announced; nobody waits for that.
    pub(super) fn sign(self: &Rc<Self>, ask: &Sign) -> Result<Signed, InternalError> {
        let now = now_ms();
        let signed = self.sql.transaction("ledger.sign", |sql| {
            // 1. Replay.
            if let Some(replay) = replay::load(sql, &ask.idempotency_key)? {
                return Ok((replayed(sql, replay, ask)?, Stored::NOTHING));
            }
            // 2. Open, and paid for.
            if !is_open(&ask.rules, now) {
                return Ok((Signed::Closed, Stored::NOTHING));
            }
            if let Some(spent) = &ask.spent_work
                && !store::ledger::spent_work::spend(sql, spent)?
            {
                return Ok((Signed::WorkSpent, Stored::NOTHING));
            }
            // 3. Limits; new, held or repeated, or a claim. 4. The signature.
            let held_reason = rates::weigh(sql, &ask.buckets, ask.over, now)?;
            let admitted = if ask.rules.shows_pending {
                let existing = signature::load_existing(sql, &ask.supporter_key)?;
                let Some(admission) = decide(&existing, ask, held_reason) else {
                    return Ok((Signed::Closed, Stored::NOTHING));
                };
                store_admission(sql, admission, held_reason, &existing, ask)?
            } else {
                self.claim(sql, ask, held_reason, now)?
            };
            // 5. The consents.
            let given = store_consents(sql, &admitted, ask, now)?;
            // 6. The counters.
            counters::apply(sql, &moves(&admitted, &given, ask))?;
            // 7. The replay row.
            replay::insert(
                sql,
                &ask.idempotency_key,
                &ask.submission_digest,
                &ask.answer,
            )?;
            let due = Due {
                announcement: admitted.new_state.is_some(),
                rates: !ask.buckets.is_empty(),
                // Whether or not one was ordered, and due by then.
                mail_at_ms: (!ask.rules.shows_pending).then(|| mail_round_at(now)),
                // Also of one that gets no more mail: what waits ends some day.
                mailbox_at_ms: (!ask.rules.shows_pending).then_some(now + REMIND_AFTER_MS),
                ..Due::PURGE
            };
            // 8. Confirmed by the link.
            let is_confirmed = self.confirm_by_link(sql, ask, admitted.row, now)?;
            let due = self.add_due(sql, due)?;
            let answer = Box::new(ask.answer.clone());
            let signed = if is_confirmed {
                Signed::Confirmed(answer)
            } else {
                Signed::Accepted(answer)
            };
            Ok((signed, due))
        });
        let (signed, due) = signed?;
        self.arm_alarm(due);
        Ok(signed)
    }
}

fn replayed(sql: &Sql, replay: replay::Replay, ask: &Sign) -> Result<Signed, InternalError> {
    if replay.submission_digest != ask.submission_digest {
        return Ok(Signed::KeyReused);
    }
    let answer = Box::new(replay.answer);
    // Nobody else's way: the answer is the same, and the link is the mailbox's.
    let is_confirmed = ask.link.is_some() && mailbox::is_confirmed(sql, &answer.receipt)?;
    Ok(if is_confirmed {
        Signed::Confirmed(answer)
    } else {
        Signed::Accepted(answer)
    })
}

fn decide(
    existing: &[(i64, Existing)],
    ask: &Sign,
    held_reason: Option<HeldReason>,
) -> Option<Admission> {
    let existing: Vec<Existing> = existing.iter().map(|(_, existing)| *existing).collect();
    let incoming = Incoming {
        name_key: ask.name_key,
    };
    let rules = AdmitRules {
        is_open: true,
        household_limit: ask.rules.household_limit,
        is_over_limit: held_reason.is_some(),
    };
    match admit(&existing, &incoming, &rules) {
        Admission::Refused(_) => None,
        admission => Some(admission),
    }
}

/// Whether a submission may still be admitted. A session issued before the
/// deadline may finish: its life bounds by how much.
fn is_open(rules: &SignRules, now: i64) -> bool {
    let has_opened = rules.opens_at_ms.is_none_or(|opens_at| opens_at <= now);
    let is_before_end = rules
        .closes_at_ms
        .is_none_or(|closes_at| now < closes_at || rules.session_issued_at_ms < closes_at);
    has_opened && is_before_end
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
        Admission::Refused(_) => Err(InternalError::new("a refused submission reached the store")),
    }
}

/// Stores each "yes" that this signature has not given before.
fn store_consents<'a>(
    sql: &Sql,
    admitted: &Admitted,
    ask: &'a Sign,
    now: i64,
) -> Result<Vec<&'a ConsentGiven>, InternalError> {
    let known = match admitted.new_state {
        Some(_) => Vec::new(),
        None => store::ledger::consent::load_given(sql, admitted.row)?,
    };
    let mut given = Vec::new();
    for consent in &ask.consents {
        let is_known = known.iter().any(|(partner, purpose)| {
            partner == consent.partner.as_str() && *purpose == consent.purpose
        });
        if !is_known {
            store::ledger::consent::insert(sql, admitted.row, consent, &ask.origin, now)?;
            given.push(consent);
        }
    }
    Ok(given)
}

/// How the counters move: a signature counts for the partner it came
/// through, a consent for the partner it was given to. Those of a held
/// signature count at its release; a refusal counts at once, since nothing of
/// it is kept by person.
fn moves(admitted: &Admitted, given: &[&ConsentGiven], ask: &Sign) -> Vec<Move> {
    let state = admitted.new_state;
    let given = if admitted.waits { &[] } else { given };
    let consents = i64::try_from(given.len()).unwrap_or(i64::MAX);
    let refusals = if admitted.tells_refusals {
        ask.refusals.as_slice()
    } else {
        &[]
    };
    let mut moves = Vec::with_capacity(8);
    if state.is_some() || consents > 0 {
        let origin = &ask.origin;
        let (country, region) = place_keys(origin.country.as_deref(), origin.region.as_deref());
        let splits = [
            ("total", String::new()),
            (By::Day.as_str(), time::encode_day(ask.answer.signed_at_ms)),
            (By::Language.as_str(), origin.language.clone()),
            (By::Country.as_str(), country),
            (By::Region.as_str(), region),
        ];
        let in_all = u64::try_from(refusals.len()).unwrap_or(u64::MAX);
        moves.extend(splits.map(|(split, key)| Move {
            split,
            key,
            gained: state.map(|state| (state.into(), 1)),
            lost: None,
            consents,
            refusals: in_all,
        }));
    }
    if state.is_some() {
        moves.push(of_partner(ask.origin.partner.as_str(), state, 0, 0));
    }
    moves.extend(
        given
            .iter()
            .map(|given| of_partner(given.partner.as_str(), None, 1, 0)),
    );
    moves.extend(
        refusals
            .iter()
            .map(|refused| of_partner(refused.as_str(), None, 0, 1)),
    );
    moves
}

fn of_partner(partner: &str, state: Option<State>, consents: i64, refusals: u64) -> Move {
    Move {
        split: By::Partner.as_str(),
        key: partner.to_owned(),
        gained: state.map(|state| (state.into(), 1)),
        lost: None,
        consents,
        refusals,
    }
}

/// The keys of a country and of a province in the counters: `CA`, `CA-ON`.
pub(super) fn place_keys(country: Option<&str>, region: Option<&str>) -> (String, String) {
    let country = country.unwrap_or_default();
    let region = match region {
        Some(region) if !country.is_empty() => format!("{country}-{region}"),
        _ => String::new(),
    };
    (country.to_owned(), region)
}
