//! The picture that a shared link shows: made when a campaign is saved, served
//! under the hash of its bytes.

use petition::{CampaignSettings, Outcome, OutcomeKind};
use protocol::limits::PICTURES_KEPT;
use tests::campaign::{LEAD, OTHER};
use tests::http::Ask;
use tests::{Answer, Campaign, Outline, Runtime, database};

use crate::faults::{at_every_statement, is_broken, start_again};

/// What the hosted page names as its picture, as a path.
fn picture(campaign: &Campaign<'_>, partner: &str, language: &str) -> Option<String> {
    let path = format!("/c/{}/{partner}?lang={language}", campaign.id());
    let page = campaign.edge.http().get(&path).expect(200).text();
    let (_, rest) = page.split_once("property=\"og:image\" content=\"")?;
    let (url, _) = rest.split_once('"')?;
    let path = url.strip_prefix(campaign.edge.origin());
    Some(path.expect("the edge's own origin").to_owned())
}

/// The width and height that a PNG's header says (its first chunk).
fn size(answer: &Answer) -> (u32, u32) {
    assert_eq!(answer.body[..8], *b"\x89PNG\r\n\x1a\n");
    assert_eq!(answer.body[12..16], *b"IHDR");
    let number = |at: usize| u32::from_be_bytes(answer.body[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

fn headline(settings: &mut CampaignSettings, language: &str, text: &str) {
    text.clone_into(&mut settings.petition.get_mut(language).unwrap().headline);
}

#[test]
fn a_saved_campaign_has_a_picture_in_each_language() {
    let edge = Runtime::with_pictures();
    let campaign = Campaign::open(&edge);
    let english = picture(&campaign, LEAD, "en").unwrap();
    let french = picture(&campaign, LEAD, "fr").unwrap();
    assert_ne!(english, french);
    // It is the campaign's, not a partner's.
    assert_eq!(picture(&campaign, OTHER, "en").unwrap(), english);
    for path in [&english, &french] {
        let answer = edge.http().get(path).expect(200);
        assert_eq!(answer.header("content-type"), Some("image/png"));
        let kept = Some("public, max-age=31536000, immutable");
        assert_eq!(answer.header("cache-control"), kept);
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        assert_eq!(size(&answer), (1200, 630));
        // Chats show no picture beyond some 300 KiB.
        assert!(answer.body.len() < 200 * 1024, "{}", answer.body.len());
        assert_eq!(edge.http().get(path), answer);
        let head = edge.http().send(&Ask::new("HEAD", path)).expect(200);
        assert!(head.body.is_empty());
    }
}

#[test]
fn a_name_that_no_picture_has_is_not_found() {
    let edge = Runtime::with_pictures();
    let campaign = Campaign::open(&edge);
    let mut other = Campaign::open(&edge);
    other.change(|settings| headline(settings, "en", "Save the river"));
    let others = picture(&other, LEAD, "en").unwrap();
    let (_, name) = others.rsplit_once('/').unwrap();
    for name in ["picture.0123456789abcdef.png", name] {
        let path = format!("/c/{}/{name}", campaign.id());
        let _problem = edge.http().get(&path).problem(404, "not-found");
    }
    let path = format!("/c/nobody-knows/{name}");
    let _problem = edge.http().get(&path).problem(404, "unknown-campaign");
}

#[test]
fn what_is_saved_again_keeps_its_picture_and_what_changes_gets_another() {
    let edge = Runtime::with_pictures();
    let mut campaign = Campaign::open(&edge);
    let shown = |campaign: &Campaign<'_>| {
        ["en", "fr"].map(|language| picture(campaign, LEAD, language).unwrap())
    };
    let [english, french] = shown(&campaign);
    campaign.change(|settings| settings.goal += 1);
    assert_eq!(shown(&campaign), [english.clone(), french.clone()]);
    campaign.change(|settings| headline(settings, "en", "Save the river"));
    let [river, same] = shown(&campaign);
    assert!(river != english && same == french);
    // Links that were shared before still have theirs, and after a restart.
    let before = edge.http().get(&english).expect(200);
    edge.restart();
    assert_eq!(edge.http().get(&english), before);
    assert_eq!(shown(&campaign), [river.clone(), french.clone()]);
    // How it ended stands in the button's place.
    campaign.change(|settings| {
        settings.outcome = Some(Outcome {
            kind: OutcomeKind::Won,
            update: petition::settings::Texts::new(),
            updated_on: None,
            next: None,
        });
    });
    let [won, gagne] = shown(&campaign);
    assert!(won != river && gagne != french);
    // The same words are the same picture under the same name.
    campaign.change(|settings| settings.outcome = None);
    assert_eq!(shown(&campaign), [river, french]);
}

#[test]
fn pictures_that_are_shown_no_more_are_kept_for_a_while_and_not_for_good() {
    let edge = Runtime::with_pictures();
    let mut campaign = Campaign::open(&edge);
    let mut pictures = Vec::new();
    for number in 0..PICTURES_KEPT + 2 {
        campaign.change(|settings| headline(settings, "en", &format!("Number {number}")));
        pictures.push(picture(&campaign, LEAD, "en").unwrap());
    }
    // The example's own, then the first of these, had to go. A memory that
    // forgets is one of the storage's: what an isolate has, it may still send.
    edge.restart();
    let status = |path: &String| edge.http().get(path).status;
    assert_eq!(status(&pictures[0]), 404);
    assert!(pictures[1..].iter().all(|path| status(path) == 200));
}

#[test]
fn letters_that_no_font_has_are_left_to_the_default_language() {
    let edge = Runtime::with_pictures();
    let mut campaign = Campaign::open(&edge);
    campaign.change(|settings| headline(settings, "fr", "向难民敞开大门"));
    let english = picture(&campaign, LEAD, "en").unwrap();
    assert_eq!(picture(&campaign, LEAD, "fr").unwrap(), english);
    // Where the default language has none either, the picture has no headline.
    campaign.change(|settings| headline(settings, "en", "向难民敞开大门"));
    let [first, second] = ["en", "fr"].map(|language| picture(&campaign, LEAD, language).unwrap());
    assert!(first != english && second != english && first != second);
    assert_eq!(size(&edge.http().get(&first).expect(200)), (1200, 630));
}

#[test]
fn a_failed_saving_stores_no_picture() {
    let edge = Runtime::with_pictures();
    let settings = Outline::default().settings();
    let stored = || {
        let file = edge.campaign_file();
        ["settings", "picture", "picture_shown"].map(|table| {
            let rows = database::query(&file, &format!("SELECT count(*) FROM {table}"));
            rows.concat()
        })
    };
    let put = || edge.organizer().try_put(&settings);
    start_again(&edge, "campaign.put_settings:row");
    let statements = at_every_statement(
        || {
            let answer = put();
            answer.status == 200 || !is_broken(&answer)
        },
        || assert_eq!(stored(), ["0"; 3]),
    );
    assert!(statements >= 8, "{statements}");
    let languages = settings.petition.len().to_string();
    assert_eq!(stored(), ["1", &languages, &languages]);
}
