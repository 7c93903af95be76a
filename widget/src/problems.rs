//! Shows what is wrong: beside each field and in a summary, or in one sentence
//! for a problem that is not about a field.

use wasm_bindgen::JsValue;

use crate::host;
use crate::outcome::Outcome;
use crate::tokens::take;
use crate::values::FormValues;
use crate::widget::Widget;

/// Shows what is wrong with these fields and with no others; returns whether
/// there are any.
pub(crate) fn show(widget: &Widget, fields: String) -> bool {
    let is_any = !fields.is_empty();
    widget.page.clear_problems();
    if is_any {
        widget.page.show_problems(&fields);
    }
    widget.invalid_fields.replace(fields);
    is_any
}

/// Shows the problem (RFC 9457) that the edge answered instead of accepting the
/// signature.
pub(crate) fn show_answer(widget: &Widget, form_values: &str, outcome: Outcome, answer: &JsValue) {
    let mut fields = String::new();
    if outcome == Outcome::Fields {
        let pointers = host::text(answer, "pointers");
        let mut pointers = pointers.as_str();
        while !pointers.is_empty() {
            FormValues::parse(form_values).add_field(&mut fields, take(&mut pointers, b' '));
        }
    }
    let problem = host::member(answer, "body");
    if show(widget, fields) {
        widget.page.emit("problem", &problem);
        return;
    }
    if outcome == Outcome::Fields {
        // If no field is wrong, the session's work may be.
        widget.session.take();
    }
    widget.page.show_problem(&problem);
}
