//! What a protected campaign may not ask for, or hand over.

use super::{Check, member};
use crate::settings::{Comments, Counts, Delivery, PostalCode};

impl Check<'_> {
    pub(super) fn protected(&mut self) {
        let settings = self.settings;
        if !settings.is_protected() {
            return;
        }
        self.demand(
            settings.counts == Counts::Confirmed,
            "/counts",
            "is submitted: a protected campaign counts who confirms by mail",
        );
        self.demand(
            settings.comments == Comments::Off,
            "/comments",
            "is not off: a protected campaign shows no reasons",
        );
        self.demand(
            settings.postal_code != PostalCode::Required,
            "/postal_code",
            "is required: a protected campaign may ask for it, or not",
        );
        self.demand(
            settings.household_limit == 1,
            "/household_limit",
            "is above 1: in a protected campaign a mailbox is one person's",
        );
        self.demand(
            settings.collection_notice.delivery == Delivery::Count,
            "/collection_notice/delivery",
            "hands over names: a protected campaign delivers the count",
        );
        for (at, partner) in settings.partners.iter().enumerate() {
            self.demand(
                partner.server_keys.is_empty(),
                &member(&format!("/partners/{at}"), "server_keys"),
                "is not empty: a protected campaign is signed on the edge's own page",
            );
        }
    }
}
