//! One mail of a round, from its row to what is handed over.

use std::rc::Rc;

use petition::{CampaignSettings, Spelling, backoff_ms, derive_address_key, next_mail_at};
use protocol::{base64::encode_base64url, limits::MAIL_LINK_LIFE_MS};

use pages::{MailInput, MailKind, render_mail};

use super::sealed_address::DayKey;
use crate::{
    config::Config,
    error::InternalError,
    log,
    mail::Mail,
    platform::make_random,
    sql::Sql,
    store::ledger::{
        mail_sent,
        mail_token::{self, Token, TokenKind},
        outbox::{self, Order, OrderKind, SendSlot},
        shard::Shard,
    },
};

/// Mails of a round: as many as a Worker may have connections open.
pub(super) const ROUND: u64 = 6;

/// After so long a delivery that was begun is begun again: past the provider's
/// own limit of time, so that no process is still at it.
const LEASE_MS: i64 = 60_000;

/// What every mail of a round needs.
pub(super) struct Round {
    pub(super) shard: Shard,
    pub(super) config: Rc<Config>,
    pub(super) settings: CampaignSettings,
}

/// A mail on its way, with what is needed if it does not get there.
pub(super) struct Sending {
    pub(super) order: Order,
    pub(super) mail: Mail,
    /// To which spelling it goes, and what stands for that.
    pub(super) spelling: Spelling,
    pub(super) address_key: [u8; 32],
}

/// Begins a delivery; none where the address cannot be read, or where mails to
/// other spellings have brought the mailbox to its caps since. The steps are
/// those of `Ledger::begin`.
pub(super) fn begin_one(
    sql: &Sql,
    round: &Round,
    mut order: Order,
    now: i64,
) -> Result<Option<Sending>, InternalError> {
    let campaign = &round.shard.campaign;
    let Some((key, address)) = open_or_postpone(sql, round, &mut order, now)? else {
        return Ok(None);
    };
    let spelling = Spelling::of(&address);
    let address_key = derive_address_key(&round.config.dedup_master, campaign, &spelling);
    // 2. Counted.
    if order.first_try_at_ms.is_none() && !may_go(sql, &mut order, &address_key, now)? {
        return Ok(None);
    }
    begin_try(&mut order, now);
    // 3. The token.
    let token = key.token(round.shard.number, &order.mail);
    let kept = Token {
        supporter_key: order.supporter_key,
        address_key: Some(address_key),
        kind: match order.kind {
            OrderKind::Confirm | OrderKind::Reminder => TokenKind::Confirm,
            OrderKind::AlreadySigned | OrderKind::YourLink => TokenKind::Page,
        },
        expires_at_ms: now + MAIL_LINK_LIFE_MS,
    };
    mail_token::put(sql, &token.hash(), &kept)?;
    outbox::postpone(sql, &order, now + LEASE_MS)?;
    let link = format!("{}/r/{campaign}/{}", round.config.origin, token.encode());
    let mail = render(round, &order, &address, &link);
    Ok(Some(Sending {
        order,
        mail,
        spelling,
        address_key,
    }))
}

/// Counts a mail that goes for the first time, where its mailbox may have one
/// now. One that comes too early waits for its turn, with a new place then; one
/// over the caps is ordered no more.
fn may_go(
    sql: &Sql,
    order: &mut Order,
    address_key: &[u8; 32],
    now: i64,
) -> Result<bool, InternalError> {
    let sent = mail_sent::load(sql, &order.supporter_key, order.purpose, now)?;
    match next_mail_at(sent, order.purpose, now) {
        None => outbox::remove(sql, order)?,
        Some(at_ms) if at_ms > now => {
            order.slot = SendSlot::None;
            outbox::postpone(sql, order, at_ms)?;
        }
        Some(_) => {
            mail_sent::insert(sql, order, address_key, now)?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a mail has been tried for so long that it goes.
pub(super) fn is_given_up(order: &Order, now: i64) -> bool {
    let first_try = order.first_try_at_ms;
    first_try.is_some_and(|at| petition::is_given_up(at, now))
}

fn begin_try(order: &mut Order, now: i64) {
    order.tries += 1;
    order.first_try_at_ms.get_or_insert(now);
}

/// The key of a mail's day, and the address. One that cannot be opened is
/// tried again later: the operator must fix a wrong key, and one row's
/// fault is not to keep back the others.
pub(super) fn open_or_postpone(
    sql: &Sql,
    round: &Round,
    order: &mut Order,
    now: i64,
) -> Result<Option<(DayKey, String)>, InternalError> {
    match open(sql, round, order) {
        Ok(opened) => Ok(Some(opened)),
        Err(broken) => {
            log::error("a mail that cannot be opened", &broken);
            begin_try(order, now);
            let chance = u16::from_be_bytes(make_random());
            let wait_ms = backoff_ms(order.tries, chance, None);
            outbox::postpone(sql, order, now + wait_ms)?;
            Ok(None)
        }
    }
}

fn open(sql: &Sql, round: &Round, order: &Order) -> Result<(DayKey, String), InternalError> {
    let salt = outbox::load_salt(sql, &order.day)?
        .ok_or_else(|| InternalError::new("a mail's day has no salt"))?;
    let shard = &round.shard;
    let key = DayKey::derive(
        &round.config.dedup_master,
        &shard.campaign,
        shard.number,
        &salt,
    );
    let address = key.open(&order.address, &order.supporter_key)?;
    Ok((key, address))
}

fn render(round: &Round, order: &Order, to: &str, link: &str) -> Mail {
    let kind = match order.kind {
        OrderKind::Confirm => MailKind::Confirm,
        OrderKind::Reminder => MailKind::Reminder,
        OrderKind::AlreadySigned => MailKind::AlreadySigned,
        OrderKind::YourLink => MailKind::YourLink,
    };
    let rendered = render_mail(&MailInput {
        kind,
        language: &order.language,
        settings: &round.settings,
        link,
    });
    Mail::to(to, rendered, encode_base64url(&order.mail))
}
