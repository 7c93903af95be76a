//! What holds for any supporters, in any order, however often they try.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use std::collections::{BTreeMap, BTreeSet};

use petition::tally::Merged;
use petition::{
    Admission, AdmitRules, CanonicalEmail, Counters, Counts, DedupRule, EmailAddress, Existing,
    Incoming, Mailboxes, Opening, Refusal, State, admit, clean_comment, clean_name, fold_name,
    parse_postal_code, public_name, shard_of,
};
use proptest::collection::vec;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// A ledger as small as can be: what the rules decide, and nothing else.
#[derive(Default)]
struct Ledger {
    mailboxes: BTreeMap<u8, Vec<Existing>>,
    counters: Counters,
}

impl Ledger {
    fn sign(&mut self, mailbox: u8, name: u8, rules: AdmitRules) -> Admission {
        let existing = self.mailboxes.entry(mailbox).or_default();
        let name_key = [name; 32];
        let admission = admit(existing, &Incoming { name_key }, &rules);
        if let Admission::New { slot, state } = admission {
            existing.push(Existing {
                slot,
                name_key,
                state,
            });
            self.counters.add(state);
        }
        admission
    }
}

/// Attempts by few mailboxes and few names, so that many are repeats.
fn attempts() -> impl Strategy<Value = Vec<(u8, u8)>> {
    vec((0..6_u8, 0..4_u8), 0..60)
}

/// Text of characters that mean something to the rules, in any order.
fn odd_text() -> impl Strategy<Value = String> {
    let odd = "[a-zA-Zßİσς .@+=-]|[\u{300}-\u{306}]|[\u{200b}-\u{200f}]|[\u{202a}-\u{202e}]|\
               [\u{e0}-\u{fc}]|[\u{5d0}-\u{5da}]|[\u{621}-\u{64f}]|[\u{b95}-\u{bcd}]|\
               [\u{d15}-\u{d4d}]|[\u{1100}-\u{1112}]|[\u{1161}-\u{1175}]|[\u{ac00}-\u{ac10}]|\
               [\u{e000}-\u{e003}]|[\u{ff21}-\u{ff3a}]|[👩👧🚀\u{1f3fd}\u{fe0f}\u{3002}]";
    prop_oneof![
        any::<String>(),
        vec(odd, 0..30).prop_map(|parts| parts.concat())
    ]
}

