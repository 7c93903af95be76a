//! The two tiers of the tests: `test`, which everybody runs, and `soak`, which
//! has the same tests in their whole sizes and those that measure.
//!
//! A size that makes a guarantee no truer is small in `test`. `test` leaves
//! nothing out: a test that only makes sense whole is in `tests/soak/`.

/// Whether the tests run in their whole sizes: `UNDERSIGNED_TIER=soak`.
pub fn is_soak() -> bool {
    std::env::var_os("UNDERSIGNED_TIER").is_some_and(|tier| tier == "soak")
}

/// A size: the small one in `test`, the whole one in `soak`.
pub fn pick<T>(test: T, soak: T) -> T {
    if is_soak() { soak } else { test }
}

/// Of many cases of one rule that is proved natively too: so many of them,
/// spread over all, in `test`; every one in `soak`.
pub fn some<T>(cases: &[T], count: usize) -> impl Iterator<Item = &T> {
    let step = pick(cases.len().div_ceil(count).max(1), 1);
    cases.iter().step_by(step)
}
