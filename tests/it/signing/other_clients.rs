//! Other clients: any client that signs by RFC 9421 can sign here, without a
//! special case.

use protocol::base64::encode_base64;
use protocol::message::encode_base;
use protocol::{Choice, Request, derive_hmac, encode_content_digest};
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Campaign, Page, Post, Runtime, clock};

/// How such a client signs: under its own label, over these components in
/// its own order, with its own parameters.
struct Style<'a> {
    label: &'a str,
    components: &'a [&'a str],
    /// `{created}`, `{expires}`, `{expired}` and `{keyid}` are filled in.
    parameters: &'a str,
    /// What else stands in Signature-Input and in Signature.
    company: [&'a str; 2],
}

const ALL: [&str; 6] = [
    "@method",
    "@authority",
    "@path",
    "content-type",
    "content-digest",
    "idempotency-key",
];

const OURS: Style<'_> = Style {
    label: "us",
    components: &ALL,
    parameters: r#";created={created};keyid="{keyid}";tag="undersigned-v1""#,
    company: ["", ""],
};

/// Signs a good submission in this style.
fn send(page: &Page, style: &Style<'_>) -> Answer {
    let attempt = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    let session = page.session();
    let post = Post::new(page, &session, &attempt);
    let digest = encode_content_digest(&post.body);
    let request = Request {
        method: "POST",
        authority: &post.authority,
        path: &post.path,
        content_type: "application/json",
        content_digest: &digest,
        idempotency_key: &post.idempotency_key,
    };
    let names = style.components.iter().map(|name| format!("\"{name}\""));
    let parameters = style
        .parameters
        .replace("{created}", &clock::now_s().to_string())
        .replace("{expired}", &(clock::now_s() - 1).to_string())
        .replace("{expires}", &(clock::now_s() + 60).to_string())
        .replace("{keyid}", &session.token);
    let params = format!("({}){parameters}", names.collect::<Vec<_>>().join(" "));
    let values = style.components.iter();
    let values = values.map(|name| (*name, request.component(name).unwrap_or("")));
    let tag = derive_hmac(&session.key, encode_base(values, &params).as_bytes());
    let (label, tag, [inputs, signatures]) = (style.label, encode_base64(&tag), style.company);
    post.replacing("signature-input", &format!("{inputs}{label}={params}"))
        .replacing("signature", &format!("{signatures}{label}=:{tag}:"))
        .send()
}

#[test]
fn any_client_of_the_standard_can_sign() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let mut reversed = ALL;
    reversed.reverse();
    let dated = r#";keyid="{keyid}";alg="hmac-sha256";created={created};expires={expires};tag="undersigned-v1""#;
    let nonced = r#";tag="undersigned-v1";created={created};nonce="b3k2pp5k7z";keyid="{keyid}""#;
    let proxied = [
        r#"proxy=("@method");created=1;keyid="p";tag="other", "#,
        "proxy=:AAAA:, ",
    ];
    #[rustfmt::skip]
    let styles = [
        OURS,
        Style { label: "sig1", ..OURS },
        Style { components: &reversed, ..OURS },
        Style { parameters: dated, ..OURS },
        Style { parameters: nonced, ..OURS },
        Style { company: proxied, ..OURS },
    ];
    for (number, style) in styles.iter().enumerate() {
        println!("style {number}");
        let _signed = send(&page, style).expect(201);
    }
    assert_eq!(campaign.total(), 6);
}

#[test]
fn a_signature_that_covers_less_or_claims_more_is_refused() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let tagless = r#";created={created};keyid="{keyid}""#;
    let undated = r#";keyid="{keyid}";tag="undersigned-v1""#;
    let expired = r#";created={created};expires={expired};keyid="{keyid}";tag="undersigned-v1""#;
    let weaker = r#";created={created};keyid="{keyid}";alg="hmac-sha1";tag="undersigned-v1""#;
    let keyless = r#";created={created};tag="undersigned-v1""#;
    let parameters = [
        (tagless, "signature-not-for-us"),
        (undated, "signature-parameter"),
        (keyless, "signature-parameter"),
        (expired, "signature-expired"),
        (weaker, "signature-algorithm"),
    ];
    let less = ALL.map(|left_out| {
        let kept = ALL.into_iter().filter(|name| *name != left_out);
        kept.collect::<Vec<_>>()
    });
    let more: Vec<&str> = ALL.into_iter().chain(["x-forwarded-for"]).collect();
    let twice: Vec<&str> = ALL.into_iter().chain(["@method"]).collect();
    let second = [
        r#"a=("@method");created=1;keyid="x";tag="undersigned-v1", "#,
        "a=:AAAA:, ",
    ];
    let covered = less.iter().chain([&more, &twice]);
    let parameters = parameters.map(|(parameters, kind)| {
        let style = Style { parameters, ..OURS };
        (style, kind)
    });
    let covered = covered.map(|components| {
        let style = Style { components, ..OURS };
        (style, "signature-components")
    });
    let second = Style {
        company: second,
        ..OURS
    };
    let second = (second, "signature-several");
    let refused = parameters.into_iter().chain(covered).chain([second]);
    for (number, (style, kind)) in refused.enumerate() {
        println!("style {number}: {kind}");
        let _problem = send(&page, &style).problem(401, kind);
    }
    assert_eq!(campaign.total(), 0);
}
