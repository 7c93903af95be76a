//! How the counters follow one signature from where it stood to where it
//! stands.

use petition::Standing;

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

/// The counters that each signature and each consent is in, whatever the partner:
/// the total, and its key of each split but the partners'.
pub(super) fn splits(
    signed_at_ms: i64,
    language: &str,
    country: Option<&str>,
    region: Option<&str>,
) -> [(&'static str, String); 5] {
    let (country, region) = place_keys(country, region);
    [
        ("total", String::new()),
        (By::Day.as_str(), time::encode_day(signed_at_ms)),
        (By::Language.as_str(), language.to_owned()),
        (By::Country.as_str(), country),
        (By::Region.as_str(), region),
    ]
}

/// The keys of a country and of a province in the counters: `CA`, `CA-ON`.
fn place_keys(country: Option<&str>, region: Option<&str>) -> (String, String) {
    let country = country.unwrap_or_default();
    let region = match region {
        Some(region) if !country.is_empty() => format!("{country}-{region}"),
        _ => String::new(),
    };
    (country.to_owned(), region)
}

/// Moves the counters of a signature from where it stood to where it stands, and
/// those of its consents by so many for each partner they are given to. It stood
/// nowhere before it came, and stands nowhere once it is gone.
pub(super) fn shift(
    sql: &Sql,
    kept: &Kept,
    lost: Option<Standing>,
    gained: Option<Standing>,
    consents: &[(String, i64)],
) -> Result<(), InternalError> {
    let all: i64 = consents.iter().map(|(_, count)| count).sum();
    let step = |split: &'static str, key: String, consents: i64| Move {
        split,
        key,
        gained: gained.map(|standing| (standing, 1)),
        lost: lost.map(|standing| (standing, 1)),
        consents,
        refusals: 0,
    };
    let (country, region) = (kept.country.as_deref(), kept.region.as_deref());
    let mut moves: Vec<Move> = splits(kept.signed_at_ms, &kept.language, country, region)
        .into_iter()
        .map(|(split, key)| step(split, key, all))
        .collect();
    moves.push(step(By::Partner.as_str(), kept.partner.clone(), 0));
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
