//! Who an organizer is: a bearer token for the API, and a cookie made from
//! it for the pages.

use protocol::{derive_hmac, lp, verify_hmac};
use serde::Deserialize;

use crate::worker::same_origin::demand_same_origin;
use crate::{
    platform::now_ms,
    worker::{
        context::Edge,
        problem::{Failure, Refusal},
        request::Inbound,
        response::Reply,
    },
};

const COOKIE: &str = "undersigned_organizer";

/// A working day; after it, the link with the token signs in again.
const COOKIE_LIFE_S: i64 = 12 * 60 * 60;

/// A request of an organizer. There is no other way to one than the checks in
/// here, and every handler of an organizer's route takes one.
pub(in crate::worker) struct Organizer<'a> {
    edge: &'a Edge,
    inbound: &'a Inbound,
}

impl<'a> Organizer<'a> {
    /// The API's check: `Authorization: Bearer <token>`.
    ///
    /// # Errors
    ///
    /// 401 and nothing else.
    pub(in crate::worker) fn of_token(
        edge: &'a Edge,
        inbound: &'a Inbound,
    ) -> Result<Self, Refusal> {
        let header = inbound.header("authorization").unwrap_or_default();
        // The scheme's name is in any letter case (RFC 9110 section 11.1).
        match header.split_once(' ') {
            Some((scheme, token))
                if scheme.eq_ignore_ascii_case("bearer") && is_token(edge, token) =>
            {
                Ok(Self { edge, inbound })
            }
            Some(_) | None => Err(Refusal::Unauthorized),
        }
    }

    /// The pages' check: the cookie, and for whatever is not read, a form of our
    /// own page. None where a page is read without the cookie: it signs in.
    ///
    /// # Errors
    ///
    /// 401 without the cookie, 403 from another site.
    pub(in crate::worker) fn of_cookie(
        edge: &'a Edge,
        inbound: &'a Inbound,
    ) -> Result<Option<Self>, Refusal> {
        let is_read = matches!(inbound.method.as_str(), "GET" | "HEAD");
        match (has_cookie(edge, inbound), is_read) {
            (false, true) => return Ok(None),
            (false, false) => return Err(Refusal::Unauthorized),
            (true, true) => {}
            (true, false) => demand_same_origin(edge, inbound)?,
        }
        Ok(Some(Self { edge, inbound }))
    }

    /// The deployment.
    pub(in crate::worker) fn edge(&self) -> &'a Edge {
        self.edge
    }

    /// What the organizer asks.
    pub(in crate::worker) fn inbound(&self) -> &'a Inbound {
        self.inbound
    }
}

fn has_cookie(edge: &Edge, inbound: &Inbound) -> bool {
    inbound
        .header("cookie")
        .unwrap_or_default()
        .split("; ")
        .filter_map(|pair| pair.strip_prefix(COOKIE)?.strip_prefix('='))
        .any(|value| is_cookie(edge, value, now_ms()))
}

/// `POST /organizer/session`: the page trades its fragment's token for a
/// cookie. The token reaches no address and no log.
pub(in crate::worker) async fn open_session(
    edge: &Edge,
    inbound: &Inbound,
) -> Result<Reply, Failure> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Open {
        token: String,
    }
    demand_same_origin(edge, inbound)?;
    let ask: Open = inbound.read_json(r#"{"token"}"#).await?;
    if !is_token(edge, &ask.token) {
        return Err(Refusal::Unauthorized.into());
    }
    let expires_at = now_ms().div_euclid(1_000) + COOKIE_LIFE_S;
    let mac = encode_hex(&derive_hmac(&cookie_key(edge), &cookie_bytes(expires_at)));
    let cookie = make_cookie(edge, &format!("{expires_at}.{mac}"), COOKIE_LIFE_S);
    Ok(Reply::empty(204).with_header("set-cookie", cookie))
}

/// `POST /organizer/session/end`: the browser forgets the cookie, and what it
/// keeps of the pages. See other: the page that signs in.
pub(in crate::worker) fn close_session(edge: &Edge, inbound: &Inbound) -> Result<Reply, Failure> {
    demand_same_origin(edge, inbound)?;
    Ok(Reply::empty(303)
        .with_header("set-cookie", make_cookie(edge, "", 0))
        .with_header("clear-site-data", r#""cache""#.to_owned())
        .with_header("location", "/organizer".to_owned()))
}

fn make_cookie(edge: &Edge, value: &str, life_s: i64) -> String {
    let secure = if edge.config.is_https() {
        "; Secure"
    } else {
        ""
    };
    format!(
        "{COOKIE}={value}; Path=/organizer; HttpOnly; SameSite=Strict; Max-Age={life_s}{secure}"
    )
}

/// Compares in constant time, whatever the lengths.
fn is_token(edge: &Edge, token: &str) -> bool {
    let key = edge.config.dedup_master.expand(&[b"organizer-token"]);
    let wanted = derive_hmac(&key, edge.config.organizer_token.as_bytes());
    verify_hmac(&key, token.as_bytes(), &wanted)
}

fn is_cookie(edge: &Edge, value: &str, now_ms: i64) -> bool {
    let Some((expires_at, mac)) = value.split_once('.') else {
        return false;
    };
    let Ok(expires_at) = expires_at.parse::<i64>() else {
        return false;
    };
    let Some(mac) = parse_hex(mac) else {
        return false;
    };
    verify_hmac(&cookie_key(edge), &cookie_bytes(expires_at), &mac)
        && now_ms.div_euclid(1_000) < expires_at
}

/// Another token makes every cookie void.
fn cookie_key(edge: &Edge) -> [u8; 32] {
    let token = edge.config.organizer_token.as_bytes();
    edge.config
        .masters
        .active()
        .1
        .expand(&[b"organizer-cookie", token])
}

fn cookie_bytes(expires_at: i64) -> Vec<u8> {
    lp(&[
        b"undersigned/v1/organizer-cookie",
        &expires_at.to_be_bytes(),
    ])
}

fn encode_hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
            text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
            text
        })
}

fn parse_hex(text: &str) -> Option<Vec<u8>> {
    text.as_bytes()
        .chunks(2)
        .map(|pair| {
            let digits = std::str::from_utf8(pair).ok()?;
            (digits.len() == 2).then(|| u8::from_str_radix(digits, 16).ok())?
        })
        .collect()
}
