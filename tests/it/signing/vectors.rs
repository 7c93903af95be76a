//! The live edge agrees with `crates/protocol/vectors`, which widget and rules read
//! too: with all of them in `soak`, in `test` with some, since the rules'
//! agreement is proved natively.

use std::collections::BTreeSet;

use protocol::{Choice, SignatureAnswer};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Runtime, place, tier};

fn read<T: DeserializeOwned>(name: &str) -> T {
    let file = place::workspace()
        .join("crates/protocol/vectors")
        .join(name);
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

#[test]
fn addresses_are_as_many_supporters_as_they_have_canonical_forms() {
    #[derive(Deserialize)]
    struct Vectors {
        emails: Vec<Email>,
    }
    #[derive(Deserialize)]
    struct Email {
        typed: String,
        canonical: String,
    }
    let vectors: Vectors = read("dedup-2.json");
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let mut canonical = BTreeSet::new();
    for email in &vectors.emails {
        let _signed = campaign.lead().sign(&Supporter::with_email(&email.typed));
        canonical.insert(&email.canonical);
        let signatures = u64::try_from(canonical.len()).unwrap();
        assert_eq!(campaign.total(), signatures, "{}", email.typed);
    }
    assert!(canonical.len() > 1 && canonical.len() < vectors.emails.len());
}

#[test]
fn names_are_shown_as_the_vectors_say() {
    #[derive(Deserialize)]
    struct Vectors {
        cases: Vec<Name>,
    }
    #[derive(Deserialize)]
    struct Name {
        given: String,
        family: Option<String>,
        public: String,
    }
    let vectors: Vectors = read("names.json");
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    for case in tier::some(&vectors.cases, 5) {
        let mut submission = page.fill(&Supporter::new(), Choice::No);
        submission.supporter.given_name.clone_from(&case.given);
        submission.supporter.family_name.clone_from(&case.family);
        let signed: SignatureAnswer = page.send(&Attempt::new(submission)).json();
        assert_eq!(signed.entry.unwrap().name, case.public, "{}", case.given);
    }
}

#[test]
fn the_spellings_of_a_providers_mailbox_are_one_supporter() {
    let vectors: serde_json::Value = read("providers-2.json");
    let edge = Runtime::shared();
    for (kind, is_one) in [("same", true), ("distinct", false)] {
        for case in tier::some(vectors[kind].as_array().unwrap(), 2) {
            let campaign = Campaign::open(&edge);
            let typed = case["typed"].as_array().unwrap();
            for email in typed {
                let supporter = Supporter::with_email(email.as_str().unwrap());
                let _signed = campaign.lead().sign(&supporter);
            }
            let supporters = if is_one { 1 } else { typed.len() };
            assert_eq!(campaign.total(), supporters as u64, "{case}");
        }
    }
}
