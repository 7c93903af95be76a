//! What every rendered page promises, whatever stands on it.

use std::collections::BTreeSet;

use petition::{CampaignSettings, Counters, Counts, Reason};
use protocol::{Choice, CountRow, Entry, EntryId, LateWork};

use crate::{
    CampaignLink, CampaignsInput, CountTable, DashboardInput, FormValues, MailStates,
    ModerationInput, ThanksInput, ViewInput,
    fixture::{NOW_MS, attribute, entry, hosted, problem, settings, tally, typed, widget_view},
    render_campaigns, render_dashboard, render_moderation, render_rest, render_sign_in,
    render_thanks, render_view,
};

use commands::{MailHealth, QueueEntry};

fn dashboard(language: &str) -> String {
    let rows: Vec<CountRow> = ["circle", "council", "gone", ""]
        .map(|key| CountRow {
            key: key.to_owned(),
            signatures: 1000,
            consents: 1,
            held: 7,
            ..CountRow::default()
        })
        .to_vec();
    let tables = ["partner", "day", "language", "country", "region"]
        .map(|by| CountTable { by, rows: &rows });
    let late = ["announcement", "mail", "mailbox", "purge", "rates"].map(|work| LateWork {
        work: work.to_owned(),
        since: commands::time::encode_ms(NOW_MS),
    });
    let health = MailHealth {
        waiting: 4,
        delivered: 2_000,
        given_up: 3,
        failing_since_ms: Some(NOW_MS),
        delayed_until_ms: Some(NOW_MS),
        reviews_asked: 2,
    };
    render_dashboard(&DashboardInput {
        language,
        settings: &settings(),
        tally: &tally(1841),
        tables: &tables,
        mail: MailStates {
            counters: Counters {
                pending: 12,
                confirmed: 1841,
                held: 7,
                withdrawn: 1,
                undeliverable: 5,
            },
            health: &health,
            is_set_up: false,
        },
        late: &late,
        released: None,
        is_more_held: false,
        waiting: 2,
        letters: Some([5, 4, 3, 2]),
        is_feed_paused: true,
        now_ms: NOW_MS,
    })
}

/// An entry with a hostile name and reason that waits for both.
fn waiting() -> QueueEntry {
    QueueEntry {
        entry: Entry {
            comment: Some("</textarea><b>\u{5d0}".to_owned()),
            ..entry()
        },
        partner: settings().lead,
        source: Some("newsletter-3".to_owned()),
        language: "en".to_owned(),
        is_name_waiting: true,
        comment_state: "waiting".to_owned(),
        reasons: [
            Reason::AbusiveWord,
            Reason::FamousName,
            Reason::MixedScripts,
            Reason::WebAddress,
            Reason::LeadingSign,
            Reason::Moderated,
        ]
        .map(|reason| reason.as_str().to_owned())
        .to_vec(),
        signed_at_ms: NOW_MS,
    }
}

fn moderation(language: &str, is_empty: bool) -> String {
    let shown = QueueEntry {
        entry: Entry {
            id: EntryId::parse("BBBBBBBBBBBBBBBB").unwrap(),
            ..waiting().entry
        },
        comment_state: "shown".to_owned(),
        ..waiting()
    };
    let (queue, shown) = ([waiting()], [shown]);
    render_moderation(&ModerationInput {
        language,
        settings: &settings(),
        is_feed_paused: is_empty,
        waiting: 101,
        queue: if is_empty { &[] } else { &queue },
        shown: if is_empty { &[] } else { &shown },
        is_decided: true,
        hidden: is_empty.then_some(1),
        is_more: is_empty,
    })
}

/// Every page there is, in one language; the widget's view last.
fn pages(language: &str) -> Vec<String> {
    let (settings, tally, entries) = (settings(), tally(1841), [entry()]);
    let view = ViewInput {
        tally: Some(&tally),
        entries: &entries,
        others: 1840,
        ..widget_view(&settings, language)
    };
    let problems = [problem("/supporter/email"), problem("/consents")];
    let choices = [(settings.notices[0].notice.clone(), Choice::Yes)];
    let link = CampaignLink {
        campaign: &settings.campaign,
        headline: "Welcome <them>",
        signatures: Some(1841),
    };
    vec![
        hosted(&view, &FormValues::default(), &[]),
        hosted(&view, &typed(&[("given_name", "<b>Anil</b>")]), &problems),
        render_thanks(&ThanksInput {
            view: &view,
            choices: &choices,
            style_url: "/s.css",
            picture_url: None,
            waiting: None,
        }),
        render_sign_in(language),
        render_campaigns(&CampaignsInput {
            language,
            campaigns: &[link],
        }),
        dashboard(language),
        moderation(language, false),
        moderation(language, true),
        render_view(&view),
    ]
}

