//! What the views' tests render.

use petition::{CampaignMode, CampaignSettings, Counts, Delivery, PostalCode, settings::Comments};
use protocol::{CampaignId, Entry, EntryId, FieldProblem, Tally};
use serde_json::json;

use crate::{FormValues, HostedForm, HostedInput, Mode, ViewInput, render_hosted, render_view};

/// 22 November 2026, 06:00 UTC.
pub(super) const NOW_MS: i64 = 1_795_327_200_000;

/// A campaign in two languages with two partners, open until 4 September 2027.
pub(super) fn settings() -> CampaignSettings {
    serde_json::from_value(json!({
        "campaign": "welcome", "lead": "council", "counts": "submitted", "shards": 8,
        "goal": 3000, "petition_version": 3, "default_language": "en",
        "opens_at": null, "closes_at": "2027-09-04T23:59:00-04:00",
        "closes_zone": { "en": "Ottawa", "fr": "Ottawa" },
        "postal_code": "required", "household_limit": 1,
        "petition": {
            "en": {
                "headline": "Welcome <them>", "addressee": "the Minister", "ask": "Act now.",
                "text": ["First.", "Second."]
            },
            "fr": {
                "headline": "Accueillons-les", "addressee": "la ministre", "ask": "Agissez.",
                "text": ["Un.", "Deux."]
            }
        },
        "collection_notice": {
            "id": "main", "version": 1, "delivery": "names_and_region", "min_age": 14,
            "kept_until": "2028-12-31", "storage_place": "Canada",
            "privacy_contact": "privacy@council.example",
            "text": { "en": "By signing, you join.", "fr": "En signant, vous appuyez." }
        },
        "partners": [
            {
                "partner": "council", "name": { "en": "The Council", "fr": "Le Conseil" },
                "language": "en", "origins": ["https://council.example"], "is_revoked": false
            },
            {
                "partner": "circle", "name": { "en": "The Circle", "fr": "Le Cercle" },
                "language": "fr", "origins": ["https://circle.example"], "is_revoked": false
            }
        ],
        "notices": [notice("council", "choose"), notice("circle", "tick")]
    }))
    .unwrap()
}

/// The same campaign, protected.
pub(super) fn protected() -> CampaignSettings {
    let mut settings = CampaignSettings {
        mode: CampaignMode::Protected,
        counts: Counts::Confirmed,
        postal_code: PostalCode::Optional,
        comments: Comments::Off,
        ..settings()
    };
    settings.collection_notice.delivery = Delivery::Count;
    assert_eq!(settings.check(), Ok(()));
    settings
}

fn notice(partner: &str, control: &str) -> serde_json::Value {
    let text = |language: &str| {
        json!({
            "legend": format!("{partner} legend {language}"),
            "body": format!("{partner} body {language}"),
            "tick_label": format!("{partner} tick {language}"),
            "reviewed_by": "A. Reviewer"
        })
    };
    json!({
        "notice": format!("{partner}-updates"), "partner": partner, "purpose": "email_updates",
        "version": 2, "control": control, "text": { "en": text("en"), "fr": text("fr") }
    })
}

/// The widget's view of the partner `circle`.
pub(super) fn widget_view<'a>(settings: &'a CampaignSettings, language: &'a str) -> ViewInput<'a> {
    ViewInput {
        settings,
        partner: &settings.partners[1],
        language,
        edge_origin: "https://edge.example",
        tally: None,
        goal_met: None,
        entries: &[],
        others: 0,
        mode: Mode::Widget,
        now_ms: NOW_MS,
    }
}

/// A tally of so many signatures.
pub(super) fn tally(signatures: u64) -> Tally {
    Tally {
        campaign: CampaignId::parse("welcome").unwrap(),
        signatures,
        goal: 3000,
        as_of: "2026-11-22T06:00:00Z".to_owned(),
    }
}

/// An entry from Ontario with a hostile name.
pub(super) fn entry() -> Entry {
    Entry {
        id: EntryId::parse("AAAAAAAAAAAAAAAA").unwrap(),
        name: "<img src=x> K.".to_owned(),
        region: Some("ON".to_owned()),
        country: Some("CA".to_owned()),
        comment: None,
        signed_at: "2026-11-22T06:00:00Z".to_owned(),
    }
}

/// The values of an attribute, in the order of the page.
pub(super) fn attribute<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let mark = format!(" {name}=\"");
    html.split(mark.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// What somebody typed.
pub(super) fn typed(pairs: &[(&str, &str)]) -> FormValues {
    FormValues::from_pairs(
        pairs
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned())),
    )
}

/// A problem at this pointer.
pub(super) fn problem(pointer: &str) -> FieldProblem {
    FieldProblem {
        pointer: pointer.to_owned(),
        detail: String::new(),
        kind: String::new(),
    }
}

/// The hosted page of a view.
pub(super) fn hosted(view: &ViewInput, values: &FormValues, problems: &[FieldProblem]) -> String {
    let form = HostedForm {
        session: "us1.k1.payload.mac",
        idempotency_key: "0b8e7c1e-7a55-4b0f-9d55-1f0c2e4a9b11",
        view: "hash",
        wishes: &[],
        values,
        problems,
        alert: None,
    };
    let view = ViewInput {
        mode: Mode::Hosted(&form),
        ..*view
    };
    render_hosted(&HostedInput {
        view: &view,
        style_url: "/assets/style.css",
        picture_url: Some("https://edge.example/c/welcome/picture.0123456789abcdef.png"),
    })
}

/// Fails unless the page has all of these, each after the one before.
pub(super) fn assert_order(page: &str, parts: &[&str]) {
    let mut rest = page;
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else {
            let where_else = if page.contains(part) {
                "too early"
            } else {
                "nowhere"
            };
            panic!("{part} stands {where_else} in {page}");
        };
        rest = after;
    }
}

/// The widget's view and the hosted page of the same campaign.
pub(super) fn both(settings: &CampaignSettings, language: &str) -> [String; 2] {
    let tally = tally(1841);
    let view = ViewInput {
        tally: Some(&tally),
        ..widget_view(settings, language)
    };
    [
        render_view(&view),
        hosted(&view, &FormValues::default(), &[]),
    ]
}
