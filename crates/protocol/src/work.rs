//! The work that a session asks for one submission: a counter whose hash
//! begins with zero bits.
//!
//! Not a captcha and not a proof of a person: it makes a million submissions
//! cost a million times what one costs. It is bound to the session and to the
//! address as typed, so a solution serves one supporter and cannot be kept.
//!
//! Invariant: one try is one block of SHA-256, for who solves and who checks.
//! Nothing in here allocates after [`derive_prefix`], so that the widget can
//! work in slices between two frames.

use sha2::block_api::compress256;
use sha2::{Digest, Sha256};

use crate::lp::lp;

/// The hash of the work, as a session names it.
pub const WORK_ALGORITHM: &str = "SHA-256";

/// SHA-256's first state (FIPS 180-4 section 5.3.3).
const INITIAL: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// What is hashed before the counter:
/// `SHA-256(lp("undersigned/v1/work", sid, email))`.
///
/// `sid` is the session's id as its base64url text, `email` the address
/// exactly as the submission has it.
#[must_use]
pub fn derive_prefix(sid: &str, email: &str) -> [u8; 32] {
    Sha256::digest(lp(&[
        b"undersigned/v1/work",
        sid.as_bytes(),
        email.as_bytes(),
    ]))
    .into()
}

/// Tries `count` counters from `from` on, and returns the first that solves.
///
/// A slice without a solution is no failure: go on at `from + count`.
#[must_use]
pub fn try_slice(prefix: &[u8; 32], bits: u8, from: u64, count: u32) -> Option<u64> {
    let mut block = make_block(prefix);
    (0..u64::from(count)).find_map(|step| {
        let counter = from.wrapping_add(step);
        is_solved(&mut block, bits, counter).then_some(counter)
    })
}

/// Whether `counter` solves the work, by one hash.
#[must_use]
pub fn verify(prefix: &[u8; 32], bits: u8, counter: u64) -> bool {
    is_solved(&mut make_block(prefix), bits, counter)
}

/// `prefix || counter` as the one padded block that it is: 40 bytes, a one
/// bit, zeros, and the length of 320 bits (FIPS 180-4 section 5.1.1).
fn make_block(prefix: &[u8; 32]) -> [u8; 64] {
    let mut block = [0; 64];
    block[..32].copy_from_slice(prefix);
    block[40] = 0x80;
    block[62..].copy_from_slice(&320_u16.to_be_bytes());
    block
}

fn is_solved(block: &mut [u8; 64], bits: u8, counter: u64) -> bool {
    block[32..40].copy_from_slice(&counter.to_be_bytes());
    let mut state = INITIAL;
    compress256(&mut state, core::slice::from_ref(block));
    // Only the first 64 bits are looked at: more than any session asks for.
    let lead = u64::from(state[0]) << 32 | u64::from(state[1]);
    lead.leading_zeros() >= u32::from(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_try_is_the_published_hash_of_prefix_and_counter() {
        for counter in [0, 1, 255, 0x0102_0304_0506_0708, u64::MAX] {
            let prefix = derive_prefix("AAECAwQFBgcICQoLDA0ODw", "anil@mail.example");
            let hash = Sha256::digest([prefix.as_slice(), &counter.to_be_bytes()].concat());
            let lead = u64::from_be_bytes(hash[..8].try_into().unwrap()).leading_zeros();
            let lead = u8::try_from(lead).unwrap();
            assert!(verify(&prefix, lead, counter), "{counter}");
            assert!(!verify(&prefix, lead + 1, counter), "{counter}");
        }
    }

    #[test]
    fn slices_find_what_one_long_try_finds() {
        let prefix = derive_prefix("sid", "anil@mail.example");
        let whole = try_slice(&prefix, 10, 0, 100_000).unwrap();
        let sliced = (0..).find_map(|slice| try_slice(&prefix, 10, slice * 64, 64));
        assert_eq!(sliced, Some(whole));
        assert!(verify(&prefix, 10, whole));
        assert_eq!(
            try_slice(&prefix, 10, 0, u32::try_from(whole).unwrap()),
            None
        );
        // At the end of the counters the next is the first.
        assert_eq!(try_slice(&prefix, 0, u64::MAX, 2), Some(u64::MAX));
        assert_eq!(try_slice(&prefix, 64, u64::MAX, 2), None);
    }

    #[test]
    fn a_solution_serves_one_session_and_one_address() {
        let prefix = derive_prefix("sid", "anil@mail.example");
        let counter = try_slice(&prefix, 16, 0, u32::MAX).unwrap();
        for (sid, email) in [
            ("Sid", "anil@mail.example"),
            ("sid", "anil@mail.exampl"),
            ("sid", "Anil@mail.example"),
            ("sida", "nil@mail.example"),
        ] {
            assert!(
                !verify(&derive_prefix(sid, email), 16, counter),
                "{sid} {email}"
            );
        }
    }
}
