//! Goals, what follows a signature, and how a petition ended.

use chrono::NaiveDate;
use protocol::limits::{GOALS_MAX, LETTER_MAX_CHARS, LETTER_SUBJECT_MAX_CHARS, OUTCOME_MAX_WORDS};

use super::{Check, member};
use crate::settings::{NextAction, NextStep, Texts, rules::is_web_address};

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

    pub(super) fn next_step(&mut self) {
        match &self.settings.next_step {
            None => {}
            Some(NextStep::Link(link)) => self.next_action(link, "/next_step/link"),
            Some(NextStep::Letter(letter)) => {
                let texts = [
                    ("subject", &letter.subject, LETTER_SUBJECT_MAX_CHARS),
                    ("text", &letter.text, LETTER_MAX_CHARS),
                ];
                for (name, texts, limit) in texts {
                    self.letter_texts(texts, limit, &member("/next_step/letter", name));
                }
                if let Some(find) = &letter.find {
                    self.next_action(find, "/next_step/letter/find");
                }
            }
        }
    }

    fn letter_texts(&mut self, texts: &Texts, limit: usize, pointer: &str) {
        self.demand_languages(texts, pointer);
        for (language, text) in texts {
            let pointer = member(pointer, language);
            self.demand_text(text, &pointer);
            let got = text.chars().count();
            self.demand(
                got <= limit,
                &pointer,
                format!("has {got} characters, the limit is {limit}"),
            );
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
        self.demand(
            is_web_address(&next.url),
            &member(pointer, "url"),
            "is not an https address with a host, such as https://www.example.org/act",
        );
    }
}
