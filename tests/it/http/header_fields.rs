//! Header fields as RFC 9110 lets a client send them and RFC 9421 section 2.1
//! reads them: any letter case, white space around values, several lines.

use protocol::{Choice, Request, encode_content_digest, sign_message};
use sha2::{Digest, Sha512};
use tests::campaign::LEAD;
use tests::page::PageSession;
use tests::raw::{Kept, RawAnswer, encode_post};
use tests::submission::{Attempt, Supporter};
use tests::{Ask, Campaign, Page, Post, Runtime, Setup, clock};

/// Signed values, and the request's lines as a client writes them.
struct Letter {
    page: Page,
    session: PageSession,
    /// When it is signed, however often.
    created_s: i64,
    path: String,
    body: Vec<u8>,
    /// The values that are signed.
    content_type: String,
    content_digest: String,
    idempotency_key: String,
}

impl Letter {
    fn new(campaign: &Campaign<'_>) -> Self {
        let page = campaign.lead();
        let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
        let session = page.session();
        let body = Post::new(&page, &session, &attempt).body;
        Self {
            session,
            created_s: clock::now_s(),
            path: page.path("signatures"),
            content_type: "application/json".to_owned(),
            content_digest: encode_content_digest(&body),
            idempotency_key: format!("\"{}\"", attempt.key),
            page,
            body,
        }
    }

    /// The values of Signature-Input and Signature.
    fn sign(&self) -> [String; 2] {
        let request = Request {
            method: "POST",
            authority: &self.page.authority,
            path: &self.path,
            content_type: &self.content_type,
            content_digest: &self.content_digest,
            idempotency_key: &self.idempotency_key,
        };
        let (key, token) = (&self.session.key, &self.session.token);
        let signed = sign_message(key, &request, self.created_s, token);
        [signed.signature_input, signed.signature]
    }

    /// The lines of a plain request.
    fn lines(&self) -> Vec<String> {
        let [input, signature] = self.sign();
        vec![
            format!("Content-Type: {}", self.content_type),
            format!("Content-Digest: {}", self.content_digest),
            format!("Idempotency-Key: {}", self.idempotency_key),
            format!("Signature-Input: {input}"),
            format!("Signature: {signature}"),
        ]
    }

    fn send(&self, lines: &[String]) -> RawAnswer {
        let mut lines = lines.to_vec();
        lines.push(format!("Origin: {}", self.page.origin));
        let request = encode_post(&self.page.authority, &self.path, &lines, &self.body);
        Kept::open(&self.page.authority).exchange(&request)
    }

    /// Sends the plain request with the line of a field replaced by others.
    fn send_with(&self, field: &str, others: &[String]) -> RawAnswer {
        let mut lines = self.lines();
        lines.retain(|line| !line.starts_with(&format!("{field}:")));
        lines.extend(others.iter().map(|value| format!("{field}: {value}")));
        self.send(&lines)
    }
}

#[track_caller]
fn is_refused(answer: &RawAnswer, status: u16, kind: &str) {
    assert_eq!((answer.status, answer.kind().as_str()), (status, kind));
}

fn sha512(body: &[u8]) -> String {
    format!(
        "sha-512=:{}:",
        protocol::base64::encode_base64(&Sha512::digest(body))
    )
}

#[test]
fn names_come_in_any_letter_case_and_values_with_white_space_around() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let letter = Letter::new(&campaign);
    let swap = |line: String, change: fn(&str) -> String| {
        let (name, value) = line.split_once(": ").unwrap();
        format!("{}: \t {value} \t", change(name))
    };
    for change in [str::to_uppercase, str::to_lowercase] {
        let lines = letter.lines().into_iter().map(|line| swap(line, change));
        let answer = letter.send(&lines.collect::<Vec<_>>());
        assert_eq!(answer.status, 201, "{answer:?}");
    }
    assert_eq!(campaign.total(), 1);
}

#[test]
fn a_digest_on_two_lines_is_one_value_in_the_order_of_its_lines() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let mut letter = Letter::new(&campaign);
    let digests = [letter.content_digest.clone(), sha512(&letter.body)];
    letter.content_digest = digests.join(", ");
    let answer = letter.send_with("Content-Digest", &digests);
    assert_eq!(answer.status, 201, "{answer:?}");
    let [first, second] = digests;
    let turned = letter.send_with("Content-Digest", &[second.clone(), first.clone()]);
    is_refused(&turned, 401, "signature-mismatch");
    // Both digests are looked at, also where they came on lines of their own.
    let wrong = sha512(b"another body");
    letter.content_digest = format!("{first}, {wrong}");
    is_refused(
        &letter.send_with("Content-Digest", &[first, wrong]),
        401,
        "digest-mismatch",
    );
}

