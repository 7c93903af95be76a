//! The session that the edge issues to this page load.
//!
//! It proves nothing about a person: only that a request signed with its key
//! came from a page that the edge issued it to.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::Event;

use crate::clock::Clock;
use crate::host;
use crate::listen::{self, Listener};
use crate::submit;
use crate::widget::Widget;
use crate::work;

/// The state of the session.
#[derive(Default)]
pub(crate) enum Session {
    /// Not requested, not accepted, or not issued.
    #[default]
    None,
    /// Requested, and listening for the answer.
    Requested {
        /// Ends with this state.
        _answer: Listener,
    },
    /// Issued.
    Issued(Issued),
}

/// A session as issued.
pub(crate) struct Issued {
    /// The session's id, which the work is bound to; empty without work.
    pub(crate) sid: String,
    /// Bits of work for each submission; 0 for none.
    pub(crate) work_bits: u8,
    /// The token, which is the key id of signed messages.
    pub(crate) token: String,
    /// The key to sign with.
    pub(crate) key: [u8; 32],
    /// The edge's time.
    pub(crate) clock: Clock,
}

impl Issued {
    fn read(answer: &JsValue) -> Option<Self> {
        let body = host::member(answer, "body");
        let token = host::text(&body, "session");
        if token.is_empty() {
            return None;
        }
        let mut key = [0; 32];
        host::decode(&body, "key", &mut key);
        let work = host::member(&body, "work");
        let bits = host::integer(&work, "difficulty_bits");
        Some(Self {
            sid: host::text(&work, "sid"),
            work_bits: u8::try_from(bits).unwrap_or(u8::MAX),
            token,
            key,
            clock: Clock {
                server_ms: host::number(&body, "server_time_ms"),
                arrived_ms: host::number(answer, "at"),
                lifetime_s: host::number(&body, "expires_in_s"),
            },
        })
    }
}

/// Requests a session unless there is a valid one: on the form's first focus, and
/// when one is needed.
pub(crate) fn request(widget: &Rc<Widget>) {
    match &*widget.session.borrow() {
        Session::None => {}
        Session::Issued(issued) if issued.clock.expires_soon(host::now_ms()) => {}
        Session::Requested { .. } | Session::Issued(_) => return,
    }
    let url = widget.placement.url("sessions");
    let json = "Content-Type: application/json";
    let answer = listen::send_request(widget, [&url, json, &widget.placement.ask], handle_answer);
    widget
        .session
        .replace(Session::Requested { _answer: answer });
}

fn handle_answer(widget: &Rc<Widget>, answer: &Event) {
    if let Some(issued) = Issued::read(answer) {
        widget.session.replace(Session::Issued(issued));
        work::start(widget);
        submit::advance(widget);
    } else {
        widget.session.take();
        submit::handle_answer(widget, answer);
    }
}
