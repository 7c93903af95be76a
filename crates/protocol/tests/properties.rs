//! What holds for any input.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use protocol::{
    CampaignId, Choice, ConsentChoice, Display, EntryId, IdempotencyKey, MasterKey, MasterKeys,
    NoticeId, NoticeRef, PartnerId, ReceiptId, Request, Session, SessionPayload, SignatureInput,
    Submission, SupporterFields, ViewHash, WorkSolution, lp, sign_message, verify_content_digest,
};

fn label() -> impl Strategy<Value = String> {
    "[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}"
}

fn supporter() -> impl Strategy<Value = SupporterFields> {
    let texts = (any::<String>(), of(any::<String>()), any::<String>());
    (
        texts,
        of(any::<String>()),
        of(any::<String>()),
        of(any::<String>()),
    )
        .prop_map(
            |((given_name, family_name, email), postal_code, country, region)| SupporterFields {
                given_name,
                family_name,
                email,
                postal_code,
                country,
                region,
            },
        )
}

fn consent() -> impl Strategy<Value = ConsentChoice> {
    (label(), any::<u32>(), any::<bool>()).prop_map(|(notice, version, is_yes)| ConsentChoice {
        notice: NoticeId::parse(&notice).unwrap(),
        version,
        choice: if is_yes { Choice::Yes } else { Choice::No },
    })
}

fn submission() -> impl Strategy<Value = Submission> {
    let ids = (label(), label(), of(any::<[u8; 4]>()));
    let numbers = (any::<u32>(), any::<u32>(), of(any::<u64>()));
    let texts = (
        any::<String>(),
        of(any::<String>()),
        of(any::<String>()),
        of(any::<String>()),
    );
    (
        ids,
        numbers,
        texts,
        supporter(),
        vec(consent(), 0..4),
        any::<bool>(),
    )
        .prop_map(
            |(ids, numbers, texts, supporter, consents, is_listed)| Submission {
                partner: PartnerId::parse(&ids.0).unwrap(),
                language: texts.0,
                petition_version: numbers.0,
                view: ids.2.map(|bytes| ViewHash::of(&bytes)),
                supporter,
                display: if is_listed {
                    Display::NameInitial
                } else {
                    Display::Hidden
                },
                comment: texts.1,
                collection_notice: NoticeRef {
                    id: NoticeId::parse(&ids.1).unwrap(),
                    version: numbers.1,
                },
                consents,
                work: numbers.2.map(|counter| WorkSolution { counter }),
                page: texts.2,
                source: texts.3,
            },
        )
}

