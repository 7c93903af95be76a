//! What a protected campaign's pages do not ask for, show or keep.

use petition::{CampaignMode, CampaignSettings, settings::Comments};

use crate::{
    FormValues, ThanksInput,
    fixture::{attribute, entry, hosted, problem, protected, tally, typed, widget_view},
    render_thanks,
};

fn thanks(settings: &CampaignSettings, language: &str) -> String {
    render_thanks(&ThanksInput {
        view: &widget_view(settings, language),
        choices: &[],
        style_url: "/assets/style.css",
        picture_url: Some("/p.png"),
        waiting: None,
    })
}

fn title(page: &str) -> &str {
    let (_, rest) = page.split_once("<title>").unwrap();
    rest.split_once("</title>").unwrap().0
}

#[test]
fn the_form_asks_for_no_listing_and_no_reason_and_shows_nobody() {
    let mut settings = protected();
    let (tally, entries) = (tally(50), [entry()]);
    let page = |settings: &CampaignSettings| {
        let mut view = widget_view(settings, "en");
        (view.tally, view.entries, view.others) = (Some(&tally), &entries, 49);
        hosted(&view, &FormValues::default(), &[])
    };
    let shown = page(&settings);
    for absent in [
        "list_me",
        "\"comment\"",
        "data-us=\"feed\"",
        "data-entry",
        "Who's signing",
    ] {
        assert!(!shown.contains(absent), "{absent}");
    }
    assert!(shown.contains("no name is shown") && shown.contains("50 of 3,000"));
    // The same settings without the protection have all of it.
    settings.mode = CampaignMode::Open;
    settings.comments = Comments::Open;
    let open = page(&settings);
    for present in ["list_me", "\"comment\"", "data-us=\"feed\"", "data-entry"] {
        assert!(open.contains(present), "{present}");
    }
    assert!(!open.contains("no name is shown"));
}

#[test]
fn three_characters_of_a_postal_code_are_all_that_can_be_typed() {
    let settings = protected();
    let view = widget_view(&settings, "fr");
    let values = typed(&[("postal_code", "12345")]);
    let page = hosted(&view, &values, &[problem("/supporter/postal_code")]);
    let (_, rest) = page.split_once("id=\"us-postal_code\"").unwrap();
    let tag = rest.split_once('>').unwrap().0;
    assert!(
        tag.contains("maxlength=\"3\"") && !tag.contains(" required"),
        "{tag}"
    );
    assert!(page.contains("Trois premiers caractères de votre code postal"));
    assert!(page.contains("Entrez les trois premiers caractères, comme K1A"));
    assert!(!page.contains("décompte par province"));
}

#[test]
fn no_browser_is_asked_to_keep_what_is_typed() {
    let settings = protected();
    let page = hosted(&widget_view(&settings, "en"), &FormValues::default(), &[]);
    let kinds = attribute(&page, "autocomplete");
    assert_eq!(kinds, ["off"; 6]);
}

#[test]
fn a_title_and_a_link_tell_nothing_and_nothing_is_to_be_shared() {
    let settings = protected();
    for (language, word) in [("en", "Petition"), ("fr", "Pétition")] {
        let view = widget_view(&settings, language);
        let form = hosted(&view, &FormValues::default(), &[]);
        assert_eq!(title(&form), word);
        let wrong = hosted(
            &view,
            &FormValues::default(),
            &[problem("/supporter/email")],
        );
        let after = thanks(&settings, language);
        for page in [&form, &wrong, &after] {
            assert!(title(page).ends_with(word), "{}", title(page));
            for absent in [
                "og:",
                "twitter:",
                "canonical",
                "us-share-url",
                "wa.me",
                "facebook",
            ] {
                assert!(!page.contains(absent), "{absent}");
            }
        }
    }
}
