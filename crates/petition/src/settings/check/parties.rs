//! The rules for partners and for what they ask supporters.

use std::collections::BTreeSet;

use protocol::limits::{NOTICE_MAX_WORDS, NOTICES_MAX, SERVER_KEYS_MAX};

use super::super::rules::{is_open_ended, is_origin};
use super::super::{Control, Notice, NoticeText, Partner};
use super::{Check, member};

impl Check<'_> {
    pub(super) fn partners(&mut self) {
        let settings = self.settings;
        let lead = settings.partner(&settings.lead);
        self.demand(lead.is_some(), "/lead", "is not among the partners");
        let is_active = lead.is_none_or(|lead| !lead.is_revoked);
        self.demand(is_active, "/lead", "is revoked");
        let mut ids = BTreeSet::new();
        for (at, partner) in settings.partners.iter().enumerate() {
            let pointer = format!("/partners/{at}");
            let is_first = ids.insert(&partner.partner);
            self.demand(is_first, &member(&pointer, "partner"), "is there twice");
            self.partner(partner, &pointer);
        }
    }

    fn partner(&mut self, partner: &Partner, pointer: &str) {
        let name = member(pointer, "name");
        self.demand_languages(&partner.name, &name);
        for (language, text) in &partner.name {
            self.demand_text(text, &member(&name, language));
        }
        let has_language = self.settings.petition.contains_key(&partner.language);
        let text = "the petition does not have this language";
        self.demand(has_language, &member(pointer, "language"), text);
        let origins = member(pointer, "origins");
        for (at, origin) in partner.origins.iter().enumerate() {
            let text = "is not scheme://host[:port] in lower case, without a path";
            self.demand(is_origin(origin), &member(&origins, &at.to_string()), text);
        }
        self.server_keys(partner, &member(pointer, "server_keys"));
        let asked = self.settings.notices.iter();
        let lead = &self.settings.lead;
        let got = asked
            .filter(|one| one.partner == partner.partner || one.partner == *lead)
            .count();
        let text = format!("its form has {got} notices, the limit is {NOTICES_MAX}");
        self.demand(got <= NOTICES_MAX, pointer, text);
    }

    fn server_keys(&mut self, partner: &Partner, pointer: &str) {
        let got = partner.server_keys.len();
        let text = format!("has {got} keys, the limit is {SERVER_KEYS_MAX}");
        self.demand(got <= SERVER_KEYS_MAX, pointer, text);
        let mut kids = BTreeSet::new();
        for (at, kid) in partner.server_keys.iter().enumerate() {
            let is_first = kids.insert(kid);
            self.demand(
                is_first,
                &member(pointer, &at.to_string()),
                "is there twice",
            );
        }
    }

    pub(super) fn notices(&mut self) {
        let settings = self.settings;
        let mut ids = BTreeSet::new();
        for (at, notice) in settings.notices.iter().enumerate() {
            let pointer = format!("/notices/{at}");
            let is_first = ids.insert(&notice.notice);
            self.demand(is_first, &member(&pointer, "notice"), "is there twice");
            let has_partner = settings.partner(&notice.partner).is_some();
            self.demand(
                has_partner,
                &member(&pointer, "partner"),
                "is not among the partners",
            );
            self.demand(
                notice.version >= 1,
                &member(&pointer, "version"),
                "is 0, the first is 1",
            );
            self.demand_text(&notice.purpose, &member(&pointer, "purpose"));
            let text = member(&pointer, "text");
            self.demand_languages(&notice.text, &text);
            for (language, words) in &notice.text {
                self.notice_text(notice, words, &member(&text, language));
            }
        }
    }

    fn notice_text(&mut self, notice: &Notice, text: &NoticeText, pointer: &str) {
        self.demand_filled(&text.legend, &member(pointer, "legend"));
        let body = member(pointer, "body");
        self.demand_filled(&text.body, &body);
        self.demand_words(&text.body, NOTICE_MAX_WORDS, &body);
        let is_named = !is_open_ended(&text.body);
        self.demand(
            is_named,
            &body,
            "asks for organizations that it does not name",
        );
        let label = member(pointer, "tick_label");
        match text.tick_label.as_deref() {
            Some(tick) => self.demand_filled(tick, &label),
            None => self.demand(
                notice.control == Control::Choose,
                &label,
                "is missing for a tick",
            ),
        }
        self.demand_text(&text.reviewed_by, &member(pointer, "reviewed_by"));
    }
}
