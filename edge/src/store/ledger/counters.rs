//! The ledger's absolute counters, in all and by each split.

use std::collections::BTreeMap;

use petition::{Standing, tally::Counters};

use commands::{By, CountedRow};

use crate::{
    error::InternalError,
    sql::{Row, Sql, Value, count_value},
};

/// One move of a counter.
pub(crate) struct Move {
    /// `total` or a [`By`]'s word.
    pub(crate) split: &'static str,
    /// The partner, day, language ...; empty for the total.
    pub(crate) key: String,
    /// Where so many signatures stand now.
    pub(crate) gained: Option<(Standing, u64)>,
    /// Where so many stood before.
    pub(crate) lost: Option<(Standing, u64)>,
    /// How many consents were given, less those that are no more.
    pub(crate) consents: i64,
    /// How many were refused.
    pub(crate) refusals: u64,
}

impl Move {
    fn difference(&self, standing: Standing) -> Result<i64, InternalError> {
        let of = |side: Option<(Standing, u64)>| match side {
            Some((known, count)) if known == standing => i64::try_from(count)
                .map_err(|_| InternalError::new("a count is too large for a column")),
            _ => Ok(0),
        };
        Ok(of(self.gained)? - of(self.lost)?)
    }
}

/// Most moves of one statement: nine values each, and a statement takes 100.
pub(crate) const MOVES_MAX: usize = 11;

/// Applies all moves of one command in one statement.
pub(crate) fn apply(sql: &Sql, moves: &[Move]) -> Result<(), InternalError> {
    if moves.is_empty() {
        return Ok(());
    }
    let mut query = String::from(
        "INSERT INTO counter (split, key, pending, confirmed, held, withdrawn, undeliverable,
                              consents, refusals)
         VALUES ",
    );
    let mut bindings = Vec::with_capacity(moves.len() * 9);
    for (index, step) in moves.iter().enumerate() {
        query.push_str(if index == 0 {
            "(?, ?, ?, ?, ?, ?, ?, ?, ?)"
        } else {
            ", (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        });
        bindings.push(step.split.into());
        bindings.push(step.key.clone().into());
        for standing in Standing::ALL {
            bindings.push(Value::Integer(step.difference(standing)?));
        }
        bindings.push(Value::Integer(step.consents));
        bindings.push(count_value(step.refusals)?);
    }
    query.push_str(
        " ON CONFLICT (split, key) DO UPDATE SET
            pending = pending + excluded.pending, confirmed = confirmed + excluded.confirmed,
            held = held + excluded.held, withdrawn = withdrawn + excluded.withdrawn,
            undeliverable = undeliverable + excluded.undeliverable,
            consents = consents + excluded.consents, refusals = refusals + excluded.refusals",
    );
    sql.run(&query, bindings)
}

/// The counters of the whole shard.
pub(crate) fn load_total(sql: &Sql) -> Result<Counters, InternalError> {
    let row = sql.row(
        "SELECT pending, confirmed, held, withdrawn, undeliverable FROM counter
         WHERE split = 'total' AND key = ''",
        Vec::new(),
    )?;
    row.map_or_else(|| Ok(Counters::default()), |row| parse_own_counters(&row))
}

/// The signatures of each place that has any, counted by `count`.
pub(crate) fn load_places(
    sql: &Sql,
    count: impl Fn(&Counters) -> u64,
) -> Result<BTreeMap<String, u64>, InternalError> {
    let rows = sql.rows(
        "SELECT key, pending, confirmed, held, withdrawn, undeliverable FROM counter
         WHERE split IN ('country', 'region') AND key <> ''",
        Vec::new(),
    )?;
    rows.into_iter()
        .map(|row| {
            let key = row.text("key")?;
            Ok((key, count(&parse_own_counters(&row)?)))
        })
        .filter(|place| !matches!(place, Ok((_, 0))))
        .collect()
}

/// The counters of each key of a split.
pub(crate) fn load_split(sql: &Sql, by: By) -> Result<Vec<CountedRow>, InternalError> {
    let rows = sql.rows(
        "SELECT key, pending, confirmed, held, withdrawn, undeliverable, consents FROM counter
         WHERE split = ? ORDER BY key",
        vec![by.as_str().into()],
    )?;
    rows.into_iter()
        .map(|row| {
            Ok(CountedRow {
                by,
                key: row.text("key")?,
                counters: parse_own_counters(&row)?,
                consents: row.count("consents")?,
            })
        })
        .collect()
}

/// A row's columns `pending`, `confirmed`, `held` and `withdrawn`.
pub(crate) fn parse_counters(row: &Row) -> Result<Counters, InternalError> {
    Ok(Counters {
        pending: row.count("pending")?,
        confirmed: row.count("confirmed")?,
        held: row.count("held")?,
        withdrawn: row.count("withdrawn")?,
        undeliverable: 0,
    })
}

/// The same with `undeliverable`, which only a ledger has.
fn parse_own_counters(row: &Row) -> Result<Counters, InternalError> {
    let counters = parse_counters(row)?;
    Ok(Counters {
        undeliverable: row.count("undeliverable")?,
        ..counters
    })
}
