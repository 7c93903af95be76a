//! What who can read a mailbox sees and does there.
//!
//! Each command is one transaction, and needs the token of a mail: there is no
//! other way to a supporter's own data. Reading changes nothing, since mail
//! scanners follow links.
//!
//! Invariant: a link shows and changes only what was submitted with the spelling
//! of the address that it was mailed to.

use std::rc::Rc;

use petition::{Spelling, State};
use protocol::limits::MAIL_LINK_AFTER_MS;

use super::{
    Ledger,
    alarm::Due,
    claiming::drop_claim,
    confirming::{Confirmed, CountedChange, can_confirm, confirm_one},
    counting::{given, shift},
    listing::{list, unlist},
    mail_orders::AddressKeys,
    moderating::next_sequence,
};
use commands::{
    Act, ActOnPage, ConfirmationFound, FindConfirmation, LoadPage, ManagePage, PageActed,
    PageLoaded,
};

use crate::{
    error::InternalError,
    platform::now_ms,
    sql::Sql,
    store::ledger::{
        consent::{self, Said},
        mail_token::{self, Token},
        mailbox::{self, Kept},
        manage as table,
    },
};

impl Ledger {
    /// The supporter's page, if the token is good.
    pub(super) fn load_page(&self, ask: &LoadPage) -> Result<PageLoaded, InternalError> {
        let now = now_ms();
        self.sql.transaction("ledger.load_page", |sql| {
            let Some(token) = mail_token::load(sql, &ask.token, now)? else {
                return Ok(PageLoaded { page: None });
            };
            let page = load(sql, &token, &self.address_keys(sql)?)?;
            Ok(PageLoaded { page: Some(page) })
        })
    }

    /// Does one thing, and answers with the page as it is then.
    pub(super) fn act_on_page(
        self: &Rc<Self>,
        ask: &ActOnPage,
    ) -> Result<PageActed, InternalError> {
        let now = now_ms();
        let (acted, due) = self.sql.transaction("ledger.act_on_page", |sql| {
            let Some(token) = mail_token::load(sql, &ask.token, now)? else {
                let nothing = PageActed {
                    page: None,
                    is_changed: false,
                };
                return Ok((nothing, None));
            };
            let keys = self.address_keys(sql)?;
            let is_changed = act(sql, ask, &token, &keys, now)?;
            let due = if is_changed {
                Some(self.add_due(sql, Due::ANNOUNCEMENT)?)
            } else {
                None
            };
            // Loaded again: a confirmation ends the token sooner.
            let token = mail_token::load(sql, &ask.token, now)?;
            let page = token.map(|token| load(sql, &token, &keys)).transpose()?;
            Ok((PageActed { page, is_changed }, due))
        })?;
        self.announce_change(due);
        Ok(acted)
    }

    /// Whether the submission with a receipt was confirmed.
    pub(super) fn find_confirmation(
        &self,
        ask: &FindConfirmation,
    ) -> Result<ConfirmationFound, InternalError> {
        Ok(ConfirmationFound {
            is_confirmed: mailbox::is_confirmed(&self.sql, &ask.receipt)?,
        })
    }
}

/// The spelling that a link was mailed to, if something was submitted with it.
/// One from before spellings were distinguished opens a mailbox of one spelling.
fn spelling_of<'a>(
    token: &Token,
    keys: &AddressKeys,
    mut all: impl Iterator<Item = &'a Spelling> + Clone,
) -> Option<&'a Spelling> {
    if let Some(key) = token.address_key {
        return all.find(|one| keys.of(one) == key);
    }
    let first = all.next()?;
    all.all(|one| one == first).then_some(first)
}

fn load(sql: &Sql, token: &Token, keys: &AddressKeys) -> Result<ManagePage, InternalError> {
    let all = table::load(sql, &token.supporter_key)?;
    let spellings = all.iter().map(|(_, one)| Spelling::of(&one.email));
    let spellings: Vec<Spelling> = spellings.collect();
    let own = spelling_of(token, keys, spellings.iter());
    let (own, others): (Vec<_>, Vec<_>) = all
        .into_iter()
        .zip(&spellings)
        .partition(|(_, spelling)| Some(*spelling) == own);
    let (mut claims, signatures): (Vec<_>, Vec<_>) = own
        .into_iter()
        .map(|(one, _)| one)
        .partition(|(slot, _)| petition::is_claim(*slot));
    claims.sort_by_key(|(slot, claim)| (claim.signed_at_ms, *slot));
    let bare = |all: Vec<(u8, _)>| all.into_iter().map(|(_, one)| one).collect();
    Ok(ManagePage {
        claims: bare(claims),
        signatures: bare(signatures),
        expires_at_ms: token.expires_at_ms,
        has_other_spelling: !others.is_empty(),
    })
}

