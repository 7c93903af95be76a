//! The dashboard's tables: counts by partner, day, language, country and
//! province.

use maud::{Markup, html};
use petition::{CampaignSettings, PROVINCES};
use protocol::CountRow;

use super::{CountTable, DashboardInput};
use crate::{
    form::tally::percent,
    i18n::{
        countries::country_name,
        texts::{Words, in_language},
    },
};

/// How many rows a table shows before the rest is folded away.
const ROWS_SHOWN: usize = 14;

/// One breakdown, each row with a bar for its share of the total.
pub(crate) fn count_table(input: &DashboardInput, table: &CountTable) -> Markup {
    let words = Words::of(input.language);
    let heading = format!("by-{}", table.by);
    let (shown, folded) = table.rows.split_at(table.rows.len().min(ROWS_SHOWN));
    html! {
        section aria-labelledby=(heading) {
            h2 id=(heading) { (words.text(&format!("org-{heading}"))) }
            @if shown.is_empty() {
                p.org-quiet { (words.text("org-none")) }
            } @else {
                (rows_table(input, table, shown))
            }
            @if !folded.is_empty() {
                details {
                    summary { (words.plural("org-more", folded.len() as u64)) }
                    (rows_table(input, table, folded))
                }
            }
            @if table.by == "partner" {
                p.org-quiet { (words.text("org-consents-help")) }
                @if table.rows.iter().any(|row| row.held > 0) {
                    p.org-quiet { (words.text("org-held-help")) }
                }
            }
        }
    }
}

fn rows_table(input: &DashboardInput, table: &CountTable, rows: &[CountRow]) -> Markup {
    let words = Words::of(input.language);
    let total = table.rows.iter().map(|row| row.signatures).sum();
    let has_held = table.rows.iter().any(|row| row.held > 0);
    html! {
        table {
            thead {
                tr {
                    th scope="col" { (words.text(&format!("org-key-{}", table.by))) }
                    th.org-figure scope="col" { (words.text("org-signatures")) }
                    th.org-figure scope="col" { (words.text("org-consents")) }
                    @if has_held { th.org-figure scope="col" { (words.text("org-held")) } }
                }
            }
            tbody {
                @for row in rows {
                    (count_row(words, &row_name(input, table.by, row), row, total, has_held))
                }
            }
        }
    }
}

fn count_row(words: Words, name: &str, row: &CountRow, total: u64, has_held: bool) -> Markup {
    html! {
        tr {
            th scope="row" {
                (name)
                svg.org-share aria-hidden="true" width=(percent(row.signatures, total.max(1)))
                    height="3" {}
            }
            td.org-figure { (words.number(row.signatures)) }
            td.org-figure { (words.number(row.consents)) }
            @if has_held { td.org-figure { (words.number(row.held)) } }
        }
    }
}

/// What people call a row's key.
fn row_name(input: &DashboardInput, by: &str, row: &CountRow) -> String {
    let words = Words::of(input.language);
    let key = row.key.as_str();
    let province = key.strip_prefix("CA-").unwrap_or(key);
    match by {
        _ if key.is_empty() => words.text("org-unknown"),
        "partner" => partner_name(input.settings, input.language, key),
        "language" => language_name(key),
        "country" => country_name(words, key).to_owned(),
        "region" if PROVINCES.contains(&province) => words.text(&format!("region-{province}")),
        _ => key.to_owned(),
    }
}

pub(crate) fn partner_name(settings: &CampaignSettings, language: &str, id: &str) -> String {
    let partner = settings
        .partners
        .iter()
        .find(|partner| partner.partner.as_str() == id);
    partner
        .and_then(|partner| in_language(&partner.name, language, &partner.language))
        .map_or_else(|| id.to_owned(), Clone::clone)
}

/// A language by its own name where the interface speaks it, else its tag.
fn language_name(tag: &str) -> String {
    Words::known(tag).map_or_else(|| tag.to_owned(), |words| words.text("language-name"))
}
