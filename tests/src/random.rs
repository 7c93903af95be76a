//! Randomness: the system's for names that must not clash, a seeded one for
//! runs that must be repeatable.

use protocol::IdempotencyKey;

/// Bytes from the system.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

/// Lower-case hexadecimal digits, two for each of `N` random bytes.
pub fn hex<const N: usize>() -> String {
    encode_hex(&bytes::<N>())
}

/// Bytes as lower-case hexadecimal digits.
pub fn encode_hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap());
        text.push(char::from_digit(u32::from(byte & 15), 16).unwrap());
        text
    })
}

/// A key that no other request has.
pub fn idempotency_key() -> IdempotencyKey {
    let mut text = hex::<16>();
    for at in [8, 13, 18, 23] {
        text.insert(at, '-');
    }
    IdempotencyKey::parse(&text).unwrap()
}

/// A small generator that a seed repeats (`SplitMix64`, Steele et al. 2014).
pub struct Seeded(u64);

impl Seeded {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap();
        usize::try_from(self.next_u64() % limit).unwrap()
    }

    /// One of the items.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}
