//! The work that a session asks for one submission (`protocol::work`), done
//! while the supporter fills in the rest of the form.
//!
//! On the page's own thread: a worker would need a permission that strict
//! pages don't give. In slices, so that no frame waits for it.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use protocol::work::{derive_prefix, try_slice};

use crate::listen::later;
use crate::session::Session;
use crate::submit;
use crate::values::FormValues;
use crate::widget::{State, Widget};

/// Tries in one slice: 1.4 ms where a million take 170, and 6 ms on a phone
/// four times as slow, of the 16 ms that a frame has.
const SLICE: u32 = 8_192;

/// The search for a counter.
#[derive(Default)]
pub(crate) struct Work {
    prefix: [u8; 32],
    bits: u8,
    /// The counter that solves it, or the next to be tried.
    counter: u64,
    /// The next slice, while it is not solved.
    slice: Option<Timeout>,
}

impl Work {
    /// Whether one slice has solved it.
    fn try_slice(&mut self) -> bool {
        let found = try_slice(&self.prefix, self.bits, self.counter, SLICE);
        self.counter = found.unwrap_or(self.counter + u64::from(SLICE));
        self.slice = None;
        found.is_some()
    }
}

/// The counter for this session and this address, 0 where none is asked for;
/// `None` until it is found, and then the submission goes on by itself.
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
            slice: Some(later(widget, 0, go_on)),
        };
    }
    work.slice.is_none().then_some(work.counter)
}

/// Begins as soon as there are a session and an address, which may still
/// change; not while another address is being submitted.
pub(crate) fn begin(widget: &Rc<Widget>) {
    if !matches!(*widget.state.borrow(), State::Idle) {
        return;
    }
    let typed = widget.page.read();
    let email = FormValues::parse(&typed).email;
    if !email.is_empty() {
        solve(widget, email);
    }
}

fn go_on(widget: &Rc<Widget>) {
    if widget.work.borrow_mut().try_slice() {
        submit::advance(widget);
    } else {
        let next = later(widget, 0, go_on);
        widget.work.borrow_mut().slice = Some(next);
    }
}
