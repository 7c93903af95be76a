//! The worked example of `docs/protocol.md` is what the code gives.
//!
//! `UNDERSIGNED_WRITE_DOCS=1 cargo test -p protocol --all-features --test document`
//! writes it anew.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod common;

use std::fmt::Write as _;

use common::{list, parse, text};
use hkdf::Hkdf;
use protocol::base64::{encode_base64, encode_base64url, parse_base64};
use protocol::{
    CampaignId, MasterKey, MasterKeys, Request, ServerKeyId, Session, SessionPayload,
    SignatureInput, Submission, derive_hmac, encode_content_digest, encode_signature_base, lp,
    sign_message, verify_content_digest,
};
use sha2::Sha256;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/protocol.md");
const BEGIN: &str = "<!-- begin worked example -->\n";
const END: &str = "<!-- end worked example -->";
const LINE: usize = 96;

const KEY: &str = "\"0b7e5c1a-9d3f-4e2b-8a6c-1f0e2d3c4b5a\"";
const CREATED_S: i64 = 1_795_240_860;

/// A page of markdown that grows by steps.
#[derive(Default)]
struct Page(String);

impl Page {
    fn heading(&mut self, words: &str) {
        writeln!(self.0, "\n### {words}\n").unwrap();
    }

    fn say(&mut self, words: &str) {
        writeln!(self.0, "{words}\n").unwrap();
    }

    /// A value as a block, long ones broken into lines.
    fn show(&mut self, what: &str, value: &str) {
        writeln!(self.0, "{what}:\n\n```text").unwrap();
        for line in value.split('\n') {
            let characters: Vec<char> = line.chars().collect();
            for part in characters.chunks(LINE) {
                writeln!(self.0, "{}", part.iter().collect::<String>()).unwrap();
            }
        }
        self.0.push_str("```\n\n");
    }

    fn show_hex(&mut self, what: &str, bytes: &[u8]) {
        let hex = bytes.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        });
        self.show(&format!("{what}, in hexadecimal"), &hex);
    }
}

fn session_vector() -> (String, SessionPayload) {
    let vectors = parse(include_str!("../vectors/session.json"));
    let case = list(&vectors, "cases").first().unwrap().clone();
    let secret = vectors["masters"]["k1"].as_str().unwrap().to_owned();
    (
        secret,
        serde_json::from_value(case["payload"].clone()).unwrap(),
    )
}

fn body() -> String {
    let vectors = parse(include_str!("../vectors/message.json"));
    text(list(&vectors, "signed").first().unwrap(), "body").to_owned()
}

fn show_keys(page: &mut Page, secret: &str) {
    let (prk, hkdf) =
        Hkdf::<Sha256>::extract(Some(b"undersigned/v1"), &parse_base64(secret).unwrap());
    page.heading("Keys");
    page.show("The master key `k1` of this example, in base64", secret);
    page.show_hex("Extract with the salt `undersigned/v1`", &prk);
    page.show_hex("`lp(\"session-mac\")`", &lp(&[b"session-mac"]));
    let mut key = [0; 32];
    hkdf.expand(&lp(&[b"session-mac"]), &mut key).unwrap();
    page.show_hex("Expand: the key of the MAC of session tokens", &key);
}

fn show_session(page: &mut Page, masters: &MasterKeys, payload: SessionPayload) -> Session {
    let json = serde_json::to_string(&payload).unwrap();
    let encoded = encode_base64url(json.as_bytes());
    let master = masters.active().1;
    let message = lp(&[b"k1", encoded.as_bytes()]);
    let mac = derive_hmac(&master.expand(&[b"session-mac"]), &message);
    let session = Session::issue(masters, payload);
    page.heading("A session");
    page.show("Its payload", &json);
    page.show("The payload in base64url", &encoded);
    page.show_hex("`lp(kid, payload)`", &message);
    page.show("The MAC in base64url", &encode_base64url(&mac));
    page.show("The token", &session.token);
    page.show_hex(
        "`lp(\"session-key\", payload)`",
        &lp(&[b"session-key", encoded.as_bytes()]),
    );
    page.show(
        "Expand: the session's key, in base64 as it is answered",
        &encode_base64(&session.key),
    );
    assert_eq!(
        session.token,
        format!("us1.k1.{encoded}.{}", encode_base64url(&mac))
    );
    session
}

