//! What a supporter's own page promises, whatever stands on it.

use petition::{CampaignSettings, Counts, Standing};
use serde_json::json;

use crate::{
    LinkInput, LinkState, ManageInput,
    fixture::{NOW_MS, attribute, settings, widget_view},
    i18n::texts::Words,
    render_link, render_manage,
};
use commands::{Listing, ManagePage, ManagedConsent, ManagedSignature};

const RECEIPT: &str = "AAAAAAAAAAAAAAAAAAAAAA";

fn one(standing: Standing) -> ManagedSignature {
    ManagedSignature {
        receipt: serde_json::from_value(json!(RECEIPT)).unwrap(),
        standing,
        given_name: "<img src=x>".to_owned(),
        family_name: "</dd><b>Kumar".to_owned(),
        email: "anil@mail.example".to_owned(),
        postal_code: "K1A 0B1".to_owned(),
        country: Some("CA".to_owned()),
        region: Some("ON".to_owned()),
        language: "en".to_owned(),
        partner: settings().partners[1].partner.clone(),
        petition_version: 3,
        signed_at_ms: NOW_MS,
        confirmed_at_ms: None,
        listing: Listing::Listed,
        public_name: "<img src=x> K.".to_owned(),
        comment: Some("</form><script>alert(1)</script>".to_owned()),
        held_reason: None,
        is_review_asked: false,
        consents: vec![consent(None)],
    }
}

fn consent(withdrawn_at_ms: Option<i64>) -> ManagedConsent {
    let notice = &settings().notices[0];
    ManagedConsent {
        record_id: "record-1".to_owned(),
        partner: notice.partner.clone(),
        purpose: notice.purpose.clone(),
        notice: notice.notice.clone(),
        notice_version: notice.version,
        language: "en".to_owned(),
        given_at_ms: NOW_MS,
        withdrawn_at_ms,
    }
}

fn render(settings: &CampaignSettings, language: &str, page: Option<&ManagePage>) -> String {
    render_manage(&ManageInput {
        view: &widget_view(settings, language),
        page,
        link: "LINKLINKLINKLINKLINKLINK",
        style_url: "/assets/style.css",
    })
}

fn manage_page(claims: usize, signatures: &[Standing]) -> ManagePage {
    ManagePage {
        claims: (0..claims).map(|_| one(Standing::Pending)).collect(),
        signatures: signatures.iter().map(|standing| one(*standing)).collect(),
        expires_at_ms: NOW_MS,
        has_other_spelling: false,
    }
}

/// All that the mailbox has was submitted with another spelling.
fn of_other_spelling() -> ManagePage {
    ManagePage {
        has_other_spelling: true,
        ..manage_page(0, &[])
    }
}

#[test]
fn another_spelling_is_told_of_in_one_sentence_and_shown_by_nothing() {
    let page = render(&settings(), "en", Some(&of_other_spelling()));
    assert!(page.contains("Another spelling of this address has signed too."));
    assert!(!page.contains("none is counted") && !page.contains("Nobody"));
    let page = render(&settings(), "en", Some(&manage_page(1, &[])));
    assert!(!page.contains("Another spelling"));
}

/// Every state there is.
fn states() -> Vec<ManagePage> {
    let mut states = vec![
        manage_page(0, &[]),
        manage_page(1, &[]),
        manage_page(3, &[]),
        manage_page(1, &[Standing::Confirmed]),
        of_other_spelling(),
    ];
    states.extend(
        Standing::ALL
            .into_iter()
            .map(|standing| manage_page(0, &[standing])),
    );
    let listings = [Listing::Unlisted, Listing::Waiting, Listing::TakenOut];
    states.extend(listings.into_iter().map(|listing| {
        let mut state = manage_page(0, &[Standing::Confirmed]);
        state.signatures[0].listing = listing;
        state.signatures[0].consents = vec![consent(Some(NOW_MS))];
        state
    }));
    states
}

fn campaign(counts: Counts) -> CampaignSettings {
    CampaignSettings {
        counts,
        ..settings()
    }
}

/// Every page under `/r/` in every language.
fn pages() -> Vec<String> {
    let settings = campaign(Counts::Confirmed);
    let mut pages = Vec::new();
    for words in Words::all() {
        let states = states();
        pages.extend(
            states
                .iter()
                .map(|state| render(&settings, words.tag(), Some(state))),
        );
        pages.push(render(&settings, words.tag(), None));
        for state in [
            LinkState::Asked,
            LinkState::Sent,
            LinkState::Wrong,
            LinkState::TooMany,
        ] {
            pages.push(render_link(&LinkInput {
                view: &widget_view(&settings, words.tag()),
                style_url: "/assets/style.css",
                state,
                typed: "\"><script>",
                has_script: false,
            }));
        }
    }
    pages
}

#[test]
fn what_people_write_is_never_html_and_nothing_is_inline() {
    for page in pages() {
        for forbidden in ["<img", "<b>", "<script", "<them>", " style=", " onclick="] {
            assert!(!page.contains(forbidden), "{forbidden}: {page}");
        }
    }
}

