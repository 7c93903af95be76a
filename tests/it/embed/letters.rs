//! The campaign's letter: opened is counted by the way it took, on pages that
//! may show it, and nothing else is known of it.

use petition::settings::Texts;
use petition::{CampaignSettings, Letter, NextStep};
use serde_json::{Value, json};
use tests::campaign::LEAD;
use tests::{Ask, Campaign, Runtime};

/// The same text in every language of the campaign.
fn texts(settings: &CampaignSettings, text: &str) -> Texts {
    let each = settings.languages();
    each.map(|language| (language.to_owned(), text.to_owned()))
        .collect()
}

#[test]
fn opening_the_letter_is_counted_by_its_exit_and_only_for_pages_that_may_show_it() {
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    campaign.change(|settings| {
        settings.next_step = Some(NextStep::Letter(Letter {
            subject: texts(settings, "Resettle"),
            text: texts(settings, "Dear Member,\n\nplease."),
            find: None,
        }));
    });
    let path = campaign.lead().path("letters");
    let open = |origin: &str, body: &Value| {
        let ask = Ask::post_json(&path, &body.to_string()).header("origin", origin);
        edge.http().send(&ask)
    };
    let origin = campaign.lead().origin;
    for exit in ["mail", "webmail", "mail"] {
        let answer = open(&origin, &json!({"partner": LEAD, "exit": exit}));
        assert_eq!((answer.status, answer.body.len()), (202, 0), "{exit}");
    }
    for (origin, body, status) in [
        (
            "https://elsewhere.example",
            json!({"partner": LEAD, "exit": "mail"}),
            403,
        ),
        (
            origin.as_str(),
            json!({"partner": "nobody", "exit": "mail"}),
            404,
        ),
        (
            origin.as_str(),
            json!({"partner": LEAD, "exit": "sent"}),
            400,
        ),
        (
            origin.as_str(),
            json!({"partner": LEAD, "exit": "mail", "text": "Dear"}),
            400,
        ),
    ] {
        assert_eq!(open(origin, &body).status, status, "{body}");
    }
    let read = campaign.organizer().read(campaign.id(), "letters");
    let opened: Value = read.expect(200).json();
    assert_eq!(
        opened,
        json!({"mail": 2, "webmail": 1, "copy": 0, "print": 0})
    );
    let counts = format!("/v1/organizer/campaigns/{}/letters", campaign.id());
    assert_eq!(edge.http().get(&counts).status, 401);
}
