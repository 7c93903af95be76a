//! `/v1/organizer/campaigns/{campaign}/passes`: event passes, for a rally or a
//! campus where many sign from one network.

use petition::{
    PassTerms, derive_pass_id,
    pass::{CODE_RANDOM_BYTES, PASS_ID_BYTES, PASSES_MAX, encode_code, parse_code},
};
use protocol::{
    base64::{encode_base64url, parse_base64url},
    ids::CampaignId,
};
use serde::Serialize;

use super::auth::Organizer;
use commands::time;
use commands::{CreatePass, EndPass, ListPasses, PassRow};

use crate::{
    error::InternalError,
    objects,
    platform::{make_random, now_ms},
    worker::{
        campaign_cache,
        problem::{Failure, Refusal, field_problem},
        rate_limits,
        response::Reply,
    },
};

/// A pass, its code told this once.
#[derive(Serialize)]
struct Created {
    pass: String,
    code: String,
    ends_at: String,
}

/// `POST`: makes a pass:
///
/// 1. the token;
/// 2. `{"label", "hours", "signatures"}`, within bounds;
/// 3. a random code, of which only the id derived from it is kept.
pub(in crate::worker) async fn create(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let (edge, inbound) = (organizer.edge(), organizer.inbound());
    // 2. The terms.
    let terms: PassTerms = inbound
        .read_json(r#"{"label", "hours", "signatures"}"#)
        .await?;
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let network = rate_limits::limits_of(edge, &campaign).network;
    terms.check(network).map_err(Refusal::Invalid)?;
    // 3. The code.
    let code = encode_code(make_random::<CODE_RANDOM_BYTES>());
    let parsed = parse_code(&code).ok_or_else(|| InternalError::new("a code cannot be read"))?;
    let pass = derive_pass_id(&edge.config.dedup_master, id, &parsed);
    let now_ms = now_ms();
    let ends_at_ms = now_ms + i64::from(terms.hours) * 3_600_000;
    let ask = CreatePass {
        id: pass,
        label: terms.label.trim().to_owned(),
        signatures: terms.signatures,
        now_ms,
        ends_at_ms,
    };
    let created = objects::campaign(&edge.env, id)?.ask(ask).await?;
    if !created.is_created {
        let detail =
            format!("the campaign has {PASSES_MAX} passes, which is the most: end one first");
        return Err(Refusal::Invalid(vec![field_problem("", "pass", &detail)]).into());
    }
    Ok(Reply::json(&Created {
        pass: encode_base64url(&pass),
        code,
        ends_at: time::encode_ms(ends_at_ms),
    })?
    .with_status(201))
}

/// A pass in the list: never its code, never its network.
#[derive(Serialize)]
struct Item {
    pass: String,
    label: String,
    signatures: u32,
    ends_at: String,
    is_bound: bool,
}

/// `GET`: the passes that have not ended, the newest first.
pub(in crate::worker) async fn list(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    #[derive(Serialize)]
    struct Answer {
        passes: Vec<Item>,
    }
    let edge = organizer.edge();
    // No object is addressed for a campaign that is not listed.
    campaign_cache::load_campaign(edge, id).await?;
    let listed = objects::campaign(&edge.env, id)?.ask(ListPasses {}).await?;
    let passes = listed.passes.into_iter().map(make_item).collect();
    Ok(Reply::json(&Answer { passes })?)
}

fn make_item(row: PassRow) -> Item {
    Item {
        pass: encode_base64url(&row.id),
        label: row.label,
        signatures: row.signatures,
        ends_at: time::encode_ms(row.ends_at_ms),
        is_bound: row.is_bound,
    }
}

/// `POST .../passes/{pass}/end`: ends a pass before its time. Workers know it
/// within two seconds; what was signed under it stays as it is.
pub(in crate::worker) async fn end(
    organizer: &Organizer<'_>,
    id: &CampaignId,
    pass: &str,
) -> Result<Reply, Failure> {
    let edge = organizer.edge();
    let pass = parse_id(pass).ok_or(Refusal::UnknownPass)?;
    campaign_cache::load_campaign(edge, id).await?;
    let ask = EndPass {
        id: pass,
        now_ms: now_ms(),
    };
    let ended = objects::campaign(&edge.env, id)?.ask(ask).await?;
    if !ended.is_found {
        return Err(Refusal::UnknownPass.into());
    }
    campaign_cache::load_campaign_anew(edge, id).await?;
    Ok(Reply::empty(204))
}

fn parse_id(text: &str) -> Option<[u8; PASS_ID_BYTES]> {
    parse_base64url(text)?.try_into().ok()
}