fn master_keys() -> MasterKeys {
    let secret = MasterKey::parse(&protocol::base64::encode_base64(&[7; 32])).unwrap();
    MasterKeys::new(vec![("k1".to_owned(), secret)], "k1".to_owned()).unwrap()
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
    fn different_parts_give_different_bytes(
        one in vec(vec(any::<u8>(), 0..4), 0..4),
        other in vec(vec(any::<u8>(), 0..4), 0..4),
    ) {
        let encode = |parts: &[Vec<u8>]| lp(&parts.iter().map(Vec::as_slice).collect::<Vec<_>>());
        prop_assert_eq!(encode(&one) == encode(&other), one == other);
    }

    #[test]
    fn a_submission_is_read_as_it_was_written(submission in submission()) {
        let parsed = Submission::parse(submission.encode().as_bytes());
        prop_assert_eq!(parsed.as_ref(), Ok(&submission));
    }

    #[test]
    fn only_the_work_may_change_between_retries(one in submission(), other in submission()) {
        let retried = Submission { work: other.work, ..one.clone() };
        prop_assert_eq!(one.digest(), retried.digest());
        for changed in [
            Submission { partner: other.partner, ..one.clone() },
            Submission { language: other.language, ..one.clone() },
            Submission { petition_version: other.petition_version, ..one.clone() },
            Submission { view: other.view, ..one.clone() },
            Submission { supporter: other.supporter, ..one.clone() },
            Submission { display: other.display, ..one.clone() },
            Submission { comment: other.comment, ..one.clone() },
            Submission { collection_notice: other.collection_notice, ..one.clone() },
            Submission { consents: other.consents, ..one.clone() },
            Submission { page: other.page, ..one.clone() },
            Submission { source: other.source, ..one.clone() },
        ] {
            prop_assert_eq!(changed.digest() == one.digest(), changed == one);
        }
    }

    #[test]
    fn ids_are_read_as_they_are_written(text in label(), random in any::<[u8; 16]>()) {
        let campaign = CampaignId::parse(&text).unwrap();
        prop_assert_eq!(CampaignId::parse(&campaign.to_string()), Ok(campaign));
        let receipt = ReceiptId::from_bytes(random);
        prop_assert_eq!(ReceiptId::parse(receipt.as_str()), Ok(receipt));
        let entry = EntryId::from_bytes(*random.first_chunk().unwrap());
        prop_assert_eq!(EntryId::parse(entry.as_str()), Ok(entry));
    }

    #[test]
    fn no_text_makes_a_parser_panic(text in any::<String>(), bytes in vec(any::<u8>(), 0..64)) {
        drop((CampaignId::parse(&text), IdempotencyKey::parse(&text), EntryId::parse(&text)));
        drop((ReceiptId::parse(&text), ViewHash::parse(&text), MasterKey::parse(&text)));
        drop((Submission::parse(text.as_bytes()), Submission::parse(&bytes)));
        drop((SignatureInput::parse(&text, &text), Session::open(&master_keys(), &text)));
        prop_assert!(verify_content_digest(&text, &bytes).is_err());
    }

    #[test]
    fn no_structured_field_makes_a_parser_panic(
        input in "(us|a)=\\((\"@method\"|\"@path\"|1| |;a){0,8}\\)(;(tag|alg|created|keyid)=(\"undersigned-v1\"|1|a|:AA==:)){0,5}",
        signature in "(us|a)=(:AA==:|1|\"a\"|\\(\\))",
    ) {
        drop(SignatureInput::parse(&input, &signature));
    }

    #[test]
    fn what_is_signed_is_verified_and_nothing_else(
        values in prop::array::uniform6("[!-~]{1,12}"),
        other in "[!-~]{1,12}",
        key in any::<[u8; 32]>(),
        created_s in -999_999_999_999_999_i64..=999_999_999_999_999,
    ) {
        let [method, authority, path, content_type, content_digest, idempotency_key] = &values;
        let request = Request {
            method, authority, path, content_type, content_digest, idempotency_key,
        };
        let signed = sign_message(&key, &request, created_s, "us1.k1.e30.AA");
        let input = SignatureInput::parse(&signed.signature_input, &signed.signature).unwrap();
        prop_assert_eq!(input.created_s(), created_s);
        prop_assert_eq!(input.verify(&key, &request), Ok(()));
        for changed in [
            Request { method: &other, ..request },
            Request { authority: &other, ..request },
            Request { path: &other, ..request },
            Request { content_type: &other, ..request },
            Request { content_digest: &other, ..request },
            Request { idempotency_key: &other, ..request },
        ] {
            prop_assert_eq!(input.verify(&key, &changed).is_ok(), changed == request);
        }
    }

    #[test]
    fn a_session_opens_as_it_was_issued_and_not_when_a_character_was_changed(
        campaign in label(), partner in label(), origin in any::<String>(),
        at in any::<prop::sample::Index>(), to in "[ -~]",
    ) {
        let payload = SessionPayload {
            v: 1,
            campaign: CampaignId::parse(&campaign).unwrap(),
            partner: PartnerId::parse(&partner).unwrap(),
            origin,
            issued_at: 1_795_240_800,
            expires_at: 1_795_241_700,
            sid: "AAECAwQFBgcICQoLDA0ODw".to_owned(),
            difficulty_bits: 0,
        };
        let issued = Session::issue(&master_keys(), payload);
        prop_assume!(issued.token.len() <= protocol::limits::SESSION_TOKEN_MAX_BYTES);
        let opened = Session::open(&master_keys(), &issued.token);
        prop_assert_eq!(opened.as_ref(), Ok(&issued));
        let mut token = issued.token.clone();
        let at = at.index(token.len());
        token.replace_range(at..=at, &to);
        prop_assert_eq!(Session::open(&master_keys(), &token).is_ok(), token == issued.token);
    }
}
