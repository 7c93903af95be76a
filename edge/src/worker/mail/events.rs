//! `POST /v1/mail/{adapter}/events`: the mail provider reports a mail that
//! came back, or that was complained of.

use std::cell::Cell;

use petition::{CanonicalEmail, derive_supporter_key, shard_of};
use protocol::limits::MAIL_EVENT_MAX_BYTES;

use commands::{List, MarkUndeliverable};

use crate::{
    log,
    mail::{
        Adapter,
        events::{MailEventKind, is_authentic, parse_event},
    },
    objects,
    platform::now_ms,
    worker::{
        campaign_cache,
        context::Edge,
        problem::{Failure, Refusal},
        request::Inbound,
        response::Reply,
    },
};

thread_local! {
    /// The minute in which this isolate has last told of a forged event.
    static TOLD_AT_MIN: Cell<i64> = const { Cell::new(0) };
}

/// Takes one event:
///
/// 1. the deployment has this provider, and a secret for its events;
/// 2. the body, up to its limit;
/// 3. it comes from the provider, as the provider proves that;
/// 4. what it says; most kinds change nothing;
/// 5. in each campaign, the shard of this mailbox marks what waits for this very
///    spelling of the address.
///
/// An address that nobody signed with is answered like any other.
pub(in crate::worker) async fn receive(
    edge: &Edge,
    inbound: &Inbound,
    adapter: Adapter,
) -> Result<Reply, Failure> {
    // 1. The provider.
    let config = edge.config.mail.as_ref().filter(|config| {
        let has_secret = config.webhook.is_some();
        config.adapter == adapter && has_secret
    });
    let config = config.ok_or(Refusal::NotFound)?;
    // 2. The body.
    let body = inbound
        .read_body("application/json", MAIL_EVENT_MAX_BYTES)
        .await?;
    // 3. Whose word it is.
    let now_s = now_ms().div_euclid(1_000);
    if !is_authentic(config, |name| inbound.header(name), &body, now_s) {
        log_forged(now_s.div_euclid(60));
        return Err(Refusal::EventNotAuthentic.into());
    }
    // 4. What it says.
    let event = parse_event(adapter, &body)
        .map_err(|_| Refusal::Malformed("the body is no event of this provider".to_owned()))?;
    let Some(event) = event else {
        return Ok(Reply::empty(200));
    };
    // 5. The shards.
    for id in objects::directory(&edge.env)?.ask(List {}).await?.campaigns {
        let Some(registration) = campaign_cache::load_registration(edge, &id).await? else {
            continue;
        };
        let Ok(address) = CanonicalEmail::parse(&event.address, registration.rule) else {
            continue;
        };
        let supporter_key = derive_supporter_key(&edge.config.dedup_master, &id, &address);
        objects::ledger(
            &edge.env,
            &id,
            shard_of(&supporter_key, registration.shards),
        )?
        .ask(MarkUndeliverable {
            supporter_key,
            address: event.address.clone(),
            is_bounce: event.kind == MailEventKind::Bounced,
        })
        .await?;
    }
    Ok(Reply::empty(200))
}

/// One line a minute: whoever forges events does not write our log.
fn log_forged(minute: i64) {
    if TOLD_AT_MIN.replace(minute) != minute {
        log::error("a mail event", &"it does not come from the provider");
    }
}
