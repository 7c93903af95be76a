//! Listening to the form. What it does by itself while it is filled in is in
//! `loader/form.js`.

use std::rc::Rc;

use web_sys::Event;

use crate::host;
use crate::listen::{Listener, listen};
use crate::session;
use crate::submit;
use crate::tokens::is_among;
use crate::values::FormValues;
use crate::widget::{State, Widget};
use crate::work;

/// Listens on the view; what is delegated survives a change of its parts.
pub(crate) fn attach(widget: &Rc<Widget>) -> [Listener; 6] {
    let view = widget.page.view();
    let on = |kind, action| listen(widget, view.clone(), kind, action);
    [
        on("focusin", |widget, _| session::ask(widget)),
        on("input", |widget, event| forgive(widget, &field_of(event))),
        on("change", |widget, event| {
            on_change(widget, &field_of(event));
        }),
        on("submit", |widget, _| submit::press(widget)),
        on("reset", |widget, _| start_again(widget)),
        on("end", |widget, _| drop(widget.running.take())),
    ]
}

/// A choice is made in one go, so that there is no leaving to wait for.
fn on_change(widget: &Rc<Widget>, name: &str) {
    match name {
        "email" => work::begin(widget),
        "abroad" | "region" => look_again(widget, "postal_code"),
        _ => look_again(widget, name),
    }
}

/// A field that has become right is so while the supporter types: were its error
/// taken away on leaving, what they click next would move from under the pointer.
fn forgive(widget: &Widget, name: &str) {
    if is_among(&widget.wrong.borrow(), name) && !is_wrong(widget, name) {
        widget.page.mark_field(name, false);
    }
}

/// A field in error is checked again when the supporter leaves it changed.
fn look_again(widget: &Widget, name: &str) {
    if is_among(&widget.wrong.borrow(), name) {
        widget.page.mark_field(name, is_wrong(widget, name));
    }
}

fn is_wrong(widget: &Widget, name: &str) -> bool {
    is_among(&FormValues::parse(&widget.page.read()).wrong_fields(), name)
}

/// Somebody else signs on the same device.
fn start_again(widget: &Widget) {
    widget.page.clear_problems();
    widget.wrong.take();
    widget.press.take();
    // Its work is spent: another submission is another session's.
    widget.session.take();
    widget.state.replace(State::Idle);
}

/// The name of the control that an event happened on.
fn field_of(event: &Event) -> String {
    host::text(&host::item(event, "target"), "name")
}
