//! The campaign's live feed: one socket for a campaign and page, open only
//! while the page is visible, and snapshots where there is none.
//!
//! Invariants: the tally only moves forward by its `as_of`; what an organizer
//! has hidden does not come back from an older snapshot.

use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;
use std::rc::{Rc, Weak};

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;

use crate::backoff::{Snapshot, retry_ms, snapshot_ms};
use crate::host;
use crate::listen::{self, Listener, listen, set_timeout};
use crate::page::{CampaignWidgets, Page, Placement};
use crate::tally::{Tally, instant};

thread_local! {
    // Never dropped: a page ends all at once.
    static OPEN: RefCell<ManuallyDrop<Vec<Weak<Live>>>> =
        const { RefCell::new(ManuallyDrop::new(Vec::new())) };
}

/// One campaign's feed on this page.
pub(crate) struct Live {
    socket_url: String,
    feed_url: String,
    /// Every widget of the campaign.
    widgets: CampaignWidgets,
    shown: RefCell<Tally>,
    /// The shown tally as it was received.
    shown_value: RefCell<JsValue>,
    socket: Cell<Option<Socket>>,
    stage: Cell<Stage>,
    failures: Cell<u32>,
    retry: Cell<Option<Timeout>>,
    snapshot: Cell<Option<Timeout>>,
    answer: Cell<Option<Listener>>,
    visibility: Cell<Option<Listener>>,
}

/// The state of the socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// There is none.
    Closed,
    /// It is being opened.
    Opening,
    /// It is open.
    Open,
}

/// A socket that closes with its owner.
struct Socket {
    socket: host::Socket,
    _listeners: [Listener; 3],
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.close();
    }
}

impl Live {
    /// The feed of the page's campaign, opened if it is not yet.
    pub(crate) fn of(page: &Page, placement: &Placement) -> Rc<Self> {
        let feed_url = placement.url("feed");
        let known = OPEN.with_borrow_mut(|open| {
            open.retain(|known| known.strong_count() > 0);
            open.iter()
                .filter_map(Weak::upgrade)
                .find(|known| known.feed_url == feed_url)
        });
        let live = known.unwrap_or_else(|| Self::open(feed_url, page, placement));
        live.refresh();
        live
    }

    fn open(feed_url: String, page: &Page, placement: &Placement) -> Rc<Self> {
        let live = Rc::new(Self {
            socket_url: placement.live.clone(),
            feed_url,
            widgets: page.campaign_widgets(),
            shown: RefCell::default(),
            shown_value: RefCell::default(),
            socket: Cell::default(),
            stage: Cell::new(Stage::Closed),
            failures: Cell::default(),
            retry: Cell::default(),
            snapshot: Cell::default(),
            answer: Cell::default(),
            visibility: Cell::default(),
        });
        OPEN.with_borrow_mut(|open| open.push(Rc::downgrade(&live)));
        let document = live.widgets.document();
        let on_change = |live: &Rc<Self>, _: &_| live.on_visibility();
        live.visibility
            .set(Some(listen(&live, document, "visibilitychange", on_change)));
        live.schedule_snapshot(Snapshot::Polling);
        live.connect();
        live
    }

    /// A hidden page costs nothing: no socket, no snapshots.
    fn on_visibility(self: &Rc<Self>) {
        if self.widgets.is_hidden() {
            self.retry.take();
            self.snapshot.take();
            self.disconnect();
        } else {
            self.refresh();
            self.schedule_snapshot(Snapshot::Polling);
            self.connect();
        }
    }

    fn connect(self: &Rc<Self>) {
        if self.widgets.is_hidden() || self.stage.get() != Stage::Closed {
            return;
        }
        let socket = host::connect(&self.socket_url);
        let listeners = [
            listen(self, socket.clone().into(), "open", |live, _| {
                live.stage.set(Stage::Open);
                live.failures.set(0);
                live.schedule_snapshot(Snapshot::Settling);
            }),
            listen(self, socket.clone().into(), "message", |live, event| {
                live.take_message(&live.widgets.message(event));
            }),
            listen(self, socket.clone().into(), "close", |live, _| {
                live.on_close();
            }),
        ];
        self.stage.set(Stage::Opening);
        self.socket.set(Some(Socket {
            socket,
            _listeners: listeners,
        }));
    }

    fn disconnect(&self) {
        self.stage.set(Stage::Closed);
        self.socket.take();
    }

    fn on_close(self: &Rc<Self>) {
        // A failed try must not delay the snapshots between the tries.
        if self.stage.get() == Stage::Open {
            self.schedule_snapshot(Snapshot::Polling);
        }
        self.disconnect();
        let failures = self.failures.get();
        self.failures.set(failures.saturating_add(1));
        let wait_ms = retry_ms(failures, host::random_u32());
        self.retry
            .set(Some(set_timeout(self, wait_ms, Self::connect)));
    }

    /// Schedules the next snapshot, which replaces the one scheduled before.
    fn schedule_snapshot(self: &Rc<Self>, kind: Snapshot) {
        let wait_ms = snapshot_ms(kind, host::random_u32());
        self.snapshot.set(Some(set_timeout(self, wait_ms, |live| {
            live.refresh();
            let is_open = live.stage.get() == Stage::Open;
            live.schedule_snapshot(if is_open {
                Snapshot::Checking
            } else {
                Snapshot::Polling
            });
        })));
    }

    /// Takes a snapshot from the cached feed. An older one may add entries, but
    /// removes none.
    fn refresh(self: &Rc<Self>) {
        let answer = listen::send_request(self, [&self.feed_url, "", ""], |live, answer| {
            if host::integer(answer, "status") == 200 {
                let feed = host::member(answer, "body");
                let as_of = read_tally(&feed).as_of;
                let is_whole = instant(&as_of) >= instant(&live.shown.borrow().as_of);
                live.widgets
                    .replace_entries(&host::member(&feed, "entries"), is_whole);
                live.show_if_newer(&feed);
            }
        });
        self.answer.set(Some(answer));
    }

    /// Applies one message of the socket; unknown versions and members are ignored.
    fn take_message(&self, message: &JsValue) {
        if host::integer(message, "v") == 1 {
            let removed = host::member(message, "removed");
            self.widgets
                .put_entries(&host::member(message, "entries"), &removed);
            self.show_if_newer(message);
        }
    }

    /// Applies the answer to a signature that was given on this page.
    pub(crate) fn take_answer(&self, answer: &JsValue) {
        self.widgets
            .put_entries(&host::member(answer, "entry"), &JsValue::UNDEFINED);
        self.show_if_newer(answer);
    }

    /// Shows a tally unless a newer one is shown.
    fn show_if_newer(&self, message: &JsValue) {
        let tally = read_tally(message);
        if tally.replaces(&self.shown.borrow()) {
            self.shown.replace(tally);
            self.shown_value.replace(host::member(message, "tally"));
        }
        let is_number = self.shown.borrow().is_shown();
        self.widgets
            .show_tally(&self.shown_value.borrow(), is_number);
    }
}

fn read_tally(from: &JsValue) -> Tally {
    let tally = host::member(from, "tally");
    let as_of = host::text(&tally, "as_of");
    Tally {
        signatures: host::integer(&tally, "signatures"),
        as_of,
    }
}
