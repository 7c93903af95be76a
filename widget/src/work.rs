//! The work that a session asks for one submission (`protocol::work`), done
//! while the supporter fills in the rest of the form.
//!
//! It runs on the page's own thread, since a worker would need a permission that
//! strict pages don't give, and in slices, so that no frame waits for it.

use gloo::timers::callback::Timeout;
use protocol::work::{derive_prefix, try_slice};

use crate::session::Issued;

/// Tries in one slice: 1.4 ms on a machine where a million take 170 ms, and 6 ms
/// on a phone four times as slow, of the 16 ms of a frame.
const SLICE_TRIES: u32 = 8_192;

/// The search for a counter.
#[derive(Default)]
pub(crate) struct Work {
    prefix: [u8; 32],
    bits: u8,
    /// The counter that solves it, or the next one to try.
    counter: u64,
    /// The next slice, while it is not solved.
    slice: Option<Timeout>,
}

impl Work {
    /// The counter for this session and this address, or `None` until it is found.
    /// Another session or address starts a new search with the slice that
    /// `schedule` sets.
    pub(crate) fn counter_for(
        &mut self,
        issued: &Issued,
        email: &str,
        schedule: impl FnOnce() -> Timeout,
    ) -> Option<u64> {
        let prefix = derive_prefix(&issued.sid, email);
        if self.prefix != prefix {
            *self = Self {
                prefix,
                bits: issued.work_bits,
                counter: 0,
                slice: Some(schedule()),
            };
        }
        self.slice.is_none().then_some(self.counter)
    }

    /// Runs one slice; returns whether it has solved the work.
    pub(crate) fn try_slice(&mut self) -> bool {
        let found = try_slice(&self.prefix, self.bits, self.counter, SLICE_TRIES);
        self.counter = found.unwrap_or(self.counter + u64::from(SLICE_TRIES));
        self.slice = None;
        found.is_some()
    }

    /// Keeps the timer of the next slice.
    pub(crate) fn set_slice(&mut self, slice: Timeout) {
        self.slice = Some(slice);
    }
}
