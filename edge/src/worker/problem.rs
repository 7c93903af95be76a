//! Every problem the edge answers with, and the only place that picks an
//! HTTP status (`problem/faults.rs` has the causes of its 401s). The table in
//! `docs/protocol.md` is held against it.
//!
//! A problem depends on the request alone: none says whether an address has
//! signed, and none repeats what was sent.

#[cfg(test)]
mod document;
mod faults;

pub(crate) use faults::{ServerKeyFault, SessionFault, SignatureFault};

use petition::Limit;
use protocol::{FieldProblem, Problem};

use super::response::Reply;
use crate::{error::InternalError, log, platform};

/// Status, kind and title.
pub(crate) type Description = (u16, &'static str, &'static str);

const BROKEN: Description = (500, "internal", "Something failed on our side");

/// Why a request is not executed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The request is wrong, or the rules say no.
    Refused(Refusal),
    /// We failed.
    InternalError(InternalError),
}

/// A request that the edge understands and does not carry out.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// No such page.
    NotFound,
    /// The campaign is not listed, or has no settings.
    UnknownCampaign,
    /// The campaign has no such partner, or it was revoked.
    UnknownPartner,
    /// No entry of this campaign has the id.
    UnknownEntry,
    /// The partner lists no such key, or its master key is not live.
    UnknownServerKey,
    /// The campaign has no such event pass.
    UnknownPass,
    /// The campaign has no such version of its settings.
    UnknownVersion,
    /// Settings were put that change another version than the one in force, this
    /// one; 0 where there is none.
    SettingsOutdated(u64),
    /// The campaign has no letter.
    NoLetter,
    /// The route has other methods; these.
    MethodNotAllowed(&'static str),
    /// `@query` is not covered by the signature, so there must be none.
    QueryNotAllowed,
    /// The query, a header or the JSON cannot be read.
    Malformed(String),
    /// Another Content-Type is expected; this one.
    UnsupportedMediaType(&'static str),
    /// Bodies are sent as they are.
    ContentEncoding,
    /// More than so many bytes.
    BodyTooLarge(usize),
    /// It did not come in time.
    BodyTooSlow,
    /// The request must ask for a WebSocket.
    UpgradeRequired,
    /// The session was not issued here, has expired or is for something else.
    Session(SessionFault),
    /// A partner's own server may not sign with this key.
    ServerKey(ServerKeyFault),
    /// The signature, digest or time is missing or wrong.
    Signature(SignatureFault),
    /// The idempotency key is no UUID in quotes.
    IdempotencyKeyMalformed,
    /// The partner does not list the page's origin.
    OriginNotListed,
    /// The campaign is protected: it is signed on the edge's own page only.
    HostedOnly,
    /// A form was posted from another site.
    CrossSite,
    /// Fields are missing or wrong: one entry for each.
    Invalid(Vec<FieldProblem>),
    /// The session's work is missing or not solved.
    Work(&'static str),
    /// The campaign has not opened, or is past its deadline.
    CampaignClosed,
    /// The idempotency key came with another submission before.
    KeyReused,
    /// A mail event does not prove that it comes from the provider.
    EventNotAuthentic,
    /// The organizers' token or cookie is missing or wrong.
    Unauthorized,
    /// A live relay has no room.
    Busy,
    /// A network is far past its limit.
    TooMany(TooMany),
}

/// The limit that a network is far past, and when to try again.
#[derive(Debug)]
pub(crate) struct TooMany {
    pub(crate) per_hour: u32,
    pub(crate) retry_after_s: i64,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<InternalError> for Failure {
    fn from(broken: InternalError) -> Self {
        Self::InternalError(broken)
    }
}

impl From<worker::Error> for Failure {
    fn from(error: worker::Error) -> Self {
        Self::InternalError(error.into())
    }
}

impl Failure {
    /// Status, kind and title.
    pub(crate) fn describe(&self) -> Description {
        match self {
            Self::Refused(refusal) => refusal.describe(),
            Self::InternalError(_) => BROKEN,
        }
    }

    /// The response. What broke is logged here and nowhere else.
    pub(crate) fn into_reply(self) -> Reply {
        match self {
            Self::Refused(refusal) => refusal.into_reply(),
            Self::InternalError(broken) => {
                let request_id = platform::make_uuid();
                log::error(&request_id, &broken);
                let mut problem = problem_of(BROKEN);
                problem.request_id = Some(request_id);
                Reply::problem(&problem)
            }
        }
    }
}

impl Refusal {
    /// Status, kind and title.
    fn describe(&self) -> Description {
        match self {
            Self::NotFound => (404, "not-found", "There is no such page"),
            Self::UnknownCampaign => (404, "unknown-campaign", "There is no such campaign"),
            Self::UnknownPartner => (404, "unknown-partner", "The campaign has no such partner"),
            Self::UnknownEntry => (404, "unknown-entry", "The campaign has no such entry"),
            Self::UnknownServerKey => (404, "unknown-server-key", "The partner has no such key"),
            Self::UnknownVersion => (404, "unknown-version", "The campaign has no such version"),
            Self::SettingsOutdated(_) => (
                412,
                "settings-outdated",
                "The settings were changed meanwhile",
            ),
            Self::NoLetter => (404, "no-letter", "The campaign has no letter"),
            Self::UnknownPass => (404, "unknown-pass", "The campaign has no such pass"),
            Self::MethodNotAllowed(_) => (405, "method-not-allowed", "The method is not allowed"),
            Self::QueryNotAllowed => (400, "query-not-allowed", "There must be no query string"),
            Self::Malformed(_) => (400, "malformed", "The request cannot be read"),
            Self::UnsupportedMediaType(_) => (
                415,
                "unsupported-media-type",
                "Another content type is expected",
            ),
            Self::ContentEncoding => (
                415,
                "content-encoding",
                "The body must be sent without a content encoding",
            ),
            Self::BodyTooLarge(_) => (413, "body-too-large", "The body is too large"),
            Self::BodyTooSlow => (408, "body-too-slow", "The body did not come in time"),
            Self::UpgradeRequired => (426, "upgrade-required", "This is for WebSockets"),
            Self::Session(fault) => fault.describe(),
            Self::ServerKey(fault) => fault.describe(),
            Self::Signature(fault) => fault.describe(),
            Self::IdempotencyKeyMalformed => (
                400,
                "idempotency-key-malformed",
                "Idempotency-Key must be a UUID in quotes",
            ),
            Self::OriginNotListed => (
                403,
                "origin-not-listed",
                "The partner does not list this site",
            ),
            Self::HostedOnly => (
                403,
                "hosted-only",
                "The campaign is protected and signed on its own page only",
            ),
            Self::CrossSite => (403, "cross-site", "The form was posted from another site"),
            Self::Invalid(_) => (422, "invalid", "Some fields need another look"),
            Self::Work(_) => (422, "work", "The work is missing or not done"),
            Self::CampaignClosed => (409, "campaign-closed", "The campaign is not open"),
            Self::KeyReused => (
                422,
                "key-reused",
                "The idempotency key came with another submission before",
            ),
            Self::EventNotAuthentic => (
                401,
                "event-not-authentic",
                "The event does not come from the mail provider",
            ),
            Self::Unauthorized => (401, "unauthorized", "An organizer's token is needed"),
            Self::TooMany(_) => (429, "too-many", "Too much comes from this network"),
            Self::Busy => (503, "busy", "There is no room right now"),
        }
    }

    fn into_reply(self) -> Reply {
        let mut problem = problem_of(self.describe());
        let mut headers: Vec<(&'static str, String)> = Vec::new();
        match self {
            Self::MethodNotAllowed(methods) => headers.push(("allow", methods.to_owned())),
            Self::Malformed(detail) => problem.detail = Some(detail),
            Self::UnsupportedMediaType(expected) => problem.detail = Some(expected.to_owned()),
            Self::BodyTooLarge(limit_bytes) => {
                problem.detail = Some(format!("the limit is {limit_bytes} bytes"));
            }
            Self::SettingsOutdated(0) => {
                problem.detail = Some("the campaign has no settings yet".to_owned());
            }
            Self::SettingsOutdated(version) => {
                problem.detail = Some(format!("version {version} is in force"));
            }
            Self::Invalid(errors) => problem.errors = errors,
            Self::Work(detail) => problem.errors = vec![field_problem("/work", "work", detail)],
            Self::UpgradeRequired => headers.push(("upgrade", "websocket".to_owned())),
            Self::Unauthorized => headers.push(("www-authenticate", "Bearer".to_owned())),
            Self::Busy => headers.push(("retry-after", "5".to_owned())),
            Self::TooMany(too_many) => {
                problem.retry_after_s = Some(too_many.retry_after_s);
                headers.extend(too_many.headers());
            }
            _ => {}
        }
        let mut reply = Reply::problem(&problem);
        for (name, value) in headers {
            reply = reply.with_header(name, value);
        }
        reply
    }
}

impl TooMany {
    /// Over a limit that gives one more after each of its intervals.
    pub(crate) fn of(limit: Limit) -> Self {
        Self {
            per_hour: limit.per_hour,
            retry_after_s: i64::from(3_600_u32.div_ceil(limit.per_hour.max(1))),
        }
    }

    /// `Retry-After`, and the two fields of
    /// draft-ietf-httpapi-ratelimit-headers (quota in a window in seconds;
    /// remaining, and seconds until there is more).
    pub(crate) fn headers(&self) -> Vec<(&'static str, String)> {
        let wait_s = self.retry_after_s;
        let exposed = "retry-after, ratelimit, ratelimit-policy";
        vec![
            ("retry-after", wait_s.to_string()),
            (
                "ratelimit-policy",
                format!("\"network\";q={};w=3600", self.per_hour),
            ),
            ("ratelimit", format!("\"network\";r=0;t={wait_s}")),
            ("access-control-expose-headers", exposed.to_owned()),
        ]
    }
}

/// One field at fault, said in English; `kind` names the form's message.
pub(crate) fn field_problem(pointer: &str, kind: &str, detail: &str) -> FieldProblem {
    FieldProblem {
        pointer: pointer.to_owned(),
        detail: detail.to_owned(),
        kind: kind.to_owned(),
    }
}

fn problem_of((status, kind, title): Description) -> Problem {
    Problem {
        r#type: format!("/problems/{kind}"),
        title: title.to_owned(),
        status,
        detail: None,
        errors: Vec::new(),
        request_id: None,
        retry_after_s: None,
    }
}
