//! Which signatures are for us (RFC 9421), and which are refused.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use protocol::{MessageError, Request, SignatureInput};

const ALL: &str = "(\"@method\" \"@authority\" \"@path\" \"content-type\" \"content-digest\" \
                   \"idempotency-key\")";
const TAG: &str = "tag=\"undersigned-v1\"";
const SIGNATURE: &str = "us=:AA==:";

fn parse(input: &str, signature: &str) -> Result<SignatureInput, MessageError> {
    SignatureInput::parse(input, signature)
}

#[test]
fn signatures_of_others_beside_ours_are_ignored() {
    let ours = format!("a={ALL};created=2;keyid=\"k\";expires=3;{TAG}");
    for others in [
        "sig1=(\"date\");tag=\"other\"",
        "sig1=(\"date\";bs \"x\");alg=\"rsa\"",
        "sig1=();tag=undersigned-v1",
        "sig1=1",
    ] {
        for input in [format!("{ours}, {others}"), format!("{others} ,\t{ours}")] {
            let parsed = parse(&input, "sig1=:AQ==:, a=:AA==:, a2=?0").unwrap();
            assert_eq!((parsed.label(), parsed.keyid()), ("a", "k"), "{input}");
            assert_eq!((parsed.created_s(), parsed.expires_s()), (2, Some(3)));
        }
        let not_for_us = parse(others, "sig1=:AQ==:");
        assert_eq!(not_for_us, Err(MessageError::NotForUs), "{others}");
    }
}

#[test]
fn two_signatures_for_us_are_refused() {
    let ours = format!("{ALL};created=1;keyid=\"k\";{TAG}");
    let two = parse(&format!("a={ours}, b={ours}"), "a=:AA==:, b=:AA==:");
    assert_eq!(two, Err(MessageError::Several { got: 2 }));
}

#[test]
fn exactly_the_six_components_are_covered() {
    let five = ALL.replace(" \"@path\"", "");
    for list in [
        "()",
        &five,
        &ALL.replace("\"@path\"", "\"@path\" \"@path\""),
        &ALL.replace("\"@path\"", "\"@method\""),
        &ALL.replace("\"@path\"", "\"@path\" \"@query\""),
        &ALL.replace("\"@path\"", "\"@target-uri\""),
        &ALL.replace("\"content-type\"", "\"Content-Type\""),
        &ALL.replace("\"content-type\"", "\"content-type\";sf"),
        &ALL.replace("\"@path\"", "\"@path\";req"),
        &ALL.replace("\"@path\"", "path"),
        &ALL.replace("\"@path\"", "1"),
    ] {
        let parsed = parse(&format!("us={list};created=1;keyid=\"k\";{TAG}"), SIGNATURE);
        assert_eq!(parsed, Err(MessageError::Components), "{list}");
    }
}

#[test]
fn parameters_have_their_types() {
    for (params, error) in [
        ("keyid=\"k\"", MessageError::Parameter { name: "created" }),
        (
            "created=\"1\";keyid=\"k\"",
            MessageError::Parameter { name: "created" },
        ),
        (
            "created=1.5;keyid=\"k\"",
            MessageError::Parameter { name: "created" },
        ),
        (
            "created=@1;keyid=\"k\"",
            MessageError::Parameter { name: "created" },
        ),
        (
            "created=1;keyid=\"k\";expires",
            MessageError::Parameter { name: "expires" },
        ),
        ("created=1", MessageError::Parameter { name: "keyid" }),
        (
            "created=1;keyid=k",
            MessageError::Parameter { name: "keyid" },
        ),
        (
            "created=1;keyid=\"k\";alg=\"ed25519\"",
            MessageError::Algorithm,
        ),
        (
            "created=1;keyid=\"k\";alg=hmac-sha256",
            MessageError::Algorithm,
        ),
    ] {
        let parsed = parse(&format!("us={ALL};{params};{TAG}"), SIGNATURE);
        assert_eq!(parsed, Err(error), "{params}");
    }
}

#[test]
fn the_signature_stands_under_the_same_label() {
    let input = format!("us={ALL};created=1;keyid=\"k\";{TAG}");
    let malformed = Err(MessageError::Malformed { field: "Signature" });
    for signature in [
        "",
        "other=:AA==:",
        "us=\"AA\"",
        "us=(:AA==:)",
        "us",
        "us=:A",
        "=",
        "us=:AA==:,",
    ] {
        assert_eq!(parse(&input, signature), malformed, "{signature}");
    }
    let malformed = Err(MessageError::Malformed {
        field: "Signature-Input",
    });
    assert_eq!(parse("us=(", SIGNATURE), malformed);
}

#[test]
fn white_space_around_a_field_is_not_signed() {
    let request = Request {
        method: "POST",
        authority: "edge.example",
        path: "/",
        content_type: "application/json",
        content_digest: "sha-256=:AA==:",
        idempotency_key: "\"k\"",
    };
    let signed = protocol::sign_message(&[1; 32], &request, 1, "k");
    let input = parse(&signed.signature_input, &signed.signature).unwrap();
    let spaced = Request {
        content_type: " application/json\t",
        ..request
    };
    assert_eq!(input.verify(&[1; 32], &spaced), Ok(()));
    assert_eq!(
        input.verify(&[2; 32], &request),
        Err(MessageError::Mismatch)
    );
}
