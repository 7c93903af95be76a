//! The form on the edge's own page, without any script.

use protocol::Choice;
use tests::campaign::{LEAD, LEAD_ORIGIN, OTHER};
use tests::hosted::HostedForm;
use tests::submission::Supporter;
use tests::{Answer, Campaign, Runtime, clock};

fn path(campaign: &Campaign<'_>, partner: &str) -> String {
    format!("/c/{}/{partner}", campaign.id())
}

/// Opens the page and fills its form.
fn filled(campaign: &Campaign<'_>, supporter: &Supporter) -> HostedForm {
    let path = path(campaign, LEAD);
    let page = campaign.edge.http().get(&path).expect(200).text();
    let mut form = HostedForm::of(&path, &page);
    form.fill(campaign, supporter);
    form
}

#[test]
fn the_page_carries_all_that_its_form_needs_and_is_kept_by_nobody() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let path = path(&campaign, LEAD);
    let answer = edge.http().get(&path).expect(200);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("referrer-policy"), Some("same-origin"));
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'"), "{policy}");
    assert!(
        policy.contains(&format!("frame-ancestors {LEAD_ORIGIN}")),
        "{policy}"
    );
    assert!(!policy.contains("script-src"), "{policy}");
    let page = answer.text();
    assert!(!page.contains("<script"), "the page has a script");
    assert!(page.contains(&format!("action=\"{}{path}\"", edge.origin())));
    let form = HostedForm::of(&path, &page);
    for name in ["session", "idempotency_key", "language", "view"] {
        assert!(
            form.value(name).is_some_and(|value| !value.is_empty()),
            "{name}"
        );
    }
    let again = HostedForm::of(&path, &edge.http().get(&path).text());
    for name in ["session", "idempotency_key"] {
        assert_ne!(
            form.value(name),
            again.value(name),
            "{name} was given twice"
        );
    }
}

#[test]
fn a_filled_form_signs_once_and_leads_to_the_thanks() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let supporter = Supporter::new();
    let form = filled(&campaign, &supporter);
    let signed = form.post(&campaign).expect(303);
    let thanks = format!("{}/thanks?lang=en", path(&campaign, LEAD));
    assert_eq!(signed.header("location"), Some(thanks.as_str()));
    assert_eq!(signed.header("cache-control"), Some("no-store"));
    assert_eq!(campaign.total(), 1);

    let page = edge.http().get(&thanks).expect(200).text();
    assert!(page.contains("Thank you"));
    assert!(
        !page.contains(&supporter.given_name),
        "the thanks name somebody"
    );

    // The same post once more, as a reload sends it, and then the same person in
    // a new form.
    assert_eq!(form.post(&campaign), signed);
    let _signed = filled(&campaign, &supporter).post(&campaign).expect(303);
    let _signed = campaign.other().sign(&supporter);
    assert_eq!(campaign.total(), 1);
}

#[test]
fn a_form_that_was_posted_from_anywhere_else_is_refused() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let form = filled(&campaign, &Supporter::new());
    let with = |headers: &[(&str, &str)]| {
        let ask = headers
            .iter()
            .fold(form.ask(), |ask, (name, value)| ask.header(name, value));
        edge.http().send(&ask)
    };
    let refused = [
        vec![],
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
        vec![("sec-fetch-site", "none")],
        vec![("sec-fetch-site", "cross-site"), ("origin", edge.origin())],
        vec![("origin", LEAD_ORIGIN)],
        vec![("origin", "null")],
    ];
    for headers in refused {
        let _problem = with(&headers).problem(403, "cross-site");
    }
    assert_eq!(campaign.total(), 0);
    // An older browser says its origin only.
    let _signed = with(&[("origin", edge.origin())]).expect(303);
    assert_eq!(campaign.total(), 1);
}

