//! What a supporter reads and in which order (`docs/form.md`): the words of
//! each field in English and French, its attributes, and what follows.

use petition::{Comments, Counts, PostalCode};

use crate::{
    FormValues,
    fixture::{assert_order, attribute, both, hosted, problem, settings, typed, widget_view},
};

/// The tag of the control with this id, as it is written.
fn control<'a>(page: &'a str, id: &str) -> &'a str {
    let mark = format!("id=\"us-{id}\"");
    let mut tags = page.split('<').filter_map(|after| after.split('>').next());
    tags.find(|tag| tag.contains(&mark))
        .unwrap_or_else(|| panic!("{id} is in no control"))
}

#[test]
fn above_the_form_stand_the_petition_its_count_and_what_it_asks() {
    for page in both(&settings(), "en") {
        assert_order(
            &page,
            &[
                "data-us=\"languages\"",
                "<h2 class=\"us-headline\"",
                ">To: the Minister<",
                ">1,841 of 3,000 have signed<",
                "role=\"progressbar\"",
                ">Open until 4 September 2027, 11:59 p.m. (Ottawa)<",
                ">Act now.<",
                "<summary>Read the full petition</summary><p>First.</p><p>Second.</p>",
                "<form",
            ],
        );
    }
    for page in both(&settings(), "fr") {
        assert!(page.contains(">À\u{a0}: la ministre<"));
        assert!(page.contains("<summary>Lire la pétition</summary>"));
    }
}

