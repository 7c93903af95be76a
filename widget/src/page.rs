//! The painted view, as `loader/page.js` serves it: the form's values, and what
//! to show. The wasm decides and the script carries it out, in a line of
//! JavaScript where wasm would need a dozen.

use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget};

use crate::host;
use protocol::message::concat;

#[wasm_bindgen]
extern "C" {
    /// One painted view with its messages.
    pub type Page;

    /// All widgets of the page's campaign.
    #[wasm_bindgen(method, getter, js_name = campaignWidgets)]
    pub(crate) fn campaign_widgets(this: &Page) -> CampaignWidgets;

    /// The view's root element.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn view(this: &Page) -> EventTarget;

    /// Shows a problem that is not about a field, and fires its event: the
    /// problem's own sentence, or if it has none that the edge was not reached.
    #[wasm_bindgen(method, js_name = showProblem)]
    pub(crate) fn show_problem(this: &Page, problem: &JsValue);

    /// Shows what is wrong with a field beside it, or clears that.
    #[wasm_bindgen(method, js_name = markField)]
    pub(crate) fn mark_field(this: &Page, name: &str, is_wrong: bool);

    /// Marks these space-separated fields, and shows the summary.
    #[wasm_bindgen(method, js_name = showProblems)]
    pub(crate) fn show_problems(this: &Page, names: &str);

    /// Clears everything that is shown to be wrong.
    #[wasm_bindgen(method, js_name = clearProblems)]
    pub(crate) fn clear_problems(this: &Page);

    /// Shows that the submission is being sent.
    #[wasm_bindgen(method, js_name = showSending)]
    pub(crate) fn show_sending(this: &Page);

    /// Shows the thanks in the form's place.
    #[wasm_bindgen(method, js_name = showThanks)]
    pub(crate) fn show_thanks(this: &Page, answer: &JsValue);

    /// Fires `undersigned:{kind}`; `detail` holds nothing personal.
    #[wasm_bindgen(method)]
    pub(crate) fn emit(this: &Page, kind: &str, detail: &JsValue);

    /// Every widget of one campaign on this page.
    pub(crate) type CampaignWidgets;

    /// The page's document.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn document(this: &CampaignWidgets) -> EventTarget;

    /// Whether the page is hidden.
    #[wasm_bindgen(method, js_name = isHidden)]
    pub(crate) fn is_hidden(this: &CampaignWidgets) -> bool;

    /// A socket's message, parsed; `undefined` if it is not JSON.
    #[wasm_bindgen(method)]
    pub(crate) fn message(this: &CampaignWidgets, event: &Event) -> JsValue;

    /// Shows a tally, or the organizations if the number is small; a changed
    /// count also fires an event.
    #[wasm_bindgen(method, js_name = showTally)]
    pub(crate) fn show_tally(this: &CampaignWidgets, tally: &JsValue, is_number: bool);

    /// Puts entries into the feed, newest first, and removes some for good.
    #[wasm_bindgen(method, js_name = putEntries)]
    pub(crate) fn put_entries(this: &CampaignWidgets, entries: &JsValue, removed: &JsValue);

    /// Applies a snapshot of the feed; unless it is whole, entries that it lacks stay.
    #[wasm_bindgen(method, js_name = replaceEntries)]
    pub(crate) fn replace_entries(this: &CampaignWidgets, entries: &JsValue, is_whole: bool);
}

impl Page {
    /// The form's values, as `FormValues::parse` reads them.
    pub(crate) fn form_values(&self) -> String {
        host::text(self, "formValues")
    }
}

/// Where a widget is placed and for whom, as the edge's payload says.
pub(crate) struct Placement {
    /// The edge's origin.
    pub(crate) edge: String,
    /// The edge's authority, as requests are signed with it: lower case and
    /// without the default port.
    pub(crate) authority: String,
    /// The path of the campaign's resources, with a slash at its end.
    pub(crate) path: String,
    /// The socket's address.
    pub(crate) live: String,
    /// What a submission says was shown, a JSON object.
    pub(crate) shown: String,
    /// The request for a session, a JSON object.
    pub(crate) ask: String,
}

impl Placement {
    /// Reads the page's placement.
    pub(crate) fn of(page: &Page) -> Self {
        let text = |key| host::text(page, key);
        Self {
            edge: text("edge"),
            authority: text("authority"),
            path: text("path"),
            live: text("live"),
            shown: text("shown"),
            ask: text("ask"),
        }
    }

    /// A resource's whole address.
    pub(crate) fn url(&self, resource: &str) -> String {
        concat(&[&self.edge, &self.path, resource])
    }
}
