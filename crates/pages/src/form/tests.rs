//! What the form promises, in the widget and in the hosted page.

use std::collections::BTreeSet;

use petition::Comments;

use crate::{
    FormAlert, FormValues, HostedForm, Mode, ViewInput,
    fixture::{NOW_MS, attribute, entry, hosted, problem, settings, tally, typed, widget_view},
    render_consent_block, render_rest, render_view,
};

/// Hooks that version 1 of the view promises to the widget.
const HOOKS: &str = "view headline addressee ask petition-text count-line bar bar-fill first \
    form postal-row choose-region region-row country-row public-name consent problems \
    problem-list consent-block submit status thanks thanks-heading tally thanks-choices \
    feed entries others";

/// And those of the rest of the view, in the thanks.
const REST_HOOKS: [&str; 18] = [
    "share",
    "share-native",
    "share-whatsapp",
    "share-facebook",
    "share-email",
    "share-sms",
    "share-copy",
    "share-url",
    "thanks-next",
    "sign-another",
    "keep",
    "keep-now",
    "keep-not",
    "kept",
    "kept-send",
    "kept-delete",
    "preview",
    "own-page",
];

#[test]
fn the_widget_finds_every_hook() {
    let (settings, tally) = (settings(), tally(1841));
    let view = render_view(&ViewInput {
        tally: Some(&tally),
        ..widget_view(&settings, "en")
    });
    let hooks: BTreeSet<&str> = attribute(&view, "data-us").into_iter().collect();
    for hook in HOOKS.split_whitespace() {
        assert!(hooks.contains(hook), "{hook}");
    }
    let rest = render_rest(&widget_view(&settings, "en"));
    assert_eq!(attribute(&rest, "data-us"), REST_HOOKS);
    for field in [
        "given_name",
        "family_name",
        "email",
        "postal_code",
        "region",
        "country",
    ] {
        assert!(attribute(&view, "name").contains(&field), "{field}");
    }
    assert!(view.contains("action=\"https://edge.example/c/welcome/circle\""));
}

#[test]
fn the_view_holds_the_consent_block_byte_for_byte() {
    let (settings, tally, entries) = (settings(), tally(1841), [entry()]);
    let early = widget_view(&settings, "fr");
    let late = ViewInput {
        tally: Some(&tally),
        entries: &entries,
        now_ms: NOW_MS + 1_000_000_000,
        edge_origin: "https://other.example",
        ..early
    };
    let block = render_consent_block(&early);
    assert_eq!(block, render_consent_block(&late));
    assert!(render_view(&early).contains(&block));
    assert!(render_view(&late).contains(&block));
    for shown in [
        "circle legend fr",
        "council body fr",
        "En signant",
        "Signer la pétition",
    ] {
        assert!(block.contains(shown), "{shown}");
    }
    assert_ne!(block, render_consent_block(&widget_view(&settings, "en")));
}

#[test]
fn no_consent_is_selected_before_the_supporter_chooses() {
    let settings = settings();
    let view = render_view(&widget_view(&settings, "en"));
    assert!(!view.contains(" checked"));
    let block = render_consent_block(&widget_view(&settings, "en"));
    assert_eq!(attribute(&block, "data-control"), ["tick", "choose"]);
    assert_eq!(attribute(&block, "value"), ["yes", "yes", "no"]);
    assert!(block.contains("circle tick en"));
}

#[test]
fn a_small_count_is_not_shown() {
    let (settings, few, enough) = (settings(), tally(24), tally(25));
    let view = widget_view(&settings, "en");
    let with = |tally| {
        render_view(&ViewInput {
            tally: Some(tally),
            ..view
        })
    };
    assert!(with(&few).contains("data-us=\"count-line\" part=\"count\" hidden"));
    assert!(with(&few).contains("A petition by The Council and The Circle."));
    assert!(!with(&few).contains("24 of"));
    assert!(with(&enough).contains(">25 of 3,000 have signed<"));
    assert!(with(&enough).contains("data-us=\"first\" hidden"));
}

#[test]
fn a_closed_campaign_has_no_form_to_fill() {
    let settings = settings();
    let late = ViewInput {
        now_ms: NOW_MS + 40_000_000_000,
        ..widget_view(&settings, "en")
    };
    assert!(!render_view(&late).contains("<form"));
    assert!(!render_view(&late).contains("Open until"));
    assert!(!render_view(&late).contains("data-us=\"thanks\""));
    assert!(render_view(&late).contains("This petition is closed"));
    // Where the count is small too, nobody is asked to sign.
    let few = tally(3);
    let small = ViewInput {
        tally: Some(&few),
        ..late
    };
    assert!(render_view(&small).contains("A petition by The Council and The Circle."));
    assert!(!render_view(&small).contains("among the first"));
    let page = hosted(&late, &FormValues::default(), &[]);
    assert!(!page.contains("<form") && page.contains("This petition is closed"));
}

