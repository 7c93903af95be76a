//! The tag's script where the edge knows no such campaign or partner: one quiet
//! line where the petition would stand, and one in the console.
//!
//! Browsers run no script that comes with an error's status, so it is answered
//! with 200 and kept for seconds like every tag's script: a partner that is
//! added appears as soon.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::i18n::texts::{Words, direction};

/// What the script knows.
#[derive(Serialize)]
pub struct UnknownEmbed<'a> {
    /// The script's address without its query, to find its tags by.
    pub tag: &'a str,
    /// For the partner's web admin.
    pub reason: &'a str,
    /// The petition's page, if there is such a petition.
    pub link: Option<&'a str>,
    words: BTreeMap<&'static str, Said>,
}

#[derive(Serialize)]
struct Said {
    line: String,
    own: String,
    dir: &'static str,
}

impl<'a> UnknownEmbed<'a> {
    /// Says it in every language, since only the page knows its own.
    #[must_use]
    pub fn new(tag: &'a str, reason: &'a str, link: Option<&'a str>) -> Self {
        let key = if link.is_some() {
            "absent-partner"
        } else {
            "absent-campaign"
        };
        let words = Words::all().map(|words| {
            let said = Said {
                line: words.text(key),
                own: words.text("own-page"),
                dir: direction(words.tag()),
            };
            (words.tag(), said)
        });
        Self {
            tag,
            reason,
            link,
            words: words.collect(),
        }
    }
}
