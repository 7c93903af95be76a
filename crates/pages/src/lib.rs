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

mod absent;
mod card;
mod confirm;
mod consent_block;
mod counter;
mod countries;
mod dates;
mod digits;
mod doctor;
mod doctor_check;
#[cfg(test)]
mod embedding_document;
mod ending;
mod error_page;
mod feed;
mod fields;
#[cfg(test)]
mod fixture;
mod form;
#[cfg(test)]
mod form_order_tests;
#[cfg(test)]
mod form_tests;
mod form_values;
mod hosted;
#[cfg(test)]
mod hostile_tests;
mod input;
mod keep;
mod language_switch;
mod languages;
#[cfg(test)]
mod languages_tests;
mod letter;
mod link_page;
mod mail;
mod manage;
#[cfg(test)]
mod manage_tests;
mod managed_signature;
mod messages;
mod moderation;
mod moderation_queue;
mod organizer;
mod organizer_held;
mod organizer_mail;
mod organizer_tables;
mod page;
#[cfg(test)]
mod page_tests;
mod pass;
mod picture;
mod probe;
mod problems;
#[cfg(test)]
mod protected_tests;
mod rest;
mod sentences;
mod share;
mod tally;
mod texts;
#[cfg(test)]
mod thanks_order_tests;

pub use absent::Absent;
pub use confirm::{Waiting, confirm_heading};
pub use consent_block::{consent_label, render_consent_block};
pub use counter::render_counter;
pub use doctor::{DoctorInput, Probe, doctor_language, render_doctor};
pub use doctor_check::{CheckInput, CheckOutcome};
pub use error_page::{
    ErrorPageInput, ProblemInput, plain_language, render_error_page, render_problem,
};
pub use form::LINK_FIELD;
pub use form::render_view;
pub use form_values::FormValues;
pub use hosted::{HostedInput, ThanksInput, render_hosted, render_thanks};
pub use input::{FormAlert, HostedForm, Mode, ViewInput};
pub use language_switch::{language_names, wished_languages};
pub use link_page::{LinkInput, LinkState, render_link};
pub use mail::{MailInput, MailKind, RenderedMail, render_mail};
pub use manage::{ManageInput, render_manage};
pub use messages::{EARLIER_MESSAGES, counter_messages, messages, rest_messages};
pub use moderation::{ModerationInput, render_moderation};
pub use organizer::{
    CampaignLink, CampaignsInput, CountTable, DashboardInput, render_campaigns, render_dashboard,
    render_sign_in,
};
pub use organizer_mail::MailDesk;
pub use pass::{PassInput, PassState, render_pass};
pub use picture::picture_words;
pub use probe::ProbePayload;
pub use rest::render_rest;
pub use sentences::{SENTENCES, known_problem, sentence_of};

/// The tag's script where there is nothing to show (`absent.rs`).
pub const ABSENT_JS: &str = include_str!("absent.js");
/// The style sheet of the doctor's pages, served at [`DOCTOR_CSS_PATH`].
pub const DOCTOR_CSS: &str = concat!(include_str!("palette.css"), include_str!("doctor.css"));
/// Where the doctor's pages look for [`DOCTOR_CSS`].
pub const DOCTOR_CSS_PATH: &str = "/doctor/style.css";
/// The script of "Email me my link", served at [`LINK_JS_PATH`]: it does the work
/// that a mail costs.
pub const LINK_JS: &str = include_str!("link.js");
/// Where "Email me my link" looks for [`LINK_JS`].
pub const LINK_JS_PATH: &str = "/r/link.js";
/// The style sheet of the organizers' pages, served at [`ORGANIZER_CSS_PATH`].
pub const ORGANIZER_CSS: &str = concat!(
    include_str!("palette.css"),
    include_str!("organizer.css"),
    include_str!("moderation.css"),
);
/// Where the organizers' pages look for [`ORGANIZER_CSS`].
pub const ORGANIZER_CSS_PATH: &str = "/organizer/style.css";
/// The script of the organizers' pages, served at [`ORGANIZER_JS_PATH`]: it
/// trades the token in the fragment for a cookie, asks before hiding, and gives
/// the moderators' queue its keys.
pub const ORGANIZER_JS: &str = include_str!("organizer.js");
/// Where the organizers' pages look for [`ORGANIZER_JS`].
pub const ORGANIZER_JS_PATH: &str = "/organizer/script.js";
/// What the hosted page adds to the widget's own style sheet, served at
/// [`PAGE_CSS_PATH`].
pub const PAGE_CSS: &str = concat!(include_str!("page.css"), include_str!("manage.css"));
/// Where the hosted page looks for [`PAGE_CSS`].
pub const PAGE_CSS_PATH: &str = "/c/page.css";
