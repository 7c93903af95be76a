//! The one place where "new or repeated" is decided.

use std::rc::Rc;

use petition::{Opening, Refusal, State, mail_round_at};

use protocol::limits::REMIND_AFTER_MS;

use super::{
    Ledger,
    alarm::{Due, Stored},
    counting::splits,
    counting_at_once::count_at_once,
    rates,
};
use commands::{By, ConsentGiven, Sign, SignRules, Signed};

use crate::{
    error::InternalError,
    platform::now_ms,
    sql::Sql,
    store::{
        self,
        ledger::{
            counters::{self, Move},
            mailbox, replay,
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
    /// 3. the limits: what is over one is held;
    /// 4. a claim is stored with its person and its mail (`claiming.rs`); where
    ///    submissions count at once, a signature, if it is new
    ///    (`counting_at_once.rs`);
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
            if let Some(Refusal::CampaignClosed) = opening(&ask.rules).refusal(now) {
                return Ok((Signed::Closed, Stored::NOTHING));
            }
            if let Some(spent) = &ask.spent_work
                && !store::ledger::spent_work::spend(sql, spent)?
            {
                return Ok((Signed::WorkSpent, Stored::NOTHING));
            }
            // 3. The limits.
            let held_reason = rates::weigh(sql, &ask.buckets, ask.over, now)?;
            // 4. The claim, or the signature.
            let waits_for_mailbox = !ask.rules.shows_pending;
            let admitted = if waits_for_mailbox {
                self.claim(sql, ask, held_reason, now)?
            } else {
                count_at_once(sql, ask, held_reason)?
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
                mail_at_ms: waits_for_mailbox.then(|| mail_round_at(now)),
                // Also of one that gets no more mail: what waits ends some day.
                mailbox_at_ms: waits_for_mailbox.then_some(now + REMIND_AFTER_MS),
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

fn opening(rules: &SignRules) -> Opening {
    Opening {
        opens_at_ms: rules.opens_at_ms,
        closes_at_ms: rules.closes_at_ms,
        session_issued_at_ms: rules.session_issued_at_ms,
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
        let (country, region) = (origin.country.as_deref(), origin.region.as_deref());
        let signed_at_ms = ask.answer.signed_at_ms;
        let splits = splits(signed_at_ms, &origin.language, country, region);
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
