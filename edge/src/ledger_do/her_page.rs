//! What who can read a mailbox sees and does there.
//!
//! Each command is one transaction, and needs the token of a mail: there is no
//! other way to a supporter's own data. Reading changes nothing, since mail
//! scanners follow links.

use std::rc::Rc;

use petition::State;
use protocol::limits::MAIL_LINK_AFTER_MS;

use super::{
    Ledger,
    alarm::Due,
    claiming::drop_claim,
    confirming::{can_confirm, confirm_one},
    counting::{given, shift},
    listing::{list, unlist},
    moderating::next_sequence,
};
use crate::{
    broken::Broken,
    commands::{
        Act, ActOnPage, ConfirmationFound, FindConfirmation, HerPage, LoadPage, PageActed,
        PageLoaded,
    },
    platform::now_ms,
    sql::Sql,
    store::{
        consent::{self, Said},
        her_page as table,
        mail_token::{self, Token},
        mailbox::{self, Kept},
    },
};

impl Ledger {
    /// Her page, if the token is good.
    pub(super) fn load_page(&self, ask: &LoadPage) -> Result<PageLoaded, Broken> {
        let now = now_ms();
        self.sql.transaction("ledger.load_page", |sql| {
            let token = mail_token::load(sql, &ask.token, now)?;
            let page = token.map(|token| load(sql, &token)).transpose()?;
            Ok(PageLoaded { page })
        })
    }

    /// Does one thing, and answers with the page as it is then.
    pub(super) fn act_on_page(self: &Rc<Self>, ask: &ActOnPage) -> Result<PageActed, Broken> {
        let now = now_ms();
        let (acted, due) = self.sql.transaction("ledger.act_on_page", |sql| {
            let Some(token) = mail_token::load(sql, &ask.token, now)? else {
                let nothing = PageActed {
                    page: None,
                    is_changed: false,
                };
                return Ok((nothing, None));
            };
            let is_changed = act(sql, ask, &token, now)?;
            let due = if is_changed {
                Some(self.add_due(sql, Due::ANNOUNCEMENT)?)
            } else {
                None
            };
            // Loaded again: a confirmation ends the token sooner.
            let token = mail_token::load(sql, &ask.token, now)?;
            let page = token.map(|token| load(sql, &token)).transpose()?;
            Ok((PageActed { page, is_changed }, due))
        })?;
        self.announce_change(due);
        Ok(acted)
    }

    /// Whether the submission with a receipt was confirmed.
    pub(super) fn find_confirmation(
        &self,
        ask: &FindConfirmation,
    ) -> Result<ConfirmationFound, Broken> {
        Ok(ConfirmationFound {
            is_confirmed: mailbox::is_confirmed(&self.sql, &ask.receipt)?,
        })
    }
}

fn load(sql: &Sql, token: &Token) -> Result<HerPage, Broken> {
    let all = table::load(sql, &token.supporter_key)?;
    let (mut claims, signatures): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|(slot, _)| petition::is_claim(*slot));
    claims.sort_by_key(|(slot, claim)| (claim.signed_at_ms, *slot));
    let bare = |all: Vec<(u8, _)>| all.into_iter().map(|(_, one)| one).collect();
    Ok(HerPage {
        claims: bare(claims),
        signatures: bare(signatures),
        expires_at_ms: token.expires_at_ms,
    })
}

/// Whether it has changed anything.
fn act(sql: &Sql, ask: &ActOnPage, token: &Token, now: i64) -> Result<bool, Broken> {
    let all = mailbox::load(sql, &token.supporter_key)?;
    match &ask.act {
        Act::Confirm { receipt } => {
            let chosen = all.iter().find(|one| one.receipt == *receipt);
            let Some(chosen) = chosen.filter(|one| can_confirm(one)) else {
                return Ok(false);
            };
            let change = (next_sequence(sql)?, now);
            let whose = (all.as_slice(), chosen, &token.supporter_key);
            confirm_one(sql, whose, ask.household_limit, change)?;
            mail_token::turn_to_page(sql, &ask.token, now + MAIL_LINK_AFTER_MS)?;
            Ok(true)
        }
        Act::Discard { receipt } => {
            let claims = all.iter().filter(|one| {
                one.is_claim() && receipt.as_ref().is_none_or(|wanted| one.receipt == *wanted)
            });
            discard(sql, &claims.collect::<Vec<_>>())
        }
        Act::WithdrawConsent { record_id } => withdraw_consent(sql, &all, record_id, now),
        Act::List { receipt, .. }
        | Act::Unlist { receipt }
        | Act::TakeBack { receipt }
        | Act::AskReview { receipt } => {
            let mut household = all.iter().filter(|one| !one.is_claim());
            let Some(kept) = household.find(|one| one.receipt == *receipt) else {
                return Ok(false);
            };
            act_on_signature(sql, ask, kept, now)
        }
    }
}

fn act_on_signature(sql: &Sql, ask: &ActOnPage, kept: &Kept, now: i64) -> Result<bool, Broken> {
    match &ask.act {
        Act::List {
            shows_region,
            shows_country,
            ..
        } => {
            let places = (*shows_region, *shows_country);
            list(sql, kept, places, ask.shows_pending)
        }
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

fn discard(sql: &Sql, claims: &[&Kept]) -> Result<bool, Broken> {
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
fn withdraw_consent(sql: &Sql, all: &[Kept], record_id: &str, now: i64) -> Result<bool, Broken> {
    for kept in all.iter().filter(|one| !one.is_claim()) {
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
        shift(sql, kept, (stands, stands), &less)?;
        return Ok(true);
    }
    Ok(false)
}

/// Takes a signature back. The consents are hers to withdraw or not: those of
/// a held one count from here on, since it is held no more.
fn take_back(sql: &Sql, kept: &Kept) -> Result<bool, Broken> {
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
    let step = (Some(kept.standing()), Some(State::Withdrawn.into()));
    shift(sql, kept, step, &consents)?;
    Ok(true)
}
