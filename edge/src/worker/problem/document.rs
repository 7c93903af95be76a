//! The table of problems in `docs/protocol.md` is the code's: nothing is
//! missing there, nothing is listed that does not exist.

use pages::{SENTENCES, rest_messages, sentence_of};

use super::{BROKEN, Description, Refusal, ServerKeyFault, SessionFault, SignatureFault, TooMany};

const DOCUMENT: &str = include_str!("../../../../docs/protocol.md");

/// One of each. A new variant has no arm in `at`, and so cannot be forgotten.
fn refusals() -> Vec<Refusal> {
    let all = vec![
        Refusal::NotFound,
        Refusal::UnknownCampaign,
        Refusal::UnknownPartner,
        Refusal::UnknownEntry,
        Refusal::UnknownServerKey,
        Refusal::MethodNotAllowed("GET"),
        Refusal::QueryNotAllowed,
        Refusal::Malformed(String::new()),
        Refusal::UnsupportedMediaType("text/plain"),
        Refusal::ContentEncoding,
        Refusal::BodyTooLarge(1),
        Refusal::UpgradeRequired,
        Refusal::Session(SessionFault::NotOurs),
        Refusal::ServerKey(ServerKeyFault::NotLive),
        Refusal::Signature(SignatureFault::Missing),
        Refusal::IdempotencyKeyMalformed,
        Refusal::OriginNotListed,
        Refusal::CrossSite,
        Refusal::Invalid(Vec::new()),
        Refusal::Work("this session asks for work"),
        Refusal::CampaignClosed,
        Refusal::KeyReused,
        Refusal::Unauthorized,
        Refusal::Busy,
        Refusal::TooMany(TooMany {
            per_hour: 1,
            retry_after_s: 1,
        }),
        Refusal::UnknownPass,
        Refusal::EventNotAuthentic,
        Refusal::HostedOnly,
        Refusal::BodyTooSlow,
        Refusal::NoLetter,
        Refusal::UnknownVersion,
        Refusal::SettingsOutdated(1),
    ];
    for (wanted, refusal) in all.iter().enumerate() {
        assert_eq!(
            at(refusal),
            wanted,
            "{refusal:?} stands where it is counted"
        );
    }
    all
}

/// Where a refusal stands in the list.
fn at(refusal: &Refusal) -> usize {
    match refusal {
        Refusal::NotFound => 0,
        Refusal::UnknownCampaign => 1,
        Refusal::UnknownPartner => 2,
        Refusal::UnknownEntry => 3,
        Refusal::UnknownServerKey => 4,
        Refusal::MethodNotAllowed(_) => 5,
        Refusal::QueryNotAllowed => 6,
        Refusal::Malformed(_) => 7,
        Refusal::UnsupportedMediaType(_) => 8,
        Refusal::ContentEncoding => 9,
        Refusal::BodyTooLarge(_) => 10,
        Refusal::UpgradeRequired => 11,
        Refusal::Session(_) => 12,
        Refusal::ServerKey(_) => 13,
        Refusal::Signature(_) => 14,
        Refusal::IdempotencyKeyMalformed => 15,
        Refusal::OriginNotListed => 16,
        Refusal::CrossSite => 17,
        Refusal::Invalid(_) => 18,
        Refusal::Work(_) => 19,
        Refusal::CampaignClosed => 20,
        Refusal::KeyReused => 21,
        Refusal::Unauthorized => 22,
        Refusal::Busy => 23,
        Refusal::TooMany(_) => 24,
        Refusal::UnknownPass => 25,
        Refusal::EventNotAuthentic => 26,
        Refusal::HostedOnly => 27,
        Refusal::BodyTooSlow => 28,
        Refusal::NoLetter => 29,
        Refusal::UnknownVersion => 30,
        Refusal::SettingsOutdated(_) => 31,
    }
}

/// Every problem that the edge can answer with.
fn described() -> Vec<Description> {
    let of_signing = |refusal: &Refusal| {
        matches!(
            refusal,
            Refusal::Session(_) | Refusal::ServerKey(_) | Refusal::Signature(_)
        )
    };
    let refusals = refusals();
    let plain = refusals.iter().filter(|refusal| !of_signing(refusal));
    plain
        .map(Refusal::describe)
        .chain(SessionFault::ALL.map(SessionFault::describe))
        .chain(ServerKeyFault::ALL.map(ServerKeyFault::describe))
        .chain(SignatureFault::ALL.map(SignatureFault::describe))
        .chain([BROKEN])
        .collect()
}

/// The rows of the document's table: `| `/problems/KIND` | STATUS | meaning | remedy |`.
fn documented() -> Vec<(u16, String)> {
    let rows = DOCUMENT
        .lines()
        .filter_map(|line| line.strip_prefix("| `/problems/"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [kind, status, meaning, remedy, ""] = cells.as_slice() else {
            panic!("a row has not four cells: {row}");
        };
        assert!(!meaning.is_empty() && !remedy.is_empty(), "{row}");
        let status = status.parse().expect("a status");
        (status, kind.trim_end_matches('`').to_owned())
    })
    .collect()
}

#[test]
fn the_documents_table_of_problems_is_the_codes() {
    let mut in_code: Vec<_> = described()
        .into_iter()
        .map(|(status, kind, _)| (status, kind.to_owned()))
        .collect();
    in_code.sort();
    let mut in_document = documented();
    in_document.sort();
    assert_eq!(in_document, in_code);
}

#[test]
fn every_cause_has_a_kind_and_a_title_of_its_own() {
    let described = described();
    for (at, (status, kind, title)) in described.iter().enumerate() {
        assert!((400..=599).contains(status), "{kind}");
        for (_, other_kind, other_title) in described.iter().skip(at + 1) {
            assert_ne!(kind, other_kind);
            assert_ne!(title, other_title);
        }
    }
}

/// What the widget and the hosted page say: nothing that the edge can answer
/// is without a sentence, and none stands in two of them.
#[test]
fn every_problem_has_one_sentence_that_says_what_to_do() {
    let told: Vec<&str> = SENTENCES
        .iter()
        .flat_map(|(_, kinds)| kinds.split_whitespace())
        .collect();
    for (_, kind, _) in described() {
        let times = told.iter().filter(|known| **known == kind).count();
        assert_eq!(times, 1, "{kind}");
        for language in ["en", "fr", "ar", "ug"] {
            let sentence = &rest_messages(language)[&format!("/problems/{kind}")];
            assert!(
                sentence.split([':', '.', '؛']).count() > 2,
                "{kind} in {language} says what, and what to do: {sentence}"
            );
        }
    }
    assert_eq!(told.len(), described().len(), "no sentence for nothing");
    assert_eq!(sentence_of("of-tomorrow"), "error-other");
}
