//! The log: a failure is written once, where it becomes a response or where
//! nobody waits for it. Never a name, an address, a token or a body.

/// Writes one line: what failed, and where it can be found again.
pub(crate) fn error(place: &str, what: &dyn std::fmt::Display) {
    worker::console_error!("{place}: {what}");
}
