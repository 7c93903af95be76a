//! Why a signed request is not taken, cause by cause: a client's author sees
//! by the kind what to fix. None of it depends on what is stored.

use super::Description;

/// What is wrong with a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SessionFault {
    /// No token of ours.
    NotOurs,
    /// Its master key is not live.
    KeyRetired,
    /// Past its end.
    Expired,
    /// For another campaign.
    Campaign,
    /// The request comes from another origin.
    Origin,
    /// Its network has signed so much since that it asked for too little work.
    TooEasy,
    /// The submission names another partner.
    Partner,
}

/// What is wrong with a key of a partner's own server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ServerKeyFault {
    /// Malformed, under a master key that is not live, or not listed.
    NotLive,
    /// A browser sends the request: the secret is in a page.
    InPage,
    /// The submission names another partner.
    Partner,
}

/// What is wrong with a signature, or with what it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignatureFault {
    /// Signature-Input or Signature did not come.
    Missing,
    /// One of them is no dictionary, or has no bytes under the label.
    Malformed,
    /// None has our tag.
    NotForUs,
    /// Several have our tag.
    Several,
    /// `created`, `expires` or `keyid`.
    Parameter,
    /// Another algorithm.
    Algorithm,
    /// Not the six components.
    Components,
    /// Idempotency-Key did not come.
    KeyMissing,
    /// The request was sent to a host that is not ours.
    Authority,
    /// Content-Digest has no sha-256.
    DigestMissing,
    /// Content-Digest cannot be read.
    DigestMalformed,
    /// A digest is not the body's.
    DigestMismatch,
    /// The MAC is not the request's.
    Mismatch,
    /// `created` is outside the window.
    Window,
    /// `created` is before the session.
    BeforeSession,
    /// `expires` has passed.
    Expired,
}

impl SessionFault {
    #[cfg(test)]
    pub(super) const ALL: [Self; Self::Partner as usize + 1] = [
        Self::NotOurs,
        Self::KeyRetired,
        Self::Expired,
        Self::Campaign,
        Self::Origin,
        Self::TooEasy,
        Self::Partner,
    ];

    pub(super) fn describe(self) -> Description {
        let (kind, title) = match self {
            Self::NotOurs => ("session-not-ours", "The session was not issued here"),
            Self::KeyRetired => (
                "session-key-retired",
                "The session was issued under a key that is no longer in use",
            ),
            Self::Expired => ("session-expired", "The session has expired"),
            Self::Campaign => ("session-campaign", "The session is for another campaign"),
            Self::Origin => ("session-origin", "The session was issued to another origin"),
            Self::TooEasy => (
                "session-too-easy",
                "So much comes from this network that signing takes more work now",
            ),
            Self::Partner => (
                "session-partner",
                "The session was issued to another partner",
            ),
        };
        (401, kind, title)
    }
}

impl ServerKeyFault {
    #[cfg(test)]
    pub(super) const ALL: [Self; Self::Partner as usize + 1] =
        [Self::NotLive, Self::InPage, Self::Partner];

    pub(super) fn describe(self) -> Description {
        let (kind, title) = match self {
            Self::NotLive => ("server-key-not-live", "The partner has no such live key"),
            Self::InPage => (
                "server-key-in-page",
                "A partner's server sends no Origin, and its key is in no page",
            ),
            Self::Partner => ("server-key-partner", "The key is another partner's"),
        };
        (401, kind, title)
    }
}

impl SignatureFault {
    #[cfg(test)]
    pub(super) const ALL: [Self; Self::Expired as usize + 1] = [
        Self::Missing,
        Self::Malformed,
        Self::NotForUs,
        Self::Several,
        Self::Parameter,
        Self::Algorithm,
        Self::Components,
        Self::KeyMissing,
        Self::Authority,
        Self::DigestMissing,
        Self::DigestMalformed,
        Self::DigestMismatch,
        Self::Mismatch,
        Self::Window,
        Self::BeforeSession,
        Self::Expired,
    ];

    pub(super) fn describe(self) -> Description {
        let (kind, title) = match self {
            Self::Missing => (
                "signature-missing",
                "Signature-Input and Signature are needed",
            ),
            Self::Malformed => (
                "signature-malformed",
                "Signature-Input or Signature cannot be read",
            ),
            Self::NotForUs => (
                "signature-not-for-us",
                "No signature has the tag undersigned-v1",
            ),
            Self::Several => (
                "signature-several",
                "More than one signature has the tag undersigned-v1",
            ),
            Self::Parameter => (
                "signature-parameter",
                "created, expires or keyid is missing or of the wrong type",
            ),
            Self::Algorithm => ("signature-algorithm", "The algorithm is not hmac-sha256"),
            Self::Components => (
                "signature-components",
                "The signature must cover exactly the six components",
            ),
            Self::KeyMissing => ("idempotency-key-missing", "Idempotency-Key is needed"),
            Self::Authority => (
                "signature-authority",
                "The request names a host that is not this edge",
            ),
            Self::DigestMissing => ("digest-missing", "Content-Digest must have a sha-256"),
            Self::DigestMalformed => ("digest-malformed", "Content-Digest cannot be read"),
            Self::DigestMismatch => ("digest-mismatch", "Content-Digest is not the body's"),
            Self::Mismatch => (
                "signature-mismatch",
                "The signature is not that of this request",
            ),
            Self::Window => (
                "signature-window",
                "The signature was created too long ago, or in the future",
            ),
            Self::BeforeSession => (
                "signature-before-session",
                "The signature was created before its session",
            ),
            Self::Expired => ("signature-expired", "The signature has expired"),
        };
        (401, kind, title)
    }
}
