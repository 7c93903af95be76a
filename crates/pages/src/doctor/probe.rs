//! What the probe of the doctor is sent with: whose page it looks at, the
//! words for what it finds, and what it looks for.

use std::collections::BTreeMap;

use page_check::{RECORDERS, Recorder};
use petition::Partner;
use protocol::ids::{CampaignId, PartnerId};
use serde::Serialize;

use crate::i18n::{
    messages::templates,
    texts::{Words, direction},
};

/// The probe's words, each with its variables.
const PROBE_MESSAGES: [(&str, &[&str]); 44] = [
    ("check-add", &["directive", "value"]),
    ("check-again", &[]),
    ("check-close", &[]),
    ("check-connect-bad", &["edge"]),
    ("check-connect-cut", &["edge"]),
    ("check-connect-good", &["edge"]),
    ("check-current", &[]),
    ("check-done", &[]),
    ("check-form-bad", &["element"]),
    ("check-form-good", &[]),
    ("check-forms", &[]),
    ("check-frame-bad", &["edge"]),
    ("check-frame-good", &[]),
    ("check-frame-spare", &["edge"]),
    ("check-framed", &[]),
    ("check-hidden", &[]),
    ("check-http", &[]),
    ("check-opaque", &[]),
    ("check-origin-bad", &["origin"]),
    ("check-origin-good", &["origin"]),
    ("check-origin-unknown", &["origin"]),
    ("check-recorder", &["name"]),
    ("check-recorder-none", &[]),
    ("check-recorder-todo", &[]),
    ("check-remove", &[]),
    ("check-running", &[]),
    ("check-script-good", &["edge"]),
    ("check-socket-bad", &[]),
    ("check-socket-cut", &[]),
    ("check-socket-good", &[]),
    ("check-state-bad", &[]),
    ("check-state-good", &[]),
    ("check-state-note", &[]),
    ("check-tag-good", &[]),
    ("check-tag-held", &["found"]),
    ("check-tag-none", &[]),
    ("check-tag-wrong", &["found", "wanted"]),
    ("check-todo", &["number"]),
    ("check-types-bad", &[]),
    ("check-types-good", &[]),
    ("check-types-off", &[]),
    ("check-wasm-bad", &[]),
    ("check-wasm-good", &[]),
    ("check-wasm-none", &[]),
];

/// The payload of the probe's script.
#[derive(Serialize)]
pub struct ProbePayload<'a> {
    edge: &'a str,
    live: String,
    campaign: &'a CampaignId,
    partner: &'a PartnerId,
    language: &'a str,
    direction: &'static str,
    title: String,
    messages: BTreeMap<String, String>,
    recorders: &'static [Recorder],
}

impl<'a> ProbePayload<'a> {
    /// For a page of this partner, in a language of the interface.
    #[must_use]
    pub fn of(
        edge_origin: &'a str,
        campaign: &'a CampaignId,
        partner: &'a Partner,
        language: &'a str,
    ) -> Self {
        let words = Words::of(language);
        // http: becomes ws:, https: becomes wss:.
        let sockets = edge_origin.replacen("http", "ws", 1);
        Self {
            edge: edge_origin,
            live: format!("{sockets}/v1/campaigns/{campaign}/live"),
            campaign,
            partner: &partner.partner,
            language,
            direction: direction(language),
            title: words.text("doctor-title"),
            messages: templates(words, &PROBE_MESSAGES).collect(),
            recorders: &RECORDERS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Read from its sources: a finding without a text would be an empty line.
    #[test]
    fn every_word_of_the_probe_is_sent_and_none_more() {
        let sources = [
            include_str!("../../../../widget/probe/forms.js"),
            include_str!("../../../../widget/probe/main.js"),
            include_str!("../../../../widget/probe/marks.js"),
            include_str!("../../../../widget/probe/report.js"),
            include_str!("../../../../widget/probe/trials.js"),
        ]
        .concat();
        let mut spoken: Vec<_> = sources
            .split("\"check-")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(|name| format!("check-{name}"))
            .collect();
        spoken.sort();
        spoken.dedup();
        let sent: Vec<_> = PROBE_MESSAGES.iter().map(|(key, _)| *key).collect();
        assert_eq!(spoken, sent);
    }
}