#[test]
fn a_field_that_may_come_once_is_refused_when_it_comes_twice() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let twice = |value: &str| [value.to_owned(), value.to_owned()];

    // Signed as one line: the second was added on the way.
    let letter = Letter::new(&campaign);
    let keys = twice(&letter.idempotency_key);
    is_refused(
        &letter.send_with("Idempotency-Key", &keys),
        401,
        "signature-mismatch",
    );
    let types = twice(&letter.content_type);
    is_refused(
        &letter.send_with("Content-Type", &types),
        415,
        "unsupported-media-type",
    );

    // Signed as the two lines combine: it holds, and is no key.
    let mut letter = Letter::new(&campaign);
    let keys = twice(&letter.idempotency_key);
    letter.idempotency_key = keys.join(", ");
    is_refused(
        &letter.send_with("Idempotency-Key", &keys),
        400,
        "idempotency-key-malformed",
    );
    assert_eq!(campaign.total(), 0);
}

#[test]
fn signatures_of_others_may_stand_on_lines_of_their_own() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let letter = Letter::new(&campaign);
    let [input, signature] = letter.sign();
    let mut lines = letter.lines();
    lines.truncate(3);
    for (name, others, ours) in [
        (
            "Signature-Input",
            r#"proxy=("@method");created=1;tag="other""#,
            &input,
        ),
        ("Signature", "proxy=:AAAA:", &signature),
    ] {
        lines.push(format!("{name}: {others}"));
        lines.push(format!("{name}: {ours}"));
    }
    let answer = letter.send(&lines);
    assert_eq!(answer.status, 201, "{answer:?}");
}

#[test]
fn of_a_label_that_comes_twice_the_last_counts() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let letter = Letter::new(&campaign);
    let [_, signature] = letter.sign();
    let bogus = "us=:AAAA:".to_owned();
    let last_bogus = letter.send_with("Signature", &[signature.clone(), bogus.clone()]);
    is_refused(&last_bogus, 401, "signature-mismatch");
    let last_ours = letter.send_with("Signature", &[bogus, signature]);
    assert_eq!(last_ours.status, 201, "{last_ours:?}");
}

#[test]
fn parameters_of_the_content_type_are_signed_like_the_rest() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let mut letter = Letter::new(&campaign);
    letter.content_type = "application/json; charset=utf-8".to_owned();
    let plain = ["application/json".to_owned()];
    is_refused(
        &letter.send_with("Content-Type", &plain),
        401,
        "signature-mismatch",
    );
    let answer = letter.send(&letter.lines());
    assert_eq!(answer.status, 201, "{answer:?}");
}

#[test]
fn a_folded_line_is_refused_and_changes_nothing() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let mut letter = Letter::new(&campaign);
    let digests = [letter.content_digest.clone(), sha512(&letter.body)];
    letter.content_digest = digests.join(", ");
    let folded = [digests.join(",\r\n ")];
    let answer = letter.send_with("Content-Digest", &folded);
    // By the runtime, before a Worker is asked (RFC 9112 section 5.2).
    assert_eq!(answer.status, 400, "{answer:?}");
    assert_eq!(campaign.total(), 0);
}

#[test]
fn the_edges_own_pages_ask_for_tls_where_there_is_tls() {
    const FIELD: &str = "strict-transport-security";
    let secure = Runtime::with(Setup {
        variables: &[("UNDERSIGNED_ORIGIN", "https://sign.example")],
        ..Setup::default()
    });
    let plain = Runtime::shared();
    for (edge, wanted) in [(&secure, Some("max-age=31536000")), (&*plain, None)] {
        let campaign = Campaign::open(edge);
        let id = campaign.id();
        for path in [
            format!("/c/{id}/{LEAD}"),
            format!("/c/{id}/{LEAD}/thanks"),
            format!("/c/{id}/{LEAD}/pass"),
            format!("/c/{id}/nobody"),
            format!("/r/{id}"),
            format!("/r/{id}/unknown"),
            format!("/doctor/{id}/{LEAD}"),
            "/organizer".to_owned(),
        ] {
            let ask = Ask::get(&path).header("accept", "text/html");
            let page = edge.http().send(&ask);
            assert_eq!(page.header(FIELD), wanted, "{path} {}", page.status);
        }
        // What stands in other sites' pages says nothing about them.
        let tally = edge.http().get(&campaign.lead().path("tally"));
        assert_eq!(tally.header(FIELD), None);
    }
}
