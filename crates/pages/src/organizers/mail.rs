//! The dashboard's states of all submissions, and how the campaign's mail goes.

use maud::{Markup, html};
use petition::{Counters, Counts};

use super::DashboardInput;
use crate::i18n::{dates::table_time, texts::Words};
use commands::{MailHealth, time};

/// What the dashboard shows of states and mail.
pub struct MailStates<'a> {
    /// All of the campaign's submissions, by state.
    pub counters: Counters,
    /// How its mail goes, over all shards.
    pub health: &'a MailHealth,
    /// Whether the deployment can send mail at all.
    pub is_set_up: bool,
}

/// Every state with its count; then what keeps mail back, if anything does.
pub(crate) fn states(input: &DashboardInput, words: Words) -> Markup {
    let states = &input.mail;
    let counters = states.counters;
    let rows = [
        ("org-pending", counters.pending),
        ("org-confirmed", counters.confirmed),
        ("org-held", counters.held),
        ("org-withdrawn", counters.withdrawn),
        ("org-undeliverable", counters.undeliverable),
    ];
    let needs_mail = input.settings.counts == Counts::Confirmed;
    let is_used = *states.health != MailHealth::default();
    html! {
        section.org-states aria-labelledby="states" {
            h2 #states { (words.text("org-states")) }
            dl {
                @for (name, count) in rows {
                    div { dt { (words.text(name)) } dd { (words.number(count)) } }
                }
            }
            @if needs_mail || is_used { (mail(states, words)) }
        }
    }
}

fn mail(states: &MailStates, words: Words) -> Markup {
    let health = states.health;
    let until = |name: &str, at_ms: i64| {
        let time = table_time(&time::encode_ms(at_ms));
        words.with(name, &[("time", &time)])
    };
    let figures = [
        ("waiting", &*words.number(health.waiting)),
        ("delivered", &*words.number(health.delivered)),
        ("ended", &*words.number(health.given_up)),
    ];
    html! {
        @if !states.is_set_up { p.org-alert { (words.text("org-mail-off")) } }
        @if let Some(since) = health.failing_since_ms {
            p.org-alert { (until("org-mail-failing", since)) }
        }
        @if let Some(at) = health.delayed_until_ms {
            p { (until("org-mail-delayed", at)) }
        }
        @if health.reviews_asked > 0 {
            p { (words.plural("org-reviews", health.reviews_asked)) }
        }
        p.org-quiet { (words.with("org-mail", &figures)) }
    }
}
