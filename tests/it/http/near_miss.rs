//! An address that is almost one of ours leads a person to the page that was
//! meant, or to a page in words; a program gets the problem.

use tests::campaign::LEAD;
use tests::{Answer, Ask, Campaign, Runtime};

fn open(edge: &Runtime, path: &str) -> Answer {
    let ask = Ask::get(path).header("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    edge.http().send(&ask)
}

#[test]
fn an_address_with_something_behind_it_or_in_capitals_leads_to_its_page() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let id = campaign.id();
    let hosted = format!("/c/{id}/{LEAD}");
    for (typed, meant) in [
        (format!("{hosted}/"), hosted.clone()),
        (format!("{hosted}."), hosted.clone()),
        (
            format!("{hosted}%E2%80%9D).?lang=fr"),
            format!("{hosted}?lang=fr"),
        ),
        (hosted.to_uppercase(), hosted.clone()),
        (format!("/c/{id}"), hosted.clone()),
        (format!("/c/{id}?lang=fr"), format!("{hosted}?lang=fr")),
        (
            format!("/doctor/{id}/{LEAD},"),
            format!("/doctor/{id}/{LEAD}"),
        ),
        ("/organizer/".to_owned(), "/organizer".to_owned()),
    ] {
        let answer = open(&edge, &typed).expect(302);
        assert_eq!(answer.header("location"), Some(meant.as_str()), "{typed}");
        let _page = open(&edge, &meant).expect(200);
    }
    // With a slash behind it too: one step after another.
    let slash = open(&edge, &format!("/c/{id}/")).expect(302);
    assert_eq!(slash.header("location"), Some(format!("/c/{id}").as_str()));
}

#[test]
fn an_address_that_is_no_page_is_answered_in_words_to_a_person() {
    let edge = Runtime::shared();
    for (path, said) in [
        ("/", "There is no petition at this address."),
        ("/?lang=fr", "Il n'y a pas de pétition à cette adresse."),
        ("/nothing", "There is no petition at this address."),
        (
            "/c/no-such-campaign",
            "There is no petition at this address.",
        ),
    ] {
        let answer = open(&edge, path).expect(404);
        let page = answer.text();
        assert!(page.contains(said), "{path}: {page}");
        assert!(answer.header("content-security-policy").is_some(), "{path}");
    }
    assert!(open(&edge, "/").text().contains("href=\"/organizer\""));
    // A program that posts there gets the usual problem.
    let post = edge.http().send(&Ask::new("POST", "/organizer/").body(""));
    let _problem = post.problem(404, "not-found");
}
