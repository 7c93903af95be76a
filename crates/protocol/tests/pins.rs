//! Bytes that are stored or signed, pinned by vectors that another program made.
//!
//! A failure here means that sessions, replay rows or signatures of a running
//! deployment would no longer be understood: write a migration, or a new
//! version beside the old one. The vectors are only ever added to.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod common;

use common::{base64, hex, list, parse, parse_hex, text};
use protocol::{
    CountsAnswer, Feed, LiveMessage, MasterKey, MasterKeys, Request, Session, SessionAnswer,
    SessionPayload, SessionWork, SignatureAnswer, SignatureInput, Submission,
    encode_content_digest, encode_signature_base, encode_signature_params, lp, sign_message, work,
};
use serde_json::{Value, json};

#[test]
fn length_prefixed_parts_are_pinned() {
    let vectors = parse(include_str!("../vectors/lp.json"));
    for case in list(&vectors, "cases") {
        let parts = list(case, "parts")
            .iter()
            .map(|part| parse_hex(part.as_str().unwrap()));
        let parts: Vec<Vec<u8>> = parts.collect();
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        assert_eq!(lp(&parts), hex(case, "bytes"));
    }
}

fn master_keys(vectors: &Value, active_kid: &str) -> MasterKeys {
    let masters = vectors["masters"].as_object().unwrap().iter();
    let parsed = masters.map(|(kid, secret)| {
        (
            kid.clone(),
            MasterKey::parse(secret.as_str().unwrap()).unwrap(),
        )
    });
    MasterKeys::new(parsed.collect(), active_kid.to_owned()).unwrap()
}

#[test]
fn sessions_are_pinned() {
    let vectors = parse(include_str!("../vectors/session.json"));
    for case in list(&vectors, "cases") {
        let payload: SessionPayload = serde_json::from_value(case["payload"].clone()).unwrap();
        let keys = master_keys(&vectors, text(case, "kid"));
        let issued = Session::issue(&keys, payload);
        assert_eq!(issued.token, text(case, "token"));
        assert_eq!(issued.key.as_slice(), base64(case, "key"));
        // Whichever key issues now, both are live.
        for active_kid in ["k1", "k2"] {
            let opened = Session::open(&master_keys(&vectors, active_kid), &issued.token);
            assert_eq!(opened.as_ref(), Ok(&issued));
        }
    }
}

fn request(case: &Value) -> Request<'_> {
    let request = &case["request"];
    Request {
        method: text(request, "method"),
        authority: text(request, "authority"),
        path: text(request, "path"),
        content_type: text(request, "content_type"),
        content_digest: text(request, "content_digest"),
        idempotency_key: text(request, "idempotency_key"),
    }
}

#[test]
fn signed_messages_are_pinned() {
    let vectors = parse(include_str!("../vectors/message.json"));
    for case in list(&vectors, "signed") {
        let (request, keyid) = (request(case), text(case, "keyid"));
        let created_s = case["created_s"].as_i64().unwrap();
        let digest = encode_content_digest(text(case, "body").as_bytes());
        assert_eq!(digest, request.content_digest);
        let params = encode_signature_params(created_s, keyid);
        assert_eq!(params, text(case, "signature_params"));
        assert_eq!(
            encode_signature_base(&request, &params),
            text(case, "signature_base")
        );
        let signed = sign_message(&base64(case, "session_key"), &request, created_s, keyid);
        assert_eq!(signed.signature_input, text(case, "signature_input"));
        assert_eq!(signed.signature, text(case, "signature"));
    }
}

#[test]
fn what_this_and_other_clients_sign_is_accepted() {
    let vectors = parse(include_str!("../vectors/message.json"));
    for case in list(&vectors, "signed")
        .iter()
        .chain(list(&vectors, "accepted"))
    {
        let name = text(case, "name");
        let input = SignatureInput::parse(text(case, "signature_input"), text(case, "signature"));
        let input = input.unwrap();
        assert_eq!(
            input.encode_base(&request(case)),
            text(case, "signature_base"),
            "{name}"
        );
        assert_eq!(
            input.verify(&base64(case, "session_key"), &request(case)),
            Ok(()),
            "{name}"
        );
        assert_eq!(input.keyid(), text(case, "keyid"), "{name}");
        assert_eq!(
            input.created_s(),
            case["created_s"].as_i64().unwrap(),
            "{name}"
        );
    }
}

