//! What each fuzz target does with its bytes: no parser panics, and what it
//! has read it writes and reads again as the same.

use petition::{CanonicalEmail, DedupRule, clean_name, fold_name, public_name};
use protocol::base64::encode_base64url;
use protocol::{
    MasterKey, MasterKeys, Request, ServerKeyId, Session, SignatureInput, Submission, derive_hmac,
    lp, verify_content_digest,
};

/// A target's function.
pub(crate) type Function = fn(&[u8]);

/// Every target by its name, which is its corpus' folder too.
pub(crate) const TARGETS: [(&str, Function); 5] = [
    ("session_token", session_token),
    ("signature_input", signature_input),
    ("submission", submission),
    ("canonical_email", canonical_email),
    ("display_name", display_name),
];

fn masters() -> MasterKeys {
    let secret = protocol::base64::encode_base64(&[7; 32]);
    let master = MasterKey::parse(&secret).unwrap();
    MasterKeys::new(vec![("k1".to_owned(), master)], "k1".to_owned()).unwrap()
}

/// Once as a token, which no stranger can make; once as a payload with a good
/// MAC, so that the parser behind the MAC is met too.
pub(crate) fn session_token(bytes: &[u8]) {
    let masters = masters();
    if let Ok(text) = std::str::from_utf8(bytes) {
        assert!(Session::open(&masters, text).is_err(), "a forged token");
        if let Some(name) = ServerKeyId::parse(text) {
            assert_eq!(name.to_string(), text);
        }
    }
    let payload = encode_base64url(bytes);
    let key = masters.active().1.expand(&[b"session-mac"]);
    let mac = derive_hmac(&key, &lp(&[b"k1", payload.as_bytes()]));
    let token = format!("us1.k1.{payload}.{}", encode_base64url(&mac));
    if let Ok(session) = Session::open(&masters, &token) {
        let issued = Session::issue(&masters, session.payload.clone());
        let again = Session::open(&masters, &issued.token).unwrap();
        assert_eq!(again.payload, session.payload);
    }
}

/// The first line as Signature-Input, the second as Signature; the third as
/// Content-Digest.
pub(crate) fn signature_input(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let mut lines = text.splitn(3, '\n');
    let (input, signature) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
    let _checked = verify_content_digest(lines.next().unwrap_or(""), bytes);
    let Ok(parsed) = SignatureInput::parse(input, signature) else {
        return;
    };
    let request = Request {
        method: "POST",
        authority: "edge.example",
        path: "/v1/campaigns/a/signatures",
        content_type: "application/json",
        content_digest: "sha-256=:AA==:",
        idempotency_key: "\"k\"",
    };
    assert!(
        parsed.verify(&[9; 32], &request).is_err(),
        "a forged signature"
    );
    // The same inner list, signed, in its canonical text.
    let base = parsed.encode_base(&request);
    let (_, params) = base.rsplit_once("\n\"@signature-params\": ").unwrap();
    let tag = protocol::base64::encode_base64(&derive_hmac(&[9; 32], base.as_bytes()));
    let label = parsed.label();
    let again =
        SignatureInput::parse(&format!("{label}={params}"), &format!("{label}=:{tag}:")).unwrap();
    assert_eq!(again.encode_base(&request), base);
    assert_eq!(again.verify(&[9; 32], &request), Ok(()));
    assert_eq!(
        (again.created_s(), again.expires_s(), again.keyid()),
        (parsed.created_s(), parsed.expires_s(), parsed.keyid())
    );
}

/// A body.
pub(crate) fn submission(bytes: &[u8]) {
    if let Ok(parsed) = Submission::parse(bytes) {
        let again = Submission::parse(parsed.encode().as_bytes()).unwrap();
        assert_eq!(again, parsed);
        assert_eq!(again.digest(), parsed.digest());
    }
}

/// An address as typed.
pub(crate) fn canonical_email(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    for rule in DedupRule::ALL {
        if let Ok(canonical) = CanonicalEmail::parse(text, rule) {
            let again = CanonicalEmail::parse(canonical.as_str(), rule).unwrap();
            assert_eq!(again, canonical);
        }
    }
}

/// A given name, and a family name after the first line's end.
pub(crate) fn display_name(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let (given, family) = text.split_once('\n').unwrap_or((text, ""));
    let clean = |typed: &str| {
        let cleaned = clean_name(typed).ok()?;
        assert_eq!(clean_name(&cleaned).as_ref(), Ok(&cleaned));
        Some(cleaned)
    };
    let Some(given) = clean(given) else { return };
    let family = clean(family);
    let shown = public_name(&given, family.as_deref());
    assert!(!shown.is_empty() && !shown.chars().any(char::is_control));
    let folded = fold_name(&given, family.as_deref());
    // A character that tells somebody apart by itself does so in a name. Not
    // every letter does: an iota below (U+0345, U+037A), the small letters
    // above others (U+0363 on) and an apostrophe that is a letter (U+02BC)
    // fold to nothing.
    let tells_apart = |c: char| !fold_name(c.encode_utf8(&mut [0; 4]), None).is_empty();
    assert!(!folded.is_empty() || !given.contains(tells_apart));
}
