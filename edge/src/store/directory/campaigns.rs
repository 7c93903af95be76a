//! The directory's table of campaigns.

use petition::DedupRule;
use protocol::ids::CampaignId;

use commands::Registration;

use crate::{
    error::InternalError,
    sql::{Sql, Value},
};

/// Lists a campaign, or finds it listed. Returns its number of shards.
pub(crate) fn register(
    sql: &Sql,
    campaign: &CampaignId,
    shards: u16,
    now_ms: i64,
) -> Result<u16, InternalError> {
    sql.run(
        "INSERT INTO campaign (campaign, shards, registered_at_ms, dedup_rule)
         VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        vec![
            campaign.as_str().into(),
            Value::Integer(shards.into()),
            Value::Integer(now_ms),
            DedupRule::NEWEST.as_str().into(),
        ],
    )?;
    let registration = find(sql, campaign)?;
    let registration = registration
        .ok_or_else(|| InternalError::new("a campaign vanished while it was listed"))?;
    Ok(registration.shards)
}

/// What never changes of a listed campaign.
pub(crate) fn find(
    sql: &Sql,
    campaign: &CampaignId,
) -> Result<Option<Registration>, InternalError> {
    let row = sql.row(
        "SELECT shards, dedup_rule FROM campaign WHERE campaign = ?",
        vec![campaign.as_str().into()],
    )?;
    row.map(|row| {
        let shards = u16::try_from(row.integer("shards")?)
            .map_err(|_| InternalError::new("a stored number of shards is wrong"))?;
        let rule = DedupRule::parse(&row.text("dedup_rule")?)
            .ok_or_else(|| InternalError::new("a stored rule of one person once is unknown"))?;
        Ok(Registration { shards, rule })
    })
    .transpose()
}

/// Every listed campaign, by name.
pub(crate) fn list(sql: &Sql) -> Result<Vec<CampaignId>, InternalError> {
    sql.rows(
        "SELECT campaign FROM campaign ORDER BY campaign",
        Vec::new(),
    )?
    .into_iter()
    .map(|row| {
        CampaignId::parse(&row.text("campaign")?)
            .map_err(|_| InternalError::new("a listed campaign has an impossible name"))
    })
    .collect()
}
