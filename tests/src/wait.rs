//! Waiting on a condition, never for a time.

use std::thread;
use std::time::Duration;

use crate::clock::now;

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
