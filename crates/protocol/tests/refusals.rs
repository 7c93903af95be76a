//! What is no session and no submission, and that the refusal has no echo.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use protocol::base64::encode_base64url;
use protocol::{
    MasterKey, MasterKeys, Session, SessionError, Submission, SubmissionError, derive_hmac, lp,
};
use serde_json::{Value, json};

fn master() -> MasterKey {
    MasterKey::parse(&protocol::base64::encode_base64(&[7; 32])).unwrap()
}

/// A token whose MAC is good, whatever its payload is.
fn token(payload: &str) -> String {
    let encoded = encode_base64url(payload.as_bytes());
    let message = lp(&[b"k1", encoded.as_bytes()]);
    let mac = derive_hmac(&master().expand(&[b"session-mac"]), &message);
    format!("us1.k1.{encoded}.{}", encode_base64url(&mac))
}

#[test]
fn a_token_that_was_not_issued_here_opens_nothing() {
    let keys = MasterKeys::new(vec![("k1".into(), master())], "k1".into()).unwrap();
    let open = |token: &str| Session::open(&keys, token).map(|session| session.payload);
    let fields = "\"campaign\":\"c\",\"partner\":\"p\",\"origin\":\"o\",\"issued_at\":1,\
                  \"expires_at\":2,\"sid\":\"s\",\"difficulty_bits\":0";
    let good = token(&format!("{{\"v\":1,{fields}}}"));
    assert_eq!(open(&good).unwrap().expires_at, 2);
    for (other, error) in [
        (good.replace("us1.", "us2."), SessionError::Form),
        (good.replace("us1.", ""), SessionError::Form),
        (format!("{good}.x"), SessionError::Form),
        (String::new(), SessionError::Form),
        (good.replace(".k1.", ".k2."), SessionError::Key),
        (
            good.get(..good.len() - 1).unwrap().to_owned(),
            SessionError::Mac,
        ),
        (format!("{good}="), SessionError::Mac),
        ("us1.k1.e30.AA".to_owned(), SessionError::Mac),
        ("us1.k1.e30.".to_owned(), SessionError::Mac),
        (
            token(&format!("{{\"v\":2,{fields}}}")),
            SessionError::Payload,
        ),
        (
            token(&format!("{{\"v\":1,\"more\":1,{fields}}}")),
            SessionError::Payload,
        ),
        (token("{}"), SessionError::Payload),
        ("a".repeat(1025), SessionError::Length { got: 1025 }),
    ] {
        assert_eq!(open(&other), Err(error), "{other}");
    }
}

const BODY: &str = r#"{"partner":"p","language":"en","petition_version":1,"view":null,
"supporter":{"given_name":"A","email":"a@example.org"},"display":"hidden",
"collection_notice":{"id":"main","version":1},"consents":[{"notice":"n","version":1,"choice":"no"}]}"#;

#[test]
fn an_absent_field_is_as_good_as_null_where_it_is_optional() {
    let submission = Submission::parse(BODY.as_bytes()).unwrap();
    let null = BODY.replace("\"hidden\"", "\"hidden\",\"comment\":null,\"work\":null");
    assert_eq!(Submission::parse(null.as_bytes()), Ok(submission));
}

/// The pointers of what is wrong with a body.
fn pointers(body: &str) -> Vec<String> {
    let parsed = Submission::parse(body.as_bytes());
    let Err(SubmissionError::Fields(problems)) = parsed else {
        assert!(
            matches!(parsed, Err(SubmissionError::Fields(_))),
            "{body}: {parsed:?}"
        );
        return Vec::new();
    };
    let pointers = problems.into_iter().map(|problem| problem.pointer);
    pointers.collect()
}

#[test]
fn what_is_no_submission_is_malformed() {
    for (from, to) in [
        ("{\"partner\"", "\"partner\""),
        ("\"hidden\"", "\"hidden\",\"display\":\"hidden\""),
        ("}]}", "}]}{}"),
    ] {
        let body = BODY.replacen(from, to, 1);
        assert_ne!(body, BODY, "{from}");
        is_malformed(body.as_bytes());
    }
}

#[test]
fn what_is_unknown_or_of_another_type_is_told_by_its_pointer() {
    for (from, to, told) in [
        ("\"language\"", "\"languages\"", &["", "/language"][..]),
        (
            "\"given_name\"",
            "\"name\"",
            &["/supporter", "/supporter/given_name"],
        ),
        (
            "\"id\"",
            "\"notice\"",
            &["/collection_notice", "/collection_notice/id"],
        ),
        (
            "\"choice\"",
            "\"answer\"",
            &["/consents/0", "/consents/0/choice"],
        ),
        ("\"hidden\"", "\"shown\"", &["/display"]),
        (
            "\"hidden\"",
            "\"hidden\",\"work\":{\"counter\":-1}",
            &["/work"],
        ),
        (
            "\"hidden\"",
            "\"hidden\",\"work\":{\"counter\":1,\"more\":1}",
            &["/work"],
        ),
        ("\"no\"", "\"maybe\"", &["/consents/0/choice"]),
        ("\"no\"", "\"No\"", &["/consents/0/choice"]),
        (":1,\"view\"", ":-1,\"view\"", &["/petition_version"]),
        (
            ":1,\"view\"",
            ":4294967296,\"view\"",
            &["/petition_version"],
        ),
        (":1,\"view\"", ":\"1\",\"view\"", &["/petition_version"]),
        ("\"a@example.org\"", "7", &["/supporter/email"]),
        (
            "\"a@example.org\"",
            "\"a@example.org\",\"email\":\"b@example.org\"",
            &["/supporter"],
        ),
        (
            "\"choice\":\"no\"}",
            "\"choice\":\"no\"},7",
            &["/consents/1"],
        ),
    ] {
        let body = BODY.replacen(from, to, 1);
        assert_ne!(body, BODY, "{from}");
        assert_eq!(pointers(&body), told, "{to}");
    }
}

