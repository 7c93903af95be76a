//! The count and its goal as a line and a bar, or the organizations while the
//! number is small; and the deadline.

use maud::{Markup, html};
use protocol::limits::COUNT_SHOWN_FROM;

use crate::{
    ViewInput,
    i18n::{
        dates::{deadline, full_date},
        texts::{Words, in_language},
    },
};
use commands::GoalMet;

/// The count, its goal and the deadline.
///
/// On a page of ours, whose policy refuses inline styles, an attribute sizes
/// the bar; in the widget its script does.
pub(crate) fn tally(input: &ViewInput, is_page: bool) -> Markup {
    let words = Words::of(input.language);
    let counted = input.tally.map(|tally| (tally.signatures, tally.goal));
    let shown = counted.filter(|(signatures, _)| *signatures >= COUNT_SHOWN_FROM);
    let (signatures, goal) = shown.unwrap_or((0, input.settings.goal));
    let closes_ms = input.settings.closes_at_ms();
    // Nobody is asked to sign what takes no signature.
    let presented = if input.settings.is_open(input.now_ms) {
        "first"
    } else {
        "presented-by"
    };
    let has_closed = closes_ms.is_some_and(|closes_ms| closes_ms <= input.now_ms);
    html! {
        div.us-tally data-us="tally" {
            p.us-count id="us-count" data-us="count-line" part="count" hidden[shown.is_none()] {
                @if shown.is_some() { (count_line(words, signatures, goal)) }
            }
            div.us-bar data-us="bar" part="bar" role="progressbar"
                aria-label=(words.text("progress")) aria-valuemin="0" aria-valuenow=(signatures)
                aria-valuemax=(goal) hidden[shown.is_none()] {
                @if is_page {
                    svg.us-page-fill width=(percent(signatures, goal)) height="100%" {}
                } @else {
                    div.us-bar-fill data-us="bar-fill" {}
                }
            }
            p data-us="first" hidden[shown.is_some()] {
                (words.with(presented, &[("organizations", &organizations(input))]))
            }
            @if let (Some(met), true) = (input.goal_met, shown.is_some()) {
                p data-us="met" { (met_line(words, met)) }
            }
            @if !has_closed && let Some(deadline) = deadline(input.settings, input.language, input.now_ms) {
                p.us-deadline data-us="deadline" {
                    (words.with("deadline", &[("deadline", &deadline)]))
                }
            }
        }
    }
}

fn count_line(words: Words, signatures: u64, goal: u64) -> String {
    let (count, goal) = (words.number(signatures), words.number(goal));
    words.with("count", &[("count", &count), ("goal", &goal)])
}

/// "Goal of 1,000 met on 24 November 2026."
fn met_line(words: Words, met: GoalMet) -> String {
    let goal = words.number(met.goal);
    let date = full_date(words, &commands::time::encode_ms(met.met_at_ms));
    words.with("goal-met", &[("goal", &goal), ("date", &date)])
}

/// How far a count is, as the width of a bar: at most `100%`.
pub(crate) fn percent(signatures: u64, goal: u64) -> String {
    let percent = signatures
        .saturating_mul(100)
        .checked_div(goal)
        .unwrap_or(100)
        .min(100);
    format!("{percent}%")
}

/// "A, B and C": the partners that are not revoked, in the settings' order.
fn organizations(input: &ViewInput) -> String {
    let words = Words::of(input.language);
    let names: Vec<&str> = input
        .settings
        .partners
        .iter()
        .filter(|partner| !partner.is_revoked)
        .filter_map(|partner| in_language(&partner.name, input.language, &partner.language))
        .map(String::as_str)
        .collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, start)) => {
            words.with("list-and", &[("start", &start.join(", ")), ("last", last)])
        }
        None => String::new(),
    }
}
