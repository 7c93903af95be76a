//! The fields of the form: a label above each, its hint and its error tied to
//! it, what was typed kept.

use maud::{Markup, html};
use petition::{Comments, PROVINCES, PostalCode, clean_name, public_name};
use protocol::limits::{
    COMMENT_MAX_GRAPHEMES, EMAIL_MAX_BYTES, NAME_MAX_GRAPHEMES, POSTAL_CODE_MAX_BYTES,
};

use super::problems::{FormProblem, problem_of};
use crate::{
    Mode, ViewInput,
    i18n::{countries::countries, texts::Words},
    petition::waits_for_mailbox,
};

/// "K1A": in a protected form, the rest of a code never leaves the supporter's
/// device.
const POSTAL_AREA_LENGTH: usize = 3;

/// What every field needs to know of its form.
pub(crate) struct FieldContext<'a> {
    pub(crate) input: &'a ViewInput<'a>,
    pub(crate) words: Words,
    pub(crate) problems: &'a [FormProblem],
}

/// How one text field differs from the others.
struct TextField {
    name: &'static str,
    kind: &'static str,
    autocomplete: &'static str,
    max_length: usize,
    is_required: bool,
    is_hinted: bool,
    /// An address or a code: left to right in every language, no capitals.
    is_code: bool,
}

const GIVEN_NAME: TextField = TextField {
    name: "given_name",
    kind: "text",
    autocomplete: "given-name",
    // Browsers count UTF-16 units, at least one for each character: what they
    // let through is never too long.
    max_length: NAME_MAX_GRAPHEMES,
    is_required: true,
    is_hinted: false,
    is_code: false,
};
const FAMILY_NAME: TextField = TextField {
    name: "family_name",
    autocomplete: "family-name",
    is_required: false,
    is_hinted: true,
    ..GIVEN_NAME
};
const EMAIL: TextField = TextField {
    name: "email",
    kind: "email",
    autocomplete: "email",
    max_length: EMAIL_MAX_BYTES,
    is_required: true,
    is_hinted: true,
    is_code: true,
};

