//! Saying what is wrong: beside each field and in a summary, or in one
//! sentence for what is no field's fault.

use wasm_bindgen::JsValue;

use crate::host;
use crate::outcome::Outcome;
use crate::tokens::take;
use crate::values::FormValues;
use crate::widget::Widget;

/// Shows what is wrong with these fields and with no others; whether there
/// are any.
pub(crate) fn show(widget: &Widget, fields: String) -> bool {
    let is_any = !fields.is_empty();
    widget.page.clear_problems();
    if is_any {
        widget.page.show_problems(&fields);
    }
    widget.wrong.replace(fields);
    is_any
}

/// Shows what the edge answered instead of taking the signature: a problem
/// (RFC 9457).
pub(crate) fn show_answer(widget: &Widget, filled: &str, outcome: Outcome, answer: &JsValue) {
    let mut fields = String::new();
    if outcome == Outcome::Fields {
        let pointers = host::text(answer, "pointers");
        let mut pointers = pointers.as_str();
        while !pointers.is_empty() {
            FormValues::parse(filled).add_field(&mut fields, take(&mut pointers, b' '));
        }
    }
    let problem = host::item(answer, "body");
    if show(widget, fields) {
        widget.page.emit("problem", &problem);
        return;
    }
    if outcome == Outcome::Fields {
        // What no field can fix may be the session's work.
        widget.session.take();
    }
    widget.page.show_problem(&problem);
}
