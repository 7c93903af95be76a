//! What a mailbox's "yes" does, inside the transaction of `manage.rs`.

use petition::{Confirmation, Standing, State, confirm, vanishes};
use protocol::limits::MAIL_LINK_AFTER_MS;

use super::{
    claiming::drop_claim,
    counting::{given, shift},
};
use crate::{
    error::InternalError,
    sql::Sql,
    store::ledger::{
        consent::{self, KeptConsent, Said},
        erasure, mail_sent,
        mailbox::{self, Kept},
        outbox,
    },
};

/// What is confirmed, and by whom.
pub(super) struct Confirmed<'a> {
    /// Everything of the mailbox.
    pub(super) all: &'a [Kept],
    pub(super) chosen: &'a Kept,
    /// Of the spelling that the link was mailed to.
    pub(super) address_key: [u8; 32],
}

/// The public change that a confirmation is, and when it is made.
#[derive(Clone, Copy)]
pub(super) struct CountedChange {
    pub(super) sequence: u64,
    pub(super) now_ms: i64,
}

/// Whether there is something to confirm: a claim, or a signature that no
/// mailbox stands behind yet.
pub(super) fn can_confirm(kept: &Kept) -> bool {
    match kept.state {
        State::Pending => true,
        State::Held => !kept.has_confirmed,
        State::Confirmed | State::Withdrawn => false,
    }
}

/// Where it stands then: counted, or held until an organizer has looked.
fn stands_then(kept: &Kept) -> Standing {
    if kept.stays_held() {
        Standing::Held
    } else {
        Standing::Confirmed
    }
}

/// Confirms one of the mailbox's rows:
///
/// 1. the rules say what becomes of it;
/// 2. it becomes the signature, or the one that is there gains its consents;
/// 3. other claims of its spelling vanish, as far as the rules say: what was
///    submitted with another one is for the link that went there;
/// 4. its receipt is noted, if it counts now: the open page asks by it;
/// 5. no mail waits for this spelling and no reminder for this mailbox any
///    more, and what it had of mails counts no more.
pub(super) fn confirm_one(
    sql: &Sql,
    confirmed: &Confirmed<'_>,
    household_limit: u8,
    change: CountedChange,
) -> Result<(), InternalError> {
    let (all, chosen) = (confirmed.all, confirmed.chosen);
    let mut is_counted = !chosen.stays_held();
    let records = consent::load_records(sql, chosen.id)?;
    for record in records.iter().filter(|record| record.is_given()) {
        consent::add_event(sql, record, Said::Confirmed, change.now_ms)?;
    }
    if chosen.is_claim() {
        // 1. and 2. What it becomes.
        let existing: Vec<_> = all.iter().map(|one| one.existing()).collect();
        let in_slot = |slot: u8| all.iter().find(|one| one.slot == slot);
        match confirm(&existing, &chosen.existing(), household_limit) {
            Confirmation::Becomes { slot } => {
                become_signature(sql, chosen, slot, in_slot(slot), change)?;
            }
            Confirmation::Merges { into } => {
                let into = in_slot(into)
                    .ok_or_else(|| InternalError::new("a signature to merge into is not there"))?;
                merge_into(sql, chosen, into)?;
                is_counted = into.standing() == Standing::Confirmed;
            }
        }
        // 3. The others.
        let same = all.iter().filter(|other| other.spelling == chosen.spelling);
        for other in same.filter(|other| other.id != chosen.id) {
            if vanishes(&other.existing(), &chosen.existing(), household_limit) {
                drop_claim(sql, other)?;
            }
        }
    } else {
        mailbox::confirm(sql, chosen, chosen.slot, change.sequence, change.now_ms)?;
        let counted = if chosen.counts_consents() || chosen.stays_held() {
            Vec::new()
        } else {
            given(&records, 1)
        };
        let (stood, stands) = (Some(chosen.standing()), Some(stands_then(chosen)));
        shift(sql, chosen, stood, stands, &counted)?;
    }
    // 4. The open page learns that it counts.
    if is_counted {
        mailbox::note_confirmed(sql, &chosen.receipt, change.now_ms + MAIL_LINK_AFTER_MS)?;
    }
    // 5. The mails.
    let supporter_key = &chosen.supporter_key;
    outbox::remove_of(sql, supporter_key, &confirmed.address_key)?;
    mail_sent::begin_anew(sql, supporter_key)?;
    mailbox::drop_reminder(sql, supporter_key, false)
}

