//! The goals that were shown and met.

use petition::settings::CampaignSettings;

use commands::{GoalMet, Goals};

use crate::{
    error::InternalError,
    sql::{Sql, Value, count_value},
};

/// What is known of the goals that the settings have.
pub(crate) fn load(sql: &Sql, settings: &CampaignSettings) -> Result<Goals, InternalError> {
    let mut goals = Goals::default();
    let rows = sql.rows("SELECT goal, met_at_ms FROM goal ORDER BY goal", Vec::new())?;
    for row in rows {
        let (goal, met_at_ms) = (row.count("goal")?, row.integer_or_null("met_at_ms")?);
        if settings.all_goals().any(|known| known == goal) {
            goals.shown = goal;
            goals.met = met_at_ms
                .map(|met_at_ms| GoalMet { goal, met_at_ms })
                .or(goals.met);
        }
    }
    Ok(goals)
}

/// Notes which goal so many signatures show and which they meet; writes
/// nothing where that is known.
pub(crate) fn note(
    sql: &Sql,
    settings: &CampaignSettings,
    signatures: u64,
    now_ms: i64,
) -> Result<(), InternalError> {
    let known = load(sql, settings)?;
    let shown = settings.goal_for(signatures, known.shown);
    if shown > known.shown {
        put(sql, shown, now_ms, None)?;
    }
    let highest_met = known.met.map_or(0, |met| met.goal);
    for goal in settings
        .goals_met(signatures)
        .filter(|goal| *goal > highest_met)
    {
        put(sql, goal, now_ms, Some(now_ms))?;
    }
    Ok(())
}

fn put(sql: &Sql, goal: u64, now_ms: i64, met_at_ms: Option<i64>) -> Result<(), InternalError> {
    sql.run(
        "INSERT INTO goal (goal, shown_at_ms, met_at_ms) VALUES (?, ?, ?)
         ON CONFLICT (goal) DO UPDATE SET met_at_ms = coalesce(met_at_ms, excluded.met_at_ms)",
        vec![
            count_value(goal)?,
            Value::Integer(now_ms),
            met_at_ms.map_or(Value::Null, Value::Integer),
        ],
    )
}
