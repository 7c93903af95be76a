//! Consent events as bytes: each is linked to the one before by its hash, so
//! that a record cannot be changed later without its whole chain changing.
//!
//! The hashed bytes are stored state: a change of [`hash_event`] needs a new
//! label and a migration. The test at the bottom pins them.

use protocol::{ViewHash, lp::lp};
use sha2::{Digest, Sha256};

use crate::settings::Notice;

/// The record as it stood when its first event happened, and the event.
/// Names after ISO/IEC TS 27560:2023.
pub struct ConsentEvent<'a> {
    /// The record's UUID.
    pub record_id: &'a str,
    /// The partner's id.
    pub partner: &'a str,
    /// What the consent is for, such as `email_updates`.
    pub purpose: &'a str,
    /// The notice's id.
    pub notice: &'a str,
    /// The notice's version.
    pub notice_version: u32,
    /// [`hash_notice`] in the language that was read.
    pub notice_hash: &'a str,
    /// SHA-256 of the rendered consent block.
    pub view: &'a str,
    /// The kind of control: `choose` or `tick`.
    pub control: &'a str,
    /// The words on the control that was chosen.
    pub control_label: &'a str,
    /// The language tag.
    pub language: &'a str,
    /// The way it came, such as `widget`.
    pub channel: &'a str,
    /// The origin of the page.
    pub origin: &'a str,
    /// 1 for the first event of a record.
    pub event: u32,
    /// When it happened, in Unix milliseconds.
    pub event_time_ms: i64,
    /// Its type, such as [`EXPLICITLY_EXPRESSED`].
    pub event_type: &'a str,
    /// [`GIVEN`] or [`WITHDRAWN`].
    pub event_state: &'a str,
    /// Whether the mailbox had confirmed the address by then.
    pub is_address_confirmed: bool,
}

/// The type of a consent given by an answer of one's own.
pub const EXPLICITLY_EXPRESSED: &str = "ExplicitlyExpressedConsent";

/// The state of a consent that was given (W3C Data Privacy Vocabulary).
pub const GIVEN: &str = "ConsentGiven";

/// The state of a consent that was withdrawn.
pub const WITHDRAWN: &str = "ConsentWithdrawn";

/// What stands before the first event.
pub const NO_PREVIOUS_HASH: [u8; 32] = [0; 32];

/// SHA-256 over the length-prefixed fields, the previous hash first.
#[must_use]
pub fn hash_event(previous: &[u8; 32], event: &ConsentEvent<'_>) -> [u8; 32] {
    let bytes = lp(&[
        b"undersigned/v1/consent-event",
        previous,
        event.record_id.as_bytes(),
        event.partner.as_bytes(),
        event.purpose.as_bytes(),
        event.notice.as_bytes(),
        &event.notice_version.to_be_bytes(),
        event.notice_hash.as_bytes(),
        event.view.as_bytes(),
        event.control.as_bytes(),
        event.control_label.as_bytes(),
        event.language.as_bytes(),
        event.channel.as_bytes(),
        event.origin.as_bytes(),
        &event.event.to_be_bytes(),
        &event.event_time_ms.to_be_bytes(),
        event.event_type.as_bytes(),
        event.event_state.as_bytes(),
        &[u8::from(event.is_address_confirmed)],
    ]);
    Sha256::digest(bytes).into()
}

/// SHA-256 over everything that a supporter reads of a notice, lower-case hex.
#[must_use]
pub fn hash_notice(notice: &Notice, language: &str) -> String {
    let empty = String::new();
    let text = notice.text.get(language);
    let (legend, body) = text.map_or((&empty, &empty), |text| (&text.legend, &text.body));
    let tick_label = text
        .and_then(|text| text.tick_label.as_ref())
        .unwrap_or(&empty);
    let bytes = lp(&[
        b"undersigned/v1/notice",
        notice.notice.as_str().as_bytes(),
        &notice.version.to_be_bytes(),
        notice.partner.as_str().as_bytes(),
        notice.purpose.as_bytes(),
        language.as_bytes(),
        legend.as_bytes(),
        body.as_bytes(),
        tick_label.as_bytes(),
    ]);
    ViewHash::of(&bytes).as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stored bytes: if this fails, a migration is missing.
    #[test]
    fn the_hash_of_a_consent_event_is_pinned() {
        let event = ConsentEvent {
            record_id: "3f0c1d1e-7a55-4c8e-9b8e-0d1c2b3a4f5e",
            partner: "refugee-council",
            purpose: "email_updates",
            notice: "refugee-council-updates",
            notice_version: 2,
            notice_hash: "ab",
            view: "cd",
            control: "choose",
            control_label: "Yes, email me",
            language: "en",
            channel: "widget",
            origin: "https://partner.example",
            event: 1,
            event_time_ms: 1_795_327_200_000,
            event_type: EXPLICITLY_EXPRESSED,
            event_state: GIVEN,
            is_address_confirmed: false,
        };
        let hash = hash_event(&NO_PREVIOUS_HASH, &event);
        let text = protocol::base64::encode_base64url(&hash);
        assert_eq!(text, "s44P4V5RYefKJkwOTXOLas37FgcaIdGkUXq-BYsoqto");
        assert_ne!(hash_event(&hash, &event), hash);
    }
}
