//! One widget on the page, and its state.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;

use crate::attempt::{InFlight, SubmitAttempt};
use crate::listen::Listener;
use crate::live::Live;
use crate::page::{Page, Placement};
use crate::session::Session;
use crate::work::Work;

/// What the form is doing.
pub(crate) enum State {
    /// It can be filled in and sent; also after a problem.
    Idle,
    /// One attempt is being sent; another submission does nothing.
    Submitting(Box<InFlight>),
    /// It is signed, and the thanks are shown.
    Signed,
}

/// A started widget.
pub(crate) struct Widget {
    /// The painted view.
    pub(crate) page: Page,
    /// Where it is placed and for whom.
    pub(crate) placement: Placement,
    /// What the form is doing.
    pub(crate) state: RefCell<State>,
    /// The session, requested on the form's first focus.
    pub(crate) session: RefCell<Session>,
    /// The work that the session asks for.
    pub(crate) work: RefCell<Work>,
    /// The last attempt, for a retry.
    pub(crate) last_attempt: RefCell<Option<SubmitAttempt>>,
    /// The wait before the next try.
    pub(crate) retry: Cell<Option<Timeout>>,
    /// The fields that are shown to be invalid, space-separated.
    pub(crate) invalid_fields: RefCell<String>,
    /// The campaign's feed, shared by the page's widgets.
    pub(crate) live: Rc<Live>,
    /// Its listeners on the view.
    pub(crate) listeners: Cell<Option<[Listener; 6]>>,
    /// Keeps the widget alive until it ends.
    pub(crate) running: Cell<Option<Rc<Self>>>,
}

impl Widget {
    /// A widget on a painted view, which does not listen yet.
    pub(crate) fn new(page: Page) -> Rc<Self> {
        let placement = Placement::of(&page);
        Rc::new(Self {
            live: Live::of(&page, &placement),
            page,
            placement,
            state: RefCell::new(State::Idle),
            session: RefCell::default(),
            work: RefCell::default(),
            last_attempt: RefCell::default(),
            retry: Cell::default(),
            invalid_fields: RefCell::default(),
            listeners: Cell::default(),
            running: Cell::default(),
        })
    }
}