/// Shows a signed request, and that the edge takes it.
fn show_signed(page: &mut Page, body: &str, origin: Option<&str>, key: &[u8], keyid: &str) {
    let digest = encode_content_digest(body.as_bytes());
    let request = Request {
        method: "POST",
        authority: "edge.example",
        path: "/v1/campaigns/welcome-refugees/signatures",
        content_type: "application/json",
        content_digest: &digest,
        idempotency_key: KEY,
    };
    let signed = sign_message(key, &request, CREATED_S, keyid);
    let params = signed.signature_input.strip_prefix("us=").unwrap();
    page.show("The body", body);
    page.show("Content-Digest", &digest);
    page.show(
        "The signature base",
        &encode_signature_base(&request, params),
    );
    page.show("Its HMAC under the key, as Signature", &signed.signature);
    let origin = origin
        .map(|origin| format!("Origin: {origin}\n"))
        .unwrap_or_default();
    let head = format!(
        "POST {} HTTP/1.1\nHost: edge.example\n{origin}Content-Type: application/json\n\
         Content-Length: {}\nIdempotency-Key: {KEY}\nContent-Digest: {digest}\n\
         Signature-Input: {}\nSignature: {}",
        request.path,
        body.len(),
        signed.signature_input,
        signed.signature
    );
    page.show("The head of the request", &head);

    Submission::parse(body.as_bytes()).unwrap();
    verify_content_digest(&digest, body.as_bytes()).unwrap();
    let input = SignatureInput::parse(&signed.signature_input, &signed.signature).unwrap();
    input.verify(key, &request).unwrap();
}

fn worked_example() -> String {
    let mut page = Page::default();
    let (secret, payload) = session_vector();
    let master = MasterKey::parse(&secret).unwrap();
    let masters = MasterKeys::new(vec![("k1".into(), master)], "k1".into()).unwrap();
    show_keys(&mut page, &secret);
    let origin = payload.origin.clone();
    let session = show_session(&mut page, &masters, payload);
    page.heading("A signed request of a page");
    page.say("Signed 60 s after the session was issued.");
    show_signed(
        &mut page,
        &body(),
        Some(&origin),
        &session.key,
        &session.token,
    );

    page.heading("A signed request of a partner's own server");
    let campaign = CampaignId::parse("welcome-refugees").unwrap();
    let name = ServerKeyId::parse("partner:refugee-council:k1-2026a").unwrap();
    let key = name.derive_key(&masters, &campaign).unwrap();
    let label: [&[u8]; 4] = [
        b"partner-key",
        b"welcome-refugees",
        b"refugee-council",
        b"k1-2026a",
    ];
    page.show_hex("`lp(\"partner-key\", campaign, partner, kid)`", &lp(&label));
    page.show("Expand: the secret, in base64", &encode_base64(&key));
    let mut submission = Submission::parse(body().as_bytes()).unwrap();
    submission.view = None;
    show_signed(
        &mut page,
        &submission.encode(),
        None,
        &key,
        &name.to_string(),
    );
    page.0
}

#[test]
fn the_worked_example_is_what_the_code_gives() {
    let document = std::fs::read_to_string(DOCUMENT).unwrap();
    let (before, rest) = document.split_once(BEGIN).unwrap();
    let (written, after) = rest.split_once(END).unwrap();
    let example = worked_example();
    if std::env::var_os("UNDERSIGNED_WRITE_DOCS").is_some() {
        let document = format!("{before}{BEGIN}{example}{END}{after}");
        std::fs::write(DOCUMENT, document).unwrap();
        return;
    }
    assert!(
        written == example,
        "docs/protocol.md is stale: run this test with UNDERSIGNED_WRITE_DOCS=1"
    );
}
