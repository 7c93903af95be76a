//! The session that the edge issues to this page load.
//!
//! It proves nothing about a person: only that what is signed with its key
//! came from a page that the edge gave it to.

use std::rc::Rc;

use wasm_bindgen::JsValue;

use crate::clock::Clock;
use crate::host;
use crate::listen::answered;
use crate::submit;
use crate::widget::Widget;

/// Where the session stands.
#[derive(Default)]
pub(crate) enum Session {
    /// Not asked for, not accepted, or not given.
    #[default]
    None,
    /// Asked for.
    Asked,
    /// Issued.
    Issued(Issued),
}

/// A session as issued.
pub(crate) struct Issued {
    /// The token, which is the signatures' key id.
    pub(crate) token: String,
    /// The key to sign with.
    pub(crate) key: Vec<u8>,
    /// The edge's time.
    pub(crate) clock: Clock,
}

impl Issued {
    fn read(answer: &JsValue) -> Option<Self> {
        let body = host::item(answer, "body");
        Some(Self {
            token: host::text(&body, "session")?,
            key: host::bytes_of(&host::text(&body, "key")?),
            clock: Clock {
                server_ms: host::milliseconds(&body, "server_time_ms"),
                arrived_ms: host::milliseconds(answer, "at"),
                life_s: host::milliseconds(&body, "expires_in_s"),
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
        Session::Asked | Session::Issued(_) => return,
    }
    widget.session.replace(Session::Asked);
    let url = widget.placement.url("sessions");
    let done = answered(widget, take);
    host::request(
        &url,
        "Content-Type: application/json",
        &widget.placement.ask,
        done,
    );
}

fn take(widget: &Rc<Widget>, answer: &JsValue) {
    if let Some(issued) = Issued::read(answer) {
        widget.session.replace(Session::Issued(issued));
        submit::advance(widget);
    } else {
        widget.session.take();
        submit::judge(widget, answer);
    }
}