/// A claim takes a household's slot; one that stood there without a mailbox
/// behind it is erased, and its public entry replaced.
fn become_signature(
    sql: &Sql,
    claim: &Kept,
    slot: u8,
    displaced: Option<&Kept>,
    change: CountedChange,
) -> Result<(), InternalError> {
    if let Some(displaced) = displaced {
        displace(sql, claim, displaced)?;
    }
    mailbox::confirm(sql, claim, slot, change.sequence, change.now_ms)?;
    if let Some(entry) = displaced.filter(|one| one.state == State::Pending && one.was_shown)
        && let Some(shown) = &entry.entry
    {
        let is_hidden = entry.is_hidden || claim.is_hidden;
        let is_listed = claim.entry.is_some();
        mailbox::adopt_entry(sql, claim.id, shown, is_listed, is_hidden, change.sequence)?;
    }
    let counted = if claim.stays_held() {
        Vec::new()
    } else {
        given(&consent::load_records(sql, claim.id)?, 1)
    };
    let (stood, stands) = (Some(claim.standing()), Some(stands_then(claim)));
    shift(sql, claim, stood, stands, &counted)
}

/// Erases what stood in the slot. The consents of a signature that was taken
/// back are the record of what the supporter said, and stay with the supporter.
fn displace(sql: &Sql, claim: &Kept, displaced: &Kept) -> Result<(), InternalError> {
    let records = consent::load_records(sql, displaced.id)?;
    if displaced.state == State::Withdrawn {
        gain(sql, &records, claim.id)?;
        for left in consent::load_records(sql, displaced.id)? {
            consent::close(sql, &left, claim.id)?;
        }
        consent::hand_over_past(sql, displaced.id, claim.id)?;
    }
    erasure::erase(sql, displaced.id)?;
    let lost = if displaced.counts_consents() {
        given(&records, -1)
    } else {
        Vec::new()
    };
    shift(sql, displaced, Some(displaced.standing()), None, &lost)
}

/// The confirmed signature gains the claim's consents, and the claim vanishes.
fn merge_into(sql: &Sql, claim: &Kept, into: &Kept) -> Result<(), InternalError> {
    let records = consent::load_records(sql, claim.id)?;
    let mut gained = gain(sql, &records, into.id)?;
    // With a held one they wait.
    if !into.counts_consents() {
        gained.clear();
    }
    let stands = Some(into.standing());
    shift(sql, into, stands, stands, &gained)?;
    drop_claim(sql, claim)
}

/// Gives each consent to a signature that has none for its partner and
/// purpose. One given anew takes the place of one that was withdrawn, which
/// stays as a record of the past. Returns what the signature has gained.
fn gain(
    sql: &Sql,
    records: &[KeptConsent],
    signature: i64,
) -> Result<Vec<(String, i64)>, InternalError> {
    let known = consent::load_records(sql, signature)?;
    let mut gained = Vec::new();
    for record in records {
        let same = known
            .iter()
            .find(|known| (&known.partner, &known.purpose) == (&record.partner, &record.purpose));
        match same {
            Some(known) if known.is_given() || !record.is_given() => continue,
            Some(withdrawn) => consent::close(sql, withdrawn, signature)?,
            None => {}
        }
        consent::hand_over(sql, record, signature)?;
        if record.is_given() {
            gained.push((record.partner.clone(), 1));
        }
    }
    Ok(gained)
}
