//! What a campaign's settings say about an instant, a partner, a language.

use chrono::DateTime;
use protocol::PartnerId;
use protocol::limits::NOTICES_MAX;

use super::{CampaignSettings, Notice, Partner};

impl CampaignSettings {
    /// Whether the campaign takes signatures at an instant, in Unix milliseconds.
    ///
    /// A date that cannot be read closes it: better shut than open by mistake.
    #[must_use]
    pub fn is_open(&self, now_ms: i64) -> bool {
        let has_opened = match self.opens_at.as_deref() {
            None => true,
            Some(text) => parse_instant_ms(text).is_some_and(|opens_ms| opens_ms <= now_ms),
        };
        let has_closed = match self.closes_at.as_deref() {
            None => false,
            Some(text) => parse_instant_ms(text).is_none_or(|closes_ms| closes_ms <= now_ms),
        };
        has_opened && !has_closed
    }

    /// When the campaign opens, in Unix milliseconds.
    #[must_use]
    pub fn opens_at_ms(&self) -> Option<i64> {
        self.opens_at.as_deref().and_then(parse_instant_ms)
    }

    /// When the campaign closes, in Unix milliseconds.
    #[must_use]
    pub fn closes_at_ms(&self) -> Option<i64> {
        self.closes_at.as_deref().and_then(parse_instant_ms)
    }

    /// The settings of a partner, revoked or not.
    #[must_use]
    pub fn partner(&self, partner: &PartnerId) -> Option<&Partner> {
        self.partners.iter().find(|one| one.partner == *partner)
    }

    /// The consent notices in a partner's form: its own, then the lead's if
    /// that is another; at most two.
    #[must_use]
    pub fn notices_for(&self, partner: &PartnerId) -> Vec<&Notice> {
        let own = self
            .notices
            .iter()
            .filter(|notice| notice.partner == *partner);
        let lead = self
            .notices
            .iter()
            .filter(|notice| notice.partner == self.lead);
        let lead = lead.filter(|_| self.lead != *partner);
        own.chain(lead).take(NOTICES_MAX).collect()
    }

    /// The languages the campaign has.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.petition.keys().map(String::as_str)
    }

    /// The language to show: the one asked for, else one with the same primary
    /// subtag, else the partner's, else the campaign's. Pages and mails also
    /// write `fr_CA` and `FR`.
    #[must_use]
    pub fn language_for(&self, asked: Option<&str>, partner: &Partner) -> &str {
        let mut wishes = asked.into_iter().chain([partner.language.as_str()]);
        wishes
            .find_map(|wish| self.find_language(wish))
            .unwrap_or(&self.default_language)
    }

    fn find_language(&self, wish: &str) -> Option<&str> {
        let wish = &wish.replace('_', "-");
        let is_same = |language: &&str| language.eq_ignore_ascii_case(wish);
        let is_near = |language: &&str| primary(language).eq_ignore_ascii_case(primary(wish));
        self.languages()
            .find(is_same)
            .or_else(|| self.languages().find(is_near))
    }
}

/// The primary subtag of a language: `fr` of `fr-CA`.
fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// Parses an RFC 3339 instant into Unix milliseconds.
pub(super) fn parse_instant_ms(text: &str) -> Option<i64> {
    DateTime::parse_from_rfc3339(text)
        .ok()
        .map(|instant| instant.timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> CampaignSettings {
        serde_json::from_str(include_str!("../../tests/campaign.json")).unwrap()
    }

    #[test]
    fn the_partners_notice_stands_before_the_leads() {
        let campaign = settings();
        let ids = |partner: &str| -> Vec<String> {
            let notices = campaign.notices_for(&PartnerId::parse(partner).unwrap());
            notices
                .iter()
                .map(|notice| notice.notice.to_string())
                .collect()
        };
        assert_eq!(ids("rights-circle"), ["circle-updates", "council-updates"]);
        assert_eq!(ids("refugee-council"), ["council-updates"]);
    }

    #[test]
    fn a_campaign_is_open_from_its_first_to_before_its_last_instant() {
        let mut campaign = settings();
        let (opens_ms, closes_ms) = (1_793_505_600_000, campaign.closes_at_ms().unwrap());
        assert_eq!(campaign.opens_at_ms(), Some(opens_ms));
        for (now_ms, is_open) in [
            (opens_ms - 1, false),
            (opens_ms, true),
            (closes_ms - 1, true),
            (closes_ms, false),
        ] {
            assert_eq!(campaign.is_open(now_ms), is_open, "{now_ms}");
        }
        campaign.closes_at = Some("soon".to_owned());
        assert!(
            !campaign.is_open(opens_ms),
            "a date that cannot be read closes"
        );
        (campaign.opens_at, campaign.closes_at) = (None, None);
        assert!(campaign.is_open(i64::MIN) && campaign.is_open(i64::MAX));
    }

    #[test]
    fn the_language_is_the_nearest_to_what_was_asked() {
        let mut campaign = settings();
        let text = campaign.petition["en"].clone();
        campaign.petition.insert("zh-Hant".to_owned(), text);
        let circle = campaign
            .partner(&PartnerId::parse("rights-circle").unwrap())
            .unwrap();
        for (asked, language) in [
            (Some("en"), "en"),
            (Some("EN"), "en"),
            (Some("en-CA"), "en"),
            (Some("en_CA"), "en"),
            (Some("ZH_hant"), "zh-Hant"),
            (Some("zh"), "zh-Hant"),
            (Some("zh-Hans"), "zh-Hant"),
            (Some("de"), "fr"),
            (Some(""), "fr"),
            (None, "fr"),
        ] {
            assert_eq!(campaign.language_for(asked, circle), language, "{asked:?}");
        }
    }
}