/// Whether it has changed anything.
fn act(
    sql: &Sql,
    ask: &ActOnPage,
    token: &Token,
    keys: &AddressKeys,
    now: i64,
) -> Result<bool, InternalError> {
    let all = mailbox::load(sql, &token.supporter_key)?;
    let own = spelling_of(token, keys, all.iter().map(|one| &one.spelling));
    let own: Vec<&Kept> = all
        .iter()
        .filter(|one| Some(&one.spelling) == own)
        .collect();
    match &ask.act {
        Act::Confirm { receipt } => {
            let chosen = own.iter().find(|one| one.receipt == *receipt);
            let Some(chosen) = chosen.filter(|one| can_confirm(one)) else {
                return Ok(false);
            };
            let change = CountedChange {
                sequence: next_sequence(sql)?,
                now_ms: now,
            };
            let confirmed = Confirmed {
                all: &all,
                chosen,
                address_key: keys.of(&chosen.spelling),
            };
            confirm_one(sql, &confirmed, ask.household_limit, change)?;
            mail_token::turn_to_page(sql, &ask.token, now + MAIL_LINK_AFTER_MS)?;
            Ok(true)
        }
        Act::Discard { receipt } => {
            let claims = own.into_iter().filter(|one| {
                one.is_claim() && receipt.as_ref().is_none_or(|wanted| one.receipt == *wanted)
            });
            discard(sql, &claims.collect::<Vec<_>>())
        }
        Act::WithdrawConsent { record_id } => withdraw_consent(sql, &own, record_id, now),
        Act::List { receipt, .. }
        | Act::Unlist { receipt }
        | Act::TakeBack { receipt }
        | Act::AskReview { receipt } => {
            let mut household = own.into_iter().filter(|one| !one.is_claim());
            let Some(kept) = household.find(|one| one.receipt == *receipt) else {
                return Ok(false);
            };
            act_on_signature(sql, ask, kept, now)
        }
    }
}

fn act_on_signature(
    sql: &Sql,
    ask: &ActOnPage,
    kept: &Kept,
    now: i64,
) -> Result<bool, InternalError> {
    match &ask.act {
        Act::List {
            shows_region,
            shows_country,
            ..
        } => list(sql, kept, *shows_region, *shows_country, ask.shows_pending),
        Act::Unlist { .. } => unlist(sql, kept),
        Act::TakeBack { .. } => take_back(sql, kept),
        Act::AskReview { .. } => {
            let is_held = kept.state == State::Held;
            if is_held {
                table::ask_review(sql, kept.id, now)?;
            }
            Ok(is_held)
        }
        Act::Confirm { .. } | Act::Discard { .. } | Act::WithdrawConsent { .. } => Ok(false),
    }
}

fn discard(sql: &Sql, claims: &[&Kept]) -> Result<bool, InternalError> {
    if claims.is_empty() {
        return Ok(false);
    }
    // A change for the campaign's counters, and for nobody's page.
    let _sequence = next_sequence(sql)?;
    for claim in claims {
        drop_claim(sql, claim)?;
    }
    Ok(true)
}

/// Withdraws a consent of a signature; one of a claim was never given, and
/// goes with it.
fn withdraw_consent(
    sql: &Sql,
    own: &[&Kept],
    record_id: &str,
    now: i64,
) -> Result<bool, InternalError> {
    for kept in own.iter().filter(|one| !one.is_claim()) {
        let records = consent::load_records(sql, kept.id)?;
        let mut given = records.iter().filter(|record| record.is_given());
        let Some(record) = given.find(|record| record.record_id == record_id) else {
            continue;
        };
        let _sequence = next_sequence(sql)?;
        consent::add_event(sql, record, Said::Withdrawn, now)?;
        let less = (record.partner.clone(), -1);
        let less = Vec::from_iter(kept.counts_consents().then_some(less));
        let stands = Some(kept.standing());
        shift(sql, kept, stands, stands, &less)?;
        return Ok(true);
    }
    Ok(false)
}

/// Takes a signature back. The supporter decides whether to withdraw the
/// consents: those of a held signature count from here on, since it is held no
/// more.
fn take_back(sql: &Sql, kept: &Kept) -> Result<bool, InternalError> {
    if kept.state == State::Withdrawn {
        return Ok(false);
    }
    let sequence = next_sequence(sql)?;
    table::take_back(sql, kept.id, sequence)?;
    let consents = if kept.counts_consents() {
        Vec::new()
    } else {
        given(&consent::load_records(sql, kept.id)?, 1)
    };
    let (stood, stands) = (Some(kept.standing()), Some(State::Withdrawn.into()));
    shift(sql, kept, stood, stands, &consents)?;
    Ok(true)
}
