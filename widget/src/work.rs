//! The work that a session asks for one submission (`protocol::work`), done
//! while the supporter fills in the rest of the form.
//!
//! It runs on the page's own thread, since a worker would need a permission that
//! strict pages don't give, and in slices, so that no frame waits for it.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use protocol::work::{derive_prefix, try_slice};

use crate::listen::set_timeout;
use crate::session::Session;
use crate::submit;
use crate::values::FormValues;
use crate::widget::{State, Widget};

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
    /// Runs one slice; returns whether it has solved the work.
    fn try_slice(&mut self) -> bool {
        let found = try_slice(&self.prefix, self.bits, self.counter, SLICE_TRIES);
        self.counter = found.unwrap_or(self.counter + u64::from(SLICE_TRIES));
        self.slice = None;
        found.is_some()
    }
}

/// The counter for this session and this address, 0 if the session needs no work.
/// `None` until it is found, and then [`submit::advance`] is called.
pub(crate) fn solve(widget: &Rc<Widget>, email: &str) -> Option<u64> {
    let Session::Issued(issued) = &*widget.session.borrow() else {
        return None;
    };
    if issued.work_bits == 0 {
        return Some(0);
    }
    let prefix = derive_prefix(&issued.sid, email);
    let work = &mut *widget.work.borrow_mut();
    if work.prefix != prefix {
        *work = Work {
            prefix,
            bits: issued.work_bits,
            counter: 0,
            slice: Some(set_timeout(widget, 0, run_slice)),
        };
    }
    work.slice.is_none().then_some(work.counter)
}

/// Starts as soon as there are a session and an address, which may still change;
/// not while another address is being submitted.
pub(crate) fn start(widget: &Rc<Widget>) {
    if !matches!(*widget.state.borrow(), State::Idle) {
        return;
    }
    let typed = widget.page.form_values();
    let email = FormValues::parse(&typed).email;
    if !email.is_empty() {
        solve(widget, email);
    }
}

fn run_slice(widget: &Rc<Widget>) {
    if widget.work.borrow_mut().try_slice() {
        submit::advance(widget);
    } else {
        let next = set_timeout(widget, 0, run_slice);
        widget.work.borrow_mut().slice = Some(next);
    }
}