#[test]
fn submissions_and_their_digests_are_pinned() {
    let vectors = parse(include_str!("../vectors/submission.json"));
    for case in list(&vectors, "cases") {
        let (name, body) = (text(case, "name"), text(case, "body"));
        let submission = Submission::parse(body.as_bytes()).unwrap();
        assert_eq!(submission.encode(), body, "{name}");
        assert_eq!(
            submission.digest().as_slice(),
            hex(case, "digest"),
            "{name}"
        );
    }
}

/// Reads an answer as a client of the first day wrote it down, and writes it again.
fn assert_shape<T: serde::Serialize + serde::de::DeserializeOwned>(shape: &Value) {
    let parsed: T = serde_json::from_value(shape.clone()).unwrap();
    assert_eq!(&serde_json::to_value(parsed).unwrap(), shape);
}

#[test]
fn the_shapes_of_answers_are_pinned() {
    let tally = json!({"campaign": "welcome-refugees", "signatures": 1841, "goal": 3000,
                       "as_of": "2026-11-22T06:00:00Z"});
    let entry = json!({"id": "AAAAAAAAAAAAAAAA", "name": "Anil K.", "region": "ON", "country": "CA",
                       "comment": null, "signed_at": "2026-11-22T06:00:00Z"});
    assert_shape::<SignatureAnswer>(
        &json!({"receipt": {"id": "AAAAAAAAAAAAAAAAAAAAAA"}, "tally": tally, "entry": entry}),
    );
    assert_shape::<Feed>(&json!({"tally": tally, "entries": [entry], "others": 1840}));
    assert_shape::<LiveMessage>(
        &json!({"v": 1, "tally": tally, "entries": [entry], "removed": ["BBBBBBBBBBBBBBBB"]}),
    );
    let mut counts = json!({
        "campaign": "welcome-refugees", "as_of": "2026-11-22T06:00:00Z", "total": 1841,
        "by": "partner", "rows": [{"key": "refugee-council", "signatures": 1841, "consents": 900, "held": 0}]
    });
    // What an edge of the first day answered is read, and has none of these.
    let read: CountsAnswer = serde_json::from_value(counts.clone()).unwrap();
    assert_eq!((read.rows[0].pending, read.rows[0].withdrawn), (0, 0));
    assert_eq!(read.late, []);
    for (state, count) in [
        ("pending", 7),
        ("confirmed", 1841),
        ("withdrawn", 3),
        ("undeliverable", 2),
    ] {
        counts["rows"][0][state] = json!(count);
    }
    counts["late"] = json!([{"work": "announcement", "since": "2026-11-22T06:00:00Z"}]);
    assert_shape::<CountsAnswer>(&counts);
}

#[test]
fn work_is_pinned() {
    let vectors = parse(include_str!("../vectors/work.json"));
    for case in list(&vectors, "cases") {
        let prefix = work::derive_prefix(text(case, "sid"), text(case, "email"));
        assert_eq!(prefix.as_slice(), hex(case, "prefix"));
        let number = |key: &str| case[key].as_u64().unwrap();
        let bits = u8::try_from(number("difficulty_bits")).unwrap();
        let zero_bits = u8::try_from(number("zero_bits")).unwrap();
        let counter = number("counter");
        assert_eq!(work::try_slice(&prefix, bits, 0, u32::MAX), Some(counter));
        assert!(work::verify(&prefix, zero_bits, counter));
        assert!(!work::verify(&prefix, zero_bits + 1, counter));
    }
}

#[test]
fn a_session_says_its_work_only_where_there_is_some() {
    let mut answer = SessionAnswer {
        session: "us1".into(),
        key: "AA==".into(),
        server_time_ms: 1,
        expires_in_s: 900,
        work: SessionWork::of(0, "c2lk"),
    };
    let without =
        json!({"session": "us1", "key": "AA==", "server_time_ms": 1, "expires_in_s": 900});
    assert_eq!(serde_json::to_value(&answer).unwrap(), without);
    answer.work = SessionWork::of(16, "c2lk");
    let mut with = without.clone();
    with["work"] = json!({"algorithm": "SHA-256", "sid": "c2lk", "difficulty_bits": 16});
    assert_eq!(serde_json::to_value(&answer).unwrap(), with);
    assert!(serde_json::from_value::<SessionAnswer>(with).unwrap() == answer);
}
