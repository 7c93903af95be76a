//! What stands on the picture of a campaign, in one of its languages.

use petition::CampaignSettings;
use share_image::PictureWords;

use crate::{
    form::ending::outcome_key,
    i18n::texts::{Words, direction, in_language},
};

/// The words of a language's picture. They depend on the settings alone, not on
/// the day: a picture is made when these are saved.
pub fn picture_words(settings: &CampaignSettings, language: &str) -> PictureWords {
    let words = Words::of(language);
    let petition = in_language(&settings.petition, language, &settings.default_language);
    let lead = settings.partner(&settings.lead);
    let lead = lead.and_then(|lead| in_language(&lead.name, language, &lead.language));
    let action = match &settings.outcome {
        Some(outcome) => outcome_key(outcome.kind),
        None => "sign",
    };
    PictureWords {
        language: language.to_owned(),
        is_rtl: direction(language) == "rtl",
        lead: lead.cloned().unwrap_or_default(),
        headline: petition.map_or_else(String::new, |text| text.headline.clone()),
        addressee: petition.map_or_else(String::new, |text| {
            words.with("addressee", &[("addressee", &text.addressee)])
        }),
        action: words.text(action),
    }
}
