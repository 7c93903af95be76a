//! Vectors that others published: RFC 4231, RFC 5869, RFC 9421, RFC 9530.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod common;

use common::{base64, hex, list, parse, text};
use hkdf::Hkdf;
use protocol::base64::encode_base64;
use protocol::message::encode_base;
use protocol::{
    DigestError, derive_hmac, encode_content_digest, verify_content_digest, verify_hmac,
};
use sha2::Sha256;

#[test]
fn hmac_is_that_of_rfc_4231() {
    let vectors = parse(include_str!("../vectors/rfc4231.json"));
    for case in list(&vectors, "cases") {
        let (key, message, tag) = (hex(case, "key"), hex(case, "msg"), hex(case, "tag"));
        assert_eq!(derive_hmac(&key, &message).as_slice(), tag);
        assert!(verify_hmac(&key, &message, &tag));
    }
}

#[test]
fn hkdf_is_that_of_rfc_5869() {
    let vectors = parse(include_str!("../vectors/rfc5869.json"));
    for case in list(&vectors, "cases") {
        let (salt, secret, info) = (hex(case, "salt"), hex(case, "ikm"), hex(case, "info"));
        let (prk, hkdf) = Hkdf::<Sha256>::extract(Some(&salt), &secret);
        assert_eq!(prk.as_slice(), hex(case, "prk"));
        let mut output = vec![0; usize::try_from(case["l"].as_u64().unwrap()).unwrap()];
        hkdf.expand(&info, &mut output).unwrap();
        assert_eq!(output, hex(case, "okm"));
    }
}

#[test]
fn a_signature_is_that_of_rfc_9421() {
    let vector = parse(include_str!("../vectors/rfc9421-b25.json"));
    let components = list(&vector, "components").iter();
    let components = components.map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap()));
    let base = encode_base(components, text(&vector, "params"));
    assert_eq!(base, text(&vector, "signature_base"));
    let tag = derive_hmac(&base64(&vector, "key"), base.as_bytes());
    assert_eq!(encode_base64(&tag), text(&vector, "signature"));
}

#[test]
fn a_content_digest_is_that_of_rfc_9530() {
    let vectors = parse(include_str!("../vectors/rfc9530.json"));
    for case in list(&vectors, "cases") {
        let content = text(case, "content").as_bytes();
        let long = case["sha-512"]
            .as_str()
            .map(|digest| format!("sha-512=:{digest}:"));
        let Some(short) = case["sha-256"].as_str() else {
            assert_eq!(
                verify_content_digest(&long.unwrap(), content),
                Err(DigestError::Missing)
            );
            continue;
        };
        let short = format!("sha-256=:{short}:");
        assert_eq!(encode_content_digest(content), short);
        let both = long.map_or(short.clone(), |long| format!("{short},{long}"));
        assert_eq!(verify_content_digest(&both, content), Ok(()));
        assert_eq!(
            verify_content_digest(&both, b"other"),
            Err(DigestError::Mismatch)
        );
    }
}