#[test]
fn a_campaign_that_has_ended_says_how_and_what_is_next() {
    let mut settings = settings();
    settings.outcome = serde_json::from_value(serde_json::json!({
        "kind": "partly",
        "update": { "en": "A third of <it>.", "fr": "Un tiers." },
        "updated_on": "2027-10-01",
        "next": { "label": { "en": "Write to them", "fr": "Leur écrire" },
                  "url": "https://council.example/write" }
    }))
    .unwrap();
    let early = widget_view(&settings, "en");
    assert!(!render_view(&early).contains("Won in part"), "it is open");
    let late = ViewInput {
        now_ms: NOW_MS + 40_000_000_000,
        ..early
    };
    let page = hosted(&late, &FormValues::default(), &[]);
    for view in [render_view(&late), page] {
        for shown in [
            "Won in part",
            "A third of &lt;it&gt;.",
            "Last update: 1 October 2027",
            "href=\"https://council.example/write\" rel=\"noopener\">Write to them<",
        ] {
            assert!(view.contains(shown), "{shown}");
        }
    }
}

#[test]
fn a_goal_that_was_met_keeps_its_day() {
    let (settings, tally) = (settings(), tally(1841));
    let view = render_view(&ViewInput {
        tally: Some(&tally),
        goal_met: Some(commands::GoalMet {
            goal: 1500,
            met_at_ms: NOW_MS,
        }),
        ..widget_view(&settings, "en")
    });
    assert!(view.contains("Goal of 1,500 met on 22 November 2026."));
}

#[test]
fn the_hosted_form_keeps_what_was_typed_and_says_what_is_wrong() {
    let settings = settings();
    let values = typed(&[
        ("given_name", "Anil"),
        ("family_name", "Kumar"),
        ("email", "anil@"),
        ("region", "QC"),
        ("list_me", "yes"),
        ("consent:circle-updates", "yes"),
    ]);
    let problems = [
        problem("/supporter/email"),
        problem("/consents"),
        problem("/consents"),
    ];
    let page = hosted(&widget_view(&settings, "en"), &values, &problems);
    assert!(page.contains("value=\"Anil\"") && page.contains("value=\"anil@\""));
    assert!(page.contains("<option value=\"QC\" selected>"));
    assert!(page.contains(">Anil K.</bdi>"));
    assert_eq!(page.matches("like name@example.org").count(), 2);
    assert_eq!(page.matches("Choose yes or no for The Council").count(), 2);
    assert!(page.contains("href=\"#us-consent:council-updates\""));
    // The address, and both answers that were not given.
    assert_eq!(attribute(&page, "aria-invalid"), ["true"; 3]);
    assert!(page.contains("<title>There is a problem"));
}

#[test]
fn the_hosted_form_carries_what_a_submission_needs() {
    let settings = settings();
    let page = hosted(&widget_view(&settings, "fr"), &FormValues::default(), &[]);
    for (name, value) in [
        ("session", "us1.k1.payload.mac"),
        ("idempotency_key", "0b8e7c1e-7a55-4b0f-9d55-1f0c2e4a9b11"),
        ("language", "fr"),
        ("view", "hash"),
        ("petition_version", "3"),
        ("collection_notice", "main"),
        ("collection_notice_version", "1"),
        ("version:circle-updates", "2"),
        ("version:council-updates", "2"),
    ] {
        let field = format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
        assert!(page.contains(&field), "{field}");
    }
    assert!(page.matches("<option").count() > 250);
    assert!(!page.contains("data-us=\"country-row\" hidden"));
}

#[test]
fn a_form_of_yesterday_is_asked_to_be_signed_again() {
    let settings = settings();
    let view = widget_view(&settings, "en");
    let values = FormValues::default();
    let changed = hosted(
        &view,
        &values,
        &[problem("/consents/0"), problem("/petition_version")],
    );
    assert_eq!(changed.matches("check it and sign again").count(), 1);
    let form = HostedForm {
        session: "",
        idempotency_key: "",
        view: "",
        wishes: &[],
        values: &values,
        problems: &[problem("/view")],
        alert: Some(FormAlert {
            kind: "invalid",
            retry_after_s: None,
        }),
    };
    let view = ViewInput {
        mode: Mode::Hosted(&form),
        ..view
    };
    assert_eq!(
        render_view(&view)
            .matches("check it and sign again")
            .count(),
        1
    );
}

#[test]
fn the_reason_is_asked_for_only_where_the_campaign_takes_one() {
    let mut settings = settings();
    let hosted_page = |settings: &petition::CampaignSettings, language| {
        let values = typed(&[("comment", "\nOf <them>,\n& me")]);
        let view = widget_view(settings, language);
        let problems = [problem("/comment")];
        hosted(&view, &values, &problems)
    };
    assert!(!render_view(&widget_view(&settings, "en")).contains("comment"));
    assert!(!hosted_page(&settings, "en").contains("name=\"comment\""));
    for comments in [Comments::Moderated, Comments::Open] {
        settings.comments = comments;
        let widget = render_view(&widget_view(&settings, "fr"));
        assert!(widget.contains("data-us=\"comment-row\" hidden>"));
        assert!(widget.contains("name=\"comment\" rows=\"3\" dir=\"auto\" maxlength=\"280\""));
        assert!(widget.contains("Ne nommez pas d'autres personnes."));
        let hosted = hosted_page(&settings, "en");
        assert!(
            hosted.contains("data-us=\"comment-row\">"),
            "no script shows it"
        );
        assert!(hosted.contains("only if you are listed"));
        // The first line break is the parser's; what was typed follows it.
        assert!(hosted.contains(">\n\nOf &lt;them&gt;,\n&amp; me</textarea>"));
        assert!(hosted.contains("href=\"#us-comment\">Check your reason"));
    }
}
