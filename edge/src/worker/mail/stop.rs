//! `/r/{campaign}/{token}/stop`: the one-click end of the mails about a
//! signature that nobody has confirmed (RFC 8058, `List-Unsubscribe-Post`).

use petition::Counts;
use protocol::{ids::CampaignId, limits::BODY_MAX_BYTES};

use crate::worker::manage::path_of;
use commands::{Act, ActOnPage};

use crate::{
    mail::token::MailToken,
    objects,
    worker::{
        campaign_cache,
        context::Edge,
        problem::{Failure, Refusal},
        request::Inbound,
        response::Reply,
    },
};

/// What the body says, in either form of a form.
const ONE_CLICK: [&[u8]; 2] = [b"List-Unsubscribe", b"One-Click"];

/// `GET` leads to the page, where a person decides. `POST` is sent by the
/// supporter's mail provider, from another site and without a word from the
/// supporter:
///
/// 1. the body says what RFC 8058 says;
/// 2. the ledger drops what waits for this mailbox, and its reminder.
///
/// What is no token, or is unknown, ended or used is answered like any other. A
/// signature that the mailbox has confirmed is not touched: only the supporter
/// takes it back, on their page.
pub(in crate::worker) async fn answer(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
    token: Option<&MailToken>,
) -> Result<Reply, Failure> {
    if inbound.method != "POST" {
        return Ok(Reply::empty(303).with_header("location", path_of(id, token)));
    }
    // 1. The body.
    let sent = inbound.header("content-type").unwrap_or_default();
    let content_type = if sent.starts_with("multipart/form-data") {
        "multipart/form-data"
    } else {
        "application/x-www-form-urlencoded"
    };
    let body = inbound.read_body(content_type, BODY_MAX_BYTES).await?;
    let says = |words: &[u8]| body.windows(words.len()).any(|window| window == words);
    if !ONE_CLICK.into_iter().all(says) {
        let detail = "the body must be List-Unsubscribe=One-Click";
        return Err(Refusal::Malformed(detail.to_owned()).into());
    }
    // 2. The ledger.
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    if let Some(token) = token.filter(|token| token.shard < campaign.shards) {
        let settings = &campaign.settings;
        let ask = ActOnPage {
            token: token.hash(),
            act: Act::Discard { receipt: None },
            household_limit: settings.household_limit,
            shows_pending: settings.counts == Counts::Submitted,
        };
        let _acted = objects::ledger(&edge.env, id, token.shard)?
            .ask(ask)
            .await?;
    }
    Ok(Reply::empty(200))
}
