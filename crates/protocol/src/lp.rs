//! Length-prefixed parts: the only way this project puts fields together
//! before it MACs or hashes them.
//!
//! Invariant: two different lists of parts never give the same bytes. Bare
//! concatenation does not keep that (`"ab" + "c"` is `"a" + "bc"`).

/// Puts parts together: for each a 4-byte big-endian length, then its bytes.
///
/// Parts are shorter than 4 GiB; every caller's input is bounded by
/// [`crate::limits`].
#[must_use]
pub fn lp(parts: &[&[u8]]) -> Vec<u8> {
    let total = parts.iter().map(|part| 4 + part.len()).sum();
    let mut bytes = Vec::with_capacity(total);
    for part in parts {
        let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(part);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_one_part_ends_is_part_of_the_bytes() {
        assert_ne!(lp(&[b"ab", b"c"]), lp(&[b"a", b"bc"]));
        assert_ne!(lp(&[b"ab"]), lp(&[b"ab", b""]));
        assert_ne!(lp(&[]), lp(&[b""]));
        assert_eq!(lp(&[b"ab"]), b"\0\0\0\x02ab");
    }
}
