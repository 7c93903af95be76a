//! Signing: from the press of the button to the thanks.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::Event;

use crate::attempt::{Signing, SubmitAttempt};
use crate::backoff::retry_ms;
use crate::host;
use crate::listen::{self, Listener, later};
use crate::outcome::{Outcome, Step, Tries};
use crate::problems;
use crate::session::{self, Session};
use crate::submission::{encode_submission, with_work};
use crate::values::FormValues;
use crate::widget::{State, Widget};
use crate::work;

/// One press of the button, on its way.
pub(crate) struct InFlight {
    press: SubmitAttempt,
    /// What was filled in, as the page wrote it.
    filled: String,
    tries: Tries,
    pressed_at_ms: f64,
    /// The answer to the last try.
    answer: Cell<Option<Listener>>,
}

/// The button was pressed, or Enter.
///
/// 1. A press while one is on its way does nothing.
/// 2. What is wrong is shown, and nothing is sent.
/// 3. The same body as last time goes with the same idempotency key.
/// 4. It is sent as soon as there is a session ([`advance`]), and again
///    until there is an answer to show ([`judge`]).
pub(crate) fn press(widget: &Rc<Widget>) {
    // 1.
    if !matches!(*widget.state.borrow(), State::Idle) {
        return;
    }
    // 2.
    let filled = widget.page.read();
    let form = FormValues::parse(&filled);
    if problems::show(widget, form.wrong_fields()) {
        return;
    }
    // 3.
    let mut random = [0; 16];
    host::fill_random(&mut random);
    let body = encode_submission(&widget.placement.shown, form);
    let press = SubmitAttempt::of(body, widget.press.take(), random);
    widget.press.replace(Some(press.clone()));
    // 4.
    widget.page.show_sending();
    let delivery = InFlight {
        press,
        filled,
        tries: Tries::default(),
        pressed_at_ms: host::now_ms(),
        answer: Cell::default(),
    };
    widget.state.replace(State::Submitting(Box::new(delivery)));
    advance(widget);
}

/// Sends what is on its way, or asks for the session and the work that it
/// needs, which both come back here.
pub(crate) fn advance(widget: &Rc<Widget>) {
    let State::Submitting(delivery) = &*widget.state.borrow() else {
        return;
    };
    session::ask(widget);
    let Session::Issued(issued) = &*widget.session.borrow() else {
        return;
    };
    let email = FormValues::parse(&delivery.filled).email;
    let Some(counter) = work::solve(widget, email) else {
        return;
    };
    let body = with_work(&delivery.press.body, counter);
    let placement = &widget.placement;
    let headers = delivery.press.encode_headers(&Signing {
        body: &body,
        authority: &placement.authority,
        path: &placement.path,
        key: &issued.key,
        keyid: &issued.token,
        created_s: issued.clock.seconds_at(host::now_ms()),
    });
    let url = placement.url("signatures");
    let answer = listen::ask(widget, [&url, &headers, &body], judge);
    delivery.answer.set(Some(answer));
}

/// Takes the answer to a try: sends the same again, or tells the supporter.
pub(crate) fn judge(widget: &Rc<Widget>, answer: &Event) {
    let status = host::whole(answer, "status");
    let step = match &mut *widget.state.borrow_mut() {
        State::Submitting(delivery) => {
            let after_ms = host::now_ms() - delivery.pressed_at_ms;
            Some(delivery.tries.judge(status, after_ms))
        }
        // A session that was asked for early and not given.
        State::Idle | State::Signed => None,
    };
    let Some(step) = step else {
        // Nor will it be: the page is shown as a preview (`preview.js`).
        if status == 403 {
            widget.page.emit("problem", &host::item(answer, "body"));
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
            widget.retry.set(Some(later(widget, wait_ms, advance)));
        }
        Step::Tell(outcome) => tell(widget, outcome, answer),
    }
}

fn tell(widget: &Widget, outcome: Outcome, answer: &JsValue) {
    let is_signed = outcome == Outcome::Signed;
    let next = if is_signed {
        State::Signed
    } else {
        State::Idle
    };
    let State::Submitting(delivery) = widget.state.replace(next) else {
        return;
    };
    // What may have reached the ledger is the same press when tried again.
    if outcome.ends_press() {
        widget.press.take();
    }
    if is_signed {
        let body = host::item(answer, "body");
        widget.page.show_thanks(&body);
        widget.live.take_answer(&body);
        widget.page.emit("signed", &host::item(&body, "tally"));
    } else {
        problems::show_answer(widget, &delivery.filled, outcome, answer);
    }
}