#[test]
fn an_invalid_form_comes_back_with_what_was_typed_and_what_to_do() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let supporter = Supporter::new();
    let mut form = filled(&campaign, &supporter);
    form.set("email", "anil\"<at>mail.example");
    form.set("postal_code", "12345");
    form.fields
        .retain(|(name, _)| !name.starts_with("consent:"));
    let answer = form.post(&campaign).expect(422);
    assert_eq!(
        answer.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let page = answer.text();
    assert!(
        page.contains(&supporter.given_name),
        "what was typed is gone"
    );
    assert!(
        page.contains("anil&quot;&lt;at&gt;mail.example"),
        "unescaped, or gone"
    );
    for field in ["email", "postal_code", "consent:refugee-council-updates"] {
        let error = format!("data-us-error=\"{field}\"");
        let (_, rest) = page
            .split_once(&error)
            .unwrap_or_else(|| panic!("no {error}"));
        let (attributes, text) = rest.split_once('>').unwrap();
        assert!(!attributes.contains("hidden"), "{field} has no problem");
        assert!(!text.starts_with('<'), "{field} has an empty problem");
    }
    // Fixed, it is the same request.
    let mut again = HostedForm::of(&form.path, &page);
    assert_eq!(
        again.value("idempotency_key"),
        form.value("idempotency_key")
    );
    again.fill(&campaign, &supporter);
    let _signed = again.post(&campaign).expect(303);
    assert_eq!(campaign.total(), 1);
}

/// The form once more, with the fields as they were and a fresh session.
#[track_caller]
fn comes_back(campaign: &Campaign<'_>, form: &HostedForm, answer: &Answer, supporter: &Supporter) {
    let page = answer.text();
    assert!(
        page.contains(&supporter.given_name),
        "what was typed is gone"
    );
    assert_eq!(campaign.total(), 0);
    let fresh = HostedForm::of(&form.path, &page);
    assert_ne!(fresh.value("session"), form.value("session"));
}

#[test]
fn a_form_whose_session_does_not_hold_comes_back_with_another() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let supporter = Supporter::new();
    let page = campaign.lead();
    let widget_session = page.session().token;
    let other = path(&campaign, OTHER);
    let other = HostedForm::of(&other, &edge.http().get(&other).text());
    let foreign = other.value("session").unwrap();
    for session in ["", "us1.k1.e30.AA", &widget_session, foreign] {
        let mut form = filled(&campaign, &supporter);
        form.set("session", session);
        let answer = form.post(&campaign).expect(401);
        comes_back(&campaign, &form, &answer, &supporter);
    }
}

#[test]
fn a_closed_campaign_says_so_in_its_page() {
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    let form = filled(&campaign, &Supporter::new());
    campaign.close_at(clock::now_ms() - 86_400_000);
    let mut late = form.clone();
    // A session from after the deadline, as a form opened later would have.
    let reopened = edge.http().get(&form.path).expect(200).text();
    assert!(
        HostedForm::of(&form.path, &reopened)
            .value("session")
            .is_none()
    );
    late.set("session", form.value("session").unwrap());
    let answer = late.post(&campaign).expect(409);
    assert_eq!(
        answer.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(campaign.total(), 0);
}

#[test]
fn the_page_is_in_the_partners_language_or_the_one_asked_for() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = path(&campaign, OTHER);
    let headline = |query: &str| {
        let ask = tests::Ask::get(&format!("{page}{query}")).header("accept-language", "en");
        let text = edge.http().send(&ask).expect(200).text();
        campaign
            .settings
            .petition
            .iter()
            .find(|(_, petition)| text.contains(petition.addressee.as_str()))
            .map(|(language, _)| language.clone())
    };
    assert_eq!(headline("").as_deref(), Some("fr"));
    assert_eq!(headline("?lang=en").as_deref(), Some("en"));
    assert_eq!(headline("?lang=fr-CA").as_deref(), Some("fr"));
    assert_eq!(headline("?lang=de").as_deref(), Some("fr"));
}

#[test]
fn the_forms_choices_are_recorded_like_the_widgets() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let mut form = filled(&campaign, &Supporter::new());
    form.set("consent:refugee-council-updates", "yes");
    form.fields.retain(|(name, _)| name != "list_me");
    let _signed = form.post(&campaign).expect(303);
    let page = campaign.lead();
    let mut by_widget = page.fill(&Supporter::new(), Choice::Yes);
    by_widget.display = protocol::Display::Hidden;
    let _signed = page.send(&tests::submission::Attempt::new(by_widget));
    let counts = campaign.organizer().counts(campaign.id(), "partner");
    assert_eq!((counts.total, counts.rows[0].consents), (2, 2));
    assert!(page.feed().entries.is_empty());
}
