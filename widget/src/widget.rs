//! One widget on the page: what it is doing.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;

use crate::attempt::SubmitAttempt;
use crate::form;
use crate::listen::Listener;
use crate::live::Live;
use crate::page::{Page, Placement};
use crate::session::Session;
use crate::submit::InFlight;
use crate::work::Work;

/// What the form is doing.
pub(crate) enum State {
    /// It can be filled in and sent; also after a problem.
    Idle,
    /// One submission is on its way; another press does nothing.
    Submitting(Box<InFlight>),
    /// It is signed, and the thanks are shown.
    Signed,
}

/// A started widget.
pub(crate) struct Widget {
    /// The painted view.
    pub(crate) page: Page,
    /// Where and for whom it is.
    pub(crate) placement: Placement,
    /// What the form is doing.
    pub(crate) state: RefCell<State>,
    /// The session, asked for on the form's first focus.
    pub(crate) session: RefCell<Session>,
    /// The work that the session asks for.
    pub(crate) work: RefCell<Work>,
    /// The last press of the button, for a retry.
    pub(crate) press: RefCell<Option<SubmitAttempt>>,
    /// The wait before the next try.
    pub(crate) retry: Cell<Option<Timeout>>,
    /// The fields that are shown to be wrong, parted by spaces.
    pub(crate) wrong: RefCell<String>,
    /// The campaign's feed, shared by the page's widgets.
    pub(crate) live: Rc<Live>,
    listeners: Cell<Option<[Listener; 6]>>,
    /// Itself, until it ends.
    pub(crate) running: Cell<Option<Rc<Self>>>,
}

impl Widget {
    /// Starts a widget on a painted view.
    pub(crate) fn start(page: Page) {
        let placement = Placement::of(&page);
        let widget = Rc::new(Self {
            live: Live::of(&page, &placement),
            page,
            placement,
            state: RefCell::new(State::Idle),
            session: RefCell::default(),
            work: RefCell::default(),
            press: RefCell::default(),
            retry: Cell::default(),
            wrong: RefCell::default(),
            listeners: Cell::default(),
            running: Cell::default(),
        });
        widget.listeners.set(Some(form::attach(&widget)));
        widget.page.emit("ready", &JsValue::UNDEFINED);
        widget.running.set(Some(widget.clone()));
    }
}
