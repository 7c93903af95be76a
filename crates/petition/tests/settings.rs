//! With which settings a campaign may open.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use petition::{CampaignMode, CampaignSettings, Control, Counts, PostalCode};
use serde_json::{Value, json};

fn notice(id: &str, partner: &str) -> Value {
    let text = |language: &str| {
        json!({"legend": "May they email you?", "body": "They would like to email you.",
               "reviewed_by": format!("A reviewer of {language}")})
    };
    json!({"notice": id, "partner": partner, "purpose": "email-updates", "version": 1,
           "text": {"en": text("en"), "fr": text("fr")}})
}

fn partner(id: &str, language: &str) -> Value {
    json!({"partner": id, "name": {"en": id, "fr": id}, "language": language,
           "origins": [format!("https://{id}.example")]})
}

/// A campaign of two partners in two languages, with all it needs.
fn settings() -> Value {
    serde_json::from_str(include_str!("campaign.json")).unwrap()
}

fn parse(settings: &Value) -> CampaignSettings {
    serde_json::from_value(settings.clone()).unwrap()
}

/// The pointers of what is wrong when one value is replaced or added.
fn wrong_with(pointer: &str, value: Value) -> Vec<String> {
    let mut settings = settings();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match settings.pointer_mut(parent).unwrap() {
        Value::Array(list) if key == "-" => list.push(value),
        Value::Array(list) => *list.get_mut(key.parse::<usize>().unwrap()).unwrap() = value,
        object => object[key] = value,
    }
    let errors = parse(&settings).check().err().unwrap_or_default();
    errors.into_iter().map(|error| error.pointer).collect()
}

#[test]
fn a_complete_campaign_may_open_and_has_the_defaults() {
    let campaign = parse(&settings());
    assert_eq!(campaign.check(), Ok(()));
    assert_eq!((campaign.shards, campaign.household_limit), (8, 1));
    assert_eq!(
        (campaign.counts, campaign.postal_code),
        (Counts::Submitted, PostalCode::Required)
    );
    assert_eq!(campaign.collection_notice.min_age, 14);
    assert!(
        campaign
            .notices
            .iter()
            .all(|notice| notice.control == Control::Choose)
    );
    assert!(campaign.partners.iter().all(|partner| !partner.is_revoked));
    let written = serde_json::to_value(&campaign).unwrap();
    assert_eq!(parse(&written), campaign);
}

#[test]
fn a_setting_that_is_not_known_is_refused() {
    let mut unknown = settings();
    unknown["secret"] = json!(1);
    assert!(serde_json::from_value::<CampaignSettings>(unknown).is_err());
    let mut unknown = settings();
    unknown["partners"][0]["origin"] = json!("https://a.example");
    assert!(serde_json::from_value::<CampaignSettings>(unknown).is_err());
}

#[test]
fn numbers_and_dates_make_sense() {
    for (pointer, value) in [
        ("/shards", json!(0)),
        ("/shards", json!(257)),
        ("/goal", json!(0)),
        ("/petition_version", json!(0)),
        ("/household_limit", json!(0)),
        ("/limits/network", json!({"per_hour": 0, "burst": 1})),
        ("/limits/hosted", json!({"per_hour": 1, "burst": 1_001})),
        ("/opens_at", json!("2026-11-01")),
        ("/opens_at", json!("2026-11-01T00:00:00")),
        ("/closes_at", json!("never")),
        ("/closes_at", json!("2026-10-31T00:00:00Z")),
        ("/closes_zone/fr", json!(" ")),
        ("/lead", json!("somebody-else")),
    ] {
        assert!(
            wrong_with(pointer, value.clone()).contains(&pointer.to_owned()),
            "{value}"
        );
    }
    assert_eq!(wrong_with("/shards", json!(256)), [""; 0]);
    assert_eq!(
        wrong_with("/closes_zone", json!({"en": "Ottawa"})),
        ["/closes_zone/fr"]
    );
}

