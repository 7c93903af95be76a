//! Waiting on a condition, never for a time.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

const POLL: Duration = Duration::from_millis(20);

/// Asks until it answers yes; after the limit says what it waited for.
///
/// # Errors
/// The limit passed, or the question itself failed.
pub(crate) fn until(
    what: &str,
    limit: Duration,
    mut is_done: impl FnMut() -> Result<bool>,
) -> Result<()> {
    let deadline = now() + limit;
    while !is_done()? {
        if now() >= deadline {
            bail!("waited {} s for {what}, in vain", limit.as_secs());
        }
        thread::sleep(POLL);
    }
    Ok(())
}

/// The monotonic clock.
#[expect(
    clippy::disallowed_methods,
    reason = "xtask runs natively and only measures"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}
