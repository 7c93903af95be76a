//! Signing: from the session and its work to the submitted form and the thanks.
//!
//! Session, work and attempt wait for each other: whichever is ready last calls
//! [`advance`].

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::Event;

use crate::attempt::{InFlight, Signing, SubmitAttempt};
use crate::backoff::retry_ms;
use crate::host;
use crate::listen::{self, set_timeout};
use crate::outcome::{Outcome, Step, Tries};
use crate::problems;
use crate::session::{Issued, Session};
use crate::submission::{encode_submission, with_work};
use crate::values::FormValues;
use crate::widget::{State, Widget};

/// Requests a session unless there is a valid one: on the form's first focus, and
/// when one is needed.
pub(crate) fn request_session(widget: &Rc<Widget>) {
    match &*widget.session.borrow() {
        Session::None => {}
        Session::Issued(issued) if issued.clock.expires_soon(host::now_ms()) => {}
        Session::Requested { .. } | Session::Issued(_) => return,
    }
    let url = widget.placement.url("sessions");
    let json = "Content-Type: application/json";
    let answer = listen::send_request(widget, [&url, json, &widget.placement.ask], take_session);
    widget
        .session
        .replace(Session::Requested { _answer: answer });
}

fn take_session(widget: &Rc<Widget>, answer: &Event) {
    if let Some(issued) = Issued::read(answer) {
        widget.session.replace(Session::Issued(issued));
        start_work(widget);
        advance(widget);
    } else {
        widget.session.take();
        handle_answer(widget, answer);
    }
}

/// Starts the work as soon as there are a session and an address, which may still
/// change; not while another address is being submitted.
pub(crate) fn start_work(widget: &Rc<Widget>) {
    if !matches!(*widget.state.borrow(), State::Idle) {
        return;
    }
    let form_values = widget.page.form_values();
    let email = FormValues::parse(&form_values).email;
    if !email.is_empty() {
        solve_work(widget, email);
    }
}

/// The counter for this session and this address, 0 if the session needs no work.
/// `None` until it is found, and then [`advance`] is called.
fn solve_work(widget: &Rc<Widget>, email: &str) -> Option<u64> {
    let Session::Issued(issued) = &*widget.session.borrow() else {
        return None;
    };
    if issued.work_bits == 0 {
        return Some(0);
    }
    let schedule = || set_timeout(widget, 0, run_slice);
    let mut work = widget.work.borrow_mut();
    work.counter_for(issued, email, schedule)
}

fn run_slice(widget: &Rc<Widget>) {
    if widget.work.borrow_mut().try_slice() {
        advance(widget);
    } else {
        let next = set_timeout(widget, 0, run_slice);
        widget.work.borrow_mut().set_slice(next);
    }
}

/// Submits the form.
///
/// 1. Nothing happens while an attempt is being sent.
/// 2. If a field is invalid, the problems are shown and nothing is sent.
/// 3. The same body as last time keeps its idempotency key.
/// 4. The attempt is sent as soon as there is a session ([`advance`]), and again
///    until there is an outcome to show ([`handle_answer`]).
pub(crate) fn submit(widget: &Rc<Widget>) {
    // 1.
    if !matches!(*widget.state.borrow(), State::Idle) {
        return;
    }
    // 2.
    let form_values = widget.page.form_values();
    let form = FormValues::parse(&form_values);
    if problems::show(widget, form.invalid_fields()) {
        return;
    }
    // 3.
    let mut random = [0; 16];
    host::fill_random(&mut random);
    let body = encode_submission(&widget.placement.shown, form);
    let attempt = SubmitAttempt::of(body, widget.last_attempt.take(), random);
    widget.last_attempt.replace(Some(attempt.clone()));
    // 4.
    widget.page.show_sending();
    let in_flight = InFlight {
        attempt,
        form_values,
        tries: Tries::default(),
        started_at_ms: host::now_ms(),
        answer: Cell::default(),
    };
    widget.state.replace(State::Submitting(Box::new(in_flight)));
    advance(widget);
}

/// Sends the attempt, or first gets the session and the work that it needs, each
/// of which calls this again.
pub(crate) fn advance(widget: &Rc<Widget>) {
    let State::Submitting(in_flight) = &*widget.state.borrow() else {
        return;
    };
    request_session(widget);
    let Session::Issued(issued) = &*widget.session.borrow() else {
        return;
    };
    let email = FormValues::parse(&in_flight.form_values).email;
    let Some(counter) = solve_work(widget, email) else {
        return;
    };
    let body = with_work(&in_flight.attempt.body, counter);
    let placement = &widget.placement;
    let headers = in_flight.attempt.encode_headers(&Signing {
        body: &body,
        authority: &placement.authority,
        path: &placement.path,
        key: &issued.key,
        keyid: &issued.token,
        created_s: issued.clock.seconds_at(host::now_ms()),
    });
    let url = placement.url("signatures");
    let answer = listen::send_request(widget, [&url, &headers, &body], handle_answer);
    in_flight.answer.set(Some(answer));
}

/// Handles the answer to a try: sends the same again, or finishes.
pub(crate) fn handle_answer(widget: &Rc<Widget>, answer: &Event) {
    let status = host::integer(answer, "status");
    let step = match &mut *widget.state.borrow_mut() {
        State::Submitting(in_flight) => {
            let after_ms = host::now_ms() - in_flight.started_at_ms;
            Some(in_flight.tries.next_step(status, after_ms))
        }
        // The answer to an early request for a session, which was not issued.
        State::Idle | State::Signed => None,
    };
    let Some(step) = step else {
        // This site never gets a session: the page is shown as a preview (`preview.js`).
        if status == 403 {
            widget.page.emit("problem", &host::member(answer, "body"));
        }
        return;
    };
    match step {
        Step::Renew => {
            widget.session.take();
            advance(widget);
        }
        Step::Wait(failures) => {
            let wait_ms = retry_ms(failures, host::random_u32());
            widget
                .retry
                .set(Some(set_timeout(widget, wait_ms, advance)));
        }
        Step::Finish(outcome) => finish(widget, outcome, answer),
    }
}

fn finish(widget: &Widget, outcome: Outcome, answer: &JsValue) {
    let is_signed = outcome == Outcome::Signed;
    let next = if is_signed {
        State::Signed
    } else {
        State::Idle
    };
    let State::Submitting(in_flight) = widget.state.replace(next) else {
        return;
    };
    // An attempt that may have reached the ledger keeps its key when it is sent again.
    if outcome.ends_attempt() {
        widget.last_attempt.take();
    }
    if is_signed {
        let body = host::member(answer, "body");
        widget.page.show_thanks(&body);
        widget.live.take_answer(&body);
        widget.page.emit("signed", &host::member(&body, "tally"));
    } else {
        problems::show_answer(widget, &in_flight.form_values, outcome, answer);
    }
}