#[test]
fn what_people_write_is_never_html() {
    for page in pages("en") {
        for forbidden in ["<them>", "<img", "<b>"] {
            assert!(!page.contains(forbidden), "{page}");
        }
    }
}

#[test]
fn a_strict_policy_finds_nothing_inline() {
    for page in pages("fr") {
        for forbidden in [
            " style=",
            "<style",
            " onclick=",
            " onsubmit=",
            "<script>",
            "javascript:",
        ] {
            assert!(!page.contains(forbidden), "{forbidden}: {page}");
        }
    }
    assert!(!pages("en")[0].contains("<script"));
}

#[test]
fn every_reference_finds_its_id() {
    for page in pages("en") {
        let ids = attribute(&page, "id");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len(), "an id stands twice: {ids:?}");
        let described = attribute(&page, "aria-describedby").into_iter();
        let labelled = attribute(&page, "aria-labelledby").into_iter();
        let anchors = attribute(&page, "href")
            .into_iter()
            .filter_map(|to| to.strip_prefix('#'));
        let references = attribute(&page, "for")
            .into_iter()
            .chain(described)
            .chain(labelled);
        for reference in references.flat_map(str::split_whitespace).chain(anchors) {
            assert!(
                known.contains(reference),
                "{reference} is missing in {page}"
            );
        }
    }
}

#[test]
fn headings_go_down_one_step_at_a_time() {
    for page in pages("en") {
        let starts_at = if page.starts_with("<!DOCTYPE") {
            '1'
        } else {
            '2'
        };
        let mut last = starts_at;
        let levels = page
            .split("<h")
            .skip(1)
            .filter_map(|rest| rest.chars().next());
        for (index, level) in levels.filter(char::is_ascii_digit).enumerate() {
            assert!(
                index > 0 || level == starts_at,
                "the first heading is h{level}"
            );
            assert!(level as u32 <= last as u32 + 1, "h{level} after h{last}");
            last = level;
        }
    }
}

#[test]
fn the_dashboard_names_every_key() {
    let page = dashboard("en");
    for text in [
        "The Circle",
        "The Council",
        ">gone<",
        "Not given",
        "1,841",
        "of a goal of 3,000",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert!(page.contains("href=\"/organizer/campaigns/welcome/moderation\""));
    assert!(page.contains("2 entries wait for you") && page.contains("The feed is paused"));
}

#[test]
fn the_moderators_page_has_a_button_for_each_decision_and_says_why() {
    let page = moderation("en", false);
    for value in [
        "approve:AAAAAAAAAAAAAAAA",
        "name_only:AAAAAAAAAAAAAAAA",
        "hide:AAAAAAAAAAAAAAAA",
    ] {
        assert!(
            page.contains(&format!("name=\"one\" value=\"{value}\"")),
            "{value}"
        );
    }
    for text in [
        "action=\"/organizer/campaigns/welcome/moderation\"",
        "action=\"/organizer/campaigns/welcome/feed/pause\"",
        "action=\"/organizer/campaigns/welcome/entries/hide\"",
        "action=\"/organizer/campaigns/welcome/entries/BBBBBBBBBBBBBBBB/hide\"",
        "101 entries wait for you",
        "Name and reason wait: a word of the list of insults, a famous name",
        "<bdi translate=\"no\">&lt;img src=x&gt; K.</bdi>",
        "<bdi translate=\"no\">&lt;/textarea&gt;&lt;b&gt;\u{5d0}</bdi>",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert!(page.contains("value=\"AAAAAAAAAAAAAAAA\" autofocus>"));
    let empty = moderation("fr", true);
    assert!(empty.contains("feed/resume") && empty.contains("1 entr\u{e9}e masqu\u{e9}e."));
}

#[test]
fn a_supporter_who_signed_finds_the_way_to_their_page() {
    for counts in [Counts::Submitted, Counts::Confirmed] {
        let settings = CampaignSettings {
            counts,
            ..settings()
        };
        let view = widget_view(&settings, "en");
        let path = "/r/welcome?lang=en\"";
        // In a partner's page it leads to the edge.
        let whole = format!("href=\"{}{path}", view.edge_origin);
        assert!(render_rest(&view).contains(&whole), "{counts:?}");
        let page = hosted(&view, &FormValues::default(), &[]);
        assert!(page.contains(&format!("href=\"{path}")), "{counts:?}");
    }
}
