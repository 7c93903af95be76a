//! How the counters follow one signature from where it stood to where it
//! stands.

use petition::Standing;

use super::signing::place_keys;
use commands::By;
use commands::time;

use crate::{
    error::InternalError,
    sql::Sql,
    store::ledger::{
        consent::KeptConsent,
        counters::{self, Move},
        mailbox::Kept,
    },
};

/// Where a signature stood, and where it stands; none before it came or when
/// it is gone.
pub(super) type Step = (Option<Standing>, Option<Standing>);

/// Moves the counters of a signature, and those of its consents by so many
/// for each partner they are given to.
pub(super) fn shift(
    sql: &Sql,
    kept: &Kept,
    (lost, gained): Step,
    consents: &[(String, i64)],
) -> Result<(), InternalError> {
    let (country, region) = place_keys(kept.country.as_deref(), kept.region.as_deref());
    let all: i64 = consents.iter().map(|(_, count)| count).sum();
    let step = |split: &'static str, key: String, consents: i64| Move {
        split,
        key,
        gained: gained.map(|standing| (standing, 1)),
        lost: lost.map(|standing| (standing, 1)),
        consents,
        refusals: 0,
    };
    let mut moves = vec![
        step("total", String::new(), all),
        step(By::Day.as_str(), time::encode_day(kept.signed_at_ms), all),
        step(By::Language.as_str(), kept.language.clone(), all),
        step(By::Country.as_str(), country, all),
        step(By::Region.as_str(), region, all),
        step(By::Partner.as_str(), kept.partner.clone(), 0),
    ];
    moves.extend(consents.iter().map(|(partner, count)| Move {
        gained: None,
        lost: None,
        ..step(By::Partner.as_str(), partner.clone(), *count)
    }));
    moves
        .chunks(counters::MOVES_MAX)
        .try_for_each(|moves| counters::apply(sql, moves))
}

/// The consents that are given, each counted so many times.
pub(super) fn given(records: &[KeptConsent], count: i64) -> Vec<(String, i64)> {
    records
        .iter()
        .filter(|record| record.is_given())
        .map(|record| (record.partner.clone(), count))
        .collect()
}
