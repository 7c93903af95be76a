//! Whether a campaign may open with its settings.
//!
//! Everything wrong is reported at once, each with a JSON pointer, since an
//! organizer who fixes one thing should not meet the next only then.

mod ending;
mod parties;
mod protected;

use std::collections::BTreeMap;

use protocol::limits::{ASK_MAX_WORDS, HOUSEHOLD_MAX, SHARDS_MAX};

use super::lookup::parse_instant_ms;
use super::rules::{count_words, has_placeholder, is_language};
use super::{CampaignSettings, PetitionText};

/// One thing that is wrong with a campaign's settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {text}")]
pub struct SettingsError {
    /// Where it stands, a JSON pointer (RFC 6901).
    pub pointer: String,
    /// What is wrong.
    pub text: String,
}

impl CampaignSettings {
    /// Checks every rule that a campaign must keep before it opens.
    ///
    /// # Errors
    ///
    /// All that is wrong, each with a JSON pointer.
    pub fn check(&self) -> Result<(), Vec<SettingsError>> {
        let mut check = Check {
            settings: self,
            errors: Vec::new(),
        };
        check.numbers();
        check.protected();
        check.limits();
        check.goals();
        check.dates();
        check.next_step();
        check.outcome();
        check.petition();
        check.collection_notice();
        check.partners();
        check.notices();
        if check.errors.is_empty() {
            Ok(())
        } else {
            Err(check.errors)
        }
    }
}

struct Check<'a> {
    settings: &'a CampaignSettings,
    errors: Vec<SettingsError>,
}

impl Check<'_> {
    fn demand(&mut self, is_kept: bool, pointer: &str, text: impl Into<String>) {
        if !is_kept {
            self.errors.push(SettingsError {
                pointer: pointer.to_owned(),
                text: text.into(),
            });
        }
    }

    fn demand_text(&mut self, text: &str, pointer: &str) {
        self.demand(!text.trim().is_empty(), pointer, "is empty");
    }

    fn demand_filled(&mut self, text: &str, pointer: &str) {
        self.demand_text(text, pointer);
        self.demand(
            !has_placeholder(text),
            pointer,
            "has an unfilled {placeholder}",
        );
    }

    fn demand_words(&mut self, text: &str, limit: usize, pointer: &str) {
        let got = count_words(text);
        self.demand(
            got <= limit,
            pointer,
            format!("has {got} words, the limit is {limit}"),
        );
    }

    /// Every language of the campaign, and no other, has its text.
    fn demand_languages<T>(&mut self, texts: &BTreeMap<String, T>, pointer: &str) {
        for language in self.settings.languages() {
            let place = member(pointer, language);
            self.demand(
                texts.contains_key(language),
                &place,
                "is missing in this language",
            );
        }
        for language in texts.keys() {
            let is_known = self.settings.petition.contains_key(language);
            let place = member(pointer, language);
            self.demand(is_known, &place, "the petition does not have this language");
        }
    }

    fn numbers(&mut self) {
        let settings = self.settings;
        let is_shards = (1..=SHARDS_MAX).contains(&settings.shards);
        let got = settings.shards;
        self.demand(
            is_shards,
            "/shards",
            format!("is {got}, not 1 to {SHARDS_MAX}"),
        );
        self.demand(settings.goal >= 1, "/goal", "is 0, the least is 1");
        self.demand(
            (1..=HOUSEHOLD_MAX).contains(&settings.household_limit),
            "/household_limit",
            format!("is {}, not 1 to {HOUSEHOLD_MAX}", settings.household_limit),
        );
        self.demand(
            settings.petition_version >= 1,
            "/petition_version",
            "is 0, the first is 1",
        );
    }

    fn limits(&mut self) {
        for (name, limit) in self.settings.limits.entries() {
            self.demand(
                limit.is_sound(),
                &member("/limits", name),
                "needs per_hour from 1 to 100000000, and a burst from 1 to 1000 times that",
            );
        }
    }

    fn dates(&mut self) {
        let settings = self.settings;
        let mut instants = [None; 2];
        let dates = [
            ("/opens_at", &settings.opens_at),
            ("/closes_at", &settings.closes_at),
        ];
        for (instant, (pointer, date)) in instants.iter_mut().zip(dates) {
            *instant = date.as_deref().and_then(parse_instant_ms);
            let is_kept = date.is_none() || instant.is_some();
            self.demand(is_kept, pointer, "is not RFC 3339 with an offset");
        }
        if let [Some(opens_ms), Some(closes_ms)] = instants {
            self.demand(opens_ms < closes_ms, "/closes_at", "is not after opens_at");
        }
        if settings.closes_at.is_some() || !settings.closes_zone.is_empty() {
            self.demand_languages(&settings.closes_zone, "/closes_zone");
        }
        for (language, zone) in &settings.closes_zone {
            self.demand_text(zone, &member("/closes_zone", language));
        }
    }

    fn petition(&mut self) {
        let settings = self.settings;
        let has_default = settings.petition.contains_key(&settings.default_language);
        self.demand(
            has_default,
            "/default_language",
            "the petition does not have this language",
        );
        for (language, text) in &settings.petition {
            let pointer = member("/petition", language);
            self.demand(is_language(language), &pointer, "is not a language tag");
            self.petition_text(text, &pointer);
        }
    }

    fn petition_text(&mut self, petition: &PetitionText, pointer: &str) {
        self.demand_text(&petition.headline, &member(pointer, "headline"));
        self.demand_text(&petition.addressee, &member(pointer, "addressee"));
        let ask = member(pointer, "ask");
        self.demand_text(&petition.ask, &ask);
        self.demand_words(&petition.ask, ASK_MAX_WORDS, &ask);
        let text = member(pointer, "text");
        self.demand(!petition.text.is_empty(), &text, "has no paragraph");
        for (at, paragraph) in petition.text.iter().enumerate() {
            self.demand_text(paragraph, &member(&text, &at.to_string()));
        }
    }

    fn collection_notice(&mut self) {
        let notice = &self.settings.collection_notice;
        self.demand(
            notice.version >= 1,
            "/collection_notice/version",
            "is 0, the first is 1",
        );
        self.demand(notice.min_age >= 1, "/collection_notice/min_age", "is 0");
        self.demand_filled(&notice.kept_until, "/collection_notice/kept_until");
        self.demand_filled(&notice.storage_place, "/collection_notice/storage_place");
        self.demand_filled(
            &notice.privacy_contact,
            "/collection_notice/privacy_contact",
        );
        self.demand_languages(&notice.text, "/collection_notice/text");
        for (language, text) in &notice.text {
            self.demand_filled(text, &member("/collection_notice/text", language));
        }
    }
}

/// The pointer to a member of what a pointer names (RFC 6901 section 3).
fn member(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}