/// A failure is shrunk and printed; it is pasted into a test, not kept in a file.
fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    let is_soak = std::env::var_os("UNDERSIGNED_TIER").is_some_and(|tier| tier == "soak");
    ProptestConfig {
        cases: default.cases * if is_soak { 16 } else { 1 },
        failure_persistence: None,
        ..default
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_tally_is_the_number_of_distinct_supporters(attempts in attempts()) {
        let rules = AdmitRules { household_limit: 1, is_over_limit: false };
        let mut ledger = Ledger::default();
        for (mailbox, name) in &attempts {
            ledger.sign(*mailbox, *name, rules);
        }
        let distinct: BTreeSet<u8> = attempts.iter().map(|(mailbox, _)| *mailbox).collect();
        prop_assert_eq!(ledger.counters.counted(Counts::Submitted), distinct.len() as u64);
        prop_assert_eq!(ledger.counters.counted(Counts::Confirmed), 0);
    }

    #[test]
    fn a_household_gives_one_signature_a_name_up_to_its_limit(
        attempts in attempts(),
        household_limit in 0..5_u8,
    ) {
        let rules = AdmitRules { household_limit, is_over_limit: false };
        let mut ledger = Ledger::default();
        let mut names: BTreeMap<u8, BTreeSet<u8>> = BTreeMap::new();
        for (mailbox, name) in &attempts {
            ledger.sign(*mailbox, *name, rules);
            names.entry(*mailbox).or_default().insert(*name);
        }
        let limit = usize::from(household_limit.max(1));
        let expected: usize = names.values().map(|names| names.len().min(limit)).sum();
        prop_assert_eq!(ledger.counters.counted(Counts::Submitted), expected as u64);
        for existing in ledger.mailboxes.values() {
            let slots: BTreeSet<u8> = existing.iter().map(|one| one.slot).collect();
            prop_assert_eq!(slots.len(), existing.len(), "a slot was given twice");
        }
    }

    #[test]
    fn a_retry_never_adds(attempts in attempts(), household_limit in 1..5_u8) {
        let rules = AdmitRules { household_limit, is_over_limit: false };
        let mut ledger = Ledger::default();
        for (mailbox, name) in &attempts {
            ledger.sign(*mailbox, *name, rules);
        }
        let counters = ledger.counters;
        for (mailbox, name) in &attempts {
            let retried = ledger.sign(*mailbox, *name, rules);
            let is_repeated = matches!(retried, Admission::Repeated { .. });
            prop_assert!(is_repeated);
        }
        prop_assert_eq!(ledger.counters, counters);
    }

    #[test]
    fn a_closed_campaign_takes_only_what_was_begun_before(
        closes_at_ms in any::<i64>(), session_issued_at_ms in any::<i64>(), now_ms in any::<i64>(),
    ) {
        let opening = Opening { opens_at_ms: None, closes_at_ms: Some(closes_at_ms), session_issued_at_ms };
        let is_taken = now_ms < closes_at_ms || session_issued_at_ms < closes_at_ms;
        prop_assert_eq!(opening.refusal(now_ms), (!is_taken).then_some(Refusal::CampaignClosed));
    }

    #[test]
    fn the_order_of_arrival_of_announcements_is_irrelevant(
        sizes in vec((0..5_u16, 0..9_u64), 0..40).prop_shuffle(),
        order in vec(any::<prop::sample::Index>(), 0..80),
    ) {
        // Each shard announces its growing counters, numbered from 1.
        let mut latest: BTreeMap<u16, (u64, Counters)> = BTreeMap::new();
        let mut announced = Vec::new();
        for (shard, more) in sizes {
            let (sequence, counters) = latest.entry(shard).or_default();
            *sequence += 1;
            for _ in 0..more {
                counters.add(State::Pending);
            }
            announced.push((shard, *sequence, *counters));
        }
        let expected: Counters = latest.values().map(|(_, counters)| *counters).sum();
        // Some come early, some twice, in any order; each comes at last.
        let mut merged = Merged::default();
        let early = order.iter().filter(|_| !announced.is_empty());
        let early: Vec<_> = early.map(|index| announced[index.index(announced.len())]).collect();
        for (shard, sequence, counters) in early.into_iter().chain(announced.into_iter().rev()) {
            merged.merge(shard, sequence, counters);
        }
        prop_assert_eq!(merged.total(), expected);
    }

    #[test]
    fn every_key_has_a_shard(key in any::<[u8; 32]>(), shards in 1..=256_u16) {
        prop_assert!(shard_of(&key, shards) < shards);
    }

    #[test]
    fn a_canonical_address_is_its_own(
        text in odd_text(), plain in "[a-zA-Z0-9é]{1,12}", domain in "[a-zA-Zäß。.]{1,12}\\.(org|com|рф)",
        provider in prop::sample::select(vec!["gmail.com", "GoogleMail.com", "example.org"]),
    ) {
        for rule in DedupRule::ALL {
            let known = CanonicalEmail::parse(&format!("{plain}@{provider}"), rule);
            prop_assert!(known.is_ok());
            for typed in [format!("{plain}@{domain}"), text.clone(), format!("{text}@{domain}"), format!("{text}@{provider}")] {
                if let Ok(email) = CanonicalEmail::parse(&typed, rule) {
                    let again = CanonicalEmail::parse(email.as_str(), rule);
                    prop_assert_eq!(again.as_ref(), Ok(&email), "{:?}", typed);
                }
            }
        }
    }

    #[test]
    fn an_address_that_was_always_taken_keeps_its_key(
        local in "[a-zA-Z0-9é!#$%&'*+/=?^_`{|}~-]{1,9}", more in "(\\.[a-zA-Z0-9ß+]{1,5}){0,2}",
        domain in "[a-zA-Zäß]{1,12}\\.(org|com|рф|co\\.uk)", around in "[ \t]{0,2}",
    ) {
        let typed = format!("{around}{local}{more}@{domain}{around}");
        let parsed = EmailAddress::parse(&typed, Mailboxes::Unicode);
        for rule in DedupRule::ALL {
            let always = CanonicalEmail::parse(&typed, rule);
            prop_assert_eq!(parsed.as_ref().map(|email| email.canonical(rule)), always.as_ref());
        }
        if let Ok(parsed) = parsed {
            let again = EmailAddress::parse(parsed.as_str(), Mailboxes::Unicode);
            prop_assert_eq!(again.as_ref(), Ok(&parsed));
            prop_assert!(parsed.as_str().rsplit('@').next().unwrap().is_ascii());
        }
    }

    #[test]
    fn what_is_mailed_is_plain(
        text in odd_text(), domain in "[a-zäß。．\u{200b}]{1,8}[.。](org|рф)",
    ) {
        for typed in [text.clone(), format!("{text}@{domain}"), format!("a{text}@{domain}")] {
            if let Ok(email) = EmailAddress::parse(&typed, Mailboxes::Ascii) {
                prop_assert!(email.as_str().is_ascii() && email.as_str().len() <= 254);
                prop_assert!(!email.as_str().contains("..") && !email.as_str().contains(' '));
                let again = EmailAddress::parse(email.as_str(), Mailboxes::Ascii);
                prop_assert_eq!(again.as_ref(), Ok(&email));
            }
        }
    }

    #[test]
    fn letter_case_dots_and_tags_make_no_second_mailbox(
        local in "[a-z][a-z0-9]{0,10}", tag in "[a-z]{0,5}", at in any::<prop::sample::Index>(),
    ) {
        for rule in DedupRule::ALL {
            let parse = |typed: &str| CanonicalEmail::parse(typed, rule).unwrap();
            let mut dotted = local.clone();
            dotted.insert(at.index(local.len()), '.');
            let canonical = parse(&format!("{local}@gmail.com"));
            prop_assert_eq!(&parse(&format!("{dotted}+{tag}@GOOGLEMAIL.com")), &canonical);
            prop_assert_eq!(&parse(&format!("{}@Gmail.Com", local.to_uppercase())), &canonical);
            prop_assert_ne!(&parse(&format!("{local}@example.org")), &canonical);
        }
    }

    #[test]
    fn a_plain_name_is_kept_as_it_is(given in "[A-Z][a-zà-öø-ý]{1,12}", family in "[A-Z][a-z]{1,12}") {
        prop_assert_eq!(clean_name(&format!("  {given} ")), Ok(given.clone()));
        let initial = family.chars().next().unwrap();
        prop_assert_eq!(public_name(&given, Some(&family)), format!("{given} {initial}."));
    }

    #[test]
    fn a_clean_name_is_clean(typed in odd_text(), family in odd_text()) {
        let Ok(name) = clean_name(&typed) else { return Ok(()) };
        let again = clean_name(&name);
        prop_assert_eq!(again.as_ref(), Ok(&name));
        prop_assert!(name.len() <= 240 && name.graphemes(true).count() <= 60);
        prop_assert!(!name.chars().any(char::is_control));
        let shown = public_name(&name, clean_name(&family).ok().as_deref());
        prop_assert!(shown.starts_with(&name));
    }

    #[test]
    fn a_folded_name_is_its_own(given in odd_text(), family in proptest::option::of(odd_text())) {
        let folded = fold_name(&given, family.as_deref());
        prop_assert_eq!(fold_name(&folded, None), folded);
    }

    #[test]
    fn a_postal_code_has_one_form(
        area in "[abceghj-npr-tvxyABCEGHJ-NPR-TVXY][0-9][abceghj-npr-tv-zABCEGHJ-NPR-TV-Z]",
        unit in "[0-9][abceghj-npr-tv-zABCEGHJ-NPR-TV-Z][0-9]",
        between in "[ -]{0,2}",
        around in " ?",
    ) {
        let code = format!("{area} {unit}").to_uppercase();
        let typed = format!("{around}{area}{between}{unit}{around}");
        prop_assert_eq!(parse_postal_code(&typed), Some(code.clone()));
        prop_assert_eq!(parse_postal_code(&code), Some(code));
    }

    #[test]
    fn a_letter_that_is_never_used_makes_no_postal_code(
        typed in "[A-Z][0-9][A-Z] [0-9][A-Z][0-9]", never in "[dfioquDFIOQU]", at in 0..3_usize,
    ) {
        let mut typed = typed;
        let at = [0, 2, 5][at];
        typed.replace_range(at..=at, &never);
        prop_assert_eq!(parse_postal_code(&typed), None);
    }

    #[test]
    fn no_text_makes_the_rules_panic(text in any::<String>()) {
        drop((DedupRule::ALL.map(|rule| CanonicalEmail::parse(&text, rule)), clean_name(&text), parse_postal_code(&text)));
        drop((fold_name(&text, Some(&text)), public_name(&text, Some(&text))));
    }

    #[test]
    fn a_clean_comment_cleans_to_itself_and_is_within_its_limits(typed in odd_text()) {
        // Short enough, and of one letter at least.
        let comment = clean_comment(&format!(" \u{200b}a {typed}")).unwrap().unwrap();
        prop_assert!(comment.starts_with('a'));
        prop_assert_eq!(clean_comment(&comment), Ok(Some(comment.clone())));
        prop_assert!(comment.graphemes(true).count() <= 280);
        prop_assert!(!comment.chars().any(char::is_control));
        prop_assert!(!comment.contains("  ") && comment.trim() == comment);
    }

    #[test]
    fn the_spellings_of_a_provider_fold_once(
        plain in "[a-z]{1,6}", local in "[a-z.+_-]{1,12}", at in 0..10_usize,
    ) {
        let domain = [
            "gmail.com", "googlemail.com", "proton.me", "pm.me", "me.com", "mac.com",
            "fastmail.com", "anil.fastmail.com", "a-nil.fastmail.fm", "example.org",
        ][at];
        for rule in DedupRule::ALL {
            let parse = |local: &str| CanonicalEmail::parse(&format!("{local}@{domain}"), rule);
            let spelled = parse(&plain).unwrap();
            for email in [Ok(spelled), parse(&format!("{plain}{local}")), parse(&local)]
                .into_iter()
                .flatten()
            {
                prop_assert_eq!(CanonicalEmail::parse(email.as_str(), rule), Ok(email));
            }
        }
    }
}