#[test]
fn one_mistake_hides_no_other() {
    let body = r#"{"partner":1,"language":["en"],"petition_version":1.5,"view":{},
        "supporter":{"given_name":null,"family_name":2,"email":3,"postal_code":4,"country":5,
        "region":6,"phone":"613-555-0142"},"display":"full_name","comment":7,
        "collection_notice":{"id":8,"version":"1","text":""},
        "consents":[{"notice":9,"version":null,"choice":"maybe","at":0},[]],"work":10,"page":11,
        "source":12,"phone":"613-555-0142"}"#;
    let Err(SubmissionError::Fields(problems)) = Submission::parse(body.as_bytes()) else {
        panic!("every field is at fault");
    };
    let told: Vec<&str> = problems.iter().map(|one| one.pointer.as_str()).collect();
    assert_eq!(
        told,
        [
            "",
            "/partner",
            "/language",
            "/petition_version",
            "/view",
            "/supporter",
            "/supporter/given_name",
            "/supporter/family_name",
            "/supporter/email",
            "/supporter/postal_code",
            "/supporter/country",
            "/supporter/region",
            "/display",
            "/comment",
            "/collection_notice",
            "/collection_notice/id",
            "/collection_notice/version",
            "/consents/0",
            "/consents/0/notice",
            "/consents/0/version",
            "/consents/0/choice",
            "/consents/1",
            "/work",
            "/page",
            "/source",
        ]
    );
    let all = format!("{problems:?}");
    for sent in ["613", "phone", "full_name", "maybe"] {
        assert!(!all.contains(sent), "an echo of {sent}: {all}");
    }
}

#[test]
fn every_missing_field_is_told_at_once() {
    let Err(SubmissionError::Fields(problems)) = Submission::parse(b"{}") else {
        panic!("an empty object is JSON and misses everything");
    };
    let pointers: Vec<_> = problems
        .iter()
        .map(|problem| problem.pointer.as_str())
        .collect();
    assert_eq!(
        pointers,
        [
            "/partner",
            "/language",
            "/petition_version",
            "/supporter",
            "/display",
            "/collection_notice",
            "/consents",
        ]
    );
    let body = BODY
        .replace("\"p\"", "\"No Label\"")
        .replace(",\"email\":\"a@example.org\"", "");
    let body = body
        .replace("null", "\"abc\"")
        .replace("\"n\",\"version\":1,\"choice\":\"no\"", "\"N\"");
    let Err(SubmissionError::Fields(problems)) = Submission::parse(body.as_bytes()) else {
        panic!("six fields are at fault");
    };
    let told: Vec<_> = problems
        .iter()
        .map(|p| (p.pointer.as_str(), p.kind.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("/partner", "partner"),
            ("/view", "view"),
            ("/supporter/email", "email"),
            ("/consents/0/notice", "consent"),
            ("/consents/0/version", "consent"),
            ("/consents/0/choice", "consent"),
        ]
    );
    assert!(
        problems
            .iter()
            .all(|problem| !problem.detail.contains("No Label")),
        "an echo"
    );
}

/// The example with one member of the object at this pointer set, or removed.
fn with(pointer: &str, name: &str, value: Option<Value>) -> String {
    let mut body: Value = serde_json::from_str(BODY).unwrap();
    let object = body.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
    match value {
        Some(value) => drop(object.insert(name.to_owned(), value)),
        None => drop(object.remove(name).unwrap()),
    }
    body.to_string()
}

#[test]
fn what_is_not_json_is_malformed() {
    let set = |pointer, name, value| with(pointer, name, Some(value));
    assert!(Submission::parse(set("", "source", json!("x")).as_bytes()).is_ok());
    for body in [
        String::new(),
        "{".to_owned(),
        "null".to_owned(),
        "[]".to_owned(),
        "\"{}\"".to_owned(),
        format!("{BODY} {{}}"),
    ] {
        is_malformed(body.as_bytes());
    }
    let mut not_utf8 = BODY.as_bytes().to_vec();
    let at = BODY.find("a@example.org").unwrap();
    *not_utf8.get_mut(at).unwrap() = 0xff;
    is_malformed(&not_utf8);
}

#[track_caller]
fn is_malformed(body: &[u8]) {
    let parsed = Submission::parse(body);
    let text = String::from_utf8_lossy(body);
    assert!(
        matches!(parsed, Err(SubmissionError::Malformed { .. })),
        "{text}: {parsed:?}"
    );
}

#[test]
fn a_missing_field_is_told_by_its_pointer_alone() {
    for pointer in [
        "/partner",
        "/language",
        "/petition_version",
        "/supporter",
        "/supporter/given_name",
        "/supporter/email",
        "/display",
        "/collection_notice",
        "/collection_notice/id",
        "/collection_notice/version",
        "/consents",
        "/consents/0/notice",
        "/consents/0/version",
        "/consents/0/choice",
    ] {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let body = with(parent, name, None);
        let Err(SubmissionError::Fields(problems)) = Submission::parse(body.as_bytes()) else {
            panic!("{pointer} may be missing");
        };
        let told: Vec<_> = problems.iter().map(|one| one.pointer.as_str()).collect();
        assert_eq!(told, [pointer]);
    }
}
