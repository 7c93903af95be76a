//! Another implementation of RFC 9421, from PyPI: a partner's backend that
//! uses it signs for us, and it makes the same bytes as our own signer.

use std::io::Write;
use std::process::{Command, Stdio};

use protocol::base64::encode_base64;
use protocol::message::COMPONENTS;
use protocol::{Choice, Request, ServerKid, SignatureAnswer, SignatureInput};
use protocol::{encode_content_digest, sign_message};
use serde_json::{Value, json};
use tests::campaign::LEAD;
use tests::random::Seeded;
use tests::submission::{Supporter, fill};
use tests::{Campaign, Runtime, place, python, random};

use crate::alone;

/// Runs a script to its end with this on its stdin; its stdout.
#[track_caller]
fn run(command: &mut Command, stdin: &str) -> Result<String, String> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let text = stdin.to_owned();
    let writer = std::thread::spawn(move || pipe.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    if output.status.success() {
        Ok(String::from_utf8(output.stdout).unwrap())
    } else {
        Err(String::from_utf8(output.stderr).unwrap())
    }
}

/// The example's backend, for one campaign, under one of its keys.
fn backend(campaign: &Campaign<'_>, kid: &str) -> Command {
    let keyid = format!("partner:{LEAD}:{kid}");
    let key = campaign.edge.secrets().server_key(campaign.id(), &keyid);
    let mut python = python::with_client();
    python
        .arg(place::workspace().join("examples/server-to-server/sign.py"))
        .env("UNDERSIGNED_EDGE", campaign.edge.origin())
        .env("UNDERSIGNED_CAMPAIGN", campaign.id().as_str())
        .env("UNDERSIGNED_KEYID", keyid)
        .env("UNDERSIGNED_KEY", encode_base64(&key));
    python
}

#[test]
fn a_partners_backend_in_python_signs() {
    let _alone = alone();
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    campaign.change(|settings| {
        let mut partners = settings.partners.iter_mut();
        let lead = partners.find(|one| one.partner.as_str() == LEAD).unwrap();
        lead.server_keys = vec![ServerKid::parse("k1-a").unwrap()];
    });
    // What the partner's own form asks of somebody.
    let form = fill(&campaign.lead().embed(), &Supporter::new(), Choice::Yes);
    let answers = form
        .consents
        .iter()
        .map(|consent| (consent.notice.to_string(), json!("yes")));
    let filled = json!({
        "language": "en",
        "supporter": form.supporter,
        "answers": answers.collect::<serde_json::Map<_, _>>(),
        "idempotency_key": random::idempotency_key(),
    });
    let filled = filled.to_string();
    let first = run(&mut backend(&campaign, "k1-a"), &filled).unwrap();
    let _receipt = serde_json::from_str::<SignatureAnswer>(&first)
        .unwrap()
        .receipt;
    assert_eq!(
        run(&mut backend(&campaign, "k1-a"), &filled).unwrap(),
        first,
        "a retry"
    );
    let counts = campaign.organizer().counts(campaign.id(), "partner");
    assert_eq!(counts.total, 1);
    assert_eq!(counts.rows.iter().map(|row| row.consents).sum::<u64>(), 1);

    let refused = run(&mut backend(&campaign, "k1-b"), &filled).unwrap_err();
    assert!(
        refused.contains("/problems/server-key-not-live"),
        "{refused}"
    );
}

/// Printable characters of a header's value, without a space at either end.
fn text(seeded: &mut Seeded, most: u64) -> String {
    let length = 1 + seeded.next_u64() % most;
    let character = |_| char::from(b'!' + u8::try_from(seeded.next_u64() % 94).unwrap());
    (0..length).map(character).collect()
}

#[test]
fn the_published_library_and_our_signer_make_the_same_bytes() {
    const CASES: usize = 300;
    let _alone = alone();
    let seed = u64::from_be_bytes(random::bytes());
    println!("seed {seed}");
    let mut seeded = Seeded::new(seed);
    let mut wanted = Vec::new();
    let mut lines = String::new();
    for number in 0..CASES {
        let key: Vec<u8> = (0..=(seeded.next_u64() % 80))
            .map(|at| at.to_be_bytes()[7])
            .collect();
        let digest = encode_content_digest(text(&mut seeded, 200).as_bytes());
        let content_type = format!("application/json; x={}", text(&mut seeded, 20));
        let idempotency_key = text(&mut seeded, 40);
        let keyid = format!("us1.k1.{number}.A-_a");
        let created_s = 1_700_000_000 + i64::try_from(seeded.next_u64() % 200_000_000).unwrap();
        let path = format!("/v1/campaigns/c-{number}/signatures");
        let authority = ["edge.example", "edge.example:8443", "127.0.0.1:8787"][number % 3];
        let request = Request {
            method: "POST",
            authority,
            path: &path,
            content_type: &content_type,
            content_digest: &digest,
            idempotency_key: &idempotency_key,
        };
        let signed = sign_message(&key, &request, created_s, &keyid);
        let case = json!({
            "method": "POST", "url": format!("https://{authority}{path}"),
            "headers": {"Content-Type": content_type, "Content-Digest": digest,
                        "Idempotency-Key": idempotency_key},
            "components": COMPONENTS, "key": encode_base64(&key), "keyid": keyid,
            "created": created_s,
        });
        lines.extend([case.to_string(), "\n".to_owned()]);
        wanted.push((case, signed));
    }
    let script = place::workspace().join("tests/python/peer.py");
    let made = run(python::with_client().arg(script), &lines).unwrap();
    assert_eq!(made.lines().count(), CASES);
    for (line, (case, signed)) in made.lines().zip(&wanted) {
        let made: Value = serde_json::from_str(line).unwrap();
        assert_eq!(
            made["ours"],
            json!([signed.signature_input, signed.signature]),
            "{case}"
        );
        is_accepted(case, &made["another"]);
    }
}

/// What the library signs in a style of its own is taken, and under another
/// key it is not.
fn is_accepted(case: &Value, made: &Value) {
    let (input, signature) = (&made[0], &made[1]);
    let field = |name: &str| case["headers"][name].as_str().unwrap();
    let url = case["url"]
        .as_str()
        .unwrap()
        .strip_prefix("https://")
        .unwrap();
    let (authority, path) = url.split_at(url.find('/').unwrap());
    let request = Request {
        method: "POST",
        authority,
        path,
        content_type: field("Content-Type"),
        content_digest: field("Content-Digest"),
        idempotency_key: field("Idempotency-Key"),
    };
    let parsed = SignatureInput::parse(input.as_str().unwrap(), signature.as_str().unwrap());
    let parsed = parsed.unwrap();
    let key = protocol::base64::parse_base64(case["key"].as_str().unwrap()).unwrap();
    assert_eq!(parsed.verify(&key, &request), Ok(()), "{case}");
    assert!(parsed.verify(b"another", &request).is_err(), "{case}");
}
