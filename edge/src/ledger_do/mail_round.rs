//! One mail of a round, from its row to what is handed over.

use std::rc::Rc;

use petition::{CampaignSettings, CanonicalEmail, Limits, Rate, backoff_ms, domain_limit};
use protocol::{base64::encode_base64url, limits::MAIL_LINK_LIFE_MS};

use crate::{
    broken::Broken,
    config::Config,
    log,
    mail::Mail,
    platform::make_random,
    sealed::DayKey,
    sql::Sql,
    store::{
        ledger::Shard,
        mail_token::{self, Token, TokenKind},
        mailbox,
        outbox::{self, Order, OrderKind},
        rate,
    },
    views::{MailInput, MailKind, render_mail},
};

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
}

/// Begins a delivery; none where the mail has to wait. The steps are those of
/// `Ledger::begin`.
pub(super) fn begin_one(
    sql: &Sql,
    round: &Round,
    mut order: Order,
    now: i64,
) -> Result<Option<Sending>, Broken> {
    let campaign = &round.shard.campaign;
    let (key, address) = match open(sql, round, &order) {
        Ok(opened) => opened,
        // A wrong key is the operator's to mend, and one row's fault is not
        // to keep back the others.
        Err(broken) => {
            log::error("a mail that cannot be opened", &broken);
            begin_try(&mut order, now);
            let chance = u16::from_be_bytes(make_random());
            let wait_ms = backoff_ms(order.tries, chance, None);
            outbox::postpone(sql, &order, now + wait_ms)?;
            return Ok(None);
        }
    };
    // 2. Breakers. One that has its place is not weighed again.
    if !order.is_weighed {
        order.is_weighed = true;
        let wait_ms = weigh(sql, round, &address, now)?;
        if wait_ms > 0 {
            outbox::postpone(sql, &order, now + wait_ms)?;
            outbox::note_delay(sql, now + wait_ms)?;
            return Ok(None);
        }
    }
    // 3. Counted.
    if order.first_try_at_ms.is_none() {
        mailbox::count_mail(sql, &order.supporter_key, now)?;
    }
    begin_try(&mut order, now);
    // 4. The token.
    let token = key.token(round.shard.number, &order.mail);
    let kept = Token {
        supporter_key: order.supporter_key,
        kind: match order.kind {
            OrderKind::Confirm | OrderKind::Reminder => TokenKind::Confirm,
            OrderKind::AlreadySigned | OrderKind::YourLink => TokenKind::Page,
        },
        expires_at_ms: now + MAIL_LINK_LIFE_MS,
    };
    mail_token::put(sql, &token.hash(), &kept)?;
    outbox::postpone(sql, &order, now + LEASE_MS)?;
    let link = format!("{}/r/{campaign}/{}", round.config.origin, token.encode());
    let mail = render(round, &order, (&address, &link));
    Ok(Some(Sending { order, mail }))
}

fn begin_try(order: &mut Order, now: i64) {
    order.tries += 1;
    order.first_try_at_ms.get_or_insert(now);
}

/// The key of a mail's day, and the address.
fn open(sql: &Sql, round: &Round, order: &Order) -> Result<(DayKey, String), Broken> {
    let salt = outbox::load_salt(sql, &order.day)?
        .ok_or_else(|| Broken::new("a mail's day has no salt"))?;
    let whose = (&round.shard.campaign, round.shard.number);
    let key = DayKey::derive(&round.config.dedup_master, whose, &salt);
    let address = key.open(&order.address, &order.supporter_key)?;
    Ok((key, address))
}

fn render(round: &Round, order: &Order, (to, link): (&str, &str)) -> Mail {
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

/// Gives a mail its place in the breakers' queues; how long it has to wait, in
/// milliseconds.
fn weigh(sql: &Sql, round: &Round, address: &str, now: i64) -> Result<i64, Broken> {
    let settings = &round.settings;
    let limits = Limits::of(&[&round.config.limits, &settings.limits]);
    let domain = CanonicalEmail::parse(address)
        .ok()
        .and_then(|canonical| Some(canonical.as_str().rsplit_once('@')?.1.to_owned()))
        .unwrap_or_default();
    let campaign = &round.shard.campaign;
    let bucket = DayKey::domain_bucket(&round.config.dedup_master, campaign, &domain);
    let of_domain = domain_limit(limits.mail_domain, &domain);
    let rates = [
        (bucket.as_str(), Rate::scattered(of_domain, settings.shards)),
        ("mail", Rate::divided(limits.mail, settings.shards)),
    ];
    let kept = rate::load(sql, &rates.each_ref().map(|(name, _)| *name))?;
    let now_us = now.saturating_mul(1_000);
    let places = rates.each_ref().map(|(name, rate)| {
        let (arrival_us, wait_us) = rate.reserve(kept.get(*name).copied(), now_us);
        ((*name, arrival_us), wait_us)
    });
    rate::put(sql, &places.map(|(arrival, _)| arrival))?;
    let wait_us = places.iter().map(|(_, wait_us)| *wait_us).max();
    Ok(wait_us.unwrap_or(0).div_euclid(1_000))
}
