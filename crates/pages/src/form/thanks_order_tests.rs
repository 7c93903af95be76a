//! What a supporter reads after they have signed, and in which order
//! (`docs/form.md`).

use petition::Counts;
use protocol::Choice;

use crate::{
    FormValues, ThanksInput, ViewInput,
    fixture::{assert_order, entry, hosted, settings, tally, widget_view},
    render_rest, render_thanks, render_view,
};

#[test]
fn the_thanks_tell_the_count_then_sharing_then_what_is_next() {
    let mut settings = settings();
    settings.next_step = serde_json::from_value(serde_json::json!({
        "link": { "label": { "en": "Write to them", "fr": "Leur écrire" },
                  "url": "https://council.example/write" }
    }))
    .unwrap();
    let tally = tally(1841);
    let view = ViewInput {
        tally: Some(&tally),
        ..widget_view(&settings, "en")
    };
    let choices = [
        (settings.notices[1].notice.clone(), Choice::Yes),
        (settings.notices[0].notice.clone(), Choice::No),
    ];
    let thanks = render_thanks(&ThanksInput {
        view: &view,
        choices: &choices,
        style_url: "/s.css",
        picture_url: None,
        waiting: None,
    });
    let shared = [
        "Sharing can show that you support this.",
        "WhatsApp",
        "Facebook",
        "Email",
        "Text message",
    ];
    let then = [
        "Write to them",
        "When the petition closes, The Council delivers it. To: the Minister. \
         It closes on 4 September 2027.",
    ];
    let first = ["autofocus>Thank you. We have your signature.<", ">1,841 of"];
    let last = ["You said yes to The Circle. You said no to The Council."];
    let address = ["data-us=\"share-url\" dir=\"ltr\">https://edge.example/c/welcome/circle<"];
    let again = ["Let someone else sign on this device"];
    let parts = [&first[..], &shared, &address, &then, &last, &again].concat();
    assert_order(&thanks, &parts);
    // The widget's script puts the count below the heading, and the
    // supporter's answers after what happens next.
    let copy = ["Copy the link", "data-us=\"share-url\" dir=\"ltr\""];
    let parts = [&shared[..], &copy, &then, &again].concat();
    assert_order(&render_rest(&view), &parts);
}

#[test]
fn the_step_that_is_left_comes_with_the_address_and_its_ways_on() {
    let mut settings = settings();
    settings.counts = Counts::Confirmed;
    let rest = render_rest(&widget_view(&settings, "en"));
    assert_order(
        &rest,
        &[
            "We have written to <strong><bdi data-us=\"confirm-email\" translate=\"no\">",
            "Change the address",
            "Open Gmail",
            "Open Outlook",
            "data-us=\"confirm-again\" hidden>Send again",
            "data-us=\"share\"",
        ],
    );
}

#[test]
fn the_feed_ends_with_how_many_others_there_are() {
    let settings = settings();
    let entries = [entry()];
    for (language, line) in [
        ("en", ">and 1,840 others<"),
        ("fr", ">et 1\u{a0}840 autres personnes<"),
    ] {
        let view = ViewInput {
            entries: &entries,
            others: 1840,
            ..widget_view(&settings, language)
        };
        for page in [
            render_view(&view),
            hosted(&view, &FormValues::default(), &[]),
        ] {
            assert_order(&page, &["data-entry=", "data-us=\"others\"", line]);
        }
    }
}
