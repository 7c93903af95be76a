//! Everything a person sees, rendered on the server: the form inside the
//! widget, the hosted page, the organizers' pages.
//!
//! Pure functions from plain structs to HTML. No I/O, no clock and no `worker`
//! in here, so every page can be rendered and read in a native test.
//!
//! Invariants: a text reaches HTML only through `maud`, which escapes it; a
//! word of the interface comes from the Fluent files in `locales`, and
//! a word of the petition from the campaign's settings; the consent block of
//! the same settings, partner and language is the same bytes every time.
#![forbid(unsafe_code)]

mod doctor;
mod embed;
mod error_page;
#[cfg(test)]
mod fixture;
mod form;
mod hosted;
#[cfg(test)]
mod hostile_tests;
mod i18n;
mod mail;
mod manage;
mod organizers;
mod page;
#[cfg(test)]
mod page_tests;
mod petition;

pub use doctor::check::{CheckInput, CheckOutcome};
pub use doctor::probe::ProbePayload;
pub use doctor::{DoctorInput, Probe, doctor_language, render_doctor};
pub use embed::counter::render_counter;
pub use embed::deferred_view::render_rest;
pub use embed::unknown_embed::UnknownEmbed;
pub use error_page::{
    ErrorPageInput, ProblemInput, plain_language, render_error_page, render_problem,
};
pub use form::confirm::{Waiting, confirm_heading};
pub use form::consent_block::{consent_label, render_consent_block};
pub use form::input::{FormAlert, HostedForm, Mode, ViewInput};
pub use form::values::FormValues;
pub use form::{LINK_FIELD, render_view};
pub use hosted::pass::{PassInput, PassState, render_pass};
pub use hosted::picture::picture_words;
pub use hosted::{HostedInput, ThanksInput, render_hosted, render_thanks};
pub use i18n::language_switch::{language_names, wished_languages};
pub use i18n::messages::{EARLIER_MESSAGES, counter_messages, messages, rest_messages};
pub use i18n::sentences::{SENTENCES, known_problem, sentence_of};
pub use mail::{MailInput, MailKind, RenderedMail, render_mail};
pub use manage::link_page::{LinkInput, LinkState, render_link};
pub use manage::{ManageInput, render_manage};
pub use organizers::mail::MailStates;
pub use organizers::moderation::{ModerationInput, render_moderation};
pub use organizers::{
    CampaignLink, CampaignsInput, CountTable, DashboardInput, render_campaigns, render_dashboard,
    render_sign_in,
};

/// The tag's script where there is nothing to show (`embed/unknown_embed.rs`).
pub const UNKNOWN_EMBED_JS: &str = include_str!("embed/unknown_embed.js");
/// The style sheet of the doctor's pages, served at [`DOCTOR_CSS_PATH`].
pub const DOCTOR_CSS: &str = concat!(
    include_str!("palette.css"),
    include_str!("doctor/doctor.css")
);
/// Where the doctor's pages look for [`DOCTOR_CSS`].
pub const DOCTOR_CSS_PATH: &str = "/doctor/style.css";
/// The script of "Email me my link", served at [`LINK_JS_PATH`]: it does the work
/// that a mail costs.
pub const LINK_JS: &str = include_str!("manage/link.js");
/// Where "Email me my link" looks for [`LINK_JS`].
pub const LINK_JS_PATH: &str = "/r/link.js";
/// The style sheet of the organizers' pages, served at [`ORGANIZER_CSS_PATH`].
pub const ORGANIZER_CSS: &str = concat!(
    include_str!("palette.css"),
    include_str!("organizers/organizers.css"),
    include_str!("organizers/moderation.css"),
);
/// Where the organizers' pages look for [`ORGANIZER_CSS`].
pub const ORGANIZER_CSS_PATH: &str = "/organizer/style.css";
/// The script of the organizers' pages, served at [`ORGANIZER_JS_PATH`]: it
/// trades the token in the fragment for a cookie, asks before hiding, and gives
/// the moderators' queue its keys.
pub const ORGANIZER_JS: &str = include_str!("organizers/organizers.js");
/// Where the organizers' pages look for [`ORGANIZER_JS`].
pub const ORGANIZER_JS_PATH: &str = "/organizer/script.js";
/// What the hosted page adds to the widget's own style sheet, served at
/// [`PAGE_CSS_PATH`].
pub const PAGE_CSS: &str = concat!(include_str!("page.css"), include_str!("manage/manage.css"));
/// Where the hosted page looks for [`PAGE_CSS`].
pub const PAGE_CSS_PATH: &str = "/c/page.css";
