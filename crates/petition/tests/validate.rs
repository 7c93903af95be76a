//! Which values a submission may have, and what becomes of them.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use petition::{Comments, DedupRule, FormRules, Mailboxes, PostalCode, ValidSubmission, validate};
use protocol::{Display, Submission};
use serde_json::{Value, json};

fn body() -> Value {
    json!({
        "partner": "refugee-council", "language": "en", "petition_version": 3, "view": null,
        "supporter": {"given_name": " Anil ", "family_name": "Kumar",
                      "email": " Anil+x@Example.org ", "postal_code": "k1a0b1", "country": "CA"},
        "display": "name_initial", "comment": null,
        "collection_notice": {"id": "main", "version": 1},
        "consents": [{"notice": "refugee-council-updates", "version": 2, "choice": "yes"}],
        "page": "https://partner.example/act?utm=x#sign", "source": "newsletter-3"
    })
}

/// A body with one value at a pointer replaced or added.
fn with(pointer: &str, value: Value) -> Value {
    let mut body = body();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    body.pointer_mut(parent).unwrap()[key] = value;
    body
}

fn rules(postal_code: PostalCode, comments: Comments) -> FormRules {
    FormRules {
        postal_code,
        comments,
        is_protected: false,
        mailboxes: Mailboxes::Ascii,
    }
}

fn check(body: &Value, rule: PostalCode) -> Result<ValidSubmission, Vec<String>> {
    let submission = Submission::parse(body.to_string().as_bytes()).unwrap();
    validate(&submission, rules(rule, Comments::Off))
        .map_err(|problems| problems.into_iter().map(|one| one.pointer).collect())
}

fn refused(body: &Value) -> Vec<String> {
    check(body, PostalCode::Required).err().unwrap()
}

#[test]
fn values_are_kept_in_one_form() {
    let valid = check(&body(), PostalCode::Required).unwrap();
    assert_eq!(
        (valid.given_name.as_str(), valid.family_name.as_deref()),
        ("Anil", Some("Kumar"))
    );
    assert_eq!(valid.email.as_str(), "Anil+x@example.org");
    assert_eq!(
        valid.email.canonical(DedupRule::Second).as_str(),
        "anil+x@example.org"
    );
    assert_eq!(valid.postal_code.as_deref(), Some("K1A 0B1"));
    assert_eq!(
        (valid.country.as_str(), valid.region.as_deref()),
        ("CA", Some("ON"))
    );
    assert_eq!(valid.page.as_deref(), Some("https://partner.example/act"));
    assert_eq!(valid.source.as_deref(), Some("newsletter-3"));
}

#[test]
fn an_empty_text_is_as_good_as_none() {
    for pointer in ["/supporter/family_name", "/page", "/source", "/comment"] {
        assert!(
            check(&with(pointer, json!("  ")), PostalCode::Required).is_ok(),
            "{pointer}"
        );
    }
    for pointer in [
        "/supporter/given_name",
        "/supporter/email",
        "/supporter/postal_code",
    ] {
        assert_eq!(refused(&with(pointer, json!("  "))), [pointer]);
    }
}

#[test]
fn every_field_at_fault_is_told_at_once() {
    let mut body = body();
    body["language"] = json!("english");
    body["supporter"] = json!({"given_name": "", "family_name": "x.com", "email": "anil",
                               "postal_code": "90210", "country": "CA", "region": "XX"});
    body["comment"] = json!("Because.");
    body["consents"] = json!([{"notice": "n", "version": 1, "choice": "yes"},
                              {"notice": "n", "version": 1, "choice": "no"},
                              {"notice": "m", "version": 1, "choice": "no"}]);
    body["page"] = json!("javascript:alert(1)");
    body["source"] = json!("a b");
    assert_eq!(
        refused(&body),
        [
            "/language",
            "/supporter/given_name",
            "/supporter/family_name",
            "/supporter/email",
            "/supporter/postal_code",
            "/supporter/region",
            "/comment",
            "/consents",
            "/consents/1",
        ]
    );
}