#[test]
fn a_page_tells_its_address_to_nobody() {
    let settings = campaign(Counts::Confirmed);
    for state in states() {
        let page = render(&settings, "en", Some(&state));
        // Forms go where the page stands, and the one to sign to the form's page
        // on this site; its links are of other languages,
        // or to share the petition's own address.
        let actions = attribute(&page, "action");
        let is_own = |to: &str| to == "?lang=en" || to == "/c/welcome/circle";
        assert!(actions.iter().all(|to| is_own(to)), "{actions:?}");
        for to in attribute(&page, "href") {
            let is_style = to == "/assets/style.css" || to == "/c/page.css";
            let is_shared = to.contains("edge.example%2Fc%2Fwelcome%2Fcircle");
            assert!(to.starts_with("?lang=") || is_style || is_shared, "{to}");
        }
        let styles = page.matches("<link").count();
        assert_eq!(
            page.matches("referrerpolicy=\"no-referrer\"").count(),
            styles
        );
        let beside = page.matches("target=\"_blank\"").count();
        assert!(page.matches("rel=\"noopener noreferrer\"").count() >= beside);
    }
}

/// From right to left, "Rosa L." would else be shown as ".Rosa L".
#[test]
fn a_name_keeps_its_direction_in_every_sentence() {
    let settings = campaign(Counts::Confirmed);
    for words in Words::all() {
        for state in states() {
            let page = render(&settings, words.tag(), Some(&state));
            let names = page.matches("&lt;img src=x&gt; K.").count();
            let apart = page
                .matches("<bdi translate=\"no\">&lt;img src=x&gt; K.</bdi>")
                .count();
            assert_eq!(names, apart, "{page}");
        }
    }
}

#[test]
fn one_claim_has_one_button_and_several_have_one_each() {
    let settings = campaign(Counts::Confirmed);
    for claims in [1, 3] {
        let page = render(&settings, "en", Some(&manage_page(claims, &[])));
        assert_eq!(page.matches("value=\"confirm\"").count(), claims);
        assert_eq!(page.matches("value=\"discard\"").count(), claims);
        assert_eq!(
            attribute(&page, "value")
                .iter()
                .filter(|v| **v == RECEIPT)
                .count(),
            2 * claims
        );
        assert!(!page.contains("value=\"take-back\""));
        assert!(page.contains("You said yes to The Council."));
    }
}

#[test]
fn what_is_counted_depends_on_what_the_campaign_counts() {
    for (counts, standing, title) in [
        (
            Counts::Confirmed,
            Standing::Confirmed,
            "Your signature is counted.",
        ),
        (
            Counts::Confirmed,
            Standing::Pending,
            "Confirm your signature",
        ),
        (
            Counts::Submitted,
            Standing::Pending,
            "Your signature is counted.",
        ),
        (
            Counts::Submitted,
            Standing::Held,
            "Your signature is being reviewed",
        ),
        (
            Counts::Submitted,
            Standing::Withdrawn,
            "You have taken back your signature.",
        ),
    ] {
        let page = render(&campaign(counts), "en", Some(&manage_page(0, &[standing])));
        assert!(
            page.contains(&format!("<title>{title}</title>")),
            "{standing:?}: {page}"
        );
        let can_take_back = standing != Standing::Withdrawn;
        assert_eq!(page.contains("value=\"take-back\""), can_take_back);
        assert_eq!(
            page.contains("value=\"review\""),
            standing == Standing::Held
        );
    }
}

#[test]
fn what_was_taken_back_is_told_as_not_listed_and_its_name_is_not_shown() {
    let settings = campaign(Counts::Submitted);
    let listed = Words::of("en").text("manage-list-public");
    for (standing, is_listed) in [(Standing::Confirmed, true), (Standing::Withdrawn, false)] {
        let page = render(&settings, "en", Some(&manage_page(0, &[standing])));
        let (_, said) = page.split_once(&format!("<dt>{listed}</dt>")).unwrap();
        let (said, _) = said.split_once("</dd>").unwrap();
        assert_eq!(said.contains("x&gt; K."), is_listed, "{said}");
        assert_ne!(
            said.contains(&Words::of("en").text("manage-unlisted")),
            is_listed
        );
    }
}

#[test]
fn a_consent_shows_its_text_and_is_withdrawn_once() {
    let settings = campaign(Counts::Confirmed);
    let mut state = manage_page(0, &[Standing::Confirmed]);
    let given = render(&settings, "en", Some(&state));
    assert!(given.contains("council body en") && given.contains("Stop emails from The Council"));
    state.signatures[0].consents = vec![consent(Some(NOW_MS))];
    let withdrawn = render(&settings, "en", Some(&state));
    assert!(withdrawn.contains("Withdrawn on 22 November 2026"));
    assert!(!withdrawn.contains("value=\"withdraw\""));
}

#[test]
fn a_link_that_is_good_for_nothing_offers_a_new_one() {
    let settings = campaign(Counts::Confirmed);
    let page = render(&settings, "fr", None);
    assert_eq!(attribute(&page, "action"), ["/r/welcome?lang=fr"]);
    assert!(page.contains("name=\"email\""));
}

#[test]
fn a_protected_campaigns_page_lists_nobody_and_shares_nothing() {
    let protected = crate::fixture::protected();
    let confirmed = manage_page(0, &[Standing::Confirmed]);
    let open = CampaignSettings {
        counts: Counts::Confirmed,
        ..settings()
    };
    for (settings, is_listed) in [(&open, true), (&protected, false)] {
        let page = render(settings, "en", Some(&confirmed));
        for what in ["value=\"unlist\"", "wa.me", "us-share-url"] {
            assert_eq!(page.contains(what), is_listed, "{what}");
        }
        assert_eq!(page.contains("Not listed"), !is_listed);
        // What the supporter can do stays.
        assert!(page.contains("value=\"take-back\""));
    }
}
