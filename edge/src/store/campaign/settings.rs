//! The campaign's settings, merged shards, views and relays.

use std::collections::BTreeMap;

use petition::{
    settings::{CampaignSettings, Counts},
    tally::Counters,
};
use protocol::ids::ViewHash;

use commands::{Announce, SavedVersion, ViewRecord};

use crate::{
    error::InternalError,
    sql::{Sql, Value, count_value},
    store::ledger::counters::parse_counters,
};

/// The version in force; 0 when there are no settings.
pub(crate) fn load_version(sql: &Sql) -> Result<u64, InternalError> {
    sql.row(
        "SELECT max(0, coalesce(max(version), 0)) AS version FROM settings",
        Vec::new(),
    )?
    .map_or(Ok(0), |row| row.count("version"))
}

/// The settings of a version.
pub(crate) fn load_settings(
    sql: &Sql,
    version: u64,
) -> Result<Option<CampaignSettings>, InternalError> {
    sql.row(
        "SELECT body FROM settings WHERE version = ?",
        vec![count_value(version)?],
    )?
    .map(|row| Ok(serde_json::from_str(&row.text("body")?)?))
    .transpose()
}

/// Every version, the newest first.
pub(crate) fn load_versions(sql: &Sql) -> Result<Vec<SavedVersion>, InternalError> {
    sql.rows(
        "SELECT version, saved_at_ms FROM settings ORDER BY version DESC",
        Vec::new(),
    )?
    .into_iter()
    .map(|row| {
        Ok(SavedVersion {
            version: row.count("version")?,
            saved_at_ms: row.integer("saved_at_ms")?,
        })
    })
    .collect()
}

/// Whether these are the settings of a version.
pub(crate) fn is_in_force(sql: &Sql, version: u64, body: &str) -> Result<bool, InternalError> {
    let row = sql.row(
        "SELECT body FROM settings WHERE version = ?",
        vec![count_value(version)?],
    )?;
    row.map_or(Ok(false), |row| Ok(row.text("body")? == body))
}

/// Saves settings as a new version, unless they are the ones in force.
pub(crate) fn insert_settings(sql: &Sql, body: &str, now_ms: i64) -> Result<u64, InternalError> {
    let version = load_version(sql)?;
    if is_in_force(sql, version, body)? {
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

/// What a shard last announced.
#[derive(Default)]
pub(crate) struct ShardRow {
    /// 0 before its first announcement.
    pub(crate) sequence: u64,
    pub(crate) counters: Counters,
    /// Signatures that count from each place.
    pub(crate) places: BTreeMap<String, u64>,
    /// When what the public sees of it last changed.
    pub(crate) as_of_ms: i64,
}

impl ShardRow {
    /// What an announcement says, its time left open.
    pub(crate) fn of(announce: &Announce, counts: Counts) -> Self {
        let places = match counts {
            Counts::Submitted => &announce.places,
            Counts::Confirmed => &announce.confirmed_places,
        };
        Self {
            sequence: announce.sequence,
            counters: announce.counters,
            places: places.clone(),
            as_of_ms: 0,
        }
    }

    /// Whether the public can see a difference.
    pub(crate) fn differs(&self, before: &Self, counts: Counts) -> bool {
        self.counters.counted(counts) != before.counters.counted(counts)
            || self.places != before.places
    }
}

/// The row of a shard.
pub(crate) fn load_shard(sql: &Sql, shard: u16) -> Result<ShardRow, InternalError> {
    let row = sql.row(
        "SELECT sequence, pending, confirmed, held, withdrawn, places, announced_at_ms
         FROM shard WHERE shard = ?",
        vec![Value::Integer(shard.into())],
    )?;
    row.map_or_else(
        || Ok(ShardRow::default()),
        |row| {
            Ok(ShardRow {
                sequence: row.count("sequence")?,
                counters: parse_counters(&row)?,
                places: serde_json::from_str(&row.text("places")?)?,
                as_of_ms: row.integer("announced_at_ms")?,
            })
        },
    )
}

/// Whether any shard has announced a change.
pub(crate) fn has_changed(sql: &Sql) -> Result<bool, InternalError> {
    let row = sql.row("SELECT 1 FROM shard WHERE sequence > 0 LIMIT 1", Vec::new())?;
    Ok(row.is_some())
}

/// Replaces a shard's row.
pub(crate) fn put_shard(sql: &Sql, shard: u16, row: &ShardRow) -> Result<(), InternalError> {
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
            Value::Integer(shard.into()),
            count_value(row.sequence)?,
            count_value(row.counters.pending)?,
            count_value(row.counters.confirmed)?,
            count_value(row.counters.held)?,
            count_value(row.counters.withdrawn)?,
            serde_json::to_string(&row.places)?.into(),
            Value::Integer(row.as_of_ms),
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
pub(crate) fn load_merged(sql: &Sql) -> Result<Merged, InternalError> {
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
        shards.push(parse_counters(&row)?);
        let places: BTreeMap<String, u64> = serde_json::from_str(&row.text("places")?)?;
        for (place, signatures) in places {
            *merged.places.entry(place).or_insert(0) += signatures;
        }
        merged.as_of_ms = merged.as_of_ms.max(row.integer("announced_at_ms")?);
    }
    merged.counters = shards.into_iter().sum();
    Ok(merged)
}

/// Keeps what a consent block showed; a known one stays as it is.
pub(crate) fn insert_view(sql: &Sql, view: &ViewRecord, now_ms: i64) -> Result<(), InternalError> {
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
pub(crate) fn load_view(sql: &Sql, hash: &ViewHash) -> Result<Option<ViewRecord>, InternalError> {
    sql.row(
        "SELECT record FROM view WHERE hash = ?",
        vec![hash.as_str().into()],
    )?
    .map(|row| Ok(serde_json::from_str(&row.text("record")?)?))
    .transpose()
}

/// Notes that a relay holds sockets.
pub(crate) fn insert_relay(sql: &Sql, relay: u16) -> Result<(), InternalError> {
    sql.run(
        "INSERT INTO relay (relay) VALUES (?) ON CONFLICT DO NOTHING",
        vec![Value::Integer(relay.into())],
    )
}

/// Forgets a relay without sockets.
pub(crate) fn remove_relay(sql: &Sql, relay: u16) -> Result<(), InternalError> {
    sql.run(
        "DELETE FROM relay WHERE relay = ?",
        vec![Value::Integer(relay.into())],
    )
}

/// The relays that hold sockets.
pub(crate) fn load_relays(sql: &Sql) -> Result<Vec<u16>, InternalError> {
    sql.rows("SELECT relay FROM relay ORDER BY relay", Vec::new())?
        .into_iter()
        .map(|row| {
            u16::try_from(row.integer("relay")?)
                .map_err(|_| InternalError::new("a stored relay is out of range"))
        })
        .collect()
}
