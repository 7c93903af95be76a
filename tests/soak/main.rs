//! What only makes sense whole, against the real edge on real workerd: tests
//! that measure, so that nothing else runs beside them, and those that need
//! what is not on every machine.
//!
//! A guarantee whose measurement is here is proved in `tests/it/` too, without
//! the clock.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests: a panic reports a broken guarantee, and what was printed before it says where"
)]

mod every_file;
mod pushed;
mod python_clients;
mod timing;
mod work;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Held by each test while it runs: whatever it measures, no other test of
/// this binary is at work.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}
