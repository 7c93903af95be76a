//! Listeners, timers and answers that end with their owner, and that fall
//! silent after a panic.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use web_sys::{Event, EventTarget};

use crate::host;

thread_local! {
    static IS_SILENT: Cell<bool> = const { Cell::new(false) };
}

/// After a panic nothing of ours runs any more: what it left may be half done.
pub(crate) fn silence() {
    IS_SILENT.set(true);
}

/// The owner, if it still lives and nothing has panicked.
fn present<T>(owner: &std::rc::Weak<T>) -> Option<Rc<T>> {
    if IS_SILENT.get() {
        None
    } else {
        owner.upgrade()
    }
}

/// Calls `action` for each event. Only weakly tied to the owner, since that
/// keeps the listener.
pub(crate) fn listen<T: 'static>(
    owner: &Rc<T>,
    target: &EventTarget,
    kind: &'static str,
    action: fn(&Rc<T>, &Event),
) -> EventListener {
    let owner = Rc::downgrade(owner);
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(target, kind, options, move |event| {
        if let Some(owner) = present(&owner) {
            action(&owner, event);
        }
    })
}

/// Calls `action` once, unless the timer is dropped before.
pub(crate) fn later<T: 'static>(owner: &Rc<T>, wait_ms: u32, action: fn(&Rc<T>)) -> Timeout {
    let owner = Rc::downgrade(owner);
    let call: Box<dyn FnOnce()> = Box::new(move || {
        if let Some(owner) = present(&owner) {
            action(&owner);
        }
    });
    // Of one type for all owners: what gloo makes of it is there once.
    Timeout::new(wait_ms, call)
}

/// Sends a request and calls `action` with its answer ([`host::request`]),
/// unless this is dropped before.
pub(crate) fn ask<T: 'static>(
    owner: &Rc<T>,
    [url, headers, body]: [&str; 3],
    action: fn(&Rc<T>, &Event),
) -> EventListener {
    listen(owner, &host::request(url, headers, body), "answer", action)
}
