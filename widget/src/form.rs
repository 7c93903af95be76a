//! The form's events. What the form does by itself while it is filled in is in
//! `loader/form.js`.

use std::rc::Rc;

use web_sys::Event;

use crate::host;
use crate::listen::{Listener, listen};
use crate::submit;
use crate::tokens::contains_word;
use crate::values::FormValues;
use crate::widget::{State, Widget};

/// Listens on the view, so that listeners survive a change of its parts.
pub(crate) fn attach(widget: &Rc<Widget>) -> [Listener; 6] {
    let view = widget.page.view();
    let on = |kind, action| listen(widget, view.clone(), kind, action);
    [
        on("focusin", |widget, _| submit::request_session(widget)),
        on("input", |widget, event| {
            clear_if_valid(widget, &field_of(event));
        }),
        on("change", |widget, event| {
            on_change(widget, &field_of(event));
        }),
        on("submit", |widget, _| submit::submit(widget)),
        on("reset", |widget, _| reset(widget)),
        on("end", |widget, _| drop(widget.running.take())),
    ]
}

/// A change is complete, so a field in error is checked again at once.
fn on_change(widget: &Rc<Widget>, name: &str) {
    match name {
        "email" => submit::start_work(widget),
        "abroad" | "region" => recheck(widget, "postal_code"),
        _ => recheck(widget, name),
    }
}

/// Clears the error of a field while the supporter types: if it were cleared on
/// leaving the field, what they click next would move from under the pointer.
fn clear_if_valid(widget: &Widget, name: &str) {
    if contains_word(&widget.invalid_fields.borrow(), name) && !is_invalid(widget, name) {
        widget.page.mark_field(name, false);
    }
}

/// A field in error is checked again when the supporter leaves it changed.
fn recheck(widget: &Widget, name: &str) {
    if contains_word(&widget.invalid_fields.borrow(), name) {
        widget.page.mark_field(name, is_invalid(widget, name));
    }
}

fn is_invalid(widget: &Widget, name: &str) -> bool {
    contains_word(
        &FormValues::parse(&widget.page.form_values()).invalid_fields(),
        name,
    )
}

/// Another person signs on the same device.
fn reset(widget: &Widget) {
    widget.page.clear_problems();
    widget.invalid_fields.take();
    widget.last_attempt.take();
    // The session's work is used up: another submission needs another session.
    widget.session.take();
    widget.state.replace(State::Idle);
}

/// The name of the control that an event happened on.
fn field_of(event: &Event) -> String {
    host::text(&host::member(event, "target"), "name")
}
