//! Idempotency keys: version 4 UUIDs (RFC 9562, section 5.4).

const HEX: [u8; 16] = *b"0123456789abcdef";

/// The UUID of 16 random bytes, as 36 lower-case characters.
pub(crate) fn encode_uuid(mut random: [u8; 16]) -> String {
    let [_, _, _, _, _, _, version, _, variant, ..] = &mut random;
    *version = *version & 0x0f | 0x40;
    *variant = *variant & 0x3f | 0x80;
    let mut text = String::new();
    for (index, byte) in random.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for nibble in [byte >> 4, byte & 15] {
            text.push(
                HEX.get(usize::from(nibble))
                    .map_or('0', |&digit| char::from(digit)),
            );
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_and_variant_are_those_of_a_random_uuid() {
        assert_eq!(encode_uuid([0; 16]), "00000000-0000-4000-8000-000000000000");
        assert_eq!(
            encode_uuid([0xff; 16]),
            "ffffffff-ffff-4fff-bfff-ffffffffffff"
        );
    }

    #[test]
    fn the_other_bits_are_kept() {
        let bytes = [
            0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0, 1, 2, 3, 4, 5, 6, 7, 8,
        ];
        assert_eq!(encode_uuid(bytes), "12345678-9abc-4ef0-8102-030405060708");
    }
}