#[test]
fn every_text_is_there_in_every_language() {
    for (pointer, missing) in [
        ("/collection_notice/text", "/collection_notice/text/fr"),
        ("/partners/0/name", "/partners/0/name/fr"),
    ] {
        assert_eq!(wrong_with(pointer, json!({"en": "Text"})), [missing]);
        assert_eq!(wrong_with(&format!("{pointer}/fr"), json!("")), [missing]);
        let more = wrong_with(&format!("{pointer}/de"), json!("Text"));
        assert_eq!(more, [missing.replace("fr", "de")]);
    }
    let text = settings()["notices"][0]["text"]["en"].clone();
    assert_eq!(
        wrong_with("/notices/0/text", json!({"en": text})),
        ["/notices/0/text/fr"]
    );
    for field in ["headline", "addressee", "ask"] {
        let pointer = format!("/petition/fr/{field}");
        assert_eq!(wrong_with(&pointer, json!(" ")), [pointer]);
    }
    assert_eq!(
        wrong_with("/petition/fr/text", json!([])),
        ["/petition/fr/text"]
    );
    assert_eq!(
        wrong_with("/petition/fr/text/1", json!("")),
        ["/petition/fr/text/1"]
    );
    assert_eq!(
        wrong_with("/default_language", json!("de")),
        ["/default_language"]
    );
    assert_eq!(
        wrong_with("/partners/1/language", json!("de")),
        ["/partners/1/language"]
    );
    let petition = settings()["petition"]["en"].clone();
    let errors = wrong_with("/petition/not a tag", petition);
    assert!(errors.contains(&"/petition/not a tag".to_owned()));
    // A language without its collection notice does not open.
    assert!(errors.contains(&"/collection_notice/text/not a tag".to_owned()));
}

#[test]
fn the_ask_and_the_notices_are_short() {
    let words = |count: usize| json!(vec!["word"; count].join(" "));
    assert_eq!(wrong_with("/petition/en/ask", words(60)), [""; 0]);
    assert_eq!(
        wrong_with("/petition/en/ask", words(61)),
        ["/petition/en/ask"]
    );
    assert_eq!(wrong_with("/notices/0/text/en/body", words(90)), [""; 0]);
    let body = "/notices/0/text/en/body";
    assert_eq!(wrong_with(body, words(91)), [body]);
}

#[test]
fn a_notice_is_filled_in_and_reviewed() {
    for field in ["legend", "body"] {
        let pointer = format!("/notices/1/text/fr/{field}");
        for text in ["", "{org_legal_name} souhaite vous écrire"] {
            assert_eq!(
                wrong_with(&pointer, json!(text)),
                [pointer.as_str()],
                "{text}"
            );
        }
    }
    let body = "/notices/1/text/en/body";
    assert_eq!(
        wrong_with(body, json!("The Circle and its partners may write.")),
        [body]
    );
    let reviewed = "/notices/1/text/en/reviewed_by";
    assert_eq!(wrong_with(reviewed, json!("  ")), [reviewed]);
    let labels = [
        "/notices/1/text/en/tick_label",
        "/notices/1/text/fr/tick_label",
    ];
    assert_eq!(wrong_with("/notices/1/control", json!("tick")), labels);
    assert_eq!(wrong_with(labels[0], json!("Yes, {org}")), [labels[0]]);
    for pointer in ["kept_until", "storage_place", "privacy_contact"] {
        let pointer = format!("/collection_notice/{pointer}");
        assert_eq!(wrong_with(&pointer, json!("{place}")), [pointer]);
    }
    for pointer in ["/collection_notice/version", "/collection_notice/min_age"] {
        assert_eq!(wrong_with(pointer, json!(0)), [pointer]);
    }
    assert_eq!(
        wrong_with("/notices/0/version", json!(0)),
        ["/notices/0/version"]
    );
    assert_eq!(
        wrong_with("/notices/0/purpose", json!("")),
        ["/notices/0/purpose"]
    );
}

