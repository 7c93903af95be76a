//! The one place where "new or repeated" is decided.

use std::rc::Rc;

use petition::admit::{Admission, AdmitRules, Existing, Incoming, State, admit};

use super::{Ledger, announcing::Due};
use crate::{
    broken::Broken,
    commands::{By, ConsentGiven, Sign, SignRules, Signed},
    platform::now_ms,
    sql::Sql,
    store::{
        self,
        counters::{self, Move},
        moderation, replay,
        signature::{self, NewSignature},
    },
    time,
};

/// A signature that the transaction found or made.
struct Admitted {
    row: i64,
    /// The state of a new one; none for a repeated one.
    new_state: Option<State>,
}

impl Ledger {
    /// Admits or replays one verified submission:
    ///
    /// 1. the same idempotency key: the same answer, or a problem if it is
    ///    another submission;
    /// 2. open, by the ledger's clock;
    /// 3. `petition` decides: new, or repeated;
    /// 4. a new one is stored with its person;
    /// 5. each "yes" that was not given before is stored with its event;
    /// 6. the counters move;
    /// 7. the replay row is stored.
    ///
    /// All of it is one transaction. After its commit the public changes are
    /// announced; nobody waits for that.
    pub(super) fn sign(self: &Rc<Self>, ask: &Sign) -> Result<Signed, Broken> {
        let now = now_ms();
        let signed = self.sql.transaction("ledger.sign", |sql| {
            // 1. Replay.
            if let Some(replay) = replay::load(sql, &ask.idempotency_key)? {
                return Ok((replayed(replay, ask), Due::default()));
            }
            // 2. and 3. Open, new or repeated.
            let existing = signature::load_existing(sql, &ask.supporter_key)?;
            let Some(admission) = decide(&existing, ask, now) else {
                return Ok((Signed::Closed, Due::default()));
            };
            // 4. The signature.
            let admitted = store_admission(sql, admission, &existing, ask)?;
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
                ..Due::PURGE
            };
            let due = self.add_due(sql, due)?;
            Ok((Signed::Accepted(Box::new(ask.answer.clone())), due))
        });
        let (signed, due) = signed?;
        self.arm_alarm(due)?;
        if due.announcement {
            self.announce_soon();
        }
        Ok(signed)
    }
}

fn replayed(replay: replay::Replay, ask: &Sign) -> Signed {
    if replay.submission_digest == ask.submission_digest {
        Signed::Accepted(Box::new(replay.answer))
    } else {
        Signed::KeyReused
    }
}

fn decide(existing: &[(i64, Existing)], ask: &Sign, now: i64) -> Option<Admission> {
    let existing: Vec<Existing> = existing.iter().map(|(_, existing)| *existing).collect();
    let incoming = Incoming {
        name_key: ask.name_key,
    };
    let rules = AdmitRules {
        is_open: is_open(&ask.rules, now),
        household_limit: ask.rules.household_limit,
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
    existing: &[(i64, Existing)],
    ask: &Sign,
) -> Result<Admitted, Broken> {
    match admission {
        Admission::New { slot, state } => {
            let sequence = store::ledger::advance(sql, &ask.campaign, ask.shard)?;
            let row = signature::insert(
                sql,
                &NewSignature {
                    supporter_key: &ask.supporter_key,
                    name_key: &ask.name_key,
                    slot,
                    state,
                    origin: &ask.origin,
                    supporter: &ask.supporter,
                    answer: &ask.answer,
                    receipt: &ask.answer.receipt,
                    // What waits for a moderator is no public change.
                    entry_sequence: ask
                        .answer
                        .entry
                        .as_ref()
                        .filter(|_| !ask.supporter.reviewed.is_name_waiting)
                        .map(|_| sequence),
                },
            )?;
            moderation::insert(sql, row, &ask.supporter)?;
            Ok(Admitted {
                row,
                new_state: Some(state),
            })
        }
        Admission::Repeated { slot } => existing
            .iter()
            .find(|(_, existing)| existing.slot == slot)
            .map(|(row, _)| Admitted {
                row: *row,
                new_state: None,
            })
            .ok_or_else(|| Broken::new("a repeated signature has no row")),
        Admission::Refused(_) => Err(Broken::new("a refused submission reached the store")),
    }
}

/// Stores each "yes" that this signature has not given before.
fn store_consents<'a>(
    sql: &Sql,
    admitted: &Admitted,
    ask: &'a Sign,
    now: i64,
) -> Result<Vec<&'a ConsentGiven>, Broken> {
    let known = match admitted.new_state {
        Some(_) => Vec::new(),
        None => store::consent::load_given(sql, admitted.row)?,
    };
    let mut given = Vec::new();
    for consent in &ask.consents {
        let is_known = known.iter().any(|(partner, purpose)| {
            partner == consent.partner.as_str() && *purpose == consent.purpose
        });
        if !is_known {
            store::consent::insert(sql, admitted.row, consent, (&ask.origin, now))?;
            given.push(consent);
        }
    }
    Ok(given)
}

/// How the counters move: a signature counts for the partner it came
/// through, a consent for the partner it was given to.
fn moves(admitted: &Admitted, given: &[&ConsentGiven], ask: &Sign) -> Vec<Move> {
    let state = admitted.new_state;
    let consents = u64::try_from(given.len()).unwrap_or(u64::MAX);
    let refusals = if state.is_some() {
        ask.refusals.as_slice()
    } else {
        &[]
    };
    let mut moves = Vec::with_capacity(8);
    if state.is_some() || consents > 0 {
        let origin = &ask.origin;
        let country = origin.country.clone().unwrap_or_default();
        let region = match (&origin.country, &origin.region) {
            (Some(country), Some(region)) => format!("{country}-{region}"),
            _ => String::new(),
        };
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
            state,
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

fn of_partner(partner: &str, state: Option<State>, consents: u64, refusals: u64) -> Move {
    Move {
        split: By::Partner.as_str(),
        key: partner.to_owned(),
        state,
        consents,
        refusals,
    }
}
