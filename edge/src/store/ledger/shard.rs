//! Which shard a ledger is, and how far its changes went.

use protocol::ids::CampaignId;

use crate::{
    error::InternalError,
    sql::{Sql, Value, count_value},
};

/// The one row of the `shard` table.
#[derive(Clone, Debug)]
pub(crate) struct Shard {
    pub(crate) campaign: CampaignId,
    pub(crate) number: u16,
    /// The newest change that the public can see.
    pub(crate) sequence: u64,
    /// The newest change that the campaign has committed.
    pub(crate) acknowledged: u64,
}

/// This ledger's row, or none before its first signature.
pub(crate) fn load(sql: &Sql) -> Result<Option<Shard>, InternalError> {
    sql.row(
        "SELECT campaign, shard, sequence, acknowledged FROM shard WHERE id = 1",
        Vec::new(),
    )?
    .map(|row| {
        Ok(Shard {
            campaign: CampaignId::parse(&row.text("campaign")?)
                .map_err(|_| InternalError::new("a stored campaign is malformed"))?,
            number: u16::try_from(row.integer("shard")?)
                .map_err(|_| InternalError::new("a stored shard is out of range"))?,
            sequence: row.count("sequence")?,
            acknowledged: row.count("acknowledged")?,
        })
    })
    .transpose()
}

/// Starts the next public change of this shard. Returns its sequence.
pub(crate) fn advance(sql: &Sql, campaign: &CampaignId, shard: u16) -> Result<u64, InternalError> {
    let row = sql.row(
        "INSERT INTO shard (id, campaign, shard, sequence) VALUES (1, ?, ?, 1)
         ON CONFLICT (id) DO UPDATE SET sequence = sequence + 1 RETURNING sequence",
        vec![campaign.as_str().into(), Value::Integer(shard.into())],
    )?;
    row.ok_or_else(|| InternalError::new("a change got no sequence"))?
        .count("sequence")
}

/// Notes what the campaign has committed.
pub(crate) fn acknowledge(sql: &Sql, sequence: u64) -> Result<(), InternalError> {
    sql.run(
        "UPDATE shard SET acknowledged = max(acknowledged, ?) WHERE id = 1",
        vec![count_value(sequence)?],
    )
}
