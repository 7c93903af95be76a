//! Listeners, timers and answers that end with their owner, and that are silenced
//! after a panic.
//!
//! Listeners and answers are the same: a target that fires, and a call of the
//! browser into this module. A closure of another type brings its own code on
//! both sides; only gloo's timers have one.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

use crate::host;

thread_local! {
    static IS_SILENT: Cell<bool> = const { Cell::new(false) };
}

/// Stops everything after a panic, which may have left the state half changed.
pub(crate) fn silence() {
    IS_SILENT.set(true);
}

/// Listens until it is dropped.
pub(crate) struct Listener {
    target: EventTarget,
    kind: &'static str,
    call: Closure<dyn Fn(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        host::unlisten(&self.target, self.kind, &self.call);
    }
}

/// Calls `action` for each event. Holds the owner only weakly, since the owner
/// holds the listener.
pub(crate) fn listen<T: 'static>(
    owner: &Rc<T>,
    target: EventTarget,
    kind: &'static str,
    action: fn(&Rc<T>, &Event),
) -> Listener {
    let owner = Rc::downgrade(owner);
    let call: Box<dyn Fn(Event)> = Box::new(move |event| {
        if !IS_SILENT.get()
            && let Some(owner) = owner.upgrade()
        {
            action(&owner, &event);
        }
    });
    let call = Closure::wrap(call);
    host::listen(&target, kind, &call);
    Listener { target, kind, call }
}

/// Calls `action` once, unless the timer is dropped before.
pub(crate) fn set_timeout<T: 'static>(owner: &Rc<T>, wait_ms: u32, action: fn(&Rc<T>)) -> Timeout {
    let owner = Rc::downgrade(owner);
    let call: Box<dyn FnOnce()> = Box::new(move || {
        if !IS_SILENT.get()
            && let Some(owner) = owner.upgrade()
        {
            action(&owner);
        }
    });
    // One type for all owners, so that gloo's code is compiled once.
    Timeout::new(wait_ms, call)
}

/// Sends a request and calls `action` with its answer ([`host::request`]),
/// unless this is dropped before.
pub(crate) fn send_request<T: 'static>(
    owner: &Rc<T>,
    [url, headers, body]: [&str; 3],
    action: fn(&Rc<T>, &Event),
) -> Listener {
    listen(owner, host::request(url, headers, body), "answer", action)
}
