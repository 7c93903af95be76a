//! What the views need to know, as plain structs.

use petition::{CampaignSettings, Partner};
use protocol::{Entry, FieldProblem, Tally};

use crate::FormValues;
use commands::GoalMet;

/// One form to render: whose, in which language, and what is known by now.
#[derive(Clone, Copy)]
pub struct ViewInput<'a> {
    /// The campaign, checked by `CampaignSettings::check`.
    pub settings: &'a CampaignSettings,
    /// The partner whose page it is; one of `settings.partners`.
    pub partner: &'a Partner,
    /// A key of `settings.petition`, as `CampaignSettings::language_for` picks it.
    pub language: &'a str,
    /// Where the form posts to, such as `https://edge.example`: no slash at the end.
    pub edge_origin: &'a str,
    /// The newest tally, or `None` while there is none: then the form shows
    /// the organizations instead of a number, as it does under 25 signatures.
    pub tally: Option<&'a Tally>,
    /// The highest goal that was met.
    pub goal_met: Option<GoalMet>,
    /// Listed entries, newest first; all of them are rendered.
    pub entries: &'a [Entry],
    /// How many signatures are counted beyond `entries`.
    pub others: u64,
    /// In the widget's shadow root, or as the hosted page.
    pub mode: Mode<'a>,
    /// Unix milliseconds; decides whether the campaign is open.
    pub now_ms: i64,
}

/// Where the view is shown.
#[derive(Clone, Copy)]
pub enum Mode<'a> {
    /// In the widget: the same bytes for everybody, completed by its wasm.
    Widget,
    /// In the hosted page: one person's form, which works without a script.
    Hosted(&'a HostedForm<'a>),
}

/// What the hosted form carries that the widget's does not.
pub struct HostedForm<'a> {
    /// The session's token, for the edge's own origin.
    pub session: &'a str,
    /// A fresh UUID, or the posted one when the form is shown again.
    pub idempotency_key: &'a str,
    /// The hash of [`crate::render_consent_block`]'s bytes, lower-case hex.
    pub view: &'a str,
    /// The languages that the supporter's browser asks for, the most wished for
    /// first.
    pub wishes: &'a [String],
    /// What was typed; empty at first.
    pub values: &'a FormValues,
    /// What is wrong with it: each shown beside its field and in the summary.
    pub problems: &'a [FieldProblem],
    /// What is wrong with the whole, if anything.
    pub alert: Option<FormAlert>,
}

/// A problem that belongs to no single field, told in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormAlert {
    /// The problem's kind, such as `session-expired`.
    pub kind: &'static str,
    /// When it can be tried again, where that is known.
    pub retry_after_s: Option<i64>,
}
