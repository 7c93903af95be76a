//! The posted fields of the hosted form as a submission.

use petition::{Comments, settings::Partner};
use protocol::{
    Choice, ConsentChoice, Control, Display, NoticeRef, Submission, SupporterFields, ViewHash,
};

use pages::FormValues;

use crate::worker::campaign_cache::CachedCampaign;

/// The posted fields as the submission that the widget would have sent.
pub(in crate::worker) fn make_submission(
    campaign: &CachedCampaign,
    partner: &Partner,
    language: &str,
    values: &FormValues,
) -> Submission {
    let settings = &campaign.settings;
    let owned = |name: &str| values.filled(name).map(str::to_owned);
    Submission {
        partner: partner.partner.clone(),
        language: language.to_owned(),
        petition_version: settings.petition_version,
        view: ViewHash::parse(values.text("view")).ok(),
        supporter: SupporterFields {
            given_name: values.text("given_name").to_owned(),
            family_name: owned("family_name"),
            email: values.text("email").to_owned(),
            postal_code: owned("postal_code"),
            country: values.country().map(str::to_owned),
            region: owned("region"),
        },
        display: if values.is_ticked("list_me") {
            Display::NameInitial
        } else {
            Display::Hidden
        },
        comment: owned("comment").filter(|_| settings.comments != Comments::Off),
        collection_notice: NoticeRef {
            id: settings.collection_notice.id.clone(),
            version: settings.collection_notice.version,
        },
        consents: make_choices(campaign, partner, values),
        work: None,
        page: None,
        source: None,
    }
}

/// A box that was not ticked is a no; a choice that was not made is missing.
pub(in crate::worker) fn make_choices(
    campaign: &CachedCampaign,
    partner: &Partner,
    values: &FormValues,
) -> Vec<ConsentChoice> {
    let notices = campaign.settings.notices_for(&partner.partner);
    notices
        .into_iter()
        .filter_map(|notice| {
            let choice = match (values.consent(notice.notice.as_str()), notice.control) {
                (None, Control::Tick) => Choice::No,
                (answer, _) => answer?,
            };
            Some(ConsentChoice {
                notice: notice.notice.clone(),
                version: notice.version,
                choice,
            })
        })
        .collect()
}