#[test]
fn partners_are_named_once_and_by_their_origins() {
    let again = partner("rights-circle", "fr");
    assert_eq!(wrong_with("/partners/-", again), ["/partners/2/partner"]);
    assert_eq!(wrong_with("/partners/0/is_revoked", json!(true)), ["/lead"]);
    let origin = "/partners/1/origins/0";
    assert_eq!(wrong_with(origin, json!("https://a.example/act")), [origin]);
    assert_eq!(
        wrong_with(origin, json!("https://ré.example/act")),
        [origin]
    );
    let again = notice("circle-updates", "rights-circle");
    let errors = wrong_with("/notices/-", again);
    assert!(errors.contains(&"/notices/2/notice".to_owned()));
    let stranger = notice("stranger-updates", "stranger");
    assert_eq!(wrong_with("/notices/-", stranger), ["/notices/2/partner"]);
}

#[test]
fn an_origin_is_read_in_its_own_script_and_in_ascii() {
    for (written, read) in [
        ("https://ré.example", "https://xn--r-bga.example"),
        ("https://Ré.Example:8443", "https://xn--r-bga.example:8443"),
        ("https://xn--r-bga.example", "https://xn--r-bga.example"),
        ("https://مثال.example", "https://xn--mgbh0fb.example"),
    ] {
        let pointer = "/partners/1/origins/0";
        assert_eq!(wrong_with(pointer, json!(written)), [""; 0], "{written}");
        let mut settings = settings();
        *settings.pointer_mut(pointer).unwrap() = json!(written);
        assert_eq!(parse(&settings).partners[1].origins[0], read, "{written}");
    }
}

#[test]
fn a_form_has_at_most_two_notices() {
    // The partner's second makes three in its form, with the lead's.
    let second = notice("circle-events", "rights-circle");
    assert_eq!(wrong_with("/notices/-", second), ["/partners/1"]);
    // The lead's second makes two in its own form and three in the other's.
    let second = notice("council-events", "refugee-council");
    assert_eq!(wrong_with("/notices/-", second), ["/partners/1"]);
}

#[test]
fn goals_rise_and_are_not_too_many() {
    assert_eq!(wrong_with("/goals", json!([5000, 10_000])), [""; 0]);
    assert_eq!(
        wrong_with("/goals", json!([5000, 5000, 3000])),
        ["/goals/1", "/goals/2"]
    );
    assert_eq!(wrong_with("/goals", json!([3000])), ["/goals/0"]);
    let many: Vec<u64> = (3001..=3021).collect();
    assert_eq!(wrong_with("/goals", json!(many)), ["/goals"]);
}

#[test]
fn an_outcome_is_told_in_every_language_and_leads_to_a_web_page() {
    let text = |words: &str| json!({"en": words, "fr": words});
    let outcome = json!({"kind": "partly", "update": text("Some of it."),
        "updated_on": "2026-12-01",
        "next": {"label": text("Write to them"), "url": "https://a.example/write"}});
    assert_eq!(wrong_with("/outcome", outcome.clone()), [""; 0]);
    assert_eq!(wrong_with("/outcome", json!({"kind": "won"})), [""; 0]);
    let mut wrong = outcome;
    wrong["update"] = json!({"en": "word ".repeat(121)});
    wrong["updated_on"] = json!("1 December");
    wrong["next"]["url"] = json!("javascript:alert(1)");
    assert_eq!(
        wrong_with("/outcome", wrong),
        [
            "/outcome/update/fr",
            "/outcome/update/en",
            "/outcome/updated_on",
            "/outcome/next/url"
        ]
    );
}

#[test]
fn an_address_without_a_host_is_refused_where_it_stands() {
    let label = json!({"en": "Write", "fr": "Écrivez"});
    let link = |url: &str| json!({"link": {"label": label, "url": url}});
    assert_eq!(wrong_with("/next_step", link("https://a.example")), [""; 0]);
    for url in ["https://", "https:///act", "https://?x", "https://:443/"] {
        let wrong = wrong_with("/next_step", link(url));
        assert_eq!(wrong, ["/next_step/link/url"], "{url}");
        let mut letter = json!({"letter": {"subject": label, "text": label}});
        letter["letter"]["find"] = json!({"label": label, "url": url});
        let wrong = wrong_with("/next_step", letter);
        assert_eq!(wrong, ["/next_step/letter/find/url"], "{url}");
    }
}