#[test]
fn a_field_over_its_limit_is_refused() {
    for (pointer, longest, text) in [
        ("/supporter/given_name", 60, "é"),
        ("/supporter/family_name", 60, "é"),
    ] {
        let at_limit = with(pointer, json!(text.repeat(longest)));
        assert!(check(&at_limit, PostalCode::Required).is_ok(), "{pointer}");
        assert_eq!(
            refused(&with(pointer, json!(text.repeat(longest + 1)))),
            [pointer]
        );
    }
    let spaced = format!("K1A{}0B1", " ".repeat(7));
    assert_eq!(
        refused(&with("/supporter/postal_code", json!(spaced))),
        ["/supporter/postal_code"]
    );
    assert_eq!(
        refused(&with("/comment", json!("a".repeat(281)))),
        ["/comment"]
    );
    let email = format!("{}@example.org", "a".repeat(65));
    assert_eq!(
        refused(&with("/supporter/email", json!(email))),
        ["/supporter/email"]
    );
}

#[test]
fn where_the_supporter_lives_follows_the_campaigns_setting() {
    let mut none = with("/supporter/postal_code", Value::Null);
    assert_eq!(refused(&none), ["/supporter/postal_code"]);
    let optional = check(&none, PostalCode::Optional).unwrap();
    assert_eq!((optional.postal_code, optional.region), (None, None));
    none["supporter"]["region"] = json!("qc");
    let chosen = check(&none, PostalCode::Required).unwrap();
    assert_eq!(
        (chosen.postal_code.as_deref(), chosen.region.as_deref()),
        (None, Some("QC"))
    );
    let off = check(&with("/supporter/region", json!("QC")), PostalCode::Off).unwrap();
    assert_eq!((off.postal_code, off.region), (None, None));
}

#[test]
fn abroad_there_is_no_postal_code_and_no_province() {
    let mut abroad = body();
    abroad["supporter"]["country"] = json!("fr");
    abroad["supporter"]["postal_code"] = json!("75001");
    abroad["supporter"]["region"] = json!("QC");
    let valid = check(&abroad, PostalCode::Required).unwrap();
    assert_eq!(
        (valid.country.as_str(), valid.postal_code, valid.region),
        ("FR", None, None)
    );
    assert_eq!(
        refused(&with("/supporter/country", json!("XX"))),
        ["/supporter/country"]
    );
    let silent = check(
        &with("/supporter/country", Value::Null),
        PostalCode::Required,
    )
    .unwrap();
    assert_eq!(silent.country, "CA");
}

#[test]
fn a_page_is_kept_without_what_a_mailing_added() {
    for (sent, kept) in [
        ("https://partner.example", "https://partner.example"),
        (
            "http://partner.example:8080/a/b?email=x@example.org",
            "http://partner.example:8080/a/b",
        ),
        ("https://partner.example/#token", "https://partner.example/"),
    ] {
        let valid = check(&with("/page", json!(sent)), PostalCode::Required).unwrap();
        assert_eq!(valid.page.as_deref(), Some(kept));
    }
    let longest = format!("https://partner.example/{}", "a".repeat(2048 - 24));
    let valid = check(&with("/page", json!(longest)), PostalCode::Required).unwrap();
    assert_eq!(valid.page.as_deref(), Some(longest.as_str()));
    // Nobody sees this field, so nothing of it keeps anybody from signing.
    let too_long = format!("{longest}a");
    for sent in [
        &too_long,
        "nullsrcdoc",
        "null",
        "about:blank",
        "partner.example",
        "file:///etc/passwd",
        "https://",
        "https:///a",
        "https://user:secret@partner.example/",
        "https://partner.example/a b",
        "https://partner.example\\@evil.example",
        "https://partner.example/\u{202e}",
    ] {
        let valid = check(&with("/page", json!(sent)), PostalCode::Required).unwrap();
        assert_eq!(valid.page, None, "{sent}");
    }
}

#[test]
fn a_source_that_is_none_is_left_out() {
    for (sent, kept) in [
        ("newsletter-3".to_owned(), true),
        ("a".repeat(40), true),
        ("a".repeat(41), false),
        ("a b".to_owned(), false),
        ("zoë".to_owned(), false),
        ("a&amp;b".to_owned(), false),
    ] {
        let valid = check(&with("/source", json!(sent)), PostalCode::Required).unwrap();
        assert_eq!(valid.source, kept.then(|| sent.clone()), "{sent}");
    }
}

