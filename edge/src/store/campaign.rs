//! The campaign's settings, merged shards, views and relays.

use std::collections::BTreeMap;

use petition::{settings::CampaignSettings, tally::Counters};
use protocol::ids::ViewHash;

use crate::{
    broken::Broken,
    commands::{Announce, ViewRecord},
    sql::{Row, Sql, Value, count_value},
};

/// The version in force; 0 when there are no settings.
pub(crate) fn load_version(sql: &Sql) -> Result<u64, Broken> {
    sql.row(
        "SELECT max(0, coalesce(max(version), 0)) FROM settings",
        Vec::new(),
    )?
    .map_or(Ok(0), |mut row| row.count())
}

/// The settings of a version.
pub(crate) fn load_settings(sql: &Sql, version: u64) -> Result<Option<CampaignSettings>, Broken> {
    sql.row(
        "SELECT body FROM settings WHERE version = ?",
        vec![count_value(version)?],
    )?
    .map(|mut row| Ok(serde_json::from_str(&row.text()?)?))
    .transpose()
}

/// Saves settings as a new version, unless they are the ones in force.
pub(crate) fn insert_settings(sql: &Sql, body: &str, now_ms: i64) -> Result<u64, Broken> {
    let version = load_version(sql)?;
    let row = sql.row(
        "SELECT body FROM settings WHERE version = ?",
        vec![count_value(version)?],
    )?;
    if let Some(mut row) = row
        && row.text()? == body
    {
        return Ok(version);
    }
    sql.run(
        "INSERT INTO settings (version, body, saved_at_ms) VALUES (?, ?, ?)",
        vec![
            count_value(version + 1)?,
            body.into(),
            Value::Integer(now_ms),
        ],
    )?;
    Ok(version + 1)
}

/// The committed sequence of a shard, 0 before its first announcement.
pub(crate) fn load_sequence(sql: &Sql, shard: u16) -> Result<u64, Broken> {
    sql.row(
        "SELECT sequence FROM shard WHERE shard = ?",
        vec![Value::Integer(shard.into())],
    )?
    .map_or(Ok(0), |mut row| row.count())
}

/// Replaces a shard's counters by an announcement's.
pub(crate) fn put_shard(sql: &Sql, announce: &Announce, now_ms: i64) -> Result<(), Broken> {
    sql.run(
        "INSERT INTO shard (shard, sequence, pending, confirmed, held, withdrawn, places,
                            announced_at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (shard) DO UPDATE SET
           sequence = excluded.sequence, pending = excluded.pending,
           confirmed = excluded.confirmed, held = excluded.held,
           withdrawn = excluded.withdrawn, places = excluded.places,
           announced_at_ms = excluded.announced_at_ms",
        vec![
            Value::Integer(announce.shard.into()),
            count_value(announce.sequence)?,
            count_value(announce.counters.pending)?,
            count_value(announce.counters.confirmed)?,
            count_value(announce.counters.held)?,
            count_value(announce.counters.withdrawn)?,
            serde_json::to_string(&announce.places)?.into(),
            Value::Integer(now_ms),
        ],
    )
}

/// The merged counters and places, and when they last changed.
pub(crate) struct Merged {
    pub(crate) counters: Counters,
    pub(crate) places: BTreeMap<String, u64>,
    pub(crate) as_of_ms: i64,
}

/// The sum over the shards of their latest announcements.
pub(crate) fn load_merged(sql: &Sql) -> Result<Merged, Broken> {
    let rows = sql.rows(
        "SELECT pending, confirmed, held, withdrawn, places, announced_at_ms FROM shard",
        Vec::new(),
    )?;
    let mut shards = Vec::with_capacity(rows.len());
    let mut merged = Merged {
        counters: Counters::default(),
        places: BTreeMap::new(),
        as_of_ms: 0,
    };
    for row in rows {
        let mut row = Row::new(row);
        shards.push(Counters {
            pending: row.count()?,
            confirmed: row.count()?,
            held: row.count()?,
            withdrawn: row.count()?,
        });
        let places: BTreeMap<String, u64> = serde_json::from_str(&row.text()?)?;
        for (place, signatures) in places {
            *merged.places.entry(place).or_insert(0) += signatures;
        }
        merged.as_of_ms = merged.as_of_ms.max(row.integer()?);
    }
    merged.counters = shards.into_iter().sum();
    Ok(merged)
}

/// Keeps what a consent block showed; a known one stays as it is.
pub(crate) fn insert_view(sql: &Sql, view: &ViewRecord, now_ms: i64) -> Result<(), Broken> {
    sql.run(
        "INSERT INTO view (hash, record, kept_at_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        vec![
            view.hash.as_str().into(),
            serde_json::to_string(view)?.into(),
            Value::Integer(now_ms),
        ],
    )
}

/// What a consent block showed.
pub(crate) fn load_view(sql: &Sql, hash: &ViewHash) -> Result<Option<ViewRecord>, Broken> {
    sql.row(
        "SELECT record FROM view WHERE hash = ?",
        vec![hash.as_str().into()],
    )?
    .map(|mut row| Ok(serde_json::from_str(&row.text()?)?))
    .transpose()
}

/// Notes that a relay holds sockets.
pub(crate) fn insert_relay(sql: &Sql, relay: u16) -> Result<(), Broken> {
    sql.run(
        "INSERT INTO relay (relay) VALUES (?) ON CONFLICT DO NOTHING",
        vec![Value::Integer(relay.into())],
    )
}

/// Forgets a relay without sockets.
pub(crate) fn remove_relay(sql: &Sql, relay: u16) -> Result<(), Broken> {
    sql.run(
        "DELETE FROM relay WHERE relay = ?",
        vec![Value::Integer(relay.into())],
    )
}

/// The relays that hold sockets.
pub(crate) fn load_relays(sql: &Sql) -> Result<Vec<u16>, Broken> {
    sql.rows("SELECT relay FROM relay ORDER BY relay", Vec::new())?
        .into_iter()
        .map(|row| {
            u16::try_from(Row::new(row).integer()?)
                .map_err(|_| Broken::new("a stored relay is out of range"))
        })
        .collect()
}