impl FieldContext<'_> {
    /// Fields 1 to 7 of the form.
    pub(crate) fn render(&self) -> Markup {
        html! {
            (self.text_field(&GIVEN_NAME))
            (self.text_field(&FAMILY_NAME))
            (self.text_field(&EMAIL))
            @if self.input.settings.postal_code != PostalCode::Off {
                (self.place_fields())
            }
            @if !self.is_protected() { (self.list_me()) }
            @if self.input.settings.comments != Comments::Off { (self.comment_row()) }
        }
    }

    fn is_hosted(&self) -> bool {
        matches!(self.input.mode, Mode::Hosted(_))
    }

    fn is_protected(&self) -> bool {
        self.input.settings.is_protected()
    }

    /// What a browser may fill in from what it keeps. It keeps what is typed
    /// too, so a protected form asks it to do neither.
    fn autocomplete(&self, kind: &'static str) -> &'static str {
        if self.is_protected() { "off" } else { kind }
    }

    fn value(&self, name: &str) -> Option<&str> {
        match self.input.mode {
            Mode::Hosted(form) => Some(form.values.text(name)).filter(|text| !text.is_empty()),
            Mode::Widget => None,
        }
    }

    fn is_ticked(&self, name: &str) -> bool {
        matches!(self.input.mode, Mode::Hosted(form) if form.values.is_ticked(name))
    }

    fn label(&self, name: &str, is_required: bool) -> Markup {
        self.label_as(name, name, is_required)
    }

    /// The label of a field, by another message's name.
    fn label_as(&self, name: &str, key: &str, is_required: bool) -> Markup {
        html! {
            label for={ "us-" (name) } {
                (self.words.text(&format!("label-{key}")))
                @if !is_required { " " span.us-optional { (self.words.text("optional")) } }
            }
        }
    }

    fn hint(&self, name: &str) -> Markup {
        html! {
            p.us-hint id={ "us-" (name) "-hint" } {
                (self.words.text(&format!("hint-{name}")))
                @if name == "email" && waits_for_mailbox(self.input) {
                    " " (self.words.text("hint-email-confirm"))
                }
            }
        }
    }

    fn error(&self, name: &str) -> Markup {
        error_line(
            name,
            &format!("us-{name}-error"),
            problem_of(self.problems, name),
        )
    }

    /// The ids that describe a field: its hint, if it has one, and its error.
    fn described_by(name: &str, is_hinted: bool) -> String {
        if is_hinted {
            format!("us-{name}-hint us-{name}-error")
        } else {
            format!("us-{name}-error")
        }
    }

    fn text_field(&self, field: &TextField) -> Markup {
        let name = field.name;
        html! {
            div.us-field {
                (self.label(name, field.is_required))
                @if field.is_hinted { (self.hint(name)) }
                (self.error(name))
                input id={ "us-" (name) } name=(name) type=(field.kind)
                    autocomplete=(self.autocomplete(field.autocomplete)) maxlength=(field.max_length)
                    autocapitalize=[field.is_code.then_some("none")]
                    dir=[if field.is_code { "ltr" } else { "auto" }.into()]
                    required[field.is_required] value=[self.value(name)]
                    aria-invalid=[problem_of(self.problems, name).map(|_| "true")]
                    aria-describedby=(Self::described_by(name, field.is_hinted));
            }
        }
    }

    /// Postal code, or province, or another country.
    fn place_fields(&self) -> Markup {
        let is_required = self.input.settings.postal_code == PostalCode::Required;
        let (key, max_length) = if self.is_protected() {
            ("postal_area", POSTAL_AREA_LENGTH)
        } else {
            ("postal_code", POSTAL_CODE_MAX_BYTES)
        };
        html! {
            div.us-field data-us="postal-row" {
                (self.label_as("postal_code", key, is_required))
                p.us-hint id="us-postal_code-hint" { (self.words.text(&format!("hint-{key}"))) }
                (self.error("postal_code"))
                input.us-short id="us-postal_code" name="postal_code" type="text"
                    autocomplete=(self.autocomplete("postal-code")) autocapitalize="characters"
                    spellcheck="false" dir="ltr" maxlength=(max_length) required[is_required] value=[self.value("postal_code")]
                    aria-invalid=[problem_of(self.problems, "postal_code").map(|_| "true")]
                    aria-describedby=(Self::described_by("postal_code", true));
                @if !self.is_hosted() {
                    button.us-link type="button" data-us="choose-region" {
                        (self.words.text("choose-region"))
                    }
                }
            }
            (self.region_row())
            div.us-check {
                input id="us-abroad" name="abroad" type="checkbox" value="yes"
                    checked[self.is_ticked("abroad")];
                label for="us-abroad" { (self.words.text("label-abroad")) }
            }
            (self.country_row())
        }
    }

    fn region_row(&self) -> Markup {
        let key = if self.is_hosted() {
            "choose-region"
        } else {
            "label-region"
        };
        let chosen = self.value("region");
        html! {
            div.us-field data-us="region-row" hidden[!self.is_hosted()] {
                label for="us-region" { (self.words.text(key)) }
                select id="us-region" name="region"
                    autocomplete=(self.autocomplete("address-level1")) {
                    option value="" { (self.words.text("choose")) }
                    @for province in PROVINCES {
                        option value=(province) selected[chosen == Some(province)] {
                            (self.words.text(&format!("region-{province}")))
                        }
                    }
                }
            }
        }
    }

    /// The widget fills its list of countries when it is first opened. The
    /// hosted page has no script and brings all of them, and so does the view
    /// in a language in which browsers have no names.
    fn country_row(&self) -> Markup {
        let is_filled = self.is_hosted() || !self.words.is_in_browsers();
        let chosen = self.value("country");
        html! {
            div.us-field data-us="country-row" hidden[!self.is_hosted()] {
                label for="us-country" { (self.words.text("label-country")) }
                (self.error("country"))
                select id="us-country" name="country"
                    autocomplete=(self.autocomplete("country"))
                    aria-invalid=[problem_of(self.problems, "country").map(|_| "true")]
                    aria-describedby="us-country-error" {
                    option value="" { (self.words.text("choose")) }
                    @if is_filled {
                        @for (code, name) in countries(self.words) {
                            option value=(code) selected[chosen == Some(code)] { (name) }
                        }
                    }
                }
            }
        }
    }

    /// "List me publicly as", with exactly what will be listed.
    fn list_me(&self) -> Markup {
        let (before, after) = self.words.around("label-list_me", "name");
        let shown = self.shown_name();
        html! {
            div.us-check {
                input id="us-list_me" name="list_me" type="checkbox" value="yes"
                    checked[self.is_ticked("list_me")] aria-describedby="us-list_me-hint";
                label for="us-list_me" {
                    (before)
                    bdi data-us="public-name" translate="no" {
                        (shown.unwrap_or_else(|| self.words.text("list-me-fallback")))
                    }
                    (after)
                }
                (self.hint("list_me"))
            }
        }
    }

    /// What the list would show of the names as they are typed; none where they
    /// are none.
    fn shown_name(&self) -> Option<String> {
        let clean = |name| clean_name(self.value(name)?).ok();
        let given = clean("given_name")?;
        Some(public_name(&given, clean("family_name").as_deref()))
    }

    /// The reason. The widget shows it while "list me" is ticked; the hosted
    /// page has no script, so its hint says when it is taken.
    fn comment_row(&self) -> Markup {
        let (hint, is_shown) = if self.is_hosted() {
            ("hint-comment-hosted", true)
        } else {
            ("hint-comment", false)
        };
        html! {
            div.us-field data-us="comment-row" hidden[!is_shown] {
                (self.label("comment", false))
                p.us-hint id="us-comment-hint" { (self.words.text(hint)) }
                (self.error("comment"))
                // Browsers count UTF-16 units, at least one for each character.
                textarea id="us-comment" name="comment" rows="3" dir="auto"
                    maxlength=(COMMENT_MAX_GRAPHEMES)
                    aria-invalid=[problem_of(self.problems, "comment").map(|_| "true")]
                    aria-describedby=(Self::described_by("comment", true)) {
                    // A parser drops the first line break of a text area.
                    "\n" (self.value("comment").unwrap_or_default())
                }
            }
        }
    }
}

/// The line under a label that says what is wrong, empty and hidden while
/// nothing is.
pub(crate) fn error_line(name: &str, id: &str, problem: Option<&str>) -> Markup {
    html! {
        p.us-error id=(id) data-us-error=(name) hidden[problem.is_none()] {
            @if let Some(text) = problem { (text) }
        }
    }
}
