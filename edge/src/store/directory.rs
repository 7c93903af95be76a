//! The directory's table of campaigns.

use protocol::ids::CampaignId;

use crate::{
    broken::Broken,
    sql::{Row, Sql, Value},
};

/// Lists a campaign, or finds it listed. Returns its number of shards.
pub(crate) fn register(
    sql: &Sql,
    campaign: &CampaignId,
    shards: u16,
    now_ms: i64,
) -> Result<u16, Broken> {
    sql.run(
        "INSERT INTO campaign (campaign, shards, registered_at_ms) VALUES (?, ?, ?)
         ON CONFLICT DO NOTHING",
        vec![
            campaign.as_str().into(),
            Value::Integer(shards.into()),
            Value::Integer(now_ms),
        ],
    )?;
    find(sql, campaign)?.ok_or_else(|| Broken::new("a campaign vanished while it was listed"))
}

/// The number of shards of a listed campaign.
pub(crate) fn find(sql: &Sql, campaign: &CampaignId) -> Result<Option<u16>, Broken> {
    let row = sql.row(
        "SELECT shards FROM campaign WHERE campaign = ?",
        vec![campaign.as_str().into()],
    )?;
    row.map(|mut row| {
        u16::try_from(row.integer()?).map_err(|_| Broken::new("a stored number of shards is wrong"))
    })
    .transpose()
}

/// Every listed campaign, by name.
pub(crate) fn list(sql: &Sql) -> Result<Vec<CampaignId>, Broken> {
    sql.rows(
        "SELECT campaign FROM campaign ORDER BY campaign",
        Vec::new(),
    )?
    .into_iter()
    .map(|row| {
        CampaignId::parse(&Row::new(row).text()?)
            .map_err(|_| Broken::new("a listed campaign has an impossible name"))
    })
    .collect()
}