#[test]
fn a_protected_campaign_refuses_what_would_show_who_signed() {
    // Whatever it is, all of it is told at once.
    let mut unsafe_ones = settings();
    unsafe_ones["mode"] = json!("protected");
    unsafe_ones["comments"] = json!("moderated");
    unsafe_ones["household_limit"] = json!(2);
    unsafe_ones["partners"][1]["server_keys"] = json!(["k1-a"]);
    let errors = parse(&unsafe_ones).check().unwrap_err();
    let pointers: Vec<_> = errors.iter().map(|error| error.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/counts",
            "/comments",
            "/postal_code",
            "/household_limit",
            "/collection_notice/delivery",
            "/partners/1/server_keys",
        ]
    );
    let mut mended = unsafe_ones;
    mended["counts"] = json!("confirmed");
    mended["comments"] = json!("off");
    mended["household_limit"] = json!(1);
    mended["collection_notice"]["delivery"] = json!("count");
    mended["partners"][1]["server_keys"] = json!([]);
    for asked in ["optional", "off"] {
        mended["postal_code"] = json!(asked);
        assert_eq!(parse(&mended).check(), Ok(()), "{asked}");
    }
    let written = serde_json::to_value(parse(&mended)).unwrap();
    assert_eq!(written["mode"], "protected");
}

#[test]
fn a_campaign_that_says_no_mode_is_open_and_is_stored_as_before() {
    let campaign = parse(&settings());
    assert_eq!(campaign.mode, CampaignMode::Open);
    let written = serde_json::to_value(&campaign).unwrap();
    assert_eq!(written.get("mode"), None);
    let mut unknown = settings();
    unknown["mode"] = json!("secret");
    assert!(serde_json::from_value::<CampaignSettings>(unknown).is_err());
}

#[test]
fn a_partners_server_keys_are_few_and_each_is_there_once() {
    let wrong = |keys: Value| wrong_with("/partners/1/server_keys", keys);
    assert_eq!(wrong(json!(["k1-a", "k1-b"])), [""; 0]);
    assert_eq!(
        wrong(json!(["k1-a", "k1-a"])),
        ["/partners/1/server_keys/1"]
    );
    assert_eq!(
        wrong(json!(["k1-a", "k1-b", "k1-c"])),
        ["/partners/1/server_keys"]
    );
}

#[test]
fn only_what_was_promised_before_can_be_taken_back() {
    let with = |pointer: &str, value: Value| {
        let mut settings = settings();
        *settings.pointer_mut(pointer).unwrap() = value;
        parse(&settings)
    };
    let counts = |word: &str| {
        let mut settings = settings();
        settings["counts"] = json!(word);
        parse(&settings)
    };
    let (submitted, confirmed) = (counts("submitted"), counts("confirmed"));
    assert!(confirmed.weakened_by(&submitted).counts);
    for (before, after) in [
        (&submitted, &confirmed),
        (&submitted, &submitted),
        (&confirmed, &confirmed),
    ] {
        assert!(!before.weakened_by(after).is_any());
    }
    let delivery = |word: &str| with("/collection_notice/delivery", json!(word));
    let all = ["count", "names", "names_and_region"].map(delivery);
    for (i, before) in all.iter().enumerate() {
        for (j, after) in all.iter().enumerate() {
            assert_eq!(before.weakened_by(after).delivery, j > i, "{i} {j}");
        }
    }
}

#[test]
fn a_petition_without_an_end_needs_no_zone() {
    let mut open_ended = settings();
    let fields = open_ended.as_object_mut().unwrap();
    fields.remove("closes_at");
    fields.remove("closes_zone");
    assert_eq!(parse(&open_ended).check(), Ok(()));
    open_ended["closes_zone"] = json!({"en": "Ottawa"});
    let errors = parse(&open_ended).check().unwrap_err();
    assert_eq!(errors[0].pointer, "/closes_zone/fr");
}
