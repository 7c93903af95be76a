//! What a partner's page runs once the form is painted: the form's events, a
//! session, its work, signing, the live feed.
//!
//! The loader (`loader/main.js`) paints the view that the edge rendered and
//! then calls [`start`] for each widget of the page; one instance of this
//! module serves all of them. It finds elements by the view's `data-us` hooks
//! and field names, shows text only as text, and takes every message from the
//! payload, so a new language needs no new wasm.
//!
//! Not here: rules of the server, which validates a submission by itself, and
//! any markup.
//!
//! Invariants: the page is not ours, so nothing leaves the shadow root but the
//! events on the element; a submission is sent again only with the same
//! idempotency key and body; a panic leaves the page as it is and the loader
//! falls back to the hosted page.

mod attempt;
mod backoff;
mod clock;
mod form;
mod host;
mod listen;
mod live;
mod outcome;
mod page;
mod problems;
mod session;
mod submission;
mod submit;
mod tally;
mod tokens;
mod uuid;
mod values;
mod widget;
mod work;

use wasm_bindgen::prelude::*;

use crate::page::Page;
use crate::widget::Widget;

/// A page has one thread, and the small allocator saves 2 KB.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: lol_alloc::AssumeSingleThreaded<lol_alloc::FreeListAllocator> =
    // SAFETY: without the `atomics` target feature wasm has a single thread.
    unsafe { lol_alloc::AssumeSingleThreaded::new(lol_alloc::FreeListAllocator::new()) };

/// Starts a widget on a painted view. The event `end` stops it: its listeners and
/// timers are dropped, and the socket if it was the campaign's last widget.
#[wasm_bindgen]
pub fn start(page: Page) {
    let widget = Widget::new(page);
    widget.listeners.set(Some(form::attach(&widget)));
    widget.page.emit("ready", &JsValue::UNDEFINED);
    widget.running.set(Some(widget.clone()));
}

/// Silences this module for good, after a panic.
#[wasm_bindgen]
pub fn silence() {
    listen::silence();
}
