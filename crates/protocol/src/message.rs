//! Signing a request by RFC 9421 with hmac-sha256.
//!
//! The widget signs with a session's key; the edge checks, in the module
//! `verify`. Both make the signature base here. What a signature proves: this
//! exact body came from a session that the edge issued, unaltered and within
//! its time. What it does not: who sat at the page.

use crate::base64::encode_base64;
use crate::mac::derive_hmac;

/// The `tag` parameter of every signature that is for us (RFC 9421 section 2.3).
pub const SIGNATURE_TAG: &str = "undersigned-v1";

/// The label under which the widget sends its signature.
pub const SIGNATURE_LABEL: &str = "us";

/// What a signature covers, in the widget's order.
pub const COMPONENTS: [&str; 6] = [
    "@method",
    "@authority",
    "@path",
    "content-type",
    "content-digest",
    "idempotency-key",
];

/// The covered parts of a request, each exactly as sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request<'a> {
    /// The method, `POST`.
    pub method: &'a str,
    /// The authority in lower case, without the scheme's default port.
    pub authority: &'a str,
    /// The absolute path, without a query.
    pub path: &'a str,
    /// The Content-Type field.
    pub content_type: &'a str,
    /// The Content-Digest field.
    pub content_digest: &'a str,
    /// The Idempotency-Key field, with its quotes.
    pub idempotency_key: &'a str,
}

impl<'a> Request<'a> {
    /// The value of a covered component; `None` for one that is not ours.
    #[must_use]
    pub fn component(&self, name: &str) -> Option<&'a str> {
        Some(match name {
            "@method" => self.method,
            "@authority" => self.authority,
            "@path" => self.path,
            "content-type" => self.content_type,
            "content-digest" => self.content_digest,
            "idempotency-key" => self.idempotency_key,
            _ => return None,
        })
    }
}

/// The two fields that carry a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedHeaders {
    /// The Signature-Input field.
    pub signature_input: String,
    /// The Signature field.
    pub signature: String,
}

/// [`COMPONENTS`] as an inner list (RFC 9421 section 2.3), up to the instant.
const COVERED: &str = "(\"@method\" \"@authority\" \"@path\" \"content-type\" \
    \"content-digest\" \"idempotency-key\");created=";

/// Encodes the covered components and parameters as the widget sends them
/// (RFC 9421 section 2.3): `("@method" ...);created=...;keyid="...";tag="undersigned-v1"`.
///
/// `keyid` is a session token or a partner's key id, which have no characters
/// that a structured-fields string would escape.
#[must_use]
pub fn encode_signature_params(created_s: i64, keyid: &str) -> String {
    let mut created = String::new();
    push_integer(&mut created, created_s);
    let tag = SIGNATURE_TAG;
    concat(&[
        COVERED,
        &created,
        ";keyid=\"",
        keyid,
        "\";tag=\"",
        tag,
        "\"",
    ])
}

/// Encodes a signature base (RFC 9421 section 2.5) of components with their values, in order.
///
/// `params` is the serialized inner list that follows the signature's label.
#[must_use]
pub fn encode_base<'a>(
    components: impl IntoIterator<Item = (&'a str, &'a str)>,
    params: &str,
) -> String {
    let mut base = String::with_capacity(512 + params.len());
    for (name, value) in components {
        base.push('"');
        base.push_str(name);
        base.push_str("\": ");
        base.push_str(value);
        base.push('\n');
    }
    base.push_str("\"@signature-params\": ");
    base.push_str(params);
    base
}

/// Encodes the signature base of a request in the widget's order.
#[must_use]
pub fn encode_signature_base(request: &Request, params: &str) -> String {
    concat(&[
        "\"@method\": ",
        request.method,
        "\n\"@authority\": ",
        request.authority,
        "\n\"@path\": ",
        request.path,
        "\n\"content-type\": ",
        request.content_type,
        "\n\"content-digest\": ",
        request.content_digest,
        "\n\"idempotency-key\": ",
        request.idempotency_key,
        "\n\"@signature-params\": ",
        params,
    ])
}

/// The parts, one after the other.
#[must_use]
pub fn concat(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// Signs a request with a session's key, under the label `us`.
///
/// `created_s` is in Unix seconds.
#[must_use]
pub fn sign_message(key: &[u8], request: &Request, created_s: i64, keyid: &str) -> SignedHeaders {
    let params = encode_signature_params(created_s, keyid);
    let tag = derive_hmac(key, encode_signature_base(request, &params).as_bytes());
    SignedHeaders {
        signature_input: concat(&[SIGNATURE_LABEL, "=", &params]),
        signature: concat(&[SIGNATURE_LABEL, "=:", &encode_base64(&tag), ":"]),
    }
}

/// Writes an integer in decimal: by hand, since `format!` would cost the
/// widget 2 KB.
fn push_integer(text: &mut String, value: i64) {
    if value < 0 {
        text.push('-');
    }
    push_digits(text, value.unsigned_abs());
}

/// Writes a whole number in decimal.
pub fn push_digits(text: &mut String, value: u64) {
    if value > 9 {
        push_digits(text, value / 10);
    }
    let digit = u8::try_from(value % 10).unwrap_or_default();
    text.push(char::from(b'0' + digit));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_written_as_the_standard_library_writes_them() {
        for value in [0, 1, 9, 10, 1_618_884_473, -1, -300, i64::MAX, i64::MIN] {
            let mut text = String::new();
            push_integer(&mut text, value);
            assert_eq!(text, value.to_string());
        }
    }

    #[test]
    fn the_base_is_that_of_the_components() {
        let request = Request {
            method: "POST",
            authority: "edge.example",
            path: "/v1",
            content_type: "application/json",
            content_digest: "sha-256=:AA==:",
            idempotency_key: "\"k\"",
        };
        let values = COMPONENTS.map(|name| (name, request.component(name).unwrap()));
        assert_eq!(
            encode_signature_base(&request, "()"),
            encode_base(values, "()")
        );
        let listed = COMPONENTS.map(|name| format!("\"{name}\"")).join(" ");
        assert_eq!(COVERED, format!("({listed});created="));
    }

    #[test]
    fn the_parameters_stand_in_the_designs_order() {
        assert_eq!(
            encode_signature_params(1_795_000_000, "us1.k1.e30.AA"),
            "(\"@method\" \"@authority\" \"@path\" \"content-type\" \"content-digest\" \
             \"idempotency-key\");created=1795000000;keyid=\"us1.k1.e30.AA\";tag=\"undersigned-v1\""
        );
    }

    #[test]
    fn the_base_has_a_line_for_each_component_and_no_newline_at_its_end() {
        let request = Request {
            method: "POST",
            authority: "edge.example",
            path: "/v1",
            content_type: "application/json",
            content_digest: "sha-256=:AA==:",
            idempotency_key: "\"k\"",
        };
        assert_eq!(
            encode_signature_base(&request, "()"),
            "\"@method\": POST\n\"@authority\": edge.example\n\"@path\": /v1\n\
             \"content-type\": application/json\n\"content-digest\": sha-256=:AA==:\n\
             \"idempotency-key\": \"k\"\n\"@signature-params\": ()"
        );
    }
}
