//! A failed run made small: the operations without which it still fails.
//!
//! Not a proof that fewer would not do: a run takes seconds, so it tries a
//! bounded number of times.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A run of 150 operations takes some 10 seconds, a shrunk one less: this
/// ends within a few minutes.
const TRIES: usize = 40;

/// Runs `play` on the operations. Where that fails, it is tried with ever
/// smaller parts left out, and the smallest failing run is printed.
///
/// # Panics
///
/// With what the run failed of, after the smallest one was printed.
pub(super) fn play_or_shrink<O: Copy + std::fmt::Debug>(operations: &[O], play: impl Fn(&[O])) {
    let fails = |operations: &[O]| catch_unwind(AssertUnwindSafe(|| play(operations))).err();
    let Some(mut cause) = fails(operations) else {
        return;
    };
    let mut smallest = operations.to_vec();
    let (mut part, mut tries) = (smallest.len().div_ceil(2), 0);
    while part > 0 && tries < TRIES {
        let mut at = 0;
        while at < smallest.len() && tries < TRIES {
            let end = smallest.len().min(at + part);
            let without = [&smallest[..at], &smallest[end..]].concat();
            tries += 1;
            match fails(&without) {
                Some(again) => (smallest, cause) = (without, again),
                None => at = end,
            }
        }
        part /= 2;
    }
    println!("// it also fails so, after {tries} tries to leave something out:");
    println!("// (give it a name in reproduction.rs)");
    for operation in &smallest {
        println!("{operation:?},");
    }
    std::panic::resume_unwind(cause);
}

#[test]
fn a_failed_run_is_shrunk_to_what_it_fails_of() {
    let operations: Vec<u32> = (0..100).collect();
    let needs_both =
        |operations: &[u32]| assert!(!(operations.contains(&17) && operations.contains(&76)));
    let seen = RefCell::new(Vec::new());
    let play = |operations: &[u32]| {
        seen.borrow_mut().push(operations.to_vec());
        needs_both(operations);
    };
    let failed = catch_unwind(AssertUnwindSafe(|| play_or_shrink(&operations, play)));
    assert!(failed.is_err());
    let failing = |operations: &&Vec<u32>| operations.contains(&17) && operations.contains(&76);
    let seen = seen.into_inner();
    let smallest = seen.iter().filter(failing).map(Vec::len).min();
    assert_eq!(smallest, Some(2));
}
