//! A signed request is taken as it was signed, and not with one bit of it
//! changed or one byte moved from a field to the next.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod common;

use common::{base64, list, parse, text};
use proptest::prelude::*;
use protocol::{Request, SignatureInput, sign_message, verify_content_digest};
use serde_json::Value;

const NAMES: [&str; 6] = [
    "method",
    "authority",
    "path",
    "content_type",
    "content_digest",
    "idempotency_key",
];

fn vector() -> Value {
    let vectors = parse(include_str!("../vectors/message.json"));
    list(&vectors, "signed").first().unwrap().clone()
}

/// The six covered values, in the order of the components.
fn values(case: &Value) -> [String; 6] {
    NAMES.map(|name| text(&case["request"], name).to_owned())
}

fn request(
    [method, authority, path, content_type, content_digest, key]: &[String; 6],
) -> Request<'_> {
    Request {
        method,
        authority,
        path,
        content_type,
        content_digest,
        idempotency_key: key,
    }
}

/// Whether the edge would take it: the fields are read, and the signature is
/// the request's.
fn is_taken(key: &[u8], input: &str, signature: &str, values: &[String; 6]) -> bool {
    let parsed = SignatureInput::parse(input, signature);
    parsed.is_ok_and(|parsed| parsed.verify(key, &request(values)).is_ok())
}

/// The text with each of its bits flipped once, where that is text at all.
fn flipped(text: &str) -> impl Iterator<Item = String> {
    (0..text.len() * 8).filter_map(|at| {
        let mut bytes = text.as_bytes().to_vec();
        *bytes.get_mut(at / 8).unwrap() ^= 1 << (at % 8);
        String::from_utf8(bytes).ok()
    })
}

#[test]
fn no_bit_of_any_covered_byte_can_be_flipped() {
    let case = vector();
    let key = base64(&case, "session_key");
    let (input, signature) = (text(&case, "signature_input"), text(&case, "signature"));
    let good = values(&case);
    assert!(is_taken(&key, input, signature, &good));
    let mut count = 0;
    for at in 0..good.len() {
        for changed in flipped(&good[at]) {
            let mut values = good.clone();
            values[at] = changed;
            assert!(!is_taken(&key, input, signature, &values), "{values:?}");
            count += 1;
        }
    }
    for changed in flipped(input) {
        assert!(!is_taken(&key, &changed, signature, &good), "{changed}");
        count += 1;
    }
    // The last letter has two spare bits, which are no part of the bytes and
    // which a reader should not mind (RFC 9651 section 4.2.7).
    let (letters, last) = signature.split_at(signature.len() - "0=:".len());
    for changed in flipped(letters).map(|letters| letters + last) {
        assert!(!is_taken(&key, input, &changed, &good), "{changed}");
        count += 1;
    }
    println!("{count} flipped bits");
    assert!(count > 4_000, "{count}");
}

#[test]
fn no_bit_of_the_body_can_be_flipped() {
    let case = vector();
    let (body, digest) = (
        text(&case, "body"),
        text(&case["request"], "content_digest"),
    );
    assert_eq!(verify_content_digest(digest, body.as_bytes()), Ok(()));
    for at in 0..body.len() * 8 {
        let mut changed = body.as_bytes().to_vec();
        *changed.get_mut(at / 8).unwrap() ^= 1 << (at % 8);
        assert!(verify_content_digest(digest, &changed).is_err(), "bit {at}");
    }
}

#[test]
fn no_byte_can_move_from_a_field_to_its_neighbour() {
    let case = vector();
    let key = base64(&case, "session_key");
    let (input, signature) = (text(&case, "signature_input"), text(&case, "signature"));
    let good = values(&case);
    for at in 0..good.len() - 1 {
        let both = format!("{}{}", good[at], good[at + 1]);
        for cut in (0..=both.len()).filter(|cut| *cut != good[at].len()) {
            let (left, right) = both.split_at(cut);
            let mut values = good.clone();
            (values[at], values[at + 1]) = (left.to_owned(), right.to_owned());
            assert!(!is_taken(&key, input, signature, &values), "{values:?}");
        }
    }
}

/// What could look like the end of a field and the begin of the next.
fn piece() -> impl Strategy<Value = String> {
    let odd = "[ab]|\n|\"|: |, |\"content-type\": |\n\"content-digest\": |\n\"@path\": ";
    prop::collection::vec(odd, 0..5).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_taken_under_a_signature_is_what_was_signed(
        signed in prop::array::uniform6(piece()),
        other in prop::array::uniform6(piece()),
        changes in any::<[bool; 6]>(),
    ) {
        // As a signer sends them: without white space around.
        let signed = signed.map(|value| value.trim().to_owned());
        // Nothing is changed in one of 64: the same request is taken.
        let mut sent = signed.clone();
        for ((sent, other), is_changed) in sent.iter_mut().zip(other).zip(changes) {
            if is_changed {
                *sent = other;
            }
        }
        let headers = sign_message(&[1; 32], &request(&signed), 1, "k");
        let is_same = signed.iter().zip(&sent).all(|(one, other)| one.trim() == other.trim());
        let is_taken = is_taken(&[1; 32], &headers.signature_input, &headers.signature, &sent);
        // No field holds a line break.
        let is_one_line = sent.iter().all(|value| !value.contains('\n'));
        prop_assert_eq!(is_taken, is_same && is_one_line, "{:?} for {:?}", sent, signed);
    }

    #[test]
    fn a_line_cannot_slide_into_the_next_field(
        parts in prop::array::uniform3(piece()), at in 0..5_usize,
    ) {
        const LINES: [&str; 5] = [
            "\n\"@authority\": ", "\n\"@path\": ", "\n\"content-type\": ",
            "\n\"content-digest\": ", "\n\"idempotency-key\": ",
        ];
        let [first, second, third] = parts;
        let line = LINES[at];
        let mut signed = NAMES.map(str::to_owned);
        let mut sent = signed.clone();
        (signed[at], signed[at + 1]) = (first.clone(), format!("{second}{line}{third}"));
        (sent[at], sent[at + 1]) = (format!("{first}{line}{second}"), third);
        let headers = sign_message(&[1; 32], &request(&signed), 1, "k");
        let is_taken = is_taken(&[1; 32], &headers.signature_input, &headers.signature, &sent);
        prop_assert!(!is_taken, "{:?} for {:?}", sent, signed);
    }
}
