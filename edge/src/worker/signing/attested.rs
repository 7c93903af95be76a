//! What a partner's own server attests: its page showed the notices in force,
//! and these are the supporter's answers.
//!
//! We have seen none of it. The record says so: the channel is `server`, there
//! is no rendered block and no control's label, and the origin is the name of
//! the key that attests.

use petition::settings::Partner;
use protocol::{ServerKeyId, Submission};

use super::submissions::ShownView;
use crate::worker::{
    campaign_cache::CachedCampaign,
    embed::{collection_notice, view_notice},
    problem::{Failure, Refusal, ServerKeyFault, field_problem},
};

/// The versions in force, which the partner's page has to show.
///
/// # Errors
///
/// 401 when the partner does not list the key any more; 422 for a `view`,
/// which only a page of ours has, or a language that the campaign has not.
pub(in crate::worker) fn view(
    campaign: &CachedCampaign,
    partner: &Partner,
    key: &ServerKeyId,
    submission: &Submission,
) -> Result<ShownView, Failure> {
    if !partner.server_keys.contains(&key.kid) {
        return Err(Refusal::ServerKey(ServerKeyFault::NotLive).into());
    }
    let mut problems = Vec::new();
    if submission.view.is_some() {
        let detail = "must be null: no page of ours was shown";
        problems.push(field_problem("/view", "view", detail));
    }
    let language = submission.language.as_str();
    if !campaign.settings.petition.contains_key(language) {
        let detail = "the campaign does not have this language";
        problems.push(field_problem("/language", "language", detail));
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let notices = campaign.settings.notices_for(&partner.partner);
    let attested = notices.into_iter().map(|notice| {
        let mut shown = view_notice(notice, language);
        shown.control_label.clear();
        shown
    });
    Ok(ShownView {
        hash: None,
        language: language.to_owned(),
        petition_version: campaign.settings.petition_version,
        collection_notice: collection_notice(campaign),
        notices: attested.collect(),
    })
}
