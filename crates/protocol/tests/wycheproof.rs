//! Project Wycheproof's vectors: where implementations of HMAC and HKDF are
//! known to have gone wrong.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use hkdf::Hkdf;
use protocol::{derive_hmac, verify_hmac};
use sha2::Sha256;
use wycheproof::TestResult;

#[test]
fn hmac_takes_what_is_valid_and_no_modified_or_truncated_tag() {
    let set = wycheproof::mac::TestSet::load(wycheproof::mac::TestName::HmacSha256).unwrap();
    let (mut valid, mut truncated) = (0, 0);
    for group in &set.test_groups {
        for test in &group.tests {
            let is_valid = test.result == TestResult::Valid;
            let tag = derive_hmac(&test.key, &test.msg);
            let cut = tag.get(..group.tag_size / 8).unwrap();
            assert_eq!(cut == test.tag.as_slice(), is_valid, "{}", test.tc_id);
            // A shortened tag is none of ours, however right it is.
            let is_whole = group.tag_size == 256;
            let is_taken = verify_hmac(&test.key, &test.msg, &test.tag);
            assert_eq!(is_taken, is_valid && is_whole, "{}", test.tc_id);
            valid += usize::from(is_taken);
            truncated += usize::from(!is_whole);
        }
    }
    assert!(
        valid > 25 && truncated > 50,
        "{valid} valid, {truncated} truncated"
    );
}

#[test]
fn hkdf_gives_what_it_should_and_never_more_than_it_can() {
    let set = wycheproof::hkdf::TestSet::load(wycheproof::hkdf::TestName::HkdfSha256).unwrap();
    let mut valid = 0;
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let hkdf = Hkdf::<Sha256>::new(Some(&test.salt), &test.ikm);
        let mut output = vec![0; test.size];
        let expanded = hkdf.expand(&test.info, &mut output);
        let is_right = expanded.is_ok() && output == test.okm.as_slice();
        assert_eq!(is_right, test.result == TestResult::Valid, "{}", test.tc_id);
        valid += usize::from(is_right);
    }
    assert!(valid > 50, "{valid} valid");
}
