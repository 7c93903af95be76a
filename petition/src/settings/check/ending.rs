//! Goals, and how a petition ended.

use chrono::NaiveDate;
use protocol::limits::{GOALS_MAX, OUTCOME_MAX_WORDS};

use super::{Check, member};
use crate::settings::NextAction;

impl Check<'_> {
    pub(super) fn goals(&mut self) {
        let settings = self.settings;
        let got = settings.goals.len();
        self.demand(
            got <= GOALS_MAX,
            "/goals",
            format!("has {got} goals, the limit is {GOALS_MAX}"),
        );
        let mut before = settings.goal;
        for (at, goal) in settings.goals.iter().enumerate() {
            let pointer = member("/goals", &at.to_string());
            self.demand(
                *goal > before,
                &pointer,
                "is not higher than the one before",
            );
            before = *goal;
        }
    }

    pub(super) fn outcome(&mut self) {
        let Some(outcome) = &self.settings.outcome else {
            return;
        };
        if !outcome.update.is_empty() {
            self.demand_languages(&outcome.update, "/outcome/update");
        }
        for (language, text) in &outcome.update {
            let pointer = member("/outcome/update", language);
            self.demand_filled(text, &pointer);
            self.demand_words(text, OUTCOME_MAX_WORDS, &pointer);
        }
        let is_date = |text: &str| text.len() == 10 && text.parse::<NaiveDate>().is_ok();
        self.demand(
            outcome.updated_on.as_deref().is_none_or(is_date),
            "/outcome/updated_on",
            "is not a date like 2026-12-01",
        );
        if let Some(next) = &outcome.next {
            self.next_action(next, "/outcome/next");
        }
    }

    fn next_action(&mut self, next: &NextAction, pointer: &str) {
        let label = member(pointer, "label");
        self.demand_languages(&next.label, &label);
        for (language, text) in &next.label {
            self.demand_filled(text, &member(&label, language));
        }
        // A link that a page of a partner shows: a web page, and no script.
        let is_address = next.url.starts_with("https://")
            && !next
                .url
                .contains(|c: char| c.is_whitespace() || c.is_control());
        self.demand(
            is_address,
            &member(pointer, "url"),
            "is not an https address",
        );
    }
}
