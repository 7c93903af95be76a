//! The sentence that a person is shown about each problem of the edge: one
//! sentence, which says what they can do next. The widget finds it by the
//! problem's type, the hosted page and whole pages in its place by its kind.

use std::collections::BTreeMap;

use super::texts::Words;

/// Each sentence, with the problems that it is said about. A test holds them
/// against all that there are (`problem/document.rs`).
pub const SENTENCES: [(&str, &str); 11] = [
    (
        // A fresh session or a fresh view fixes it, and both come by themselves.
        "error-again",
        "session-not-ours session-key-retired session-expired session-campaign session-partner \
         signature-window signature-before-session signature-expired invalid work key-reused",
    ),
    ("error-closed", "campaign-closed"),
    ("error-too-many", "too-many"),
    ("error-busy", "busy session-too-easy"),
    (
        "error-partner",
        "unknown-partner origin-not-listed session-origin hosted-only",
    ),
    ("error-gone", "unknown-campaign not-found"),
    (
        // Our own pages send none of these: something stands in between.
        "error-altered",
        "method-not-allowed query-not-allowed malformed idempotency-key-malformed \
         unsupported-media-type content-encoding upgrade-required signature-missing \
         signature-malformed signature-not-for-us signature-several signature-parameter \
         signature-algorithm signature-components idempotency-key-missing signature-authority \
         signature-mismatch digest-missing digest-malformed digest-mismatch",
    ),
    ("error-long", "body-too-large"),
    ("error-network", "body-too-slow"),
    ("error-cross-site", "cross-site"),
    (
        // What only organizers, partners' servers and mail providers ask for.
        "error-other",
        "internal unknown-entry unknown-version settings-outdated unknown-pass no-letter unknown-server-key server-key-not-live \
         server-key-in-page server-key-partner event-not-authentic unauthorized",
    ),
];

/// The kinds of a field's problem that have a sentence of their own (`error-`
/// and the kind), where the field's own sentence would not say what is wrong.
pub(crate) const FIELD_KINDS: [&str; 10] = [
    "email-character",
    "email-domain",
    "email-dots",
    "email-hidden",
    "email-letters",
    "email-long",
    "name-address",
    "name-long",
    "name-placeholder",
    "name-sign",
];

/// A kind of problem that the edge answers with; none for any other word.
#[must_use]
pub fn known_problem(kind: &str) -> Option<&'static str> {
    let mut kinds = SENTENCES
        .iter()
        .flat_map(|(_, kinds)| kinds.split_whitespace());
    kinds.find(|known| *known == kind)
}

/// The message that says what to do about a kind of problem.
#[must_use]
pub fn sentence_of(kind: &str) -> &'static str {
    SENTENCES
        .iter()
        .find(|(_, kinds)| kinds.split_whitespace().any(|known| known == kind))
        .map_or("error-other", |(sentence, _)| *sentence)
}

/// Every problem's sentence by its type, as it stands in the problem.
pub(crate) fn sentences(words: Words) -> BTreeMap<String, String> {
    let kinds = SENTENCES
        .iter()
        .flat_map(|(sentence, kinds)| kinds.split_whitespace().map(move |kind| (*sentence, kind)));
    kinds
        .map(|(sentence, kind)| (format!("/problems/{kind}"), words.text(sentence)))
        .collect()
}

/// When it can be tried again, in whole minutes.
pub(crate) fn wait_line(words: Words, retry_after_s: i64) -> String {
    let minutes = u64::try_from(retry_after_s).unwrap_or(0).div_ceil(60);
    words.plural("error-wait", minutes.max(1))
}