/// A field's id, its label, its hint, and what its control has.
type Row = (
    &'static str,
    [&'static str; 2],
    [&'static str; 2],
    &'static [&'static str],
);

const ROWS: [Row; 6] = [
    (
        "given_name",
        ["Given name<", "Prénom<"],
        ["", ""],
        &["autocomplete=\"given-name\"", " required"],
    ),
    (
        "family_name",
        [
            "Family name <span class=\"us-optional\">(optional)<",
            "Nom de famille <span class=\"us-optional\">(facultatif)<",
        ],
        [
            "Leave empty if you have one name.",
            "Laissez vide si vous n'avez qu'un seul nom.",
        ],
        &["autocomplete=\"family-name\""],
    ),
    (
        "email",
        ["Email<", "Courriel<"],
        [
            "Never shown. We send one message to confirm, with one reminder.",
            "Jamais affiché. Nous envoyons un message de confirmation et un seul rappel.",
        ],
        &[
            "type=\"email\"",
            "autocomplete=\"email\"",
            "autocapitalize=\"none\"",
            "dir=\"ltr\"",
            " required",
        ],
    ),
    (
        "postal_code",
        ["Postal code<", "Code postal<"],
        [
            "So we can count support by province. Never published.",
            "Sert au décompte par province. Jamais publié.",
        ],
        &["autocomplete=\"postal-code\"", "dir=\"ltr\"", " required"],
    ),
    (
        "country",
        ["Country<", "Pays<"],
        ["", ""],
        &["autocomplete=\"country\""],
    ),
    (
        "comment",
        [
            "Add a reason <span class=\"us-optional\">(optional)<",
            "Ajouter une raison <span class=\"us-optional\">(facultatif)<",
        ],
        ["", ""],
        &["maxlength=\"280\"", "dir=\"auto\""],
    ),
];

#[test]
fn every_field_has_its_label_above_its_hint_and_its_attributes() {
    let mut settings = settings();
    settings.counts = Counts::Confirmed;
    settings.comments = Comments::Moderated;
    for (place, language) in ["en", "fr"].into_iter().enumerate() {
        for page in both(&settings, language) {
            for (id, labels, hints, attributes) in ROWS {
                let label = format!("<label for=\"us-{id}\">{}", labels[place]);
                let hint = format!(">{}", hints[place]);
                let control = control(&page, id);
                assert_order(&page, &[&label, &hint, control]);
                for attribute in attributes {
                    assert!(control.contains(attribute), "{attribute} in {control}");
                }
                let is_asked = attributes.contains(&" required");
                assert_eq!(control.contains(" required"), is_asked, "{control}");
            }
            assert!(!page.contains('*'), "(optional) in words, no asterisks");
            assert!(!page.contains(" disabled"), "the button can be pressed");
        }
    }
}

#[test]
fn the_fields_come_in_this_order_then_consent_notice_and_button() {
    let mut settings = settings();
    settings.comments = Comments::Moderated;
    for page in both(&settings, "en") {
        assert_order(
            &page,
            &[
                "id=\"us-given_name\"",
                "id=\"us-family_name\"",
                "id=\"us-email\"",
                "id=\"us-postal_code\"",
                "No postal code? Choose a province",
                "<label for=\"us-abroad\">I live outside Canada</label>",
                "id=\"us-country\"",
                "List me publicly as &quot;",
                "given name and initial</bdi>&quot;",
                "Otherwise your signature counts and is not listed.",
                "id=\"us-comment\"",
                // This partner, then the lead, each with its text beside its control.
                "<legend>circle legend en</legend>",
                "circle body en",
                "circle tick en",
                "<legend>council legend en</legend>",
                "council body en",
                "> Yes, email me</label>",
                "> No, thank you</label>",
                "By signing, you join.",
                "Sign the petition</button>",
            ],
        );
        let [_, form] = page.split_once("<form").map(<[&str; 2]>::from).unwrap();
        assert!(
            !form.contains("<details"),
            "nothing to consent to is folded"
        );
    }
    for page in both(&settings, "fr") {
        assert_order(
            &page,
            &[
                "Pas de code postal? Choisissez une province",
                ">J'habite hors du Canada</label>",
                "M'afficher dans la liste publique\u{a0}: «\u{a0}",
                "</bdi>\u{a0}»",
                "Sinon, votre signature compte sans être affichée.",
                "Ne nommez pas d'autres personnes.",
                "> Oui, écrivez-moi</label>",
                "> Non merci</label>",
                "Signer la pétition</button>",
            ],
        );
    }
}

#[test]
fn the_postal_code_is_asked_for_as_the_campaign_says() {
    let mut settings = settings();
    for (setting, is_there, is_optional) in [
        (PostalCode::Required, true, false),
        (PostalCode::Optional, true, true),
        (PostalCode::Off, false, false),
    ] {
        settings.postal_code = setting;
        for page in both(&settings, "en") {
            assert_eq!(page.contains("name=\"postal_code\""), is_there);
            assert_eq!(page.contains("name=\"abroad\""), is_there);
            let label = "Postal code <span class=\"us-optional\">(optional)";
            assert_eq!(page.contains(label), is_optional, "{setting:?}");
        }
    }
}

#[test]
fn each_error_stands_at_its_field_and_in_the_summary_with_a_link() {
    let settings = settings();
    // The supporter reads them in the form's order, whatever order the checks
    // find them in.
    let problems = [
        problem("/consents"),
        problem("/supporter/email"),
        problem("/supporter/given_name"),
        problem("/supporter/postal_code"),
    ];
    for (language, title, texts) in [
        (
            "en",
            "There is a problem",
            [
                "Enter your given name",
                "Enter an email address, like name@example.org",
                "Enter a postal code, like K1A 0B1, or choose a province",
                "Choose yes or no for The Council",
            ],
        ),
        (
            "fr",
            "Il y a un problème",
            [
                "Entrez votre prénom",
                "Entrez une adresse courriel, comme nom@exemple.org",
                "Entrez un code postal, comme K1A 0B1, ou choisissez une province",
                "Choisissez oui ou non pour Le Conseil",
            ],
        ),
    ] {
        let view = widget_view(&settings, language);
        let page = hosted(&view, &FormValues::default(), &problems);
        let names = [
            "given_name",
            "email",
            "postal_code",
            "consent:council-updates",
        ];
        let lines: Vec<String> = names
            .iter()
            .zip(texts)
            .map(|(name, text)| format!("<li><a href=\"#us-{name}\">{text}</a></li>"))
            .collect();
        let mut summary = vec!["role=\"alert\" autofocus", title];
        summary.extend(lines.iter().map(String::as_str));
        summary.push("</ul>");
        assert_order(&page, &summary);
        for (name, text) in names.iter().zip(texts) {
            let beside = format!("data-us-error=\"{name}\">{text}</p>");
            assert!(page.contains(&beside), "{beside}");
        }
        for name in &names[..3] {
            let control = control(&page, name);
            let described = attribute(control, "aria-describedby");
            assert!(described[0].contains(&format!("us-{name}-error")));
            assert!(control.contains("aria-invalid=\"true\""), "{control}");
        }
    }
}

#[test]
fn whatever_was_typed_or_answered_comes_back_with_the_errors() {
    let mut settings = settings();
    settings.comments = Comments::Moderated;
    let values = typed(&[
        ("given_name", "Anil"),
        ("family_name", "Kumar"),
        ("email", "anil@"),
        ("postal_code", "k1a 0b1"),
        ("region", "QC"),
        ("abroad", "yes"),
        ("country", "FR"),
        ("list_me", "yes"),
        ("comment", "Because."),
        ("consent:circle-updates", "yes"),
        ("consent:council-updates", "no"),
    ]);
    let view = widget_view(&settings, "en");
    let page = hosted(&view, &values, &[problem("/supporter/email")]);
    for (id, kept) in [
        ("given_name", "value=\"Anil\""),
        ("family_name", "value=\"Kumar\""),
        ("email", "value=\"anil@\""),
        ("postal_code", "value=\"k1a 0b1\""),
        ("abroad", " checked"),
        ("list_me", " checked"),
        ("consent:circle-updates", " checked"),
    ] {
        assert!(control(&page, id).contains(kept), "{id}: {kept}");
    }
    for kept in [
        "<option value=\"QC\" selected>",
        "<option value=\"FR\" selected>",
        ">Anil K.</bdi>",
        "\nBecause.</textarea>",
        "name=\"consent:council-updates\" value=\"no\" aria-invalid=\"false\" checked",
    ] {
        assert!(page.contains(kept), "{kept}");
    }
}
