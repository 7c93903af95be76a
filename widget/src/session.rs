//! The session that the edge issues to this page load.
//!
//! It proves nothing about a person: only that what is signed with its key
//! came from a page that the edge gave it to.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::Event;

use crate::clock::Clock;
use crate::host;
use crate::listen::{self, Listener};
use crate::submit;
use crate::widget::Widget;
use crate::work;

/// Where the session stands.
#[derive(Default)]
pub(crate) enum Session {
    /// Not asked for, not accepted, or not given.
    #[default]
    None,
    /// Asked for, and listening for the answer.
    Asked {
        /// Ends with this state.
        _answer: Listener,
    },
    /// Issued.
    Issued(Issued),
}

/// A session as issued.
pub(crate) struct Issued {
    /// What the work is bound to; empty where there is none.
    pub(crate) sid: String,
    /// Bits of work for each submission; 0 for none.
    pub(crate) work_bits: u8,
    /// The token, which is the signatures' key id.
    pub(crate) token: String,
    /// The key to sign with.
    pub(crate) key: [u8; 32],
    /// The edge's time.
    pub(crate) clock: Clock,
}

impl Issued {
    fn read(answer: &JsValue) -> Option<Self> {
        let body = host::item(answer, "body");
        let token = host::text(&body, "session");
        if token.is_empty() {
            return None;
        }
        let mut key = [0; 32];
        host::decode(&body, "key", &mut key);
        let work = host::item(&body, "work");
        let bits = host::whole(&work, "difficulty_bits");
        Some(Self {
            sid: host::text(&work, "sid"),
            work_bits: u8::try_from(bits).unwrap_or(u8::MAX),
            token,
            key,
            clock: Clock {
                server_ms: host::number(&body, "server_time_ms"),
                arrived_ms: host::number(answer, "at"),
                life_s: host::number(&body, "expires_in_s"),
            },
        })
    }
}

/// Asks for a session if there is none that lives: on the form's first focus,
/// and when one is needed.
pub(crate) fn ask(widget: &Rc<Widget>) {
    match &*widget.session.borrow() {
        Session::None => {}
        Session::Issued(issued) if issued.clock.is_over(host::now_ms()) => {}
        Session::Asked { .. } | Session::Issued(_) => return,
    }
    let url = widget.placement.url("sessions");
    let json = "Content-Type: application/json";
    let asked = listen::ask(widget, [&url, json, &widget.placement.ask], take);
    widget.session.replace(Session::Asked { _answer: asked });
}

fn take(widget: &Rc<Widget>, answer: &Event) {
    if let Some(issued) = Issued::read(answer) {
        widget.session.replace(Session::Issued(issued));
        work::begin(widget);
        submit::advance(widget);
    } else {
        widget.session.take();
        submit::judge(widget, answer);
    }
}
