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

#[test]
fn what_is_no_submission_is_malformed() {
    for (from, to) in [
        ("{\"partner\"", "\"partner\""),
        ("\"language\"", "\"languages\""),
        ("\"given_name\"", "\"name\""),
        ("\"id\"", "\"notice\""),
        ("\"choice\"", "\"answer\""),
        ("\"hidden\"", "\"shown\""),
        ("\"hidden\"", "\"hidden\",\"work\":{\"counter\":-1}"),
        (
            "\"hidden\"",
            "\"hidden\",\"work\":{\"counter\":1,\"more\":1}",
        ),
        ("\"hidden\"", "\"hidden\",\"display\":\"hidden\""),
        ("\"no\"", "\"maybe\""),
        ("\"no\"", "\"No\""),
        (":1,\"view\"", ":-1,\"view\""),
        (":1,\"view\"", ":4294967296,\"view\""),
        (":1,\"view\"", ":\"1\",\"view\""),
        ("\"a@example.org\"", "7"),
        ("}]}", "}]}{}"),
    ] {
        let body = BODY.replacen(from, to, 1);
        assert_ne!(body, BODY, "{from}");
        let parsed = Submission::parse(body.as_bytes());
        assert!(
            matches!(parsed, Err(SubmissionError::Malformed { .. })),
            "{to}: {parsed:?}"
        );
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
