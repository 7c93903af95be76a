//! Waiting on a condition, never for a time.

use std::thread;
use std::time::Duration;

use crate::clock::now;

/// So long nothing may come, where a test proves that nothing does and no later
/// event would show it (`tests/README.md`, "Windows in which nothing happens").
/// What would come does so within a tenth of it.
pub const NOTHING_COMES: Duration = Duration::from_secs(2);

const POLL: Duration = Duration::from_millis(10);

/// Asks until there is an answer; past the limit it panics with what it
/// waited for.
pub fn until<T>(what: &str, limit: Duration, mut ask: impl FnMut() -> Option<T>) -> T {
    let deadline = now() + limit;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(now() < deadline, "waited {limit:?} for {what}, in vain");
        thread::sleep(POLL);
    }
}

/// The same for a condition that is a yes or a no.
pub fn until_true(what: &str, limit: Duration, mut is_so: impl FnMut() -> bool) {
    until(what, limit, || is_so().then_some(()));
}