#[test]
fn a_reason_is_taken_from_listed_supporters_where_the_campaign_asks_for_it() {
    let check = |body: &Value, rule| {
        let submission = Submission::parse(body.to_string().as_bytes()).unwrap();
        validate(&submission, rules(PostalCode::Required, rule))
            .map(|valid| valid.comment)
            .map_err(|problems| {
                problems
                    .into_iter()
                    .map(|one| one.detail)
                    .collect::<Vec<_>>()
            })
    };
    let body = with("/comment", json!(" Because\nof them. "));
    let kept = Ok(Some("Because of them.".to_owned()));
    assert_eq!(check(&body, Comments::Open), kept);
    assert_eq!(check(&body, Comments::Moderated), kept);
    let refused = |text: &str| Err(vec![text.to_owned()]);
    assert_eq!(
        check(&body, Comments::Off),
        refused("is not taken by this campaign")
    );
    let mut hidden = body.clone();
    hidden["display"] = json!("hidden");
    assert_eq!(
        check(&hidden, Comments::Open),
        refused("is only taken from who is listed")
    );
    let long = with("/comment", json!("é".repeat(281)));
    assert_eq!(
        check(&long, Comments::Open),
        refused("has 281 characters, the limit is 280")
    );
    for nothing in [json!(" \u{200b}\n "), Value::Null] {
        assert_eq!(check(&with("/comment", nothing), Comments::Off), Ok(None));
    }
}

#[test]
fn a_protected_form_keeps_three_characters_of_the_code_and_lists_nobody() {
    let protected = |typed: Value| {
        let body = with("/supporter/postal_code", typed);
        let submission = Submission::parse(body.to_string().as_bytes()).unwrap();
        let rules = FormRules {
            is_protected: true,
            ..rules(PostalCode::Optional, Comments::Off)
        };
        validate(&submission, rules)
    };
    for (typed, kept) in [
        (json!("K1A 0B1"), Some("K1A")),
        (json!(" k1a "), Some("K1A")),
        (json!("k1a0b1"), Some("K1A")),
        (json!("K 1-A"), Some("K1A")),
        (json!(null), None),
        (json!(" "), None),
    ] {
        let valid = protected(typed.clone()).unwrap();
        assert_eq!(valid.postal_code.as_deref(), kept, "{typed}");
        assert_eq!(valid.region.as_deref(), kept.map(|_| "ON"), "{typed}");
        // The body asks to be listed.
        assert_eq!(valid.display, Display::Hidden);
    }
    for wrong in ["K1", "KIA", "D1A", "K1A 0B", "K1A0", "12345", "K1A 0B12"] {
        let problems = protected(json!(wrong)).unwrap_err();
        assert_eq!(problems[0].pointer, "/supporter/postal_code", "{wrong}");
    }
}

#[test]
fn a_value_that_is_not_allowed_is_told_by_its_pointer_alone() {
    let long_email = format!("{}@mail.example", "x".repeat(242));
    for (pointer, value) in [
        ("/supporter/email", json!("anil")),
        ("/supporter/email", json!("anil@")),
        ("/supporter/email", json!("@mail.example")),
        ("/supporter/email", json!("anil@mail")),
        ("/supporter/email", json!("a nil@mail.example")),
        (
            "/supporter/email",
            json!("anil@mail.example\r\nBcc: x@mail.example"),
        ),
        ("/supporter/email", json!("\"anil\"@mail.example")),
        ("/supporter/email", json!("an\u{202e}il@mail.example")),
        ("/supporter/email", json!(long_email)),
        ("/supporter/given_name", json!(" \u{200b} ")),
        ("/supporter/given_name", json!("é".repeat(61))),
        ("/supporter/given_name", json!("கி".repeat(41))),
        ("/supporter/given_name", json!("=1+1")),
        ("/supporter/given_name", json!("win at casino.example.com")),
        ("/supporter/postal_code", json!("K1A 0B1 K1A 0B1")),
        ("/supporter/postal_code", json!("12345")),
        ("/supporter/postal_code", json!(null)),
        ("/supporter/country", json!("ZZ")),
        ("/supporter/country", json!("Canada")),
        ("/supporter/region", json!("XX")),
        ("/comment", json!("because")),
    ] {
        assert_eq!(refused(&with(pointer, value.clone())), [pointer], "{value}");
    }
}
